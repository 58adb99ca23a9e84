"""What is typed for a request to change: only what its kind needs, and the papers beside it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.kernel.text import printable
from titian.members import rules
from titian.members.types import (
    Offer,
    Relation,
    RequestKind,
    Segment,
    Sex,
    Standing,
    Verdict,
    WardClass,
)
from titian.platform.http.fields import NamedField
from titian.regions import selectors as regions_read

MOST = 2**63 - 1
_DAYS = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]
_LONGEST = 200
_EXAMPLE_DAY = _("Contoh: 21-11-2026.")


class WhoseForm(forms.Form):
    """Whose data; what is missing is one's own. For a facility also where to look, and why."""

    orang = forms.IntegerField(required=False, min_value=1, max_value=MOST)
    cari = forms.CharField(required=False, max_length=100)
    dekat = forms.RegexField(r"^[0-9.]*$", required=False, max_length=13)
    alasan = forms.SlugField(required=False, max_length=20)
    siap = forms.SlugField(required=False, max_length=40)  # of a form filled in beforehand


class KeyForm(forms.Form):
    """A press of a button that may be repeated by a bad signal."""

    kunci = forms.UUIDField()


def _text(label: Any, hint: Any = "", *, complete: str = "off", longest: int = _LONGEST) -> Any:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        widget=forms.TextInput(attrs={"autocomplete": complete}),
        error_messages={"required": _("Isi bagian ini.")},
    )


def _number(label: Any, hint: Any) -> Any:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=40,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w16", "data-secret": ""}
        ),
        error_messages={"required": _("Isi bagian ini.")},
    )


def _day(label: Any, hint: Any = _EXAMPLE_DAY) -> Any:
    return forms.DateField(
        label=label,
        help_text=hint,
        input_formats=_DAYS,
        widget=forms.DateInput(
            format="%d-%m-%Y",
            attrs={"class": "w8", "autocomplete": "off", "inputmode": "numeric"},
        ),
        error_messages={
            "required": _("Isi bagian ini."),
            "invalid": _("Tulis tanggal seperti 21-11-2026."),
        },
    )


def _hidden(longest: int) -> Any:
    return forms.CharField(
        max_length=longest,
        widget=forms.HiddenInput,
        error_messages={"required": _("Pilih salah satu.")},
    )


def _choice(label: Any, choices: Iterable[tuple[str, Any]]) -> Any:
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu.")},
    )


_SEXES = ((Sex.FEMALE, _("Perempuan")), (Sex.MALE, _("Laki-laki")))
_CHANNELS = (("whatsapp", "WhatsApp"), ("sms", _("SMS biasa")))
_CLASSES = (
    (WardClass.FIRST, _("Kelas I")),
    (WardClass.SECOND, _("Kelas II")),
    (WardClass.THIRD, _("Kelas III")),
)
_RELATIONS = (
    (str(int(Relation.SPOUSE)), _("Suami atau istri")),
    (str(int(Relation.CHILD)), _("Anak")),
    (str(int(Relation.PARENT)), _("Orang tua")),
    (str(int(Relation.OTHER)), _("Keluarga lain")),
)

# One builder for each name a request may ask for; a kind may put it in words of its own.
_FIELDS: Mapping[str, Callable[[], Any]] = {
    "channel": lambda: _choice(_("Kabar dikirim lewat apa?"), _CHANNELS),
    "phone": lambda: _number(_("Nomor telepon yang baru"), _("Contoh: 0812 3456 7890.")),
    "code": lambda: _number(_("Kode yang kami kirim"), _("6 angka, dikirim ke alamat yang baru.")),
    "email": lambda: _text(
        _("Alamat e-mail yang baru"), _("Contoh: siti@surat.id."), complete="email"
    ),
    "address": lambda: _text(
        _("Alamat yang baru"), _("Jalan, nomor rumah, RT dan RW."), complete="street-address"
    ),
    "village": lambda: NamedField(
        code_of=regions_read.village_code,
        label=_("Kelurahan atau desa"),
        help_text=_("Contoh: Dinoyo, Lowokwaru. Boleh kosong kalau tidak berubah."),
        widget=forms.TextInput(attrs={"class": "w16", "autocomplete": "off"}),
    ),
    "full_name": lambda: _text(
        _("Nama lengkap yang benar"), _("Sama seperti di KTP atau kartu keluarga."), longest=120
    ),
    "baby_name": lambda: _text(
        _("Nama bayi"), _("Belum ada nama? Kosongkan saja. Bisa diisi nanti."), longest=120
    ),
    "name": lambda: _text(_("Nama lengkap"), longest=120),
    "birth_date": lambda: _day(_("Tanggal lahir")),
    "sex": lambda: _choice(_("Jenis kelamin"), _SEXES),
    "relation": lambda: _choice(_("Hubungan dengan kepala keluarga"), _RELATIONS),
    "nik": lambda: _number("NIK", _("16 angka di KTP atau kartu keluarga.")),
    "ward_class": lambda: _choice(_("Kelas rawat inap"), _CLASSES),
    "kk_number": lambda: _number(
        _("Nomor kartu keluarga"), _("16 angka di bagian atas kartu keluarga.")
    ),
    "died_on": lambda: _day(_("Tanggal meninggal")),
    "leaves_on": lambda: _day(_("Tanggal berangkat")),
    "returns_on": lambda: _day(_("Kira-kira tanggal kembali")),
    "other_number": lambda: _number(
        _("Nomor kartu atau NIK yang satu lagi"), _("13 angka di kartu, atau 16 angka NIK.")
    ),
    "facility": lambda: _hidden(20),
}
# The question that comes first decides what else is asked; its answer is carried along.
FIRST: Mapping[RequestKind, str] = {
    RequestKind.IDENTITY: "why",
    RequestKind.REACTIVATION: "ground",
    RequestKind.SEGMENT: "segment",
    RequestKind.FAMILY: "people",
    RequestKind.FACILITY: "why",
}
ANSWERS: Mapping[RequestKind, tuple[str, ...]] = {
    RequestKind.IDENTITY: rules.IDENTITY_WHYS,
    RequestKind.REACTIVATION: rules.GROUNDS,
    RequestKind.SEGMENT: (Segment.PBPU, Segment.BP),
    RequestKind.FAMILY: tuple(str(n) for n in range(rules.MOST_PEOPLE + 1)),
    RequestKind.FACILITY: rules.FACILITY_WHYS,
}
_OF_WHY: Mapping[str, tuple[str, ...]] = {
    "marriage": ("full_name",),
    "court": ("full_name", "birth_date", "sex"),
    "typing": ("full_name", "birth_date", "sex"),
    "nik": ("nik",),
}


def fields_of(offer: Offer, answer: str) -> tuple[str, ...]:
    """What the form asks for, once the first question has its answer."""
    if offer.kind is RequestKind.IDENTITY:
        return _OF_WHY.get(answer, ())
    first = FIRST.get(offer.kind, "")
    known = [name for name in (*offer.fields, *offer.optional) if name != first]
    fields = [name for name in known if name in _FIELDS]
    if offer.kind is RequestKind.FAMILY and answer.isdecimal():
        people = range(1, int(answer) + 1)
        fields += [f"person_{n}_{name}" for n in people for name in rules.PERSON_FIELDS]
    return tuple(fields)


class ChangeForm(forms.Form):
    """The fields one kind of request needs now; sent twice, it is one request."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        fields: Iterable[str],
        optional: Iterable[str] = (),
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.asked, may_lack = tuple(fields), frozenset(optional)
        for name in self.asked:
            number, plain = _plain(name)
            field = _FIELDS[plain]()
            field.required = name not in may_lack
            if number:
                field.label = _("Orang ke-%(number)s: %(label)s") % {
                    "number": number,
                    "label": field.label,
                }
            self.fields[name] = field

    def wanted(self) -> dict[str, str]:
        """As the service takes it: words, days as ISO writes them; what is empty is left out."""
        said = {}
        for name in self.asked:
            value = self.cleaned_data.get(name)
            if value:
                said[name] = value.isoformat() if isinstance(value, date) else str(value)
        return said


def _plain(name: str) -> tuple[str, str]:
    """`person_2_name` is the name of the second person beside the head."""
    if not name.startswith("person_"):
        return "", name
    _person, number, plain = name.split("_", 2)
    return number, plain


def optional_of(offer: Offer) -> frozenset[str]:
    """A small child may lack a NIK; of one's data only what differs has to be written."""
    people = {f"person_{n}_nik" for n in range(1, rules.MOST_PEOPLE + 1)}
    return frozenset(offer.optional) - {"facility"} | people


def initial_of(person: Standing, offer: Offer) -> dict[str, Any]:
    """What is known already and may be shown again; numbers on record stay masked, so unfilled."""
    if offer.kind is not RequestKind.IDENTITY:
        return {}
    return {
        "full_name": person.full_name,
        "birth_date": person.birth_date,
        "sex": str(person.sex),
    }


class PasskeyForm(forms.Form):
    credential = forms.CharField(max_length=20_000)


class KindForm(forms.Form):
    """Which part of the work list; and what has just been decided, for a word at its top."""

    jenis = forms.ChoiceField(
        required=False, choices=[("", ""), *((kind, kind) for kind in RequestKind)]
    )
    putus = forms.ChoiceField(
        required=False, choices=[("", ""), *((verdict, verdict) for verdict in Verdict)]
    )
    kosong = forms.CharField(required=False, max_length=1)

    def clean_jenis(self) -> RequestKind | None:
        chosen: str = self.cleaned_data["jenis"]
        return RequestKind(chosen) if chosen else None


class DecisionForm(forms.Form):
    """Yes needs no more; no and repair need a reason the person can act upon."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    putusan = forms.ChoiceField(choices=[(verdict, verdict) for verdict in Verdict])
    alasan = forms.SlugField(required=False, max_length=40)
    kata = forms.CharField(required=False, max_length=500)
    kurang = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, missing: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kurang"].choices = [(name, name) for name in missing]  # type: ignore[attr-defined]  # it is a ChoiceField

    def clean_putusan(self) -> Verdict:
        return Verdict(self.cleaned_data["putusan"])

    def clean_kata(self) -> str:
        return printable(self.cleaned_data["kata"], 500)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        verdict = cleaned.get("putusan")
        if verdict in (Verdict.NO, Verdict.REPAIR) and not cleaned.get("alasan"):
            self.add_error("alasan", _("Pilih satu alasan."))
        if verdict is Verdict.REPAIR and not cleaned.get("kurang"):
            self.add_error("kurang", _("Pilih apa yang perlu dikirim lagi."))
        return cleaned
