"""What those who keep people type in: whom, what, where, for how long."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.accounts.pages.forms import NewSecretField, SecretField, TotpField, show_secrets
from titian.accounts.rules import KEEPERS, ROLES_AT
from titian.accounts.types import Offer, StaffRole
from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA
from titian.kernel.scopes import EVERYWHERE, REGION, Scope
from titian.platform.http.catalogue import entry

_DAY = forms.DateInput(attrs={"type": "date", "class": "w16"}, format="%Y-%m-%d")


def roles_of(by: Actor) -> list[tuple[str, str]]:
    """The roles this actor hands on, by their names."""
    given = {
        role
        for own in by.grants
        for role in KEEPERS.get(StaffRole(own.role), frozenset())
        if own.scope.kind == EVERYWHERE or role in ROLES_AT.get(own.scope.kind, ())
    }
    return sorted(((str(role), entry(f"role.{role}")) for role in given), key=lambda one: one[1])


class RoleForm(forms.Form):
    """A role at a place. Who keeps one place types no code; a wider one names it."""

    kind = forms.ChoiceField(
        label=_("Jenis tempat"),
        choices=[
            ("facility", _("Fasilitas")),
            ("office", _("Kantor")),
            (REGION, _("Wilayah")),
            (EVERYWHERE, _("Seluruh Indonesia")),
        ],
    )
    code = forms.CharField(
        label=_("Kode tempat"),
        help_text=_("Misalnya 1033252. Kosongkan untuk seluruh Indonesia."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": "w16", "autocomplete": "off"}),
    )
    starts = forms.DateField(
        label=_("Mulai tanggal (boleh kosong)"), required=False, widget=_DAY,
        error_messages={"invalid": _("Isi tanggal yang benar.")},
    )  # fmt: skip
    ends = forms.DateField(
        label=_("Sampai tanggal (boleh kosong)"), required=False, widget=_DAY,
        error_messages={"invalid": _("Isi tanggal yang benar.")},
    )  # fmt: skip

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        keeping = [own.scope for own in by.grants if own.role in KEEPERS]
        first = keeping[0] if keeping else Scope(EVERYWHERE)
        kwargs.setdefault("initial", {"kind": first.kind, "code": first.code})
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(
            label=_("Tugas"),
            choices=roles_of(by),
            error_messages={"required": _("Pilih tugasnya.")},
        )
        self.order_fields(self.field_order or ("role", "kind", "code", "starts", "ends"))

    def offer(self) -> Offer:
        said = self.cleaned_data
        ends = said["ends"] + timedelta(days=1) if said["ends"] else None
        place = Scope(said["kind"], said["code"].strip())
        return Offer(said["role"], place, _moment(said["starts"]), _moment(ends))


class InviteForm(RoleForm):
    name = forms.CharField(
        label=_("Nama lengkap rekan"),
        max_length=200,
        error_messages={"required": _("Isi nama rekan Anda.")},
    )
    reach = forms.CharField(
        label=_("Nomor HP atau e-mail miliknya"),
        help_text=_("Tautan undangan dikirim ke sini, langsung kepadanya."),
        max_length=200,
        error_messages={"required": _("Isi nomor HP atau e-mail.")},
    )
    field_order = ("name", "reach", "role", "kind", "code", "starts", "ends")


class ResetForm(forms.Form):
    seen = forms.ChoiceField(
        label=_("Dokumen yang Anda lihat"),
        choices=[
            ("ktp", _("KTP")),
            ("staff_card", _("Kartu pegawai")),
            ("letter", _("Surat pengantar pimpinan")),
        ],
    )
    is_present = forms.BooleanField(
        label=_("Orangnya ada di depan saya"),
        help_text=_("Bila tidak, tautan baru terbuka setelah 24 jam."),
        required=False,
    )
    reach = forms.CharField(
        label=_("Nomor HP atau e-mail baru (boleh kosong)"),
        help_text=_("Kosongkan bila yang lama masih dipakai."),
        max_length=200,
        required=False,
    )


class JoinForm(forms.Form):
    username = forms.CharField(
        label=_("Nama pengguna"),
        help_text=_("Huruf kecil, angka, titik. Dipakai saat masuk."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": _("Isi nama pengguna.")},
    )
    password = NewSecretField()
    totp = forms.CharField(
        label=_("6 angka dari aplikasi"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "w8"}
        ),
        error_messages={"required": _("Isi 6 angka dari aplikasi autentikator.")},
    )

    def __init__(self, *args: Any, is_renewal: bool, shown: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_shown = shown
        if is_renewal:  # the name stays as it is
            del self.fields["username"]
        if shown:
            show_secrets(self)


class PasswordForm(forms.Form):
    """Of one's own. Both can be looked at while they are typed."""

    old = SecretField(
        label=_("Kata sandi sekarang"), error_messages={"required": _("Isi kata sandi Anda.")}
    )
    new = NewSecretField()
    totp = TotpField()

    def __init__(self, *args: Any, shown: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if shown:
            show_secrets(self)


def _moment(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, JAKARTA) if day else None
