"""The shape of an accident insurer's answer, as the branch types it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.visits.types import CoverAnswer

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Said: TypeAlias = str | _StrPromise

_LONGEST = 12
_PLAIN = {"autocomplete": "off", "spellcheck": "false", "class": "w16"}


class RupiahField(forms.Field):
    """An amount as people write it: 1.750.000 or Rp1750000."""

    def __init__(self, label: Said, help_text: Said = "") -> None:
        widget = forms.TextInput({**_PLAIN, "inputmode": "numeric"})
        super().__init__(label=label, help_text=help_text, required=False, widget=widget)

    def to_python(self, value: Any) -> int:
        said = re.sub(r"[Rp.\s]", "", str(value or ""))
        if not said:
            return 0
        if not said.isdecimal() or len(said) > _LONGEST:
            raise forms.ValidationError(_("Tulis angka saja, misalnya 1.750.000."))
        return int(said)


class CoverForm(forms.Form):
    """The insurer pays first, up to its ceiling; nothing where it does not guarantee."""

    jamin = forms.ChoiceField(
        label=_("Apakah Jasa Raharja menjamin?"),
        choices=[("ya", _("Ya, menjamin")), ("tidak", _("Tidak menjamin"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Pilih salah satu."),
            "invalid_choice": _("Pilih salah satu."),
        },
    )
    register = forms.CharField(
        label=_("Nomor register"), max_length=40, required=False, widget=forms.TextInput(_PLAIN)
    )
    surat = forms.CharField(
        label=_("Nomor surat jaminan"),
        max_length=40,
        required=False,
        widget=forms.TextInput(_PLAIN),
    )
    batas = RupiahField(_("Batas jaminan"), _("Paling banyak yang dibayar Jasa Raharja."))
    jumlah = RupiahField(_("Yang dijamin"))
    dibayar = RupiahField(_("Yang sudah dibayar"), _("Isi 0 bila belum."))
    kata = forms.CharField(
        label=_("Keterangan"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    @classmethod
    def of(cls, answer: CoverAnswer | None) -> dict[str, object]:
        if answer is None:
            return {"dibayar": 0}
        return {
            "jamin": "ya" if answer.is_guaranteed else "tidak",
            "register": answer.register_number,
            "surat": answer.guarantee_number,
            "batas": answer.ceiling,
            "jumlah": answer.covered,
            "dibayar": answer.paid,
            "kata": answer.words,
        }

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        covered, ceiling, paid = (said.get(name) or 0 for name in ("jumlah", "batas", "dibayar"))
        if said.get("jamin") == "ya":
            self._check(said, covered, ceiling, paid)
        elif covered or paid:
            self.add_error("jumlah", _("Tidak menjamin berarti jumlahnya 0."))
        return said

    def _check(self, said: dict[str, Any], covered: int, ceiling: int, paid: int) -> None:
        if not said.get("surat"):
            self.add_error("surat", _("Isi nomor surat jaminannya."))
        if not covered and "jumlah" not in self.errors:
            self.add_error("jumlah", _("Isi jumlah yang dijamin."))
        if covered > ceiling:
            self.add_error("jumlah", _("Yang dijamin tidak lebih dari batasnya."))
        if paid > covered:
            self.add_error("dibayar", _("Yang dibayar tidak lebih dari yang dijamin."))

    def answer(self) -> CoverAnswer:
        said = self.cleaned_data
        return CoverAnswer(
            register_number=said["register"],
            guarantee_number=said["surat"],
            is_guaranteed=said["jamin"] == "ya",
            covered=said["jumlah"],
            ceiling=said["batas"],
            paid=said["dibayar"],
            words=said["kata"],
        )
