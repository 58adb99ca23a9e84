"""The shape of what the banks' pages take in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.bridging import selectors as bridging_read
from titian.contributions.types import Settlement

BIGGEST_FILE = 5_000_000

_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
# How a person may settle; a later file settles by itself.
_BY_HAND = (
    (Settlement.NOTHING_TO_DO, _("Sudah diperiksa, tidak perlu apa-apa")),
    (Settlement.REFUNDED, _("Uang dikembalikan lewat bank")),
    (Settlement.BANK_CORRECTS, _("Bank memperbaiki catatannya")),
)
_BOOK = (Settlement.BOOKED, _("Catat sekarang"))


class CallFilter(forms.Form):
    mitra = forms.CharField(label=_("Nomor mitra bank"), max_length=80, required=False)
    kode = forms.RegexField(
        r"^[0-9]{1,7}$", label=_("Kode jawaban, misalnya 404"), required=False, strip=True
    )
    hari = forms.DateField(label=_("Hari"), required=False, widget=_DATE)
    sebelum = forms.IntegerField(
        min_value=1, max_value=2**63 - 1, required=False, widget=forms.HiddenInput
    )


class StatementForm(forms.Form):
    """A bank's file of one day."""

    bank = forms.ChoiceField(label=_("Bank"))
    berkas = forms.FileField(
        label=_("Berkas dari bank (CSV)"),
        help_text=_("Paling besar 5 MB. Lebih dari itu lewat pengelola sistem."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(bank.partner_id, bank.name) for bank in bridging_read.banks()]
        self.fields["bank"].choices = known  # type: ignore[attr-defined]  # a ChoiceField

    def clean_berkas(self) -> object:
        given = self.cleaned_data["berkas"]
        if given.size > BIGGEST_FILE:
            raise forms.ValidationError(
                _("Berkas lebih dari 5 MB. Minta pengelola sistem memasukkannya.")
            )
        return given


class SettleForm(forms.Form):
    """How one difference ended, and why."""

    cara = forms.ChoiceField(
        label=_("Bagaimana diselesaikan?"), choices=(_BOOK, *_BY_HAND), widget=forms.RadioSelect
    )
    alasan = forms.CharField(
        label=_("Alasan"),
        help_text=_("Satu kalimat. Jangan tulis nama atau nomor orang."),
        min_length=5,
        max_length=300,
    )
