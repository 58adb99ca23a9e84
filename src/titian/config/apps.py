from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "titian.config"
    label = "config"
