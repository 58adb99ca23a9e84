"""The care sheet (LPK) as a person fills it in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.claims.types import CareSheet, SheetDiagnosis
from titian.platform.http.catalogue import entry

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Said: TypeAlias = str | _StrPromise

_SEPARATORS = re.compile(r"[\s,;]+")
_CHOOSE = {
    "required": _("Pilih salah satu."),
    "invalid_choice": _("Pilih yang ada di daftar."),
}
_DAY = {
    "required": _("Pilih tanggalnya."),
    "invalid": _("Tulis tanggal seperti 2026-11-24."),
}
WAYS_OUT, CONDITIONS, FOLLOW_UPS = "12345", "12345", "1234"
_CLASSES = ("1", "2", "3")


def _codes_of(field: str, codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, entry(f"{field}.{code}")) for code in codes]


def _codes(label: Said, help_text: Said, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Isi kodenya."),
            "max_length": _("Tulis paling banyak 300 huruf."),
        },
    )


def _day(label: Said, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date", "class": "w16"}, format="%Y-%m-%d"),
        error_messages=_DAY,
    )


class SheetForm(forms.Form):
    """The care sheet (LPK) as a person fills it in."""

    masuk = _day(_("Tanggal masuk"))
    keluar = _day(_("Tanggal keluar"))
    kelas = forms.ChoiceField(
        label=_("Kelas rawat"),
        choices=lambda: _codes_of("sheet_class", _CLASSES),
        error_messages=_CHOOSE,
    )
    ruang = forms.CharField(label=_("Ruang (boleh kosong)"), required=False, max_length=40)
    utama = _codes(_("Diagnosis utama (ICD-10)"), _("Satu kode, misalnya I10."), required=True)
    lain = _codes(
        _("Diagnosis lain (boleh kosong)"), _("Pisahkan dengan koma: E11.9, N18."), required=False
    )
    tindakan = _codes(
        _("Tindakan, ICD-9-CM (boleh kosong)"), _("Pisahkan dengan koma: 39.95."), required=False
    )
    cara = forms.ChoiceField(
        label=_("Cara keluar"),
        choices=lambda: _codes_of("sheet_way_out", WAYS_OUT),
        error_messages=_CHOOSE,
    )
    kondisi = forms.ChoiceField(
        label=_("Keadaan waktu pulang"),
        choices=lambda: _codes_of("sheet_condition", CONDITIONS),
        error_messages=_CHOOSE,
    )
    lanjut = forms.ChoiceField(
        label=_("Sesudah ini"),
        choices=lambda: _codes_of("sheet_follow_up", FOLLOW_UPS),
        error_messages=_CHOOSE,
    )
    dokter = forms.CharField(label=_("Dokter penanggung jawab"), max_length=120, required=False)

    @classmethod
    def of(cls, sheet: CareSheet) -> dict[str, object]:
        main = [one.code for one in sheet.diagnoses if one.level == "1"]
        other = [one.code for one in sheet.diagnoses if one.level != "1"]
        return {
            "masuk": sheet.admitted_on,
            "keluar": sheet.left_on,
            "kelas": sheet.ward_class,
            "ruang": sheet.room,
            "utama": ", ".join(main),
            "lain": ", ".join(other),
            "tindakan": ", ".join(sheet.procedures),
            "cara": sheet.way_out or "1",
            "kondisi": sheet.condition or "1",
            "lanjut": sheet.follow_up or "1",
            "dokter": sheet.doctor,
        }

    def sheet(self, known: CareSheet) -> CareSheet:
        """What was typed; what this form does not ask for stays as it was."""
        said = self.cleaned_data
        main = SheetDiagnosis(said["utama"].strip().upper(), "1")
        other = tuple(SheetDiagnosis(code, "2") for code in _split(said["lain"]))
        return CareSheet(
            admitted_on=said["masuk"],
            left_on=said["keluar"],
            guarantee=known.guarantee,
            specialty_code=known.specialty_code,
            room=said["ruang"],
            ward_class=said["kelas"],
            treatment=known.treatment,
            way_out=said["cara"],
            condition=said["kondisi"],
            diagnoses=(main, *other),
            procedures=_split(said["tindakan"]),
            follow_up=said["lanjut"],
            referred_to=known.referred_to,
            control_on=known.control_on,
            control_specialty=known.control_specialty,
            doctor=said["dokter"],
            user=known.user,
        )


def _split(text: str) -> tuple[str, ...]:
    return tuple(one.upper() for one in _SEPARATORS.split(text.strip()) if one)
