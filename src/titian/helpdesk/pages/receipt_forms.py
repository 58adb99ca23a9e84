"""What is typed of a failure's code."""

import re
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.helpdesk.services.priority import Claimed
from titian.helpdesk.types.receipts import FailureKind
from titian.kernel.identifiers import digits, tidy_code

CODE_LENGTH = 6
_LINK = re.compile(r"/kendala/([^/?#\s]+)")
_TICKET = re.compile(r"/tiket/([^/?#\s]+)")
_NUMBERS = (13, 16)
_FIELD = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}

KINDS = (
    (FailureKind.CODE, _("Kode masuk tidak sampai")),
    (FailureKind.FAULT, _("Halaman gangguan atau tidak terbuka")),
    (FailureKind.LOST, _("Nomor antrean yang sudah diambil hilang")),
    (FailureKind.SIGN_IN, _("Tidak bisa masuk")),
    (FailureKind.QUOTA, _("Tempat habis")),
    (FailureKind.NUMBER, _("NIK atau kartu tidak dikenal")),
    (FailureKind.OTHER, _("Lainnya")),
)


class CodeForm(forms.Form):
    """A code as it was said, or the link of its QR."""

    kode = forms.CharField(
        label=_("Kode kendala"),
        help_text=_("Enam huruf dan angka, misalnya K7F-3Q9."),
        max_length=200,
        widget=forms.TextInput(attrs={**_FIELD, "class": "code"}),
        error_messages={"required": _("Ketik kodenya.")},
    )

    def clean_kode(self) -> str:
        typed = str(self.cleaned_data["kode"])
        link = _LINK.search(typed)
        code = tidy_code(link.group(1) if link else typed)
        if len(code) != CODE_LENGTH:
            raise forms.ValidationError(_("Kode kendala ada enam huruf dan angka. Periksa lagi."))
        return code


class PlaceForm(CodeForm):
    """At the counter: the code, and whose it is."""

    siapa = forms.CharField(
        label=_("NIK, nomor kartu, atau kode tiket"),
        help_text=_("Milik orang yang terkena kendala."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Isi NIK, nomor kartu, atau kode tiket.")},
    )
    datang = forms.CharField(
        label=_("NIK atau nomor kartu yang datang menolong"),
        help_text=_("Kosongkan kalau orangnya datang sendiri."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    kunci = forms.UUIDField(widget=forms.HiddenInput)

    def claimed(self) -> Claimed:
        values: dict[str, Any] = self.cleaned_data
        return replace(self._shown(values), came=str(values["datang"]))

    def _shown(self, values: dict[str, Any]) -> Claimed:
        typed = str(values["siapa"])
        bare = "".join(c for c in typed if not c.isspace() and c not in ".-")
        if digits(bare) == bare and len(bare) in _NUMBERS:
            return Claimed(values["kode"], identifier=bare)
        link = _TICKET.search(typed)
        return Claimed(values["kode"], ticket_code=tidy_code(link.group(1) if link else typed))


class RecordForm(forms.Form):
    jenis = forms.ChoiceField(choices=KINDS, error_messages={"required": _("Pilih salah satu.")})
    kunci = forms.UUIDField(widget=forms.HiddenInput)
