"""The words of the reconciliation: what a line means, who can say more, why somebody is kept."""

from datetime import date

from django import template

from titian.enrolment.types import Finding, OfficeKind, ProposalState
from titian.platform.http.catalogue import entry

register = template.Library()

_DAYS = frozenset({"birth", "since", "died"})


@register.filter
def finding_word(finding: Finding) -> str:
    return entry(f"finding.{finding}")


@register.filter
def finding_about(finding: Finding) -> str:
    """What it means, in a sentence."""
    return entry(f"finding_about.{finding}")


@register.filter
def acts_word(office: OfficeKind) -> str:
    return entry(f"finding_acts.{office}")


@register.filter
def keep_word(reason: str) -> str:
    return entry(f"keep.{reason}")


@register.filter
def proposal_word(state: ProposalState) -> str:
    return entry(f"proposal.{state}")


@register.filter
def fact_word(name: str) -> str:
    return entry(f"list_fact.{name}")


@register.filter
def fact_shown(text: str, name: str) -> date | str:
    """Days as days; statuses and segments in words."""
    if not text:
        return "–"
    if name in _DAYS:
        return date.fromisoformat(text)
    if name == "segment":
        return entry(f"enrol_segment.{text}")
    return entry(f"list_status.{text}") if name == "status" else text
