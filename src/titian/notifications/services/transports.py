"""Which adapter carries each channel: chosen by settings, made once."""

from datetime import timedelta
from functools import cache
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from titian.notifications.ports import Transport
from titian.notifications.types import Channel

_PATIENCE_WITHOUT_TRANSPORT = timedelta(seconds=30)


def transport_for(channel: Channel) -> Transport | None:
    """The adapter of a channel; None when the channel is not set up here."""
    path = settings.TITIAN_TRANSPORTS.get(channel)
    return _made(path) if path else None


def patience_of(channel: Channel) -> timedelta:
    transport = transport_for(channel)
    return transport.patience if transport else _PATIENCE_WITHOUT_TRANSPORT


@cache
def _made(path: str) -> Transport:
    return cast(Transport, import_string(path)())
