from django.apps import AppConfig


class BridgingConfig(AppConfig):
    name = "titian.bridging"
    label = "bridging"
    default_auto_field = "django.db.models.BigAutoField"
