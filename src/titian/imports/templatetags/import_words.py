"""The words of files that are brought: kinds, states, reasons, and what a place needs."""

from django import template

from titian.imports.rules import FAULTS
from titian.platform.http.catalogue import entry

register = template.Library()


@register.filter
def kind_word(kind: str) -> str:
    return entry(f"import_kind.{kind}")


@register.filter
def state_word(state: str) -> str:
    return entry(f"import_state.{state}")


@register.filter
def fault_word(fault: str) -> str:
    """A reason in words; one of a file of before this version as its code."""
    return entry(f"import_fault.{fault}") if fault in FAULTS else fault


@register.filter
def check_word(name: str) -> str:
    return entry(f"import_check.{name}")
