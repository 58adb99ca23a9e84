from django.apps import AppConfig


class QueueConfig(AppConfig):
    name = "titian.queue"
    label = "queue"
    default_auto_field = "django.db.models.BigAutoField"
