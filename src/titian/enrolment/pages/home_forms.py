"""What a resident types before the card itself: the phone, its code, what and where."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.enrolment.pages.card_forms import FILL, MOST_PEOPLE, choice_field, number_field
from titian.enrolment.types import ApplicationKind
from titian.kernel.identifiers import digits, mobile_number


class PhoneForm(forms.Form):
    """The phone that news goes to."""

    phone = number_field(_("Nomor HP Anda"), _("Contoh: 0812 3456 7890. Kami kirim kode ke sini."))

    def clean_phone(self) -> str:
        number = mobile_number(self.cleaned_data["phone"])
        if number is None:
            raise forms.ValidationError(_("Tulis nomor HP seperti 0812 3456 7890."))
        return number


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Kode"),
        help_text=_("6 angka dari pesan. Spasi boleh."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code"}
        ),
        error_messages={"required": FILL},
    )

    def clean_code(self) -> str:
        code = digits(self.cleaned_data["code"])
        if len(code) != 6:
            raise forms.ValidationError(_("Kode 6 angka."))
        return code


class WhatForm(forms.Form):
    """Which application, where the family lives, how many are on the card; all of it may stand in
    an address.
    """

    jenis = choice_field(_("Permohonan apa?"), (), radio=True)
    kelurahan = choice_field(_("Kelurahan di kartu keluarga"), (), radio=False)
    orang = choice_field(
        _("Berapa orang di kartu keluarga?"),
        [(str(n), str(n)) for n in range(1, MOST_PEOPLE + 1)],
        radio=False,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        kinds: Iterable[tuple[str, str]],
        villages: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(data)
        for name, choices in (("jenis", kinds), ("kelurahan", villages)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = list(choices)

    def clean_jenis(self) -> ApplicationKind:
        return ApplicationKind(self.cleaned_data["jenis"])

    def clean_orang(self) -> int:
        return int(self.cleaned_data["orang"])
