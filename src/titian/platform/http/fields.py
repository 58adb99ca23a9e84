"""A form field for what people call by a name and we keep by a code."""

from collections.abc import Callable
from typing import Any

from django import forms

from titian.kernel.errors import Refusal
from titian.platform.http.refusals import sentence_for


class NamedField(forms.CharField):
    """Takes a name or a code and gives the code; nothing typed stays nothing.

    `code_of` raises a Refusal for what it does not know or cannot tell apart: its sentence stands
    beside the field.
    """

    def __init__(self, *, code_of: Callable[[str], str], **options: Any) -> None:
        super().__init__(**{"max_length": 120, **options})
        self._code_of = code_of

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "")
        try:
            return self._code_of(text) if text else ""
        except Refusal as refusal:
            raise forms.ValidationError(sentence_for(refusal), code=refusal.code) from refusal
