from django.apps import AppConfig


class HttpConfig(AppConfig):
    name = "titian.platform.http"
    label = "platform_http"
