"""The words of applications: states, papers, who comes, what is to be mended."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import template
from django.utils.formats import date_format

from titian.enrolment.rules import COLUMNS, TWICE
from titian.enrolment.types import (
    ApplicationState,
    Comes,
    DocumentKind,
    Leave,
    RowState,
    StepState,
)
from titian.kernel.text import masked_name
from titian.platform.http.catalogue import entry

register = template.Library()

_FAULTS = frozenset(COLUMNS) | {
    TWICE,
    "enrolment.covered",
    "enrolment.under_way",
    "enrolment.not_paid",
    "enrolment.nobody",
    "enrolment.may_not_come",
}
_DOCUMENTS = frozenset(DocumentKind)
_DAYS_FROM = 48  # hours
_TONES = {
    ApplicationState.ACTIVE: "ok",
    ApplicationState.APPROVED: "ok",
    ApplicationState.SENT: "ok",
    ApplicationState.RETURNED: "bad",
    ApplicationState.REFUSED: "bad",
}


@register.filter
def application_state(state: ApplicationState) -> str:
    return entry(f"enrol_state.{state}")


@register.filter
def application_tone(state: ApplicationState) -> str:
    """The colour beside the word: ok, warn or bad."""
    return _TONES.get(state, "warn")


@register.filter
def comes_word(who: Comes) -> str:
    return entry(f"comes.{who}")


@register.filter
def turned_away_word(code: str) -> str:
    """Why who came could not be let: `enrolment.authority_missing` came without the letter."""
    return entry(f"turned_away.{code}")


@register.filter
def leave_word(leave: Leave) -> str:
    return entry(f"leave.{leave}")


@register.filter
def document_word(kind: DocumentKind) -> str:
    return entry(f"document.{kind}")


@register.filter
def step_word(state: StepState) -> str:
    return entry(f"enrol_step.{state}")


@register.filter
def stage_word(key: str) -> str:
    """What every way has beside the steps of its procedure."""
    return entry(f"enrol_stage.{key}")


@register.filter
def lasting(time: timedelta) -> str:
    """As people say it: days from two on, then hours, then minutes."""
    minutes = time // timedelta(minutes=1)
    if not minutes:
        return entry("lasting.moment")
    hours, rest = divmod(minutes, 60)
    if not hours:
        return entry("lasting.minutes").format(minutes=rest)
    if hours < _DAYS_FROM:
        return entry("lasting.hours").format(hours=hours, minutes=rest)
    return entry("lasting.days").format(days=hours // 24, hours=hours % 24)


@register.filter
def reason_word(code: str) -> str:
    return entry(f"reason.{code}") if code else ""


@register.filter
def segment_word(segment: str) -> str:
    return entry(f"enrol_segment.{segment}") if segment else ""


@register.filter
def repair_word(name: str) -> str:
    """A paper or a field; `person:2:nik` is the NIK of the second on the card."""
    if name in _DOCUMENTS:
        return entry(f"document.{name}")
    if not name.startswith("person:"):
        return entry(f"repair.{name}")
    _person, line, field = name.split(":", 2)
    return entry("repair.person").format(line=line, field=entry(f"repair.{field}"))


@register.filter
def repair_list(names: str) -> str:
    """Codes with blanks between them, as a message carries them."""
    return ", ".join(repair_word(name) for name in names.split())


@register.filter
def moment_in(moment: str, zone: str) -> str:
    """As a message carries it, by the clock of the city: "Jumat 27 November, 14.30"."""
    return date_format(datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)), "l j F, H.i")


@register.filter
def of_kind(titles: Mapping[str, str], kind: str) -> str:
    """What the city calls a kind of application; one it no longer opens has its code."""
    return titles.get(kind, kind)


@register.filter
def nik_masked(nik: str) -> str:
    return f"{nik[:4]}…{nik[-4:]}" if nik else "–"


@register.filter
def phone_shown(number: str) -> str:
    """As people say it: 0812… for 62812…"""
    return f"0{number.removeprefix('62')}" if number.startswith("62") else number


@register.filter
def name_masked(name: str) -> str:
    return masked_name(name)


@register.filter
def row_word(state: RowState) -> str:
    return entry(f"enrol_row.{state}")


@register.filter
def column_word(name: str) -> str:
    return entry(f"enrol_column.{name}")


@register.filter
def fault_word(fault: str) -> str:
    """Why a cell, or a whole row, was not taken."""
    return entry(f"enrol_fault.{fault if fault in _FAULTS else 'other'}")
