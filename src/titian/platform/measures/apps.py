from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "titian.platform.measures"
    label = "platform_measures"
    default_auto_field = "django.db.models.BigAutoField"
