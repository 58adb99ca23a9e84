from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.bridging.ports import Fault
from titian.bridging.types import Wire
from titian.kernel.identifiers import mobile_number


class InboxFilter(forms.Form):
    untuk = forms.CharField(max_length=80, required=False)


class WriteForm(forms.Form):
    """A message as somebody would type it on their phone."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    dari = forms.CharField(
        label=_("Dari nomor HP"),
        initial="081200000001",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off", "class": "w16"}),
    )
    teks = forms.CharField(
        label=_("Isi pesan WhatsApp"),
        help_text=_("Contoh: LACAK 7XK4M9PA 17-08-1990"),
        max_length=400,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_dari(self) -> str:
        number = mobile_number(self.cleaned_data["dari"])
        if number is None:
            raise forms.ValidationError(_("Tulis nomor HP seperti 0812 3456 7890."))
        return number


class PhoneForm(WriteForm):
    """On the demo's phone: words, or a button that was pressed (its title comes along)."""

    pilih = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teks"].required = not self.data.get("pilih")
        self.fields["teks"].help_text = _("Contoh: bu mau berobat gigi besok pagi")


class AccountForm(forms.Form):
    """The number of a virtual account, typed with or without spaces."""

    nomor = forms.RegexField(
        r"^[0-9 ]{11,40}$",
        label=_("Nomor bayar (virtual account)"),
        help_text=_("16 angka dari halaman Iuran, misalnya 88888 0999 9000 033."),
        error_messages={"invalid": _("Tulis angka nomor bayar, misalnya 88888 0999 9000 033.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class CallsForm(forms.Form):
    """Which part of the log of calls."""

    cons = forms.CharField(max_length=20, required=False)
    layanan = forms.ChoiceField(required=False, choices=[("", ""), *((w, w) for w in Wire)])
    sebelum = forms.IntegerField(required=False, min_value=1)
    setelah = forms.IntegerField(required=False, min_value=0)

    def clean_layanan(self) -> Wire | None:
        said: str = self.cleaned_data["layanan"]
        return Wire(said) if said else None


class FaultForm(forms.Form):
    """What goes wrong, for whom, and how many times."""

    cons = forms.ChoiceField(label=_("Fasilitas"), required=False)
    layanan = forms.ChoiceField(label=_("Layanan"), required=False)
    gangguan = forms.ChoiceField(label=_("Gangguan"), widget=forms.RadioSelect)
    detik = forms.IntegerField(
        label=_("Detik (untuk lambat)"),
        initial=5,
        min_value=1,
        max_value=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w8"}),
    )
    kali = forms.IntegerField(
        label=_("Untuk berapa panggilan berikutnya?"),
        initial=1,
        min_value=1,
        max_value=1000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w8"}),
    )

    def __init__(
        self,
        *given: Any,
        facilities: Iterable[tuple[str, str]] = (),
        faults: Iterable[tuple[str, str]] = (),
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        every = [("", _("Semua"))]
        self.fields["cons"] = forms.ChoiceField(
            label=_("Fasilitas"), required=False, choices=[*every, *facilities]
        )
        self.fields["layanan"] = forms.ChoiceField(
            label=_("Layanan"), required=False, choices=[*every, *((w, w) for w in Wire)]
        )
        self.fields["gangguan"] = forms.ChoiceField(
            label=_("Gangguan"), choices=list(faults), widget=forms.RadioSelect
        )
        self.order_fields(["gangguan", "cons", "layanan", "detik", "kali"])

    def clean_layanan(self) -> Wire | None:
        said: str = self.cleaned_data["layanan"]
        return Wire(said) if said else None

    def clean_gangguan(self) -> Fault:
        return Fault(self.cleaned_data["gangguan"])


class StopForm(forms.Form):
    """Which fault ends; without a number all of them."""

    nomor = forms.IntegerField(required=False, min_value=1)
