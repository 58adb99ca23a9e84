"""The words for kinds, states and steps; and a body laid out as records."""

from django import template
from django.utils.translation import get_language

from titian.announcements import rules
from titian.announcements.pages.edition_forms import KINDS as ARTICLE_KINDS
from titian.announcements.pages.forms import KINDS
from titian.announcements.rules import Block
from titian.announcements.types import Kind, Live, State, Text
from titian.kernel.errors import Refusal
from titian.platform.http.catalogue import entry
from titian.platform.http.refusals import sentence_for

register = template.Library()
_WORDS = {str(one): word for one, word in (*KINDS, *ARTICLE_KINDS)}
_TONES = {Kind.DISRUPTION: "bad", Kind.HEALTH: "ok", Kind.POLICY: "warn"}
_STATE_TONES = {State.DRAFT: "", State.PROPOSED: "warn", State.WITHDRAWN: "bad"}


@register.filter
def kind_word(kind: str) -> str:
    return str(_WORDS[kind])


@register.filter
def kind_tone(kind: str) -> str:
    return _TONES.get(Kind(kind), "")


@register.filter
def sheet_state(state: str) -> str:
    return entry(f"sheet.{state}")


@register.filter
def sheet_tone(state: str) -> str:
    return _STATE_TONES.get(State(state), "ok")


@register.filter
def sheet_act(act: str) -> str:
    return entry(f"sheet.act.{act}")


@register.filter
def refusal_sentence(refusal: Refusal) -> str:
    return sentence_for(refusal)


@register.filter
def segment_name(segment: str) -> str:
    return entry(f"segment.{segment}")


@register.filter
def laid_out(body: str) -> tuple[Block, ...]:
    return rules.blocks(body)


@register.filter
def lead(body: str) -> str:
    return rules.lead(body)


@register.filter
def said(live: Live) -> Text:
    """In the reader's language where there is one, else in Indonesian."""
    return live.english if live.english and get_language() == "en" else live.text


@register.filter
def language_said(live: Live) -> str:
    return "en" if live.english and get_language() == "en" else "id"
