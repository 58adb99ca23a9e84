from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "titian.platform.uploads"
    label = "platform_uploads"
    default_auto_field = "django.db.models.BigAutoField"
