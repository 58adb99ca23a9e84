"""What is typed about a report: a text that everybody will read, and what it means."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from titian.helpdesk.errors import ReportWordsMissing, ReportWordsTooMany, WordsTellOfAPerson
from titian.helpdesk.rules import reports as rules
from titian.helpdesk.types import Act

_WORDS = forms.Textarea(attrs={"rows": 5, "dir": "auto"})


class PublishedField(forms.Field):
    """Any characters, no numbers of people."""

    widget = _WORDS

    def clean(self, value: Any) -> str:
        text = str(value or "")
        if not self.required and not text.strip():
            return ""
        try:
            return rules.published_words(text)
        except ReportWordsMissing as error:
            raise ValidationError(_("Tulis dulu, satu kalimat pun cukup.")) from error
        except ReportWordsTooMany as error:
            raise ValidationError(_("Terlalu panjang: paling banyak 4.000 huruf.")) from error
        except WordsTellOfAPerson as error:
            raise ValidationError(
                _("Tulisan ini akan dibaca semua orang. Hapus nomor HP, NIK, atau nomor kartu.")
            ) from error


class PartyForm(forms.Form):
    """By whoever holds the link: a word in between, or that it is mended."""

    kunci = forms.UUIDField(widget=forms.HiddenInput())
    dilihat = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput())
    langkah = forms.ChoiceField(choices=[(a, a) for a in (Act.ANSWER, Act.MEND)])
    isi = PublishedField(
        label=_("Jawaban Anda"),
        help_text=_("Apa yang terjadi, dan kapan baik lagi? Semua orang bisa membacanya."),
    )

    def clean_langkah(self) -> Act:
        return Act(self.cleaned_data["langkah"])


class SettleForm(PartyForm):
    """By staff: send, note an answer, correct what was published, close with a reason, merge."""

    langkah = forms.ChoiceField(
        choices=[
            (a, a) for a in (Act.SEND, Act.ANSWER, Act.MEND, Act.CLOSE, Act.CORRECT, Act.MERGE)
        ]
    )
    isi = PublishedField(
        label=_("Tulisan yang diumumkan"),
        help_text=_("Jawaban yang datang lewat jalan lain, pembetulan, atau alasan menutup."),
    )
    gabung = forms.CharField(label=_("Gabung ke laporan nomor"), required=False, max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        step = self.data.get("langkah")
        self.fields["isi"].required = step not in (Act.SEND, Act.MERGE)
        self.fields["gabung"].required = step == Act.MERGE
