"""A version of a procedure as its keeper edits it: every field of the data has its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from titian.enrolment.types import CheckKind, Comes, DocumentKind, Leave, OfficeKind
from titian.platform.http.catalogue import entry

_NEEDED, _HELPFUL, _NOT = "ya", "boleh", "tidak"
_NEED = [(_NOT, _("tidak perlu")), (_NEEDED, _("wajib")), (_HELPFUL, _("kalau ada"))]
_AGENCIES = [one for one in OfficeKind if one is not OfficeKind.VILLAGE]
_TOLD = ("verifying", "returned", "waiting", "approved", "sent", "active", "refused", "cancelled")
_LONGEST, _MOST_MINUTES = 300, 10_000
_Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that are written in one frame, under one name."""

    name: str
    fields: tuple[BoundField, ...]

    @property
    def is_open(self) -> bool:
        """What the procedure has at all, as its first field says, and what is to be mended."""
        return any(field.errors for field in self.fields) or self._is_used

    @property
    def _is_used(self) -> bool:
        return self.fields[0].value() not in (None, False, "", _NOT)


class ProcedureForm(forms.Form):
    """Reads and writes the body of a procedure; what cannot be followed the rules say."""

    mulai = forms.DateField(
        label=_("Berlaku mulai"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w10"}),
    )
    judul = forms.CharField(label=_("Nama permohonan"), max_length=80)
    tentang = forms.CharField(
        label=_("Untuk siapa"), max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )
    janji = forms.IntegerField(
        label=_("Janji selesai, dalam menit kerja"),
        help_text=_("480 menit sama dengan satu hari kerja."),
        min_value=1,
        max_value=_MOST_MINUTES,
    )
    batas = forms.TimeField(
        label=_("Jam batas, kosongkan kalau tidak ada"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "w10"}),
    )
    jatah = forms.BooleanField(label=_("Memakai jatah yang dibayar kota"), required=False)
    tolak = forms.CharField(
        label=_("Yang dikatakan kalau yang datang tidak boleh mengurus"),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, body: _Body, *args: Any, **options: Any) -> None:
        options["initial"] = {**initial_of(body), **options.get("initial", {})}
        super().__init__(*args, **options)
        self._body = body
        self._keys = _keys_of(body)
        leaves = [(one.value, entry(f"leave.{one}")) for one in Leave]
        for who in Comes:
            self._add(f"datang_{who}", _choice(entry(f"comes.{who}"), leaves))
        for kind in DocumentKind:
            self._add(f"berkas_{kind}", _choice(_("Perlu dibawa?"), _NEED))
            self._add(f"petunjuk_{kind}", _line(_("Petunjuk"), _LONGEST))
            self._add(f"tiap_{kind}", _tick(_("satu untuk tiap orang")))
        for key, office in self._keys.items():
            self._add_step(key, office)
        for state in _TOLD:
            self._add(f"kata_{state}", _line(entry(f"enrol_state.{state}"), _LONGEST))
        if body.get("is_urgent"):
            hours = forms.IntegerField(min_value=1, max_value=500, label=_("Jam hari kerja"))
            self._add("jam_mendesak", hours)

    @property
    def main(self) -> Group:
        names = ["mulai", "judul", "tentang", "janji", "batas", "jatah"]
        return self._group(
            "", [*names, *(["jam_mendesak"] if "jam_mendesak" in self.fields else [])]
        )

    @property
    def coming(self) -> Group:
        return self._group("", [*(f"datang_{who}" for who in Comes), "tolak"])

    @property
    def documents(self) -> Iterator[Group]:
        for kind in DocumentKind:
            names = [f"berkas_{kind}", f"petunjuk_{kind}", f"tiap_{kind}"]
            yield self._group(entry(f"document.{kind}"), names)

    @property
    def steps(self) -> Iterator[Group]:
        for key, office in self._keys.items():
            yield self._group(entry(f"office.{office}"), list(_step_names(key)))

    @property
    def words(self) -> Group:
        return self._group("", [f"kata_{state}" for state in _TOLD])

    def body(self) -> dict[str, Any]:
        """The data as the rules read it; what the page does not show stays as it was."""
        said = self.cleaned_data
        batas = said["batas"]
        return {
            **self._body,
            "title": said["judul"],
            "about": said["tentang"],
            "why_refused": said["tolak"],
            "promise_minutes": said["janji"],
            "cutoff": batas.strftime("%H:%M") if batas else None,
            "takes_quota": said["jatah"],
            "comes": {who.value: said[f"datang_{who}"] for who in Comes},
            "documents": [self._document(kind) for kind in DocumentKind if self._brought(kind)],
            "steps": [self._step(key) for key in self._keys if said[f"ikut_{key}"]],
            "told": {state: said[f"kata_{state}"] for state in _TOLD},
            "urgent_hours": said.get("jam_mendesak"),
        }

    def _brought(self, kind: DocumentKind) -> bool:
        return bool(self.cleaned_data[f"berkas_{kind}"] != _NOT)

    def _document(self, kind: DocumentKind) -> dict[str, Any]:
        """Only what is not as the rules take it for granted."""
        said = self.cleaned_data
        more: dict[str, Any] = {"hint": said[f"petunjuk_{kind}"]}
        if said[f"berkas_{kind}"] == _HELPFUL:
            more["is_required"] = False
        if said[f"tiap_{kind}"]:
            more["per_person"] = True
        return {"kind": kind.value, **more}

    def _step(self, key: str) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "key": key,
            "office": self._keys[key],
            "title": said[f"langkah_{key}"],
            "minutes": said[f"menit_{key}"] or 0,
            "after": said[f"sesudah_{key}"],
            "checks": said[f"tanya_{key}"],
            "by_machine": said[f"mesin_{key}"],
            "told": said[f"cerita_{key}"],
        }

    def _add_step(self, key: str, office: str) -> None:
        others = [(one, entry(f"office.{kind}")) for one, kind in self._keys.items() if one != key]
        checks = [(one.value, entry(f"check.{one}")) for one in CheckKind]
        minutes = forms.IntegerField(
            label=_("Menit kerja"), required=False, min_value=1, max_value=_MOST_MINUTES
        )
        named = dict(zip(_step_names(key), (
            _tick(_("ikut memutuskan")),
            _line(_("Nama langkah"), 80),
            minutes,
            _ticks(_("Menunggu yang ini dulu"), others),
            _ticks(_("Yang ditanya otomatis"), checks),
            _tick(_("selesai sendiri kalau semua jawaban cocok")),
            _line(_("Yang dibaca pemohon"), _LONGEST),
        ), strict=True))  # fmt: skip
        for name, field in named.items():
            self._add(name, field)

    def _add(self, name: str, field: forms.Field) -> None:
        self.fields[name] = field

    def _group(self, name: str, fields: list[str]) -> Group:
        return Group(name, tuple(self[one] for one in fields))


def initial_of(body: _Body) -> dict[str, Any]:
    """What the fields show of a body."""
    shown: dict[str, Any] = {
        "judul": body["title"],
        "tentang": body["about"],
        "tolak": body["why_refused"],
        "janji": body["promise_minutes"],
        "batas": body.get("cutoff"),
        "jatah": body.get("takes_quota", False),
        "jam_mendesak": body.get("urgent_hours"),
    }
    shown |= {f"datang_{who}": body["comes"].get(who, Leave.REFUSED) for who in Comes}
    shown |= {f"berkas_{kind}": _NOT for kind in DocumentKind}
    for one in body["documents"]:
        kind = one["kind"]
        shown[f"berkas_{kind}"] = _NEEDED if one.get("is_required", True) else _HELPFUL
        shown[f"petunjuk_{kind}"] = one.get("hint", "")
        shown[f"tiap_{kind}"] = one.get("per_person", False)
    for one in body["steps"]:
        values = (
            True,
            one["title"],
            one["minutes"],
            one.get("after", []),
            one.get("checks", []),
            one.get("by_machine", False),
            one.get("told", ""),
        )
        shown |= dict(zip(_step_names(one["key"]), values, strict=True))
    return shown | {f"kata_{state}": words for state, words in body.get("told", {}).items()}


def _keys_of(body: _Body) -> dict[str, str]:
    """The steps there are, and one for each agency that has none, under its own name."""
    found = {one["key"]: one["office"] for one in body["steps"]}
    return found | {one.value: one.value for one in _AGENCIES if one not in found.values()}


def _step_names(key: str) -> tuple[str, ...]:
    parts = ("ikut", "langkah", "menit", "sesudah", "tanya", "mesin", "cerita")
    return tuple(f"{part}_{key}" for part in parts)


def _choice(label: Any, choices: list[Any]) -> forms.Field:
    return forms.ChoiceField(label=label, choices=choices)


def _line(label: Any, longest: int) -> forms.Field:
    return forms.CharField(label=label, max_length=longest, required=False)


def _tick(label: Any) -> forms.Field:
    return forms.BooleanField(label=label, required=False)


def _ticks(label: Any, choices: list[Any]) -> forms.Field:
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=widget)
