"""What is typed of a family card: its people, who comes for them, and what is known already."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.enrolment.types import (
    ApplicationKind,
    ApplicationView,
    Comes,
    Effect,
    Leave,
    NewApplication,
    NewCandidate,
    Procedure,
)
from titian.kernel.identifiers import digits, is_family_card_number, mobile_number, nik_shape
from titian.kernel.text import printable
from titian.platform.http.catalogue import entry

MOST_PEOPLE = 12
_DAYS = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]
_MOMENTS = [f"{day} {clock}" for day in _DAYS for clock in ("%H.%M", "%H:%M")]
FILL = _("Isi bagian ini.")
CHOOSE = _("Pilih salah satu.")
_SEXES = (("P", _("Perempuan")), ("L", _("Laki-laki")))
_RELATIONS = (
    ("1", _("Kepala keluarga")),
    ("2", _("Suami atau istri")),
    ("3", _("Anak")),
    ("4", _("Orang tua")),
    ("5", _("Keluarga lain")),
)
_NAMES = {"full_name": "name", "birth_date": "birth", "hospital_letter_at": "letter_at"}
PERSON = ("nik", "name", "birth", "sex", "relation", "tick")


def text_field(label: Any, hint: Any = "", *, longest: int = 200) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": FILL},
    )


def number_field(label: Any, hint: Any) -> forms.CharField:
    attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "w16"}
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=40,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": FILL},
    )


def choice_field(
    label: Any, choices: Iterable[tuple[str, Any]], *, radio: bool
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        widget=forms.RadioSelect if radio else forms.Select(attrs={"class": "w16"}),
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )


def is_nik(text: str) -> bool:
    return len(text) == 16 and digits(text) == text


class CardForm(forms.Form):
    """The card and its people; how many lines there are is said by the page."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    kk_number = number_field(
        _("Nomor kartu keluarga"), _("16 angka di bagian atas kartu keluarga.")
    )
    head_name = text_field(_("Nama kepala keluarga"), longest=120)
    phone = number_field(
        _("Nomor HP keluarga"), _("Contoh: 0812 3456 7890. Kabar permohonan dikirim ke sini.")
    )
    address = text_field(
        _("Alamat"), _("Jalan, nomor rumah, RT dan RW, seperti di kartu keluarga.")
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        procedure: Procedure,
        lines: int,
        zone: ZoneInfo,
        places: Sequence[tuple[str, str]] = (),
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"kunci": uuid4(), **(initial or {})})
        self.procedure, self.lines, self.zone = procedure, lines, zone
        for line in range(1, lines + 1):
            self.fields.update(_person_fields(line))
        if procedure.is_urgent:
            self.fields["letter_at"] = _moment()
        if procedure.effect is Effect.END:
            self.fields["happened_on"] = _day_it_happened()
        self.fields["facility"] = choice_field(
            _("Puskesmas atau klinik"), [("", _("Pilihkan yang terdekat")), *places], radio=False
        )
        self.fields["comes"] = choice_field(
            _("Siapa yang mengurus?"), _comers(procedure), radio=True
        )
        self.fields["comes_name"] = text_field(
            _("Nama yang mengurus"), _("Isi kalau bukan orangnya sendiri."), longest=120
        )
        self.fields["words"] = text_field(_("Catatan, kalau ada"), longest=400)
        for name in ("facility", "comes_name", "words"):
            self.fields[name].required = False

    def clean_kk_number(self) -> str:
        return card_number(self.cleaned_data["kk_number"])

    def clean_phone(self) -> str:
        number = mobile_number(self.cleaned_data["phone"])
        if number is None:
            raise forms.ValidationError(_("Tulis nomor HP seperti 0812 3456 7890."))
        return number

    def clean_letter_at(self) -> datetime:
        at: datetime = self.cleaned_data["letter_at"]
        return at.replace(tzinfo=self.zone)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for line in range(1, self.lines + 1):
            nik = digits(cleaned.get(f"nik_{line}", ""))
            if nik and not is_nik(nik):
                self.add_error(f"nik_{line}", _("NIK 16 angka. Kosongkan kalau belum ada."))
            cleaned[f"nik_{line}"] = nik
        if cleaned.get("comes") not in (None, Comes.SELF) and not cleaned.get("comes_name"):
            self.add_error("comes_name", _("Tulis nama yang mengurus."))
        return cleaned

    def wanted(self, kind: ApplicationKind, village: str) -> NewApplication:
        said = self.cleaned_data
        return NewApplication(
            kind=kind,
            village_code=village,
            kk_number=said["kk_number"],
            head_name=printable(said["head_name"], 120),
            phone=said["phone"],
            address=printable(said["address"], 200),
            people=tuple(self._person(line) for line in range(1, self.lines + 1)),
            comes=Comes(said["comes"]),
            comes_name=printable(said["comes_name"], 120),
            words=printable(said["words"], 400),
            hospital_letter_at=said.get("letter_at"),
            happened_on=said.get("happened_on"),
        )

    def _person(self, line: int) -> NewCandidate:
        said = self.cleaned_data
        return NewCandidate(
            nik=said[f"nik_{line}"],
            full_name=printable(said[f"name_{line}"], 120),
            birth_date=said[f"birth_{line}"],
            sex=said[f"sex_{line}"],
            relation=int(said[f"relation_{line}"]),
            is_proposed=said[f"tick_{line}"],
            facility_code=said["facility"],
        )

    def people(self) -> list[list[forms.BoundField]]:
        """The fields of each line of the card, for the template."""
        return [[self[f"{name}_{n}"] for name in PERSON] for n in range(1, self.lines + 1)]

    def card(self) -> list[forms.BoundField]:
        return [self[name] for name in ("kk_number", "head_name", "phone", "address")]

    def coming(self) -> list[forms.BoundField]:
        names = ("letter_at", "happened_on", "facility", "comes", "comes_name", "words")
        return [self[name] for name in names if name in self.fields]


def initial_of(view: ApplicationView, zone: ZoneInfo) -> dict[str, Any]:
    """The form as the application stands now."""
    said: dict[str, Any] = {
        "kk_number": view.kk_number,
        "head_name": view.head_name,
        "phone": f"0{view.phone.removeprefix('62')}" if view.phone else "",
        "address": view.address,
        "comes": view.comes.value,
        "comes_name": view.comes_name,
        "words": view.words,
        "happened_on": view.happened_on,
        "facility": next((one.facility_code for one in view.people if one.is_proposed), ""),
    }
    if view.hospital_letter_at is not None:
        said["letter_at"] = view.hospital_letter_at.astimezone(zone).replace(tzinfo=None)
    for line, one in enumerate(view.people, 1):
        values = (one.nik, one.full_name, one.birth_date, one.sex, one.relation, one.is_proposed)
        said |= {f"{name}_{line}": value for name, value in zip(PERSON, values, strict=True)}
    return said


def initial_from(
    niks: Sequence[str], kk: str, covered: Iterable[str], today: date
) -> dict[str, Any]:
    """What the numbers say already: birth date and sex; who is covered is not ticked."""
    said: dict[str, Any] = {"kk_number": kk}
    have = frozenset(covered)
    for line, nik in enumerate(niks, 1):
        said |= {f"nik_{line}": nik, f"relation_{line}": "1" if line == 1 else "3"}
        said[f"tick_{line}"] = nik not in have
        if shape := nik_shape(nik):
            century = 2000 if 2000 + shape.year <= today.year else 1900
            said[f"birth_{line}"] = date(century + shape.year, shape.month, shape.day)
            said[f"sex_{line}"] = "P" if shape.female else "L"
    return said


def field_of(name: str) -> str:
    """The form's name for what a rule complains of: `person:2:nik` is `nik_2`."""
    if not name.startswith("person:"):
        return _NAMES.get(name, name)
    _person, line, field = name.split(":", 2)
    return f"{_NAMES.get(field, field)}_{line}"


def card_number(text: str) -> str:
    number = digits(text)
    if not is_family_card_number(number):
        raise forms.ValidationError(_("Nomor kartu keluarga 16 angka."))
    return number


def _moment() -> forms.DateTimeField:
    return forms.DateTimeField(
        label=_("Surat rumah sakit: tanggal dan jam"),
        help_text=_("Contoh: 20-11-2026 16.40. Waktu 3 × 24 jam dihitung dari sini."),
        input_formats=_MOMENTS,
        widget=forms.DateTimeInput(
            format="%d-%m-%Y %H.%M", attrs={"class": "w16", "autocomplete": "off"}
        ),
        error_messages={"required": FILL, "invalid": _("Tulis seperti 20-11-2026 16.40.")},
    )


def birth_field() -> forms.DateField:
    return day_field(_("Tanggal lahir"), _("Contoh: 21-11-1986."))


def _day_it_happened() -> forms.DateField:
    hint = _("Seperti di surat kematian atau surat pindah. Contoh: 21-11-2026.")
    return day_field(_("Tanggal meninggal atau pindah"), hint)


def day_field(label: Any, hint: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        input_formats=_DAYS,
        widget=forms.DateInput(
            format="%d-%m-%Y",
            attrs={"class": "w8", "autocomplete": "off", "inputmode": "numeric"},
        ),
        error_messages={"required": FILL, "invalid": _("Tulis tanggal seperti 21-11-1986.")},
    )


def _person_fields(line: int) -> dict[str, forms.Field]:
    nik = number_field("NIK", _("16 angka. Kosongkan kalau bayi belum punya."))
    nik.required = False
    fields: tuple[forms.Field, ...] = (
        nik,
        text_field(_("Nama lengkap"), longest=120),
        birth_field(),
        choice_field(_("Jenis kelamin"), _SEXES, radio=False),
        choice_field(_("Hubungan di kartu keluarga"), _RELATIONS, radio=False),
        forms.BooleanField(label=_("Didaftarkan"), required=False, initial=True),
    )
    return {f"{name}_{line}": field for name, field in zip(PERSON, fields, strict=True)}


def _comers(procedure: Procedure) -> list[tuple[str, str]]:
    """Who may come, with what the procedure says of each; who may not is shown as such."""
    said = []
    for who in Comes:
        leave = procedure.comes.get(who, Leave.REFUSED)
        note = "" if leave is Leave.ALLOWED else f" ({entry(f'leave.{leave}')})"
        said.append((who.value, entry(f"comes.{who}") + note))
    return said
