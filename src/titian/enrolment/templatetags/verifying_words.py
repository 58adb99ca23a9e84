"""The words of verification: what registers say, reasons."""

from django import template

from titian.enrolment.types import CheckKind, CheckState
from titian.platform.http.catalogue import entry

register = template.Library()

_TONES = {
    CheckState.AGREES: "ok",
    CheckState.DIFFERS: "bad",
    CheckState.AWAY: "warn",
    CheckState.ASKING: "",
}


@register.filter
def register_word(kind: CheckKind) -> str:
    return entry(f"check.{kind}")


@register.filter
def check_word(state: CheckState) -> str:
    return entry(f"enrol_check.{state}")


@register.filter
def check_tone(state: CheckState) -> str:
    return _TONES[state]


@register.filter
def fact_word(name: str) -> str:
    return entry(f"fact.{name}")


@register.filter
def fact_value(value: object) -> str:
    if isinstance(value, bool):
        return entry("fact.yes" if value else "fact.no")
    return str(value) or "–"


@register.filter
def may_not_word(code: str) -> str:
    return entry(f"error.{code}")
