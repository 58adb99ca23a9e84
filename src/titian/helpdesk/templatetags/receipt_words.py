"""Words for what was tried and what went wrong, from the catalogue and without any data."""

from collections import defaultdict

import segno
from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

register = template.Library()

_WORDS, _REASONS = "tried", ("failed", "error")
_UNKNOWN, _BLANK = "unknown", "…"


@register.filter
def tried(feature: str) -> str:
    """Of a route's name: its own words, else those of its package."""
    package = feature.replace(".", ":").partition(":")[0]
    return _first(f"{_WORDS}.{feature}", f"{_WORDS}.{package}", f"{_WORDS}.{_UNKNOWN}")


@register.filter
def went_wrong(reason: str) -> str:
    """Of a reason: its own words, else the sentence of the error with its figures left out."""
    said = _first(*(f"{kind}.{reason}" for kind in _REASONS), f"error.{_UNKNOWN}")
    return said.format_map(defaultdict(lambda: _BLANK))


def _first(*keys: str) -> str:
    """The first key of the catalogue that has words; the last one always has."""
    for key in keys:
        said = gettext(key)
        if said != key:
            return said
    return ""


@register.filter
def receipt_qr(code: str) -> SafeString:
    """A QR that opens the page of a code."""
    address = f"{settings.TITIAN_ORIGIN}{reverse('helpdesk:receipt', args=[code])}"
    drawn = segno.make(address, micro=False)
    # Drawn by segno; of the text only its dots remain.
    return SafeString(drawn.svg_inline(border=0, omitsize=True))  # nosec B703
