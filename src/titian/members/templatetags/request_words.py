"""How a message calls a kind of request: short, in the middle of a sentence."""

from django import template

from titian.platform.http.catalogue import entry

register = template.Library()


@register.filter
def request_word(kind: str) -> str:
    return entry(f"request.{kind}")
