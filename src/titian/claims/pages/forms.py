"""The shape of what the pages of claims take in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.claims.types import (
    ClaimPaperKind,
    Costs,
    Grouper,
)
from titian.platform.http.catalogue import entry

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Said: TypeAlias = str | _StrPromise

_CHOOSE = {
    "required": _("Pilih salah satu."),
    "invalid_choice": _("Pilih yang ada di daftar."),
}
_LONGEST_AMOUNT = 12


class MonthForm(forms.Form):
    """A month of the list, "2026-10"; and what was just done, for a word at its top."""

    bulan = forms.RegexField(r"^20\d\d-(0[1-9]|1[0-2])$", required=False)
    terkirim = forms.IntegerField(required=False, min_value=0, max_value=999)
    belum = forms.IntegerField(required=False, min_value=0, max_value=999)

    def month(self, today: date) -> date:
        chosen = self.cleaned_data.get("bulan") if self.is_valid() else ""
        return date.fromisoformat(f"{chosen}-01") if chosen else today.replace(day=1)


class NumbersForm(forms.Form):
    """The letters that a page showed, by their numbers."""

    nomor = forms.RegexField(r"^[0-9A-Z,]{1,2100}$")
    acuan = forms.CharField(required=False, max_length=40)

    def clean_nomor(self) -> list[str]:
        return [one for one in self.cleaned_data["nomor"].split(",") if one]


class RupiahField(forms.Field):
    """An amount as people write it: 1.750.000 or Rp1750000."""

    def __init__(self, label: Said, help_text: Said = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            widget=forms.TextInput(
                attrs={"class": "w16", "inputmode": "numeric", "autocomplete": "off"}
            ),
            error_messages={"required": _("Isi jumlahnya, boleh 0.")},
        )

    def to_python(self, value: Any) -> int | None:
        said = re.sub(r"[Rp.\s]", "", str(value or ""))
        if not said:
            return None
        if not said.isdecimal() or len(said) > _LONGEST_AMOUNT:
            raise forms.ValidationError(_("Tulis angka saja, misalnya 1.750.000."))
        return int(said)


class CostsForm(forms.Form):
    """What care cost, and what its group pays."""

    rs = RupiahField(_("Tarif rumah sakit"), _("Jumlah seluruh biaya menurut tarif Anda."))
    grouper = forms.ChoiceField(
        label=_("Cara mengelompokkan"),
        choices=[(Grouper.INACBG, "INA-CBG"), (Grouper.IDRG, "iDRG")],
        error_messages=_CHOOSE,
    )
    kode = forms.RegexField(
        r"^[A-Za-z0-9-]{1,20}$",
        label=_("Kode kelompok"),
        help_text=_("Dari grouper resmi, misalnya I-4-10-I."),
        widget=forms.TextInput(attrs={"class": "w8", "autocomplete": "off"}),
        error_messages={
            "required": _("Isi kode kelompoknya."),
            "invalid": _("Tulis huruf, angka, dan garis saja."),
        },
    )
    nama = forms.CharField(
        label=_("Nama kelompok"),
        max_length=200,
        error_messages={
            "required": _("Isi nama kelompoknya."),
            "max_length": _("Tulis paling banyak 200 huruf."),
        },
    )
    tarif = RupiahField(_("Tarif kelompok"))
    tambahan = RupiahField(_("Tambahan (top up)"), _("Isi 0 bila tidak ada."))
    diajukan = RupiahField(_("Yang diajukan"), _("Paling banyak tarif kelompok dan tambahannya."))

    @classmethod
    def of(cls, costs: Costs | None) -> dict[str, object]:
        if costs is None:
            return {"tambahan": 0}
        return {
            "rs": costs.hospital,
            "grouper": costs.grouper.value,
            "kode": costs.group_code,
            "nama": costs.group_name,
            "tarif": costs.group,
            "tambahan": costs.top_up,
            "diajukan": costs.asked,
        }

    def costs(self) -> Costs:
        said = self.cleaned_data
        return Costs(
            hospital=said["rs"],
            group=said["tarif"],
            top_up=said["tambahan"],
            asked=said["diajukan"],
            grouper=Grouper(said["grouper"]),
            group_code=said["kode"].upper(),
            group_name=said["nama"],
        )


class PaperForm(forms.Form):
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    jenis = forms.ChoiceField(
        label=_("Jenis berkas"),
        choices=lambda: [(kind.value, entry(f"claim_paper.{kind}")) for kind in ClaimPaperKind],
        error_messages=_CHOOSE,
    )


class DisputeForm(forms.Form):
    kata = forms.CharField(
        label=_("Mengapa Anda tidak setuju?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Tulis alasannya, supaya petugas cabang bisa menimbangnya."),
            "max_length": _("Tulis paling banyak 500 huruf."),
        },
    )


class VerdictForm(forms.Form):
    """One press of the branch; which fields it needs depends on the act."""

    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    putusan = forms.ChoiceField(
        choices=[
            (act, act)
            for act in ("complete", "check", "approve", "send_back", "refuse", "grant", "uphold")
        ]
    )
    jumlah = RupiahField(_("Yang disetujui"))
    alasan = forms.SlugField(required=False, max_length=40)
    kata = forms.CharField(required=False, max_length=500)
    kurang = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, missable: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kurang"].choices = [(name, name) for name in missable]  # type: ignore[attr-defined]  # it is a ChoiceField
        self.fields["jumlah"].required = False

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        act = said.get("putusan")
        if act in ("approve", "grant") and said.get("jumlah") is None:
            self.add_error("jumlah", _("Isi jumlah yang disetujui."))
        if act in ("send_back", "refuse") and not said.get("alasan"):
            self.add_error("alasan", _("Pilih satu alasan."))
        if act == "uphold" and not said.get("kata"):
            self.add_error("kata", _("Tulis alasannya untuk rumah sakit."))
        return said
