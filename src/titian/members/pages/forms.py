"""Shapes of what is typed into the pages of members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class LookupForm(forms.Form):
    """A number or a name typed by staff, or a person chosen from the list a name gave."""

    cari = forms.CharField(
        label=_("NIK, nomor kartu, atau nama"),
        help_text=_("NIK 16 angka, kartu 13 angka, atau nama orang di tempat Anda."),
        max_length=120,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autofocus": True, "spellcheck": "false"}
        ),
    )
    orang = forms.IntegerField(
        min_value=1, max_value=2**63 - 1, required=False, widget=forms.HiddenInput
    )

    def clean(self) -> dict[str, Any]:
        """One of the two must be there; when the text is wrong, that has been said already."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("cari") and not cleaned.get("orang"):
            self.add_error("cari", _("Tulis NIK, nomor kartu, atau nama."))
        return cleaned


class ConsentForm(forms.Form):
    """Whether the head of the family may see everything."""

    izin = forms.ChoiceField(choices=[("ya", "ya"), ("tidak", "tidak")])
    dari = forms.ChoiceField(choices=[("keluarga", "keluarga")], required=False)
