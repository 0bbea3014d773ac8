from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "kentongan.rooms.cases"
    label = "cases"

    def ready(self) -> None:
        from kentongan.rooms.cases import receivers  # noqa: F401 - registers what this room hears
        from kentongan.rooms.cases.measures import register_measures

        register_measures()
