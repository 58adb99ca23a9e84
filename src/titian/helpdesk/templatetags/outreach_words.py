"""The words for what somebody comes for, how it went, and how a visit stands."""

from django import template

from titian.helpdesk.pages.outreach_forms import NEEDS, RESULTS
from titian.platform.http.catalogue import entry

register = template.Library()
_NEEDS = {str(one): word for one, word in NEEDS}
_RESULTS = {str(one): word for one, word in RESULTS}
_TONES = {"planned": "ok", "closed": "", "cancelled": "bad"}


@register.filter
def need_word(need: str) -> str:
    return str(_NEEDS[need])


@register.filter
def result_word(result: str) -> str:
    return str(_RESULTS[result])


@register.filter
def outreach_state(state: str) -> str:
    return entry(f"outreach.{state}")


@register.filter
def outreach_tone(state: str) -> str:
    return _TONES[state]
