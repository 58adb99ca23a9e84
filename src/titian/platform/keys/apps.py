from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "titian.platform.keys"
    label = "platform_keys"
    default_auto_field = "django.db.models.BigAutoField"
