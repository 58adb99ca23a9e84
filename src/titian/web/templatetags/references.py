"""`{{ step.step_id|about:"step" }}`: a signed reference for an address."""

from django import template

from titian.platform.http.references import reference

register = template.Library()


@register.filter
def about(key: object, kind: str) -> str:
    """A failure's code is kept without its dash."""
    return reference(kind, str(key).replace("-", ""))
