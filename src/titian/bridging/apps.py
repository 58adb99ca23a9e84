from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string


class BridgingConfig(AppConfig):
    name = "titian.bridging"
    label = "bridging"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(transports_are_whole)
        register(language_model_is_whole)


def transports_are_whole(app_configs: Any, **_: Any) -> Sequence[CheckMessage]:
    """A channel that is half set up stops the start, not the worker in the night."""
    del app_configs
    faults: list[CheckMessage] = []
    for channel, path in settings.TITIAN_TRANSPORTS.items():
        try:
            import_string(path)()
        except ImproperlyConfigured as fault:
            faults.append(Error(f"{channel}: {fault}", id="bridging.E001"))
    return faults


def language_model_is_whole(app_configs: Any, **_: Any) -> Sequence[CheckMessage]:
    del app_configs
    path = settings.TITIAN_LANGUAGE_MODEL
    try:
        if path:
            import_string(path)()
    except ImproperlyConfigured as fault:
        return [Error(str(fault), id="bridging.E002")]
    return []
