from django.apps import AppConfig


class ConfigApp(AppConfig):
    name = "kentongan.config"
    label = "config"

    def ready(self) -> None:
        from kentongan.config import checkups

        checkups.register_all()
