from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "kentongan.foundation.audit"
    label = "audit"
