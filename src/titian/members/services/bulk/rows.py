"""Families as lines of PostgreSQL's COPY text format, numbers and addresses sealed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from titian.kernel.text import folded
from titian.members import rules
from titian.members.errors import FamilyIncomplete
from titian.members.services.contacts import contact_key
from titian.members.types import Membership, NewFamily, NewPerson, Relation
from titian.platform.db.sealing import blind_index, seal

NULL = r"\N"
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

    def add_onto(self, family_id: int, person: NewPerson) -> int:
        """One more on a card that is on record; returns their id."""
        self.family_id, card = family_id, self.family_id
        self._add_person(person)
        self.family_id = card
        return self.person_id - 1

    def _add_family(self, family: NewFamily) -> None:
        head = _head_of(family.people)
        self.tables["member_family"].append(
            f"{self.family_id}\t{_sealed(family.kk_number)}\t{_index('kk', family.kk_number)}\t"
            f"{self.person_id + head}\t{family.village_code or NULL}\t"
            f"{_sealed(family.address or None)}\t{family.months_in_arrears}\n"
        )
        for person in family.people:
            self._add_person(person)
        self.family_id += 1

    def _add_person(self, new: NewPerson) -> None:
        now = self._add_history(new)
        name = " ".join(new.full_name.replace("\\", " ").split())
        self.tables["member_person"].append(
            f"{self.person_id}\t{_sealed(new.nik)}\t{_index('nik', new.nik)}\t"
            f"{_sealed(new.card_number)}\t{_index('card', new.card_number)}\t{name}\t"
            f"{folded(name)}\t{new.birth_date}\t{new.sex}\t{self.family_id}\t"
            f"{int(new.relation)}\t{now.segment}\t{now.ward_class}\t{new.facility_id or NULL}\t"
            f"{now.status}\t{now.since}\t{now.died_on or NULL}\t{now.happenings}\tid\n"
        )
        for place, contact in enumerate(new.contacts, start=1):
            self.tables["member_contact"].append(
                f"{self.person_id}\t{contact.channel}\t{place}\t{_sealed(contact.to)}\t"
                f"{_index('contact', contact_key(contact.to))}\t"
                f"{self.at if contact.verified else NULL}\n"
            )
        self.person_id += 1

    def _add_history(self, new: NewPerson) -> Membership:
        now: Membership | None = None
        for happening in new.happenings:
            now = rules.begun(happening) if now is None else rules.after(now, happening)
            self.tables["member_event"].append(
                f"{self.person_id}\t{now.happenings}\t{happening.change}\t{happening.on}\t"
                f"{now.status}\t{happening.segment or NULL}\t{happening.ward_class or NULL}\t\t"
                f"{self.source}\t\t{self.actor}\t{self.at}\n"
            )
        if now is None:
            raise FamilyIncomplete
        return now


def _head_of(people: Sequence[NewPerson]) -> int:
    """The place of the head; where none is told the oldest stands for the card."""
    heads = (n for n, one in enumerate(people) if one.relation is Relation.HEAD)
    oldest = min(range(len(people)), key=lambda n: people[n].birth_date)
    return next(heads, oldest)


def _sealed(text: str | None) -> str:
    return NULL if text is None else rf"\\x{seal(text).hex()}"


def _index(purpose: str, text: str | None) -> str:
    return NULL if text is None else rf"\\x{blind_index(purpose, text).hex()}"
