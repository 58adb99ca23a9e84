from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "titian.members"
    label = "members"
    default_auto_field = "django.db.models.BigAutoField"
