"""The shape of what the bed finder and the bed board take in."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.facilities.rules.beds import MOST_BEDS
from titian.facilities.types import BedClass, BedPart, BedRoom, BedRoomView, Beds
from titian.platform.http.catalogue import entry

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Said: TypeAlias = str | _StrPromise

_CHOOSE = {
    "required": _("Pilih salah satu."),
    "invalid_choice": _("Pilih yang ada di daftar."),
}


def classes() -> list[tuple[str, str]]:
    return [(one.value, entry(f"bed_class.{one}")) for one in BedClass]


class BedFinderForm(forms.Form):
    cari = forms.CharField(
        label=_("Kota, kabupaten, kecamatan, atau nama rumah sakit"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={"max_length": _("Tulis paling banyak 100 huruf.")},
    )
    kelas = forms.ChoiceField(
        label=_("Kelas kamar"),
        required=False,
        choices=lambda: [("", entry("bed_class.every")), *classes()],
        error_messages=_CHOOSE,
    )
    dekat = forms.RegexField(r"^[0-9.]*$", required=False, max_length=13)

    @property
    def bed_class(self) -> BedClass | None:
        return BedClass(self.cleaned_data["kelas"]) if self.cleaned_data["kelas"] else None


class StepForm(forms.Form):
    """A press: "12:any:-1" is one bed less for anybody in room 12."""

    kunci = forms.UUIDField()
    tekan = forms.RegexField(r"^\d{1,18}:(any|men|women|mixed):(1|-1)$")

    @property
    def press(self) -> tuple[int, BedPart, int]:
        room, part, step = self.cleaned_data["tekan"].split(":")
        return int(room), BedPart(part), int(step)


def _count(label: Said, help_text: Said = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=MOST_BEDS,
        widget=forms.NumberInput(attrs={"class": "w4", "inputmode": "numeric"}),
        error_messages={
            "required": _("Isi banyaknya, boleh 0."),
            "invalid": _("Tulis angka saja."),
            "min_value": _("Tidak boleh kurang dari 0."),
            "max_value": _("Angka ini terlalu besar."),
        },
    )


class RoomForm(forms.Form):
    """A room and its figures; class and code stay what they were when it is changed."""

    kelas = forms.ChoiceField(label=_("Kelas kamar"), choices=classes, error_messages=_CHOOSE)
    kode = forms.CharField(
        label=_("Kode ruang"),
        help_text=_("Seperti di sistem rumah sakit Anda, misalnya RG01."),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "w8", "autocomplete": "off"}),
        error_messages={
            "required": _("Isi kodenya."),
            "max_length": _("Tulis paling banyak 20 huruf."),
        },
    )
    nama = forms.CharField(
        label=_("Nama ruang"),
        max_length=80,
        error_messages={
            "required": _("Isi namanya."),
            "max_length": _("Tulis paling banyak 80 huruf."),
        },
    )
    kapasitas = _count(_("Jumlah tempat tidur"))
    siapa_saja = _count(_("Kosong, untuk siapa saja"))
    pria = _count(_("Kosong, khusus laki-laki"), _("Isi 0 bila ruang ini tidak dibagi."))
    wanita = _count(_("Kosong, khusus perempuan"))
    campur = _count(_("Kosong, ruang campur"))

    @classmethod
    def of(cls, known: BedRoomView) -> dict[str, object]:
        """What the form for changing a room begins with."""
        return {
            "kelas": known.room.bed_class.value,
            "kode": known.room.code,
            "nama": known.room.name,
            "kapasitas": known.beds.capacity,
            "siapa_saja": known.beds.anybody,
            "pria": known.beds.men,
            "wanita": known.beds.women,
            "campur": known.beds.mixed,
        }

    def room(self, known: BedRoomView | None) -> BedRoom:
        said = self.cleaned_data
        if known:
            return BedRoom(known.room.bed_class, known.room.code, said["nama"])
        return BedRoom(BedClass(said["kelas"]), said["kode"], said["nama"])

    def beds(self) -> Beds:
        said = self.cleaned_data
        men, women, mixed = said["pria"], said["wanita"], said["campur"]
        free = said["siapa_saja"] + men + women + mixed
        return Beds(said["kapasitas"], free, men, women, mixed)
