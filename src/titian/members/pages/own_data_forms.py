"""Shapes of what people send about their own data."""

import re
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.utils.translation import gettext_lazy as _

from titian.kernel.text import printable
from titian.members.rules.own_data import WORDS_LIMIT
from titian.members.types import DataRight, DataStep

_MOST = 2**63 - 1
_PLACE = re.compile(r"(\d{1,17})-(\d{1,18})")


def cleaned(form: forms.Form) -> dict[str, Any]:
    """The values of a form that our own pages filled in; anything else is a bad request."""
    if not form.is_valid():
        raise BadRequest
    values: dict[str, Any] = form.cleaned_data
    return values


def place_of(at: datetime, entry_id: int) -> str:
    """Where a list goes on, as it stands in the address."""
    return f"{int(at.timestamp() * 1_000_000)}-{entry_id}"


class WhoseForm(forms.Form):
    """Whose data, and after which entry the list goes on; what is missing is oneself, the top."""

    orang = forms.IntegerField(required=False, min_value=1, max_value=_MOST)
    sebelum = forms.CharField(required=False, max_length=36)

    def clean_sebelum(self) -> tuple[datetime, int] | None:
        found = _PLACE.fullmatch(self.cleaned_data["sebelum"])
        if found is None:
            return None
        micros, entry_id = int(found[1]), int(found[2])
        seconds, rest = divmod(micros, 1_000_000)
        if seconds > 10**10:
            raise forms.ValidationError("later than anything")
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest), entry_id


class SureForm(forms.Form):
    """A press on a button; the same key is the same request."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    orang = forms.IntegerField(min_value=1, max_value=_MOST, widget=forms.HiddenInput)


class WordsForm(SureForm):
    """The same with words, which may stay empty."""

    kata = forms.CharField(
        label=_("Apa alasannya? (boleh kosong)"),
        max_length=WORDS_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )

    def clean_kata(self) -> str:
        return printable(self.cleaned_data["kata"], WORDS_LIMIT)


class CorrectForm(WordsForm):
    """What is wrong, in the person's own words."""

    kata = forms.CharField(
        label=_("Data apa yang salah, dan apa yang benar?"),
        help_text=_("Tulis dengan kata sendiri. Jangan tulis NIK atau nomor kartu."),
        error_messages={"required": _("Tulis data apa yang salah.")},
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )


class EnterForm(forms.Form):
    """What somebody at a counter asks about their data; the officer has seen a document."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    hak = forms.ChoiceField(label=_("Apa yang diminta?"), widget=forms.RadioSelect)
    kata = forms.CharField(
        label=_("Kata orangnya"),
        help_text=_("Tulis seperti yang diucapkan. Jangan tulis NIK atau nomor kartu."),
        max_length=WORDS_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )
    dokumen = forms.BooleanField(
        label=_("Saya sudah melihat KTP atau kartu keluarga aslinya."),
        error_messages={"required": _("Lihat dulu dokumen aslinya.")},
    )

    def __init__(
        self, *given: Any, rights: list[tuple[str, str]] | None = None, **named: Any
    ) -> None:
        super().__init__(*given, **named)
        self.fields["hak"] = forms.ChoiceField(
            label=_("Apa yang diminta?"), choices=rights or [], widget=forms.RadioSelect
        )
        self.order_fields(["hak", "kata", "dokumen"])

    def clean_hak(self) -> DataRight:
        return DataRight(self.cleaned_data["hak"])

    def clean_kata(self) -> str:
        return printable(self.cleaned_data["kata"], WORDS_LIMIT)


class DecideForm(forms.Form):
    """An officer's answer to a request: always with reasons, which the person reads."""

    putusan = forms.ChoiceField(label=_("Putusan"), widget=forms.RadioSelect)
    alasan = forms.CharField(
        label=_("Alasan untuk pemilik data"),
        help_text=_("Kalimat ini dibaca pemilik data. Pakai kata sederhana."),
        error_messages={"required": _("Tulis alasannya.")},
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )

    def __init__(
        self, *given: Any, verdicts: tuple[tuple[DataStep, str], ...] = (), **named: Any
    ) -> None:
        super().__init__(*given, **named)
        self.fields["putusan"] = forms.ChoiceField(
            label=_("Putusan"), choices=verdicts, widget=forms.RadioSelect
        )

    def clean_putusan(self) -> DataStep:
        return DataStep(self.cleaned_data["putusan"])

    def clean_alasan(self) -> str:
        return printable(self.cleaned_data["alasan"], WORDS_LIMIT)
