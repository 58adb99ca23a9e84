from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "titian.platform.audit"
    label = "platform_audit"
    default_auto_field = "django.db.models.BigAutoField"
