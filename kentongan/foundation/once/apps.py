from django.apps import AppConfig


class OnceConfig(AppConfig):
    name = "kentongan.foundation.once"
    label = "once"
