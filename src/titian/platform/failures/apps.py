from django.apps import AppConfig


class FailuresConfig(AppConfig):
    name = "titian.platform.failures"
    label = "platform_failures"
    default_auto_field = "django.db.models.BigAutoField"
