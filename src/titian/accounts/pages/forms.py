"""The shape of what staff and device pages take in; whether it fits is decided below."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.accounts.rules import PASSWORD_MOST

_IN_CLEAR = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class _InClear(forms.PasswordInput):
    """To be read while it is typed; still never sent back."""

    input_type = "text"


class SecretField(forms.CharField):
    """What its owner knows by heart, taken to the letter."""

    widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, strip=False, **kwargs)


class NewSecretField(forms.CharField):
    """A password from now on; how good it is, services decide."""

    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})

    def __init__(self, **kwargs: Any) -> None:
        given = {
            "label": _("Kata sandi baru"),
            "help_text": _("Paling sedikit 12 huruf atau angka. Boleh kalimat."),
            "max_length": PASSWORD_MOST,
            "strip": False,
            "error_messages": {
                "required": _("Isi kata sandi baru."),
                "max_length": _("Paling banyak 128 huruf atau angka."),
            },
        }
        super().__init__(**{**given, **kwargs})


class TotpField(forms.CharField):
    """The second factor where somebody is signed in already."""

    widget = forms.TextInput(
        attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "w8"}
    )

    def __init__(self, **kwargs: Any) -> None:
        given = {
            "label": _("Kode dari aplikasi autentikator"),
            "help_text": _("6 angka yang belum dipakai. Baru saja masuk? Tunggu angka berikutnya."),
            "max_length": 12,
            "error_messages": {"required": _("Isi 6 angka dari aplikasi autentikator.")},
        }
        super().__init__(**{**given, **kwargs})


def show_secrets(form: forms.Form) -> None:
    """What is typed can be read (ASVS 2.1.12); no browser remembers it like other words."""
    for field in form.fields.values():
        if isinstance(field, SecretField | NewSecretField):
            field.widget = _InClear(attrs=_IN_CLEAR)


class StaffSignIn(forms.Form):
    username = forms.CharField(
        label=_("Nama pengguna"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": _("Isi nama pengguna Anda.")},
    )
    password = SecretField(
        label=_("Kata sandi"), error_messages={"required": _("Isi kata sandi Anda.")}
    )
    totp = forms.CharField(
        label=_("Kode dari aplikasi autentikator"),
        help_text=_("6 angka yang berganti tiap 30 detik."),
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "w8"}
        ),
        error_messages={"required": _("Isi 6 angka dari aplikasi autentikator.")},
    )


class Unlock(forms.Form):
    session = forms.IntegerField(min_value=1, max_value=2**62)
    secret = SecretField(
        label=_("PIN atau kata sandi"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "w16"}),
        error_messages={"required": _("Isi PIN atau kata sandi Anda.")},
    )


class NewPin(forms.Form):
    password = SecretField(
        label=_("Kata sandi"), error_messages={"required": _("Isi kata sandi Anda.")}
    )
    pin = forms.CharField(
        label=_("PIN baru"),
        help_text=_("6 angka. Hanya untuk membuka layar di komputer ini, bukan untuk masuk."),
        max_length=6,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "class": "w8"}
        ),
        error_messages={"required": _("Isi PIN baru.")},
    )


class Credential(forms.Form):
    """A passkey's answer as the browser gave it."""

    credential = forms.CharField(max_length=20_000)
    label = forms.CharField(max_length=80, required=False)
    lanjut = forms.CharField(max_length=500, required=False)
