"""How a message calls a kind of request: short, in the middle of a sentence."""

from django import template
from django.utils.translation import gettext

register = template.Library()


def _entry(key: str) -> str:
    """The catalogue's entry; every kind has one (a test asks for them all)."""
    return gettext(key)


@register.filter
def request_word(kind: str) -> str:
    return _entry(f"request.{kind}")
