"""A message's words: the template's first line is the subject, the rest is what is said."""

import re

from django.template import Context, Engine
from django.utils import translation

_BLANK_LINES = re.compile(r"\n\s*\n+")


def worded(template: str, data: dict[str, str | int], language: str) -> tuple[str, str]:
    """Subject and text in the recipient's language, as plain text (nothing is escaped)."""
    with translation.override(language):
        context = Context({**data}, autoescape=False, use_l10n=True)
        rendered = Engine.get_default().get_template(template).render(context)
    subject, _, text = rendered.strip().partition("\n")
    tidy = "\n".join(line.strip() for line in text.strip().splitlines())
    return subject.strip(), _BLANK_LINES.sub("\n\n", tidy)
