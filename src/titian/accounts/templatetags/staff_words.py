"""How roles, ways in, states and acts of staff are called."""

from django import template

from titian.platform.http.catalogue import entry

register = template.Library()
_TONES = {"sent": "ok", "used": "ok", "waiting": "warn", "expired": "warn"}


@register.filter
def staff_word(code: str, kind: str) -> str:
    """The catalogue entry `<kind>.<code>`: role, way, tried, invitation, ask, seen or act."""
    return entry(f"{kind}.{code}")


@register.filter
def invitation_tone(state: str) -> str:
    return _TONES.get(state, "bad")


@register.filter
def work_word(key: str) -> str:
    return entry(key)
