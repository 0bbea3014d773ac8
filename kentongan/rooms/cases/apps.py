from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "kentongan.rooms.cases"
    label = "cases"

    def ready(self) -> None:
        from kentongan.rooms.cases import receivers  # noqa: F401 - registers what this room hears
