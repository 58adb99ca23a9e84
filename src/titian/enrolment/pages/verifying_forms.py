"""The shape of what the pages of verification take in."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from titian.enrolment.types import ApplicationKind, Verdict

Data: TypeAlias = Mapping[str, Any] | None

_CHOOSE = {
    "required": _("Pilih salah satu."),
    "invalid_choice": _("Pilih yang ada di daftar."),
}
_OFFICE = r"^[0-9]{2}\.[0-9]{2}/[a-z]{4,12}$"


class ListForm(forms.Form):
    """Which office's list, of which kind; and what was just done, for a word at its top."""

    kantor = forms.RegexField(_OFFICE, required=False)
    jenis = forms.ChoiceField(required=False, choices=[(one, one) for one in ApplicationKind])
    disetujui = forms.IntegerField(required=False, min_value=0, max_value=999)
    tersisa = forms.IntegerField(required=False, min_value=0, max_value=999)

    def said(self) -> dict[str, object]:
        """What could be read; the rest is as if not asked."""
        self.is_valid()
        return self.cleaned_data


class OfficeForm(forms.Form):
    kantor = forms.RegexField(_OFFICE)


class TogetherForm(OfficeForm):
    """Cases to be said yes to in one press, as the list showed them."""

    kasus = forms.RegexField(r"^[0-9,]{1,1200}$", error_messages=_CHOOSE)
    kunci = forms.UUIDField()

    def clean_kasus(self) -> list[int]:
        return [int(one) for one in self.cleaned_data["kasus"].split(",") if one.isdecimal()]


class LeaveForm(OfficeForm):
    mulai = forms.DateField(label=_("Hari pertama"))
    sampai = forms.DateField(label=_("Hari terakhir"))
    pengganti = forms.CharField(label=_("Pengganti"), required=False, max_length=80)


class VerdictForm(forms.Form):
    """One of three, with a reason of its own list; back for repair says what is to be mended."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    putusan = forms.ChoiceField(
        choices=[(one.value, one.value) for one in Verdict],
        label=_("Putusan"),
        error_messages=_CHOOSE,
    )
    alasan = forms.CharField(label=_("Alasan"), max_length=40, error_messages=_CHOOSE)
    kurang = forms.MultipleChoiceField(
        required=False, label=_("Yang perlu diperbaiki"), error_messages=_CHOOSE
    )
    kata = forms.CharField(required=False, max_length=500, label=_("Pesan"))

    def __init__(self, data: Data = None, *, repairs: Iterable[str] = (), **given: Any) -> None:
        super().__init__(data, **given)
        kurang = self.fields["kurang"]
        if isinstance(kurang, forms.MultipleChoiceField):
            kurang.choices = [(one, one) for one in repairs]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("putusan") == Verdict.RETURN and not said.get("kurang"):
            self.add_error("kurang", gettext("Pilih apa yang perlu diperbaiki."))
        return said
