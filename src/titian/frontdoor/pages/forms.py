"""The shape of what the front door takes in."""

import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from titian.frontdoor.rules import birth_date_in
from titian.kernel import clock
from titian.kernel.identifiers import digits

_OLDEST = 130


def number_in(text: str) -> str:
    """The digits of what was typed or pasted; other scripts' digits count as well."""
    return digits(unicodedata.normalize("NFKC", text))


class BirthDateField(forms.Field):
    """One field, since people know their birth date as one thing; many spellings are taken."""

    widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "bday", "class": "w16"})

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        found = birth_date_in(str(value))
        today = clock.today()
        if found is None or found > today or today.year - found.year > _OLDEST:
            raise ValidationError(_("Tulis tanggal lahir seperti ini: 17-08-1945."))
        return found


class DigitsField(forms.CharField):
    """A number typed with the keys for digits, however it is grouped."""

    def __init__(self, *, autocomplete: str, look: str = "w16", **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": autocomplete, "class": look}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)


class Identity(forms.Form):
    """NIK and birth date: the question of the first page, and of the status check."""

    nik = DigitsField(
        label=_("NIK"),
        help_text=_("16 angka di KTP atau kartu keluarga."),
        max_length=60,
        autocomplete="username",
        error_messages={
            "required": _("Isi NIK, 16 angka."),
            "max_length": _("NIK harus 16 angka."),
        },
    )
    birth_date = BirthDateField(
        label=_("Tanggal lahir"),
        help_text=_("Contoh: 17-08-1945"),
        error_messages={"required": _("Isi tanggal lahir.")},
    )

    def clean_nik(self) -> str:
        nik = number_in(self.cleaned_data["nik"])
        if len(nik) != 16:
            raise ValidationError(_("NIK harus 16 angka."))
        return nik


class EnteredCode(forms.Form):
    code = DigitsField(
        label=_("Kode"),
        help_text=_("6 angka dari pesan, atau 8 angka dari loket. Spasi boleh."),
        max_length=40,
        autocomplete="one-time-code",
        look="code",
        error_messages={
            "required": _("Isi kode."),
            "max_length": _("Kode hanya 6 atau 8 angka."),
        },
    )

    def clean_code(self) -> str:
        code = number_in(self.cleaned_data["code"])
        if len(code) not in (6, 8):
            raise ValidationError(_("Kode hanya 6 atau 8 angka."))
        return code


class WhoAtCounter(forms.Form):
    number = DigitsField(
        label=_("NIK atau nomor kartu JKN"),
        help_text=_("16 angka NIK, atau 13 angka kartu."),
        max_length=60,
        autocomplete="off",
        error_messages={"required": _("Isi NIK atau nomor kartu.")},
    )


class HandOver(WhoAtCounter):
    document = forms.ChoiceField(
        label=_("Dokumen asli apa yang Anda lihat?"),
        choices=[
            ("ktp", _("KTP")),
            ("kk", _("Kartu keluarga")),
            ("birth_certificate", _("Akta kelahiran")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Pilih dokumen asli yang Anda lihat."),
            "invalid_choice": _("Pilih dokumen asli yang Anda lihat."),
        },
    )
