"""The words of requests to change: their kinds, steps, fields, papers and reasons."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from titian.members.types import (
    ChangeView,
    Decider,
    Offer,
    PaperKind,
    RequestKind,
    RequestStep,
    StepLine,
)
from titian.platform.http.catalogue import entry

register = template.Library()

_DAYS = frozenset({"birth_date", "died_on", "leaves_on", "returns_on"})
_VALUES = {"why": "change_answer", "ground": "change_answer", "sex": "sex", "segment": "segment"}
_VALUES |= {"channel": "change_channel", "relation": "change_relation"}


@register.filter
def change_title(kind: RequestKind) -> str:
    """What a kind of request is called on a button: "Nama atau data diri"."""
    return entry(f"change.{kind}")


@register.filter
def change_hint(kind: RequestKind) -> str:
    return entry(f"change_hint.{kind}")


@register.filter
def step_word(step: RequestStep) -> str:
    return entry(f"change_step.{step}")


@register.filter
def step_line(line: StepLine) -> str:
    """A step of the way as the person reads it: what happened, and by whom."""
    by = "rule" if line.by == "rule" else "person"
    two_ways = (RequestStep.SET, RequestStep.REPAIR)
    key = f"change_went.{line.step}.{by}" if line.step in two_ways else ""
    return entry(key or f"change_went.{line.step}")


@register.filter
def step_tone(step: RequestStep) -> str:
    """The shape and colour beside the word: ok, warn or bad."""
    if step in (RequestStep.DONE, RequestStep.SET):
        return "ok"
    return "bad" if step == RequestStep.REFUSED else "warn"


@register.filter
def paper_word(kind: PaperKind) -> str:
    return entry(f"paper.{kind}")


@register.filter
def paper_hint(kind: PaperKind) -> str:
    return entry(f"paper_hint.{kind}")


@register.filter
def field_word(name: str) -> str:
    """What a value is, in a list: "Nama"; of further people with their number."""
    number, plain = _plain(name)
    said = entry(f"change_field.{plain}")
    return f"{number}. {said}" if number else said


def _plain(name: str) -> tuple[str, str]:
    if not name.startswith("person_"):
        return "", name
    _person, number, plain = name.split("_", 2)
    return number, plain


@register.filter
def change_question(kind: RequestKind) -> str:
    """What is asked first, since it decides what else is needed."""
    return entry(f"change_question.{kind}")


@register.filter
def answer_word(code: str, kind: RequestKind) -> str:
    """An answer to the first question; how many people is a number."""
    if kind != RequestKind.FAMILY:
        return entry(f"change_answer.{code.lower()}")
    if code == "0":
        return gettext("Hanya saya")
    more = ngettext("Saya dan %(n)s orang lain", "Saya dan %(n)s orang lain", int(code))
    return more % {"n": code}


@register.filter
def answer_hint(code: str, kind: RequestKind) -> str:
    return "" if kind == RequestKind.FAMILY else entry(f"change_answer_hint.{code.lower()}")


@register.filter
def missing_word(name: str) -> str:
    """What is missing: a paper, or a field."""
    return paper_word(PaperKind(name)) if name in set(PaperKind) else field_word(name)


@register.filter
def field_value(value: str, name: str) -> str:
    """A value as people write it: days in words, choices by their names."""
    _number, plain = _plain(name)
    if not value:
        return "–"
    if plain in _DAYS:
        return date_format(date.fromisoformat(value), "j F Y")
    if plain == "phone":
        return _as_dialled(value)
    key = f"{_VALUES[plain]}.{value.lower()}" if plain in _VALUES else ""
    said = entry(f"{_VALUES[plain]}.{value}") if plain == "segment" else entry(key) if key else ""
    return said if said and said != key else value


def _as_dialled(number: str) -> str:
    """0812 0000 7712, as people write it; what is masked stays as it is."""
    if not number.startswith("62"):
        return number
    national = f"0{number[2:]}"
    return " ".join(national[at : at + 4] for at in range(0, len(national), 4))


@register.filter
def blocked_words(offer: Offer, name: str) -> str:
    """Why not now: the refusal's own sentence, which may name the person."""
    return entry(f"error.{offer.blocked_by}").replace("{name}", name)


@register.filter
def way_words(code: str) -> str:
    """The way round what is not possible now."""
    return entry(f"way.{code}") if code else ""


@register.filter
def reason_words(code: str) -> str:
    """Why an officer or a rule decided so, in the words of the person concerned."""
    key = f"change_reason.{code}"
    said = entry(key) if code else ""
    return entry(f"error.members.{code}") if said == key else said


@register.filter
def is_officers(of: Offer | ChangeView) -> bool:
    return of.decider == Decider.OFFICER


@register.filter
def refusal_words(code: str) -> str:
    return entry(f"error.{code}")


@register.filter
def registry_words(state: str) -> str:
    """Whether the population registry could be asked."""
    return entry(f"registry_state.{state}")
