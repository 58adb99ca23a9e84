"""What editors type. Words of any script; regions by name; hours of the region's own zone."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from titian.announcements import rules
from titian.announcements.errors import IdentityTold, WordsMissing, WordsTooMany
from titian.announcements.types import Act, Audience, Kind, NewAnnouncement, Text
from titian.kernel.clock import JAKARTA
from titian.members.types import Segment
from titian.platform.http.catalogue import entry
from titian.regions import selectors as regions_read

FILL = _("Isi bagian ini.")
CHOOSE = _("Pilih salah satu.")
_MOMENTS = [f"{day} {clock}" for day in ("%d-%m-%Y", "%Y-%m-%d") for clock in ("%H.%M", "%H:%M")]
_CODE = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?")
_MOST_REGIONS = 40
KINDS = (
    (Kind.INFO, _("Informasi")),
    (Kind.DISRUPTION, _("Gangguan layanan")),
    (Kind.HEALTH, _("Kesehatan")),
    (Kind.POLICY, _("Aturan baru")),
)


class WordsField(forms.Field):
    """Any characters are taken: Django's own text field refuses some."""

    def __init__(self, most: int, **named: Any) -> None:
        super().__init__(**named)
        self.most = most

    def to_python(self, value: Any) -> str:
        return str(value or "")

    def clean(self, value: Any) -> str:
        text = self.to_python(value)
        if not self.required and not text.strip():
            return ""
        try:
            return rules.sound_words(text, self.most)
        except WordsMissing as error:
            raise ValidationError(FILL) from error
        except WordsTooMany as error:
            wrong = _("Terlalu panjang: paling banyak %(most)s huruf.")
            raise ValidationError(wrong, params={"most": self.most}) from error
        except IdentityTold as error:
            raise ValidationError(
                _("Ada 16 angka berurutan. NIK dan nomor KK tidak boleh diumumkan.")
            ) from error


def line(label: Any, most: int, *, hint: Any = "", required: bool = True) -> WordsField:
    widget = forms.TextInput(attrs={"autocomplete": "off", "maxlength": most})
    return WordsField(most, label=label, help_text=hint, required=required, widget=widget)


def area(label: Any, most: int, *, hint: Any = "", required: bool = True) -> WordsField:
    widget = forms.Textarea(attrs={"rows": 10, "dir": "auto"})
    return WordsField(most, label=label, help_text=hint, required=required, widget=widget)


def moment(label: Any, hint: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        help_text=hint,
        input_formats=_MOMENTS,
        widget=forms.DateTimeInput(
            attrs={"class": "w16", "autocomplete": "off"}, format="%d-%m-%Y %H.%M"
        ),
        error_messages={
            "required": FILL,
            "invalid": _("Tulis seperti 23-11-2026 07.30."),
        },
    )


def regions_named(text: str, own: Iterable[str]) -> tuple[str, ...]:
    """Codes of what is typed, by name or code; of many so named the editor's own is meant."""
    parts = [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
    if len(parts) > _MOST_REGIONS:
        raise ValidationError(_("Terlalu banyak wilayah. Pakai kota atau provinsinya."))
    return tuple(_code(part, tuple(own)) for part in parts)


def zone_of(regions: Iterable[str]) -> ZoneInfo:
    first = next(iter(sorted(regions)), "")
    return ZoneInfo(regions_read.timezone_of(first)) if first else JAKARTA


def _code(part: str, own: tuple[str, ...]) -> str:
    if _CODE.fullmatch(part):
        found = [part] if regions_read.names_of([part]) else []
    else:
        found = [one.code for one in regions_read.find(part, limit=8)]
    mine = [code for code in found if any(not one or code.startswith(one) for one in own)]
    if not found:
        raise ValidationError(_("Wilayah ini tidak ditemukan: %(name)s"), params={"name": part})
    return (mine or found)[0]


class AnnouncementForm(forms.Form):
    """One announcement; `dilihat` is how far its editor had read."""

    kunci = forms.UUIDField(widget=forms.HiddenInput())
    dilihat = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput())
    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=[(str(one), word) for one, word in KINDS],
        widget=forms.Select(attrs={"class": "w16"}),
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    title = line(_("Judul"), rules.MOST_TITLE, hint=_("Satu kalimat. Dibaca juga di beranda."))
    body = area(
        _("Isi"),
        rules.MOST_BODY,
        hint=_("Kalimat pendek. **tebal**, - daftar, ## judul kecil, [kata](https://…)."),
    )
    regions = forms.CharField(
        label=_("Untuk wilayah mana?"),
        help_text=_("Nama atau kode, pisahkan dengan koma. Kosong berarti seluruh Indonesia."),
        required=False,
        max_length=1_000,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    segments = forms.MultipleChoiceField(
        label=_("Untuk peserta apa? Kosong berarti semua."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    starts_at = moment(_("Mulai"), _("Jam di wilayah itu. Contoh: 23-11-2026 07.30."))
    ends_at = moment(_("Berakhir"), _("Tepat pada menit ini pengumuman hilang."))
    is_public = forms.BooleanField(label=_("Boleh dibaca tanpa masuk"), required=False)
    is_told = forms.BooleanField(label=_("Kirim juga pesan ke semua yang dituju"), required=False)
    title_en = line(
        _("Judul dalam bahasa Inggris (boleh kosong)"), rules.MOST_TITLE, required=False
    )
    body_en = area(_("Isi dalam bahasa Inggris (boleh kosong)"), rules.MOST_BODY, required=False)

    def __init__(self, own: tuple[str, ...], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.own = own
        field = self.fields["segments"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(str(one), entry(f"segment.{one}")) for one in Segment]

    def clean_regions(self) -> tuple[str, ...]:
        return regions_named(self.cleaned_data["regions"], self.own)

    def clean(self) -> dict[str, Any]:
        """A translation is whole, and a period is one."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        zone = zone_of(said.get("regions", ()))
        for name in ("starts_at", "ends_at"):
            if isinstance(said.get(name), datetime):
                said[name] = said[name].replace(tzinfo=zone)
        if said.get("starts_at") and said.get("ends_at") and said["starts_at"] >= said["ends_at"]:
            self.add_error("ends_at", _("Berakhir harus sesudah mulai."))
        if bool(said.get("title_en")) != bool(said.get("body_en")):
            self.add_error("body_en", _("Isi judul dan isinya, atau kosongkan keduanya."))
        return said

    def new(self) -> NewAnnouncement:
        said = self.cleaned_data
        return NewAnnouncement(
            kind=Kind(said["kind"]),
            text=Text(said["title"], said["body"]),
            audience=Audience(said["regions"], tuple(said["segments"])),
            starts_at=said["starts_at"],
            ends_at=said["ends_at"],
            english=Text(said["title_en"], said["body_en"]) if said["title_en"] else None,
            is_public=said["is_public"],
            is_told=said["is_told"],
        )


class StepForm(forms.Form):
    """One press beneath what was read, with a reason where one is asked for."""

    kunci = forms.UUIDField()
    dilihat = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    langkah = forms.ChoiceField(
        choices=[(a, a) for a in (Act.PROPOSE, Act.RETURN, Act.APPROVE, Act.WITHDRAW)]
    )
    alasan = forms.CharField(required=False, max_length=300)

    def clean_langkah(self) -> Act:
        return Act(self.cleaned_data["langkah"])
