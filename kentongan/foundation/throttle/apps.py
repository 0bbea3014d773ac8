from django.apps import AppConfig


class ThrottleConfig(AppConfig):
    name = "kentongan.foundation.throttle"
    label = "throttle"
