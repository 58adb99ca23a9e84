"""Families as lines of PostgreSQL's COPY text format, numbers and addresses sealed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from titian.kernel.text import folded
from titian.members import rules
from titian.members.services.contacts import contact_key
from titian.members.types import NewFamily, NewPerson, Relation
from titian.platform.db.sealing import blind_index, seal

COLUMNS = {
    "member_family": "id, kk_sealed, kk_index, head_id, village_id, address_sealed,"
    " months_in_arrears",
    "member_person": "id, nik_sealed, nik_index, card_sealed, card_index, full_name, name_key,"
    " birth_date, sex, family_id, relation, segment, ward_class, facility_id, status,"
    " status_since, died_on, happenings, language",
    "member_event": "person_id, number, change, happened_on, status, segment, ward_class,"
    " reason, source, received, actor, recorded_at",
    "member_contact": "person_id, channel, place, to_sealed, to_index, verified_at",
}


@dataclass
class Lines:
    """Lines for each table; ids count on from the first ones given."""

    person_id: int
    family_id: int
    actor: str
    at: datetime
    source: str
    tables: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in COLUMNS})

    def add(self, families: Iterable[NewFamily]) -> None:
        for family in families:
            self._add_family(family)

    def _add_family(self, family: NewFamily) -> None:
        head = next(n for n, who in enumerate(family.people) if who.relation is Relation.HEAD)
        self._line(
            "member_family",
            self.family_id, _sealed(family.kk_number), _index("kk", family.kk_number),
            self.person_id + head, family.village_code, _sealed(family.address or None),
            family.months_in_arrears,
        )  # fmt: skip
        for person in family.people:
            self._add_person(person)
        self.family_id += 1

    def _add_person(self, new: NewPerson) -> None:
        now = rules.folded(new.happenings)
        self._line(
            "member_person",
            self.person_id, _sealed(new.nik), _index("nik", new.nik), _sealed(new.card_number),
            _index("card", new.card_number), new.full_name, folded(new.full_name), new.birth_date,
            new.sex, self.family_id, int(new.relation), now.segment, now.ward_class,
            new.facility_id, now.status, now.since, now.died_on, now.happenings, "id",
        )  # fmt: skip
        self._add_history(new)
        for place, contact in enumerate(new.contacts, start=1):
            self._line(
                "member_contact",
                self.person_id, contact.channel, place, _sealed(contact.to),
                _index("contact", contact_key(contact.to)),
                self.at if contact.verified else None,
            )  # fmt: skip
        self.person_id += 1

    def _add_history(self, new: NewPerson) -> None:
        membership = rules.begun(new.happenings[0])
        for number, happening in enumerate(new.happenings, start=1):
            if number > 1:
                membership = rules.after(membership, happening)
            self._line(
                "member_event",
                self.person_id, number, happening.change, happening.on, membership.status,
                happening.segment, happening.ward_class, "", self.source, "", self.actor, self.at,
            )  # fmt: skip

    def _line(self, table: str, *values: object) -> None:
        self.tables[table].append("\t".join([_text(value) for value in values]))


def _text(value: object) -> str:
    """One value as COPY reads it; names hold no tab, newline or backslash that would need care."""
    if value is None:
        return r"\N"
    if isinstance(value, bytes):
        return rf"\\x{value.hex()}"
    return str(value).replace("\\", " ").replace("\t", " ").replace("\n", " ")


def _sealed(text: str | None) -> bytes | None:
    return None if text is None else seal(text)


def _index(purpose: str, text: str | None) -> bytes | None:
    return None if text is None else blind_index(purpose, text)
