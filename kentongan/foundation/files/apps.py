from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "kentongan.foundation.files"
    label = "files"
