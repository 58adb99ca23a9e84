"""The shape of what finder and schedule pages take in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.facilities.types import ExceptionKind, PractitionerView, ServiceView, Sitting

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Said: TypeAlias = str | _StrPromise

_TIME_FORMATS = ["%H:%M", "%H.%M", "%H:%M:%S"]
_MOST_PLACES = 500
_WEEKDAYS = (
    (1, _("Senin")),
    (2, _("Selasa")),
    (3, _("Rabu")),
    (4, _("Kamis")),
    (5, _("Jumat")),
    (6, _("Sabtu")),
    (7, _("Minggu")),
)


class FinderForm(forms.Form):
    cari = forms.CharField(
        label=_("Nama puskesmas, rumah sakit, desa, atau kecamatan"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={"max_length": _("Tulis paling banyak 100 huruf.")},
    )
    dekat = forms.RegexField(r"^[0-9.]*$", required=False, max_length=13)


def _clock(label: Said, *, required: bool = True) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=required,
        input_formats=_TIME_FORMATS,
        widget=forms.TimeInput(attrs={"type": "time", "class": "w8"}, format="%H:%M"),
        error_messages={"required": _("Isi jamnya."), "invalid": _("Tulis jam seperti 08.00.")},
    )


def _day(label: Said, help_text: Said = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date", "class": "w16"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Pilih tanggalnya."),
            "invalid": _("Tulis tanggal seperti 2026-11-24."),
        },
    )


def _places(label: Said, help_text: Said) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=_MOST_PLACES,
        widget=forms.NumberInput(attrs={"class": "w4", "inputmode": "numeric"}),
        error_messages={
            "required": _("Isi banyaknya, boleh 0."),
            "invalid": _("Tulis angka saja."),
            "min_value": _("Tidak boleh kurang dari 0."),
            "max_value": _("Paling banyak 500."),
        },
    )


def _one_of(label: Said, choices: Iterable[tuple[int, Said]] = ()) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        coerce=int,
        empty_value=None,
        error_messages={
            "required": _("Pilih salah satu."),
            "invalid_choice": _("Pilih yang ada di daftar."),
        },
    )


class _WhoAndWhat(forms.Form):
    """A form that offers the services and practitioners of one facility."""

    anything: ClassVar[tuple[tuple[str, Said], ...]] = ()

    def __init__(
        self,
        *args: object,
        services: Iterable[ServiceView],
        practitioners: Iterable[PractitionerView],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments
        for name, choices in (
            ("layanan", [(s.id, f"{s.letter} {s.name}") for s in services]),
            ("dokter", [(p.id, p.name) for p in practitioners]),
        ):
            self.fields[name].choices = [*self.anything, *choices]  # type: ignore[attr-defined]  # it is a ChoiceField
            self.fields[name].required = not self.anything


class LineForm(_WhoAndWhat):
    """One weekly line of the schedule."""

    layanan = _one_of(_("Layanan"))
    dokter = _one_of(_("Dokter atau petugas"))
    hari = _one_of(_("Hari"), _WEEKDAYS)
    mulai = _clock(_("Mulai jam"))
    selesai = _clock(_("Selesai jam"))
    daring = _places(_("Tempat untuk pesan dari rumah"), _("Lewat Titian, sebelum datang."))
    loket = _places(_("Tempat untuk yang datang langsung"), _("Diberikan di loket."))
    cadangan = _places(_("Cadangan"), _("Disimpan untuk keadaan mendesak."))
    berlaku = _day(_("Berlaku mulai tanggal"))

    def sitting(self) -> Sitting:
        said = self.cleaned_data
        return Sitting(
            service_id=said["layanan"],
            practitioner_id=said["dokter"],
            weekday=said["hari"],
            starts=said["mulai"],
            ends=said["selesai"],
            bookable=said["daring"],
            counter=said["loket"],
            reserve=said["cadangan"],
        )


class EndForm(forms.Form):
    berakhir = _day(_("Tidak ada lagi mulai tanggal"))


class DoctorForm(forms.Form):
    nama = forms.CharField(
        label=_("Nama dokter atau petugas baru"),
        max_length=120,
        error_messages={
            "required": _("Isi namanya."),
            "max_length": _("Tulis paling banyak 120 huruf."),
        },
    )


class ExceptionForm(_WhoAndWhat):
    """A day that differs."""

    anything = (("", _("Semua")),)

    tanggal = _day(_("Tanggal"))
    jenis = forms.ChoiceField(
        label=_("Apa yang berbeda?"),
        choices=[
            (ExceptionKind.CLOSED, _("Tutup")),
            (ExceptionKind.CHANGED, _("Jam lain")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Pilih salah satu."),
            "invalid_choice": _("Pilih yang ada di daftar."),
        },
    )
    mulai = _clock(_("Mulai jam (bila jam lain)"), required=False)
    selesai = _clock(_("Selesai jam (bila jam lain)"), required=False)
    layanan = _one_of(_("Layanan"))
    dokter = _one_of(_("Dokter atau petugas"))
    alasan = forms.CharField(
        label=_("Alasan, dibaca semua orang"),
        help_text=_("Misalnya: cuti, rapat, imunisasi di sekolah."),
        max_length=200,
        error_messages={
            "required": _("Isi alasannya."),
            "max_length": _("Tulis paling banyak 200 huruf."),
        },
    )

    def difference(self) -> dict[str, object]:
        """What `add_exception` takes of it."""
        said = self.cleaned_data
        return {
            "date": said["tanggal"],
            "kind": ExceptionKind(said["jenis"]),
            "reason": said["alasan"],
            "service_id": said["layanan"],
            "practitioner_id": said["dokter"],
            "starts": said["mulai"],
            "ends": said["selesai"],
        }
