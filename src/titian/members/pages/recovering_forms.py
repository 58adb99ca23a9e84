"""Shapes of what is typed when somebody gets a new number without the old one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.kernel.identifiers import digits, mobile_number
from titian.members import rules
from titian.members.types import NewNumber
from titian.notifications.types import Channel

_DAYS = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y", "%d%m%Y", "%Y-%m-%d"]
_NAMES = {Channel.WHATSAPP: _("WhatsApp"), Channel.SMS: _("SMS biasa")}
_DOCUMENTS = [
    ("ktp", _("KTP")),
    ("kk", _("Kartu keluarga")),
    ("birth_certificate", _("Akta kelahiran")),
]


class NumberField(forms.CharField):
    """A number however it is grouped, with the keys for digits."""

    def __init__(self, *, count: int, **kwargs: Any) -> None:
        self.count = count
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "w16"}
        super().__init__(max_length=60, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        number = digits(str(super().clean(value)))
        if number and len(number) != self.count:
            raise forms.ValidationError(_("Harus %(count)s angka.") % {"count": self.count})
        return number


class WhoForm(forms.Form):
    """Whom a neighbour or helper speaks for."""

    nik = NumberField(
        count=16,
        label=_("NIK orang yang dibantu"),
        help_text=_("16 angka di KTP atau kartu keluarga."),
        error_messages={"required": _("Isi NIK, 16 angka.")},
    )
    lahir = forms.DateField(
        label=_("Tanggal lahirnya"),
        help_text=_("Contoh: 17-08-1945"),
        input_formats=_DAYS,
        widget=forms.DateInput(format="%d-%m-%Y", attrs={"class": "w16", "autocomplete": "off"}),
        error_messages={
            "required": _("Isi tanggal lahir."),
            "invalid": _("Tulis tanggal lahir seperti ini: 17-08-1945."),
        },
    )


class NewNumberForm(forms.Form):
    """The new number, and by what a code reaches it."""

    nomor = forms.CharField(
        label=_("Nomor HP yang baru"),
        help_text=_("Contoh: 0812 3456 7890. HP-nya harus ada di dekat Anda sekarang."),
        max_length=30,
        widget=forms.TextInput(
            attrs={"inputmode": "tel", "autocomplete": "off", "class": "w16", "data-secret": True}
        ),
        error_messages={"required": _("Isi nomor HP yang baru.")},
    )
    lewat = forms.ChoiceField(
        label=_("Kode dikirim lewat apa?"),
        choices=[(one.value, _NAMES[one]) for one in rules.RECOVERY_CHANNELS],
        initial=Channel.WHATSAPP.value,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih WhatsApp atau SMS.")},
    )
    kunci = forms.UUIDField(widget=forms.HiddenInput)

    def clean_nomor(self) -> str:
        number = mobile_number(self.cleaned_data["nomor"].strip())
        if number is None:
            raise forms.ValidationError(_("Nomor HP biasanya 10 sampai 13 angka, mulai dari 08."))
        return number

    @property
    def new(self) -> NewNumber:
        return NewNumber(Channel(self.cleaned_data["lewat"]), self.cleaned_data["nomor"])


class KaderForm(NewNumberForm, WhoForm):
    """A neighbour and the new number."""

    field_order = ("nik", "lahir", "nomor", "lewat")


class CounterForm(NewNumberForm):
    """The document an officer has seen, and the new number."""

    number = forms.CharField(max_length=60, widget=forms.HiddenInput)
    document = forms.ChoiceField(
        label=_("Dokumen asli apa yang Anda lihat?"),
        choices=_DOCUMENTS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih dokumen asli yang Anda lihat.")},
    )
    field_order = ("document", "nomor", "lewat")


class SoughtForm(forms.Form):
    """A number in hand at a counter."""

    number = forms.CharField(
        label=_("NIK atau nomor kartu JKN"),
        help_text=_("16 angka NIK, atau 13 angka kartu."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w16"}
        ),
        error_messages={"required": _("Isi NIK atau nomor kartu.")},
    )


class ArrivedCodeForm(forms.Form):
    """The code that reached the new number."""

    code = forms.CharField(
        label=_("Kode"),
        help_text=_("6 angka yang masuk ke nomor baru. Spasi boleh."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code"}
        ),
        error_messages={"required": _("Isi kode.")},
    )

    def clean_code(self) -> str:
        code = digits(self.cleaned_data["code"])
        if len(code) != rules.RECOVERY_DIGITS:
            raise forms.ValidationError(_("Kode hanya 6 angka."))
        return code
