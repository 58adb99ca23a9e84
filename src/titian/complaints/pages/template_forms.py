"""What a supervisor types: whose template it is, what it is called, what it says."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from titian.complaints import rules
from titian.complaints.errors import PlaceUnknown
from titian.complaints.pages.forms import WordsField
from titian.complaints.selectors.templates import Owner
from titian.platform.http.refusals import sentence_for

_LOOK = "lihat"


class TemplateForm(forms.Form):
    kunci = forms.UUIDField(widget=forms.HiddenInput(), initial=uuid4)
    milik = forms.ChoiceField(label=_("Untuk kantor"))
    judul = forms.CharField(
        label=_("Judul"), help_text=_("Dibaca petugas saat memilih."), max_length=80
    )
    isi = WordsField(
        label=_("Isi jawaban"),
        help_text=_("Kata dalam kurung kurawal diisi dari keluhannya."),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    langkah = forms.CharField(required=False, max_length=8)

    def __init__(self, *args: Any, owners: tuple[Owner, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(one.key, one.name or _("Semua kantor")) for one in owners]
        self.fields["milik"] = forms.ChoiceField(label=_("Untuk kantor"), choices=names)

    def clean_isi(self) -> str:
        words = str(self.cleaned_data["isi"])
        try:
            rules.require_known_places(words)
        except PlaceUnknown as refusal:
            raise ValidationError(sentence_for(refusal)) from refusal
        return words

    @property
    def is_looking(self) -> bool:
        return bool(self.cleaned_data["langkah"] == _LOOK)
