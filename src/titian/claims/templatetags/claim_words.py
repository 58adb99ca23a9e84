"""The words of claims: states, steps, papers, reasons, and codes of the care sheet."""

from django import template

from titian.claims.types import ClaimPaperKind, ClaimState, ClaimStepLine
from titian.kernel.money import rupiah as as_rupiah
from titian.platform.http.catalogue import entry

register = template.Library()

_GOOD = (ClaimState.APPROVED, ClaimState.PAID)
_BAD = (ClaimState.REFUSED, ClaimState.EXPIRED, ClaimState.RETURNED)


@register.filter
def claim_state_word(state: ClaimState | None) -> str:
    return entry(f"claim_state.{state or ClaimState.PREPARED}")


@register.filter
def claim_tone(state: ClaimState | None) -> str:
    if state in _GOOD:
        return "ok"
    return "bad" if state in _BAD else "warn"


@register.filter
def claim_step_words(line: ClaimStepLine) -> str:
    """What happened, and by whom: a person at the branch, or a rule."""
    return entry(f"claim_act.{line.act}.{line.by}")


@register.filter
def claim_paper_word(kind: ClaimPaperKind | str) -> str:
    return entry(f"claim_paper.{kind}")


@register.filter
def claim_missing_word(name: str) -> str:
    return entry(f"claim_missing.{name}")


@register.filter
def claim_reason_word(reason: str) -> str:
    return entry(f"claim_reason.{reason}")


@register.filter
def care_kind_word(kind: str) -> str:
    return entry(f"claim_care.{kind}")


@register.filter
def sheet_word(code: str, field: str) -> str:
    """What a code of the care sheet means; one that is not known stays as it is."""
    key = f"{field}.{code}"
    word = entry(key)
    return code if word == key else word


@register.filter
def money(amount: int | None) -> str:
    return "–" if amount is None else as_rupiah(amount)


@register.filter
def refusal_word(code: str) -> str:
    return entry(f"error.{code}")
