"""The words of procedures: how far a version is, and why nobody could follow it."""

from django import template

from titian.enrolment.types import ProcedureState
from titian.platform.http.catalogue import entry

register = template.Library()


@register.filter
def procedure_state_word(state: ProcedureState) -> str:
    return entry(f"procedure_state.{state}")


@register.filter
def fault_word(fault: str) -> str:
    return entry(f"fault.{fault}")
