from django import forms
from django.utils.translation import gettext_lazy as _


class InboxFilter(forms.Form):
    untuk = forms.CharField(max_length=80, required=False)


class AccountForm(forms.Form):
    """The number of a virtual account, typed with or without spaces."""

    nomor = forms.RegexField(
        r"^[0-9 ]{11,40}$",
        label=_("Nomor bayar (virtual account)"),
        help_text=_("16 angka dari halaman Iuran, misalnya 88888 0999 9000 033."),
        error_messages={"invalid": _("Tulis angka nomor bayar, misalnya 88888 0999 9000 033.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
