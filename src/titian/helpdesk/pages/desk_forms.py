"""What is typed at the desk: one field to find somebody, one press to hand back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.helpdesk.types import Outcome, Service
from titian.platform.http.catalogue import entry

SERVICES = (
    (Service.SIGN_IN, _("Daftar atau masuk")),
    (Service.NEW_NUMBER, _("Ganti nomor HP")),
    (Service.STATUS, _("Cek status")),
    (Service.DUES, _("Iuran")),
    (Service.BOOKING, _("Ambil antrean")),
    (Service.CHANGE, _("Ubah data")),
    (Service.COMPLAINT, _("Keluhan")),
    (Service.PRIORITY, _("Didahulukan karena kendala")),
    (Service.FAULT, _("Kode kendala")),
    (Service.OTHER, _("Lainnya")),
)
OUTCOMES = (
    (Outcome.SOLVED, _("Selesai")),
    (Outcome.TAUGHT, _("Selesai, dikerjakan sendiri")),
    (Outcome.PASSED_ON, _("Diteruskan ke kantor lain")),
    (Outcome.BROKEN, _("Gagal karena sistem")),
)

_SERVICES = {str(one): word for one, word in SERVICES}
_OUTCOMES = {str(one): word for one, word in OUTCOMES}


def service_word(service: Service) -> str:
    return str(_SERVICES[service])


def outcome_word(outcome: Outcome) -> str:
    return str(_OUTCOMES[outcome])


def steps_alone(service: Service) -> list[str]:
    """How to do it alone next time, one step a line."""
    return entry(f"lesson.{service}").split(" / ")


class FindForm(forms.Form):
    """A code, a number, or a name; the birth date narrows a list of names."""

    tempat = forms.CharField(max_length=20, widget=forms.HiddenInput())
    kunci = forms.UUIDField(widget=forms.HiddenInput())
    cari = forms.CharField(
        label=_("Kode kendala, NIK, nomor kartu, atau nama"),
        help_text=_("Tanya dulu, lalu ketik apa adanya."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    lahir = forms.CharField(
        label=_("Tanggal lahir, atau tahunnya (kalau mencari nama)"),
        required=False,
        max_length=10,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "class": "w16"}
        ),
    )
    orang = forms.IntegerField(
        required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput()
    )
    layanan = forms.IntegerField(
        required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput()
    )


class BookForm(forms.Form):
    kunci = forms.UUIDField(widget=forms.HiddenInput())
    sesi = forms.IntegerField(
        min_value=1, max_value=2**62, error_messages={"required": _("Pilih salah satu.")}
    )


class HandBackForm(forms.Form):
    """Two taps: what for, and how it ended."""

    jenis = forms.ChoiceField(
        label=_("Untuk apa orang ini datang?"),
        choices=SERVICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Pilih salah satu."),
            "invalid_choice": _("Pilih salah satu."),
        },
    )
    hasil = forms.ChoiceField(choices=OUTCOMES, widget=forms.HiddenInput())

    def clean_jenis(self) -> Service:
        return Service(self.cleaned_data["jenis"])

    def clean_hasil(self) -> Outcome:
        return Outcome(self.cleaned_data["hasil"])
