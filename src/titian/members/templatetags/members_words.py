"""The words of a status and what to do next, the same on every page of every package.

`members/status.html` shows them for a standing; `members/status_words.html` for a situation.
"""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils.formats import date_format

from titian.members import rules
from titian.members.types import Relation, Segment, Standing, Status
from titian.platform.http.catalogue import entry

register = template.Library()


@register.filter
def short_name(full_name: str) -> str:
    """The first two words of a name; a baby without one is called by its mother's."""
    words = [word for word in full_name.split() if word != "Ny."]
    return " ".join(words[:2])


@register.filter
def situation(standing: Standing | None) -> str:
    """The key of the words, e.g. "arrears"; nobody on record is "unknown"."""
    return rules.situation(standing)


@register.filter
def status_word(situation: str) -> str:
    """Aktif, Tidak aktif …: the word under which a status is known."""
    return entry(f"status.{situation}")


@register.filter
def next_step(situation: str, months: int = 0) -> str:
    """What is so and what to do next, in plain words."""
    return entry(f"next.{situation}").format(months=months)


@register.filter
def tone(situation: str) -> str:
    return rules.tone(situation)


@register.filter
def short_status(status: Status) -> str:
    """Active or not, for lists."""
    return status_word(rules.ACTIVE if status is Status.AKTIF else rules.NOT_ACTIVE)


@register.filter
def segment_word(segment: Segment | None) -> str:
    return entry(f"segment.{segment}") if segment else ""


@register.filter
def relation_word(relation: Relation) -> str:
    return entry(f"relation.{relation.name.lower()}")


@register.filter
def help_words(helps: Sequence[str] | str) -> str:
    """What a helper may do, in words: lihat data, ambil nomor …"""
    names = helps.split("-") if isinstance(helps, str) else helps
    return ", ".join(entry(f"help.{name}") for name in names)


@register.filter
def written_day(day: str) -> str:
    """A day from a message's data, as people write it."""
    return date_format(date.fromisoformat(day), "j F Y")


@register.filter
def written_moment(moment: str, zone: str) -> str:
    """A moment from a message's data, on the clock of whoever reads it."""
    local = datetime.fromisoformat(moment).astimezone(ZoneInfo(zone))
    return date_format(local, "l j F, H.i T")
