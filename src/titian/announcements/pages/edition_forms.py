"""What editors type of the weekly page: an edition's week and hour, and its articles."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.announcements import rules
from titian.announcements.pages.forms import (
    CHOOSE,
    FILL,
    area,
    line,
    moment,
    regions_named,
    zone_of,
)
from titian.announcements.types import ArticleKind, Consent, NewArticle, NewEdition, Text

KINDS = (
    (ArticleKind.NEWS, _("Kabar daerah")),
    (ArticleKind.TESTIMONY, _("Cerita peserta")),
    (ArticleKind.HEALTH, _("Kesehatan")),
)
_DAYS = ["%d-%m-%Y", "%Y-%m-%d"]


def _day(label: Any, hint: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        input_formats=_DAYS,
        widget=forms.DateInput(attrs={"class": "w16", "autocomplete": "off"}, format="%d-%m-%Y"),
        error_messages={"required": FILL, "invalid": _("Tulis seperti 23-11-2026.")},
    )


class EditionForm(forms.Form):
    """A new edition; its articles come after."""

    kunci = forms.UUIDField(widget=forms.HiddenInput())
    region = forms.CharField(
        label=_("Untuk wilayah mana?"),
        help_text=_("Satu kota, kabupaten, atau provinsi. Kosong berarti seluruh Indonesia."),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    week_on = _day(_("Pekan"), _("Hari apa pun di pekan itu. Contoh: 23-11-2026."))
    publish_at = moment(_("Terbit"), _("Jam di wilayah itu. Contoh: 23-11-2026 07.00."))

    def __init__(self, own: tuple[str, ...], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.own = own

    def clean_region(self) -> str:
        return next(iter(regions_named(self.cleaned_data["region"], self.own)[:1]), "")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if isinstance(said.get("publish_at"), datetime):
            zone = zone_of([said["region"]] if said.get("region") else [])
            said["publish_at"] = said["publish_at"].replace(tzinfo=zone)
        return said

    def new(self) -> NewEdition:
        said = self.cleaned_data
        return NewEdition(said["region"], said["week_on"], said["publish_at"])


class HourForm(forms.Form):
    """Another hour for a draft, on the clock of its region."""

    kunci = forms.UUIDField(widget=forms.HiddenInput())
    dilihat = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput())
    publish_at = moment(_("Terbit"), _("Jam di wilayah itu. Contoh: 23-11-2026 07.00."))

    def __init__(self, zone: ZoneInfo, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.zone = zone

    def clean_publish_at(self) -> datetime:
        said: datetime = self.cleaned_data["publish_at"]
        return said.replace(tzinfo=self.zone)


class ArticleForm(forms.Form):
    """One article. Of a testimony the record of who agreed belongs to it."""

    kunci = forms.UUIDField(widget=forms.HiddenInput())
    dilihat = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput())
    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=[(str(one), word) for one, word in KINDS],
        widget=forms.Select(attrs={"class": "w16"}),
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    title = line(_("Judul"), rules.MOST_TITLE)
    body = area(
        _("Isi"),
        rules.MOST_BODY,
        hint=_("Kalimat pendek. **tebal**, - daftar, ## judul kecil, [kata](https://…)."),
    )
    author = line(_("Penulis"), 80)
    photo_says = line(
        _("Apa yang terlihat di foto?"),
        200,
        hint=_("Untuk yang tidak melihat. Wajib kalau ada foto."),
        required=False,
    )
    consent_by = line(_("Siapa yang setuju ceritanya dimuat?"), 80, required=False)
    consent_on = _day(_("Kapan?"), _("Contoh: 18-11-2026."), required=False)
    consent_how = line(
        _("Di mana catatan persetujuannya?"),
        120,
        hint=_("Misalnya: surat bertanda tangan di map redaksi."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("kind") == ArticleKind.TESTIMONY:
            for name in ("consent_by", "consent_on", "consent_how"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Cerita peserta perlu persetujuannya."))
        if self.files.get("foto") and not said.get("photo_says"):
            self.add_error("photo_says", FILL)
        return said

    def new(self, upload_id: int | None) -> NewArticle:
        said = self.cleaned_data
        consent = None
        if said["consent_by"] and said["consent_on"]:
            consent = Consent(said["consent_by"], said["consent_on"], said["consent_how"])
        return NewArticle(
            kind=ArticleKind(said["kind"]),
            text=Text(said["title"], said["body"]),
            author=said["author"],
            consent=consent,
            upload_id=upload_id,
            photo_says=said["photo_says"],
        )
