"""The shape of what pages of places take in."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.facilities.types import FacilityKind, OpeningView
from titian.platform.http.fields import NamedField
from titian.regions import selectors as regions_read

_FORMATS = ["%H:%M", "%H.%M", "%H:%M:%S"]
_DAYS = (
    _("Senin"), _("Selasa"), _("Rabu"), _("Kamis"), _("Jumat"), _("Sabtu"), _("Minggu"),
)  # fmt: skip


class NewPlaceForm(forms.Form):
    """A clinic or practice that stands in no register."""

    kode = forms.RegexField(
        r"^[0-9A-Za-z.\-]{1,20}$",
        label=_("Kode faskes"),
        help_text=_("Kode dari dinas atau BPJS. Paling banyak 20 huruf atau angka."),
        error_messages={
            "required": _("Isi kodenya."),
            "invalid": _("Kode hanya huruf, angka, titik, dan garis."),
        },
    )
    nama = forms.CharField(
        label=_("Nama"), max_length=150, error_messages={"required": _("Isi namanya.")}
    )
    jenis = forms.ChoiceField(label=_("Jenis"), widget=forms.RadioSelect)
    wilayah = NamedField(
        code_of=regions_read.region_code,
        label=_("Di kabupaten, kecamatan, atau desa mana?"),
        help_text=_("Nama atau kode. Contoh: Dinoyo, Lowokwaru."),
        error_messages={"required": _("Isi wilayahnya.")},
    )
    telepon = forms.CharField(label=_("Telepon"), max_length=40, required=False)
    alamat = forms.CharField(label=_("Alamat"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, kinds: list[tuple[str, str]]) -> None:
        super().__init__(data, initial={"jenis": FacilityKind.CLINIC})
        field = self.fields["jenis"]
        if isinstance(field, forms.ChoiceField):
            field.choices = kinds


class ContactForm(forms.Form):
    telepon = forms.CharField(
        label=_("Telepon"), max_length=40, error_messages={"required": _("Isi nomor teleponnya.")}
    )
    alamat = forms.CharField(
        label=_("Alamat"), max_length=200, error_messages={"required": _("Isi alamatnya.")}
    )


class HoursForm(forms.Form):
    """Opens and closes for each weekday; both empty is closed."""

    def __init__(self, data: Any = None, *, hours: list[OpeningView]) -> None:
        super().__init__(data)
        known = {one.weekday: one for one in hours}
        for day, name in enumerate(_DAYS, 1):
            one = known.get(day)
            for part, moment in (("buka", one and one.opens), ("tutup", one and one.closes)):
                label = _("%(day)s buka") if part == "buka" else _("%(day)s tutup")
                self.fields[f"{part}_{day}"] = forms.TimeField(
                    label=str(label) % {"day": name},
                    required=False,
                    initial=moment,
                    input_formats=_FORMATS,
                    widget=forms.TimeInput(attrs={"type": "time", "class": "w8"}, format="%H:%M"),
                    error_messages={"invalid": _("Tulis jam seperti 08.00.")},
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for day in range(1, 8):
            opens, closes = cleaned.get(f"buka_{day}"), cleaned.get(f"tutup_{day}")
            if bool(opens) != bool(closes):
                self.add_error(
                    f"tutup_{day}", _("Isi jam buka dan jam tutup, atau kosongkan dua-duanya.")
                )
            elif opens and closes and closes <= opens:
                self.add_error(f"tutup_{day}", _("Jam tutup harus sesudah jam buka."))
        return cleaned

    def hours(self) -> dict[int, tuple[time, time]]:
        told = self.cleaned_data
        return {
            day: (told[f"buka_{day}"], told[f"tutup_{day}"])
            for day in range(1, 8)
            if told.get(f"buka_{day}")
        }
