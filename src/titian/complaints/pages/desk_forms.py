"""What an officer types to move a case elsewhere: to another office, into another case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.complaints.pages.forms import WordsField
from titian.complaints.types import Destination


class _Press(forms.Form):
    kunci = forms.UUIDField(widget=forms.HiddenInput())
    dilihat = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput())


class PassForm(_Press):
    """One of the offices offered, or a facility by its code."""

    ke = forms.ChoiceField(label=_("Teruskan ke kantor"), required=False)
    kode = forms.CharField(
        label=_("Atau kode tempat berobat"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sebab = WordsField(
        label=_("Mengapa diteruskan?"),
        help_text=_("Dibaca warga."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, offered: tuple[Destination, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(one.key, one.name) for one in offered]
        self.fields["ke"] = forms.ChoiceField(
            label=_("Teruskan ke kantor"), required=False, choices=[("", "–"), *names]
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("ke") and not said.get("kode", "").strip():
            self.add_error("ke", _("Pilih kantor, atau tulis kode tempat berobat."))
        return said

    @property
    def destination(self) -> str:
        said = self.cleaned_data
        return said["ke"] or f"facility:{said['kode'].strip()}"


class MergeForm(_Press):
    nomor = forms.CharField(
        label=_("Nomor keluhan yang lain"),
        help_text=_("Jawaban di sana nanti dibaca juga oleh warga ini."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
