"""What the front door's templates show, and what each of its posts counts against."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from titian.accounts.types import Hit, Limited
from titian.frontdoor.selectors import counted_as
from titian.frontdoor.types import Way
from titian.notifications import selectors as notifications_read
from titian.notifications.types import Channel, Condition, Health
from titian.platform.http.visitors import address_of

_NAMES = {Channel.WHATSAPP: _("WhatsApp"), Channel.EMAIL: _("E-mail"), Channel.SMS: _("SMS")}


@dataclass(frozen=True, slots=True)
class ChannelShown:
    """One button: the channel's name, its masked address, and how the channel is doing."""

    value: str
    name: str
    mask: str
    doing: str
    is_well: bool


def channels_shown(ways: Iterable[Way], *, at: datetime) -> list[ChannelShown]:
    """The ways with how each channel is doing; the healthy ones first."""
    health = notifications_read.channel_health(at)
    shown = [_shown(way, health.get(way.channel)) for way in ways]
    return sorted(shown, key=lambda one: not one.is_well)


def _shown(way: Way, health: Health | None) -> ChannelShown:
    return ChannelShown(
        value=way.channel.value,
        name=str(_NAMES[way.channel]),
        mask=way.mask,
        doing=gettext(health.sentence).format(**health.figures) if health else "",
        is_well=health is None or health.condition is Condition.OK,
    )


def hits_for(
    request: HttpRequest, *, nik: str = "", who: str = "", destination: str = ""
) -> tuple[Hit, ...]:
    """The network address always; the NIK (typed or hashed already) and the destination."""
    hits = [Hit(Limited.ADDRESS, address_of(request))]
    counted = counted_as(nik).hex() if nik else who
    if counted:
        hits.append(Hit(Limited.NIK, counted))
    if destination:
        hits.append(Hit(Limited.DESTINATION, destination))
    return tuple(hits)
