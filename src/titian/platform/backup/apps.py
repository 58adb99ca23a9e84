from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "titian.platform.backup"
    label = "platform_backup"
    default_auto_field = "django.db.models.BigAutoField"
