"""The shape of what the counter's pages take in."""

import re
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.kernel.identifiers import digits
from titian.kernel.text import printable
from titian.queue.types import Payer, Priority

_NUMBER_LENGTHS = (13, 16)
_TICKET_LINK = re.compile(r"/tiket/([^/?#\s]+)")
_NAME = 80


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed or scanned: a NIK or card number, or else a ticket's code."""

    identifier: str = ""
    code: str = ""


def reading_of(text: str) -> Typed:
    """Thirteen or sixteen digits are a person's number; a link or anything else is a code."""
    link = _TICKET_LINK.search(text)
    if link:
        return Typed(code=link.group(1))
    bare = "".join(c for c in text if not c.isspace() and c not in ".-")
    if digits(bare) == bare and len(bare) in _NUMBER_LENGTHS:
        return Typed(identifier=bare)
    return Typed(code=text)


class TicketForm(forms.Form):
    """Which ticket a button of the screen is about; 0 says nobody was being served."""

    tiket = forms.IntegerField(min_value=0, max_value=2**63 - 1)


class CodeForm(forms.Form):
    kode = forms.CharField(max_length=40)


class DeskNumber(forms.Form):
    nomor = forms.IntegerField(min_value=1, max_value=99)


class Arriving(forms.Form):
    siapa = forms.CharField(max_length=300)
    kunci = forms.UUIDField()


class WalkIn(forms.Form):
    """Somebody without a booking: by number, or by nothing but a name."""

    siapa = forms.CharField(
        label=_("NIK atau nomor kartu"),
        help_text=_("Kosongkan kalau tidak ada."),
        max_length=40,
        required=False,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w16"}
        ),
    )
    nama = forms.CharField(
        label=_("Nama"),
        help_text=_("Hanya kalau nomornya tidak ada atau tidak dikenal."),
        max_length=_NAME,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    bayar = forms.ChoiceField(
        label=_("Siapa yang membayar?"),
        choices=[
            ("", _("Ikuti status peserta")),
            (Payer.JKN, _("JKN")),
            (Payer.PAYING, _("Bayar sendiri")),
            (Payer.UNCLEAR, _("Belum jelas, diurus sambil menunggu")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    dahulu = forms.ChoiceField(
        label=_("Didahulukan?"),
        help_text=_("Usia 60 tahun ke atas terbaca dari NIK."),
        choices=[
            (Priority.NONE, _("Tidak")),
            (Priority.ELDER, _("Lansia")),
            (Priority.PREGNANT, _("Hamil")),
            (Priority.DISABLED, _("Disabilitas")),
        ],
        initial=Priority.NONE,
        widget=forms.RadioSelect,
    )
    darurat = forms.BooleanField(label=_("Gawat darurat: dipanggil sekarang"), required=False)
    cadangan = forms.BooleanField(label=_("Pakai tempat cadangan kalau penuh"), required=False)
    kunci = forms.UUIDField(widget=forms.HiddenInput)

    def clean_nama(self) -> str:
        return printable(str(self.cleaned_data["nama"]), _NAME)


class HowManyField(forms.IntegerField):
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "class": "w4"})


class Late(forms.Form):
    menit = HowManyField(
        label=_("Terlambat berapa menit?"),
        help_text=_("Tulis 0 kalau ternyata tepat waktu."),
        min_value=0,
        max_value=480,
        error_messages={
            "required": _("Isi berapa menit."),
            "invalid": _("Isi dengan angka, misalnya 30."),
            "max_value": _("Paling lama 480 menit. Kalau lebih, batalkan sesi."),
        },
    )


class Reserve(forms.Form):
    tempat = HowManyField(
        label=_("Tambah berapa tempat cadangan?"),
        min_value=1,
        max_value=50,
        error_messages={
            "required": _("Isi berapa tempat."),
            "invalid": _("Isi dengan angka, misalnya 5."),
            "max_value": _("Paling banyak 50 tempat sekaligus."),
        },
    )


class Closing(forms.Form):
    tetap = forms.BooleanField(required=False)


class DayForm(forms.Form):
    hari = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
