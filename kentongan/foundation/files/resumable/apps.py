from django.apps import AppConfig


class ResumableConfig(AppConfig):
    name = "kentongan.foundation.files.resumable"
    label = "resumable"
