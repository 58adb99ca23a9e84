"""What the pages of one's own data show, and the copy as a document to read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import typst
from django.utils import dateformat
from django.utils.translation import gettext as _

from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA
from titian.members.pages.own_data_forms import place_of
from titian.members.pages.own_data_wording import field_word, held_word, kept_word
from titian.members.rules.own_data import is_urgent
from titian.members.selectors import own_data as own_data_read
from titian.members.types import DataRight, ExportView, RequestView, Standing
from titian.members.types.own_data import Look, OwnData

_PAPER = Path(__file__).resolve().parent.parent / "data" / "own_data.typ"
_SHOWN_FIRST = 3
# The names of rights in addresses.
SLUGS = {
    DataRight.CORRECT: "betulkan",
    DataRight.RESTRICT: "istirahatkan",
    DataRight.WITHDRAW: "cabut",
    DataRight.ERASE: "hapus",
}
RIGHTS = {slug: right for right, slug in SLUGS.items()}


@dataclass(frozen=True, slots=True)
class OwnDataPage:
    """Everything on /data-saya/ for one person."""

    person: Standing
    people: list[Standing]
    looks: list[Look]
    more_looks: bool
    held: OwnData
    seen_at: datetime

    @property
    def is_own(self) -> bool:
        return self.person.person_id == self.people[0].person_id

    @property
    def making(self) -> bool:
        """Whether a copy is being made now."""
        return any(one.ready_at is None for one in self.held.exports)

    @property
    def ready(self) -> list[ExportView]:
        return [one for one in self.held.exports if one.ready_at is not None]

    @property
    def open_requests(self) -> list[RequestView]:
        return [one for one in self.held.requests if one.is_open]

    @property
    def answered(self) -> list[RequestView]:
        return [one for one in self.held.requests if not one.is_open]


def own_data_page(viewer: Actor, person_id: int | None, *, at: datetime) -> OwnDataPage:
    people = own_data_read.data_people(viewer, at=at)
    person = own_data_read.one_of(people, person_id, viewer=viewer)
    looks, more = own_data_read.looks(person)
    return OwnDataPage(
        person=person,
        people=people,
        looks=looks[:_SHOWN_FIRST],
        more_looks=more or len(looks) > _SHOWN_FIRST,
        held=own_data_read.own_data(person.person_id, at=at),
        seen_at=at.astimezone(JAKARTA),
    )


@dataclass(frozen=True, slots=True)
class LooksPage:
    person: Standing
    looks: list[Look]
    onward: str


def looks_page(
    viewer: Actor, person_id: int | None, before: tuple[datetime, int] | None, *, at: datetime
) -> LooksPage:
    person = own_data_read.data_person(person_id, viewer=viewer, at=at)
    looks, more = own_data_read.looks(person, before=before)
    onward = place_of(looks[-1].at, looks[-1].entry_id) if more else ""
    return LooksPage(person, looks, onward)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One request on an officer's list, with what is left of its clock."""

    request: RequestView
    hours: int
    is_late: bool
    is_urgent: bool


def waiting_of(rows: Sequence[RequestView], *, at: datetime) -> list[Waiting]:
    return [
        Waiting(
            request=row,
            hours=abs(row.left(at)) // timedelta(hours=1),
            is_late=row.is_late(at),
            is_urgent=is_urgent(row.due_at, at),
        )
        for row in rows
    ]


def pdf_of(body: str) -> bytes:
    """The copy on A4 paper: what is held, table by table, in the words a person knows it by."""
    told = json.loads(body)
    made_at = datetime.fromisoformat(told["made_at"]).astimezone(JAKARTA)
    said = {
        "title": _("Salinan data saya"),
        "made": _("Dibuat %(moment)s")
        % {"moment": dateformat.format(made_at, "j F Y, H.i") + " WIB"},
        "nothing": _("Tidak ada."),
        "foot": _("Titian tidak terafiliasi dengan BPJS Kesehatan. Salinan ini hanya untuk Anda."),
        "parts": [_part(part) for part in told["parts"]],
    }
    made = typst.compile(_PAPER.read_bytes(), format="pdf", sys_inputs={"data": json.dumps(said)})
    return bytes(made)


def _part(part: dict[str, Any]) -> dict[str, object]:
    return {
        "title": held_word(part["name"]),
        "name": part["name"],
        "kept": kept_word(part["kept"]),
        "rows": [_row(row) for row in part["rows"]],
    }


def _row(row: dict[str, Any]) -> list[list[str]]:
    """The columns that say something, each under its word."""
    filled = ((name, value) for name, value in row.items() if value not in (None, "", [], {}))
    return [[field_word(name), _said(value)] for name, value in filled]


def _said(value: object) -> str:
    """A value as people write it; who is meant by `self` and `another` is told in words."""
    words = {"self": _("Anda"), "another": _("orang lain")}
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, str):
        return words.get(value, _moment(value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def _moment(text: str) -> str:
    """A moment on the clock of Jakarta; any other text as it is."""
    if len(text) < len("2026-11-20T05:00:00+00:00") or "T" not in text[:11]:
        return text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return dateformat.format(moment.astimezone(JAKARTA), "j F Y, H.i.s") + " WIB"
