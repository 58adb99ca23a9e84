"""Shapes of what is typed when a hospital asks leave, and when its branch answers."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.referrals.types import CareKind
from titian.visits.types import ApprovalKind

_CHOOSE = {"required": _("Pilih salah satu."), "invalid_choice": _("Pilih salah satu.")}
_REASON = {
    "required": _("Tulis alasannya."),
    "max_length": _("Tulis paling banyak 300 huruf."),
}


class MonthForm(forms.Form):
    bulan = forms.RegexField(r"^20\d\d-(0[1-9]|1[0-2])$", required=False)

    def month(self) -> date | None:
        chosen = self.cleaned_data.get("bulan") if self.is_valid() else ""
        return date.fromisoformat(f"{chosen}-01") if chosen else None


class AskForm(forms.Form):
    siapa = forms.CharField(
        label=_("NIK atau nomor kartu"),
        help_text=_("NIK 16 angka atau kartu 13 angka."),
        max_length=40,
        widget=forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "inputmode": "numeric"}
        ),
        error_messages={"required": _("Isi NIK atau nomor kartu.")},
    )
    jenis = forms.ChoiceField(
        label=_("Minta persetujuan untuk apa?"),
        choices=[
            (ApprovalKind.BACKDATE, _("SEP hari yang sudah lewat")),
            (ApprovalKind.FINGERPRINT, _("Tanpa sidik jari")),
        ],
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )
    tanggal = forms.DateField(
        label=_("Tanggal SEP"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Isi tanggalnya."), "invalid": _("Isi tanggalnya.")},
    )
    rawat = forms.ChoiceField(
        label=_("Rawat apa?"),
        choices=[(CareKind.OUTPATIENT, _("Rawat jalan")), (CareKind.INPATIENT, _("Rawat inap"))],
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )
    alasan = forms.CharField(
        label=_("Mengapa?"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages=_REASON,
    )


class AnswerForm(forms.Form):
    putusan = forms.ChoiceField(choices=[("ya", "ya"), ("tidak", "tidak")], error_messages=_CHOOSE)
    kata = forms.CharField(
        label=_("Alasan untuk rumah sakit"),
        help_text=_("Wajib bila ditolak."),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        error_messages=_REASON,
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("putusan") == "tidak" and not said.get("kata"):
            self.add_error("kata", _("Tulis alasannya."))
        return said
