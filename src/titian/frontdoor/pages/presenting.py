"""What the front door's templates show, and what each of its posts counts against."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from titian.accounts.types import Answer, Hit, Limited
from titian.frontdoor.selectors import counted_as
from titian.frontdoor.types import Way
from titian.notifications import selectors as notifications_read
from titian.notifications.types import Channel, Condition, Health
from titian.platform.http.visitors import address_of

_NAMES = {Channel.WHATSAPP: _("WhatsApp"), Channel.EMAIL: _("E-mail"), Channel.SMS: _("SMS")}


@dataclass(frozen=True, slots=True)
class ChannelShown:
    """One button: the channel's name, its masked address, and a word when it is not well."""

    value: str
    name: str
    mask: str
    trouble: str


def channels_shown(ways: Iterable[Way], *, at: datetime) -> list[ChannelShown]:
    """The ways with how each channel is doing; the healthy ones first."""
    health = notifications_read.channel_health(at)
    shown = [
        ChannelShown(
            value=way.channel.value,
            name=str(_NAMES[way.channel]),
            mask=way.mask,
            trouble=trouble_of(health.get(way.channel)),
        )
        for way in ways
    ]
    return sorted(shown, key=lambda one: bool(one.trouble))


def trouble_of(health: Health | None) -> str:
    """A sentence when the channel is slow or down, else nothing."""
    if health is None or health.condition is Condition.OK:
        return ""
    return gettext(health.sentence).format(**health.figures)


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


def answer_in(request: HttpRequest) -> Answer:
    """What the site's script, or patience, brought for a puzzle."""
    return Answer(request.POST.get("teka", "")[:600], request.POST.get("work", "")[:20])
