"""How papers, their states and their reasons are called."""

from datetime import date

from django import template

from titian.platform.http.catalogue import entry
from titian.referrals.types import ControlLetterView, PaperState, ReferralView

register = template.Library()

_TONES = {"open": "ok", "used": "out", "withdrawn": "bad", "expired": "warn"}


def state_of(paper: ReferralView | ControlLetterView, today: date) -> str:
    """As people see it: an open paper after its last day has expired."""
    if paper.state is PaperState.OPEN and paper.is_expired(today):
        return "expired"
    return str(paper.state)


@register.filter
def paper_state(paper: ReferralView | ControlLetterView, today: date) -> str:
    return entry(f"paper.{state_of(paper, today)}")


@register.filter
def paper_tone(paper: ReferralView | ControlLetterView, today: date) -> str:
    return _TONES[state_of(paper, today)]


@register.filter
def paper_kind(kind: str) -> str:
    """Rujukan, rujukan balik, surat kontrol …"""
    return entry(f"paper.kind.{kind}")


@register.filter
def exemption_word(exemption: str) -> str:
    return entry(f"exemption.{exemption or 'none'}")


@register.filter
def spaced(number: str) -> str:
    """A number in groups that can be read aloud: whose, when, which."""
    return " ".join(
        filter(None, (number[:4], number[4:8], number[8:12], number[12:16], number[16:]))
    )
