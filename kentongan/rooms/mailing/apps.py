from django.apps import AppConfig


class MailingConfig(AppConfig):
    name = "kentongan.rooms.mailing"
    label = "mailing"
