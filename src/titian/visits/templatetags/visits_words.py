"""Words of care, the same on every page: states, outcomes, diagnoses people understand, and how
a medicine is taken.
"""

from django import template
from django.utils.translation import gettext

from titian.kernel.money import rupiah as as_rupiah
from titian.platform.http.catalogue import entry
from titian.referrals import selectors as referrals_read
from titian.referrals.errors import DiagnosisUnknown
from titian.referrals.types import CareKind, Coded
from titian.visits.types import ApprovalKind, Cost, Leaving, MedicineLine, Outcome, VisitState

register = template.Library()

_TONES = {VisitState.ENDED: "ok", VisitState.IN_CARE: "warn", VisitState.REGISTERED: "out"}


@register.filter
def visit_state(state: VisitState) -> str:
    return entry(f"visit.{state}")


@register.filter
def visit_tone(state: VisitState) -> str:
    return _TONES.get(state, "out")


@register.filter
def outcome_word(outcome: Outcome | None) -> str:
    return entry(f"outcome.{outcome}") if outcome else ""


@register.filter
def leaving_word(leaving: Leaving | str) -> str:
    return entry(f"leaving.{leaving}")


@register.filter
def care_word(kind: CareKind) -> str:
    return entry(f"care.{kind}")


@register.filter
def approval_word(kind: ApprovalKind) -> str:
    return entry(f"approval.{kind}")


@register.filter
def plain_diagnosis(found: Coded | None) -> str:
    """What the illness is called at home; the list's own name where we know no better."""
    if found is None:
        return ""
    for code in (found.code, found.code[:3]):
        try:
            known = referrals_read.diagnosis(code)
        except DiagnosisUnknown:
            continue
        if known.plain:
            return known.plain
    return found.name or found.code


@register.filter
def how_to_take(medicine: MedicineLine) -> str:
    """`3 × sehari, sekali 1, sesudah makan`, as far as it was written down."""
    words = []
    if medicine.times:
        words.append(gettext("{times} kali sehari").format(times=medicine.times))
    if medicine.each:
        words.append(gettext("sekali minum {each}").format(each=medicine.each))
    if medicine.how:
        words.append(medicine.how)
    return ", ".join(words)


@register.filter
def vital_word(name: str) -> str:
    return entry(f"vital.{name}")


@register.filter
def money(amount: int) -> str:
    return as_rupiah(amount)


@register.filter
def cost_word(cost: Cost | None) -> str:
    """Where the payment of a visit stands, in the words of whoever settles it."""
    return entry(f"cost.{cost.word}") if cost else ""
