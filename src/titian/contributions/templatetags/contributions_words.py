"""Amounts, numbers and short words of dues, the same on every page."""

from django import template

from titian.contributions.types import PlanScheme, Via
from titian.kernel import money
from titian.platform.http.catalogue import entry

register = template.Library()

_PREFIX = -11  # before the last eleven digits stands the bank's own beginning


@register.filter
def rupiah(amount: int) -> str:
    """Rp1.750.000, as people write it."""
    return money.rupiah(amount)


@register.filter
def grouped(number: str) -> str:
    """A number to pay to, in groups that can be read aloud: `88888 0999 9000 033`."""
    own = number[_PREFIX:]
    return " ".join(filter(None, (number[:_PREFIX], own[:4], own[4:8], own[8:])))


@register.filter
def via_word(via: Via) -> str:
    return entry(f"via.{via}")


@register.filter
def scheme_word(scheme: PlanScheme) -> str:
    return entry(f"scheme.{scheme}")


@register.filter
def plan_refusal(reason: str) -> str:
    """Why there is no plan, and what else can be done."""
    return entry(f"plan.{reason}")
