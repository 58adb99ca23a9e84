"""Short words of the banks' pages; every key has its entry (a test asks for them all)."""

from django import template

from titian.platform.http.catalogue import entry

register = template.Library()


@register.filter
def service_word(service: str) -> str:
    return entry(f"snap.service.{service}")


@register.filter
def outcome_word(code: str) -> str:
    """What a response code says, e.g. 4042513: the status and the case, without the service."""
    return entry(f"snap.case.{code[:3]}{code[5:]}")


@register.filter
def odd_word(odd: str) -> str:
    return entry(f"snap.odd.{odd}")


@register.filter
def difference_word(kind: str) -> str:
    return entry(f"difference.{kind}")


@register.filter
def settlement_word(how: str) -> str:
    return entry(f"settlement.{how}")


@register.filter
def row_reason(reason: str) -> str:
    """Why a line was not booked or could not be read."""
    key = f"row.{reason}"
    said = entry(key)
    return reason if said == key else said
