"""The words for what a case is about, how it stands, and why not."""

from datetime import datetime, timedelta

from django import template
from django.utils.dateformat import format as formatted

from titian.complaints.pages.forms import ELSE, OFFERED
from titian.complaints.types import CaseKind, CaseState, IncidentState, Level, NoticeStep
from titian.kernel.errors import Refusal, Side
from titian.platform.http.catalogue import entry
from titian.platform.http.refusals import sentence_for

register = template.Library()
_WORDS = {str(one): word for one, word in (*OFFERED, *ELSE)}
_TONES = {CaseState.OPEN: "warn", CaseState.WAITING: "", CaseState.RESOLVED: "ok"}


@register.filter
def category_word(category: str) -> str:
    return str(_WORDS[category])


@register.filter
def kind_word(kind: str) -> str:
    return entry(f"complaint.kind.{CaseKind(kind)}")


@register.filter(expects_localtime=True)
def deadline(here: datetime) -> str:
    """What ends at midnight is named by the day that ends: Monday 24.00, not Tuesday 00.00."""
    if (here.hour, here.minute) == (0, 0):
        return formatted(here - timedelta(minutes=1), "l j M, ") + "24.00"
    return formatted(here, "l j M, H.i")


@register.filter
def level_word(level: Level) -> str:
    return entry(f"complaint.level.{level.name.lower()}")


@register.filter
def incident_word(state: str) -> str:
    return entry(f"complaint.incident.{IncidentState(state)}")


@register.filter
def notice_word(step: str) -> str:
    return entry(f"complaint.notice.{NoticeStep(step)}")


@register.filter
def side_word(side: str) -> str:
    return entry(f"complaint.side.{Side(side)}")


@register.filter
def case_state(state: str) -> str:
    return entry(f"complaint.{state}")


@register.filter
def case_tone(state: str) -> str:
    return _TONES.get(CaseState(state), "ok")


@register.filter
def refusal_word(refusal: Refusal) -> str:
    return sentence_for(refusal)
