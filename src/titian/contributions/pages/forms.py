"""Shapes of what people send about their dues."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.utils.translation import gettext_lazy as _

from titian.contributions.types import PlanScheme
from titian.kernel.identifiers import digits
from titian.kernel.text import printable

_MOST = 2**63 - 1


def cleaned(form: forms.Form) -> dict[str, Any]:
    """The values of a form that our own pages filled in; anything else is a bad request."""
    if not form.is_valid():
        raise BadRequest
    values: dict[str, Any] = form.cleaned_data
    return values


class WhoseForm(forms.Form):
    """Whose family, which bank, which plan; what is missing is one's own, the first, or none."""

    orang = forms.IntegerField(required=False, min_value=1, max_value=_MOST)
    bank = forms.SlugField(required=False, max_length=20)
    s = forms.CharField(required=False, max_length=16)
    pilih = forms.CharField(required=False, max_length=40)


class PersonForm(forms.Form):
    orang = forms.IntegerField(min_value=1, max_value=_MOST)


class PlanForm(PersonForm):
    """A plan in so many parts; sending it again with the same key is the same plan."""

    kunci = forms.UUIDField()
    skema = forms.ChoiceField(choices=[(scheme.value, scheme.value) for scheme in PlanScheme])
    bagian = forms.IntegerField(min_value=1, max_value=99)

    def clean_skema(self) -> PlanScheme:
        return PlanScheme(self.cleaned_data["skema"])


class MandateForm(PersonForm):
    """The payer's own account, from which the bank may take the dues."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    rekening = forms.CharField(
        label=_("Nomor rekening atau dompet digital"),
        help_text=_("Hanya angka. Lihat di buku tabungan atau aplikasi bank."),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "off",
                "class": "w16",
                "data-secret": True,
            }
        ),
    )
    pemilik = forms.CharField(
        label=_("Nama pemilik rekening"),
        help_text=_("Sama seperti di buku tabungan."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    orang = forms.IntegerField(min_value=1, max_value=_MOST, widget=forms.HiddenInput)

    def clean_rekening(self) -> str:
        number = digits(self.cleaned_data["rekening"])
        if not 8 <= len(number) <= 20:
            raise forms.ValidationError(_("Nomor rekening biasanya 10 sampai 16 angka."))
        return number

    def clean_pemilik(self) -> str:
        name = printable(self.cleaned_data["pemilik"], 80)
        if not name:
            raise forms.ValidationError(_("Tulis nama pemilik rekening."))
        return name


class FineForm(PersonForm):
    """A hospital's case that may cost a fine: when it began and what it is expected to cost."""

    orang = forms.IntegerField(min_value=1, max_value=_MOST, widget=forms.HiddenInput)
    masuk = forms.DateField(
        label=_("Tanggal masuk rawat inap"),
        help_text=_("Contoh: 21-11-2026."),
        input_formats=["%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d-%m-%Y", attrs={"class": "w8", "autocomplete": "off"}),
    )
    biaya = forms.CharField(
        label=_("Perkiraan biaya paket (INA-CBG)"),
        help_text=_("Dalam rupiah. Contoh: 5.000.000."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "class": "w8", "autocomplete": "off"}
        ),
    )
    kasus = forms.CharField(
        label=_("Nomor kasus dari rumah sakit"),
        help_text=_("Satu nomor kasus hanya bisa ditagih satu kali."),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "w16", "autocomplete": "off"}),
    )

    def clean_biaya(self) -> int:
        bare = digits(self.cleaned_data["biaya"])
        if not bare or not 1 <= int(bare) <= 10**9:
            raise forms.ValidationError(_("Tulis biaya dalam rupiah, lebih dari nol."))
        return int(bare)

    def clean_kasus(self) -> str:
        reference = printable(self.cleaned_data["kasus"], 40)
        if not reference:
            raise forms.ValidationError(_("Tulis nomor kasus."))
        return reference


class RowForm(forms.Form):
    """Which row of a list was pressed."""

    baris = forms.IntegerField(min_value=1, max_value=_MOST)


class LetterForm(forms.Form):
    """An official letter that a family is poor, as it lies before the officer."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    nomor = forms.CharField(
        label=_("Nomor surat"),
        help_text=_("Surat keterangan tidak mampu dari kelurahan atau Dinas Sosial."),
        max_length=80,
        widget=forms.TextInput(attrs={"class": "w16", "autocomplete": "off"}),
    )
    tanggal = forms.DateField(
        label=_("Tanggal surat"),
        help_text=_("Contoh: 21-11-2026."),
        input_formats=["%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d-%m-%Y", attrs={"class": "w8", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_nomor(self) -> str:
        number = printable(self.cleaned_data["nomor"], 80)
        if not number:
            raise forms.ValidationError(_("Tulis nomor surat."))
        return number

    def clean_tanggal(self) -> date:
        day: date = self.cleaned_data["tanggal"]
        if day > self._today:
            raise forms.ValidationError(_("Tanggal surat belum lewat. Periksa lagi."))
        return day


class SnoozeForm(forms.Form):
    """Stop reminders, be left alone for a while, or have them back."""

    pilihan = forms.ChoiceField(choices=[(w, w) for w in ("tunda", "berhenti", "lanjut")])
