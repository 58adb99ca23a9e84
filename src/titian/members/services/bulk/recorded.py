"""What is on record about the people of a part of a file, and writing what differs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.kernel.text import folded
from titian.members.events import FacilityChanged
from titian.members.types import MemberRow, Relation
from titian.platform.audit import services as audit
from titian.platform.db.sealing import blind_index, seal, unseal
from titian.platform.outbox import services as outbox

_WHO = "SELECT id, family_id FROM member_person WHERE nik_index = ANY(%s) OR card_index = ANY(%s)"
_WHICH_CARDS = "SELECT id FROM member_family WHERE kk_index = ANY(%s) OR id = ANY(%s)"
_LOCKED = " ORDER BY id FOR NO KEY UPDATE"
_PEOPLE = """
SELECT p.id, p.nik_index, p.card_index, p.full_name, p.birth_date, p.sex, p.segment,
    p.ward_class, p.facility_id, p.family_id, f.kk_index, f.head_id, f.village_id,
    f.address_sealed, place.regency_id
FROM member_person p JOIN member_family f ON f.id = p.family_id
LEFT JOIN facility place ON place.id = p.facility_id WHERE p.id = ANY(%s)
"""
_CARDS = """
SELECT f.kk_index, f.id, f.village_id, head.relation, place.regency_id
FROM member_family f JOIN member_person head ON head.id = f.head_id
LEFT JOIN facility place ON place.id = head.facility_id
WHERE f.id = ANY(%s) AND f.kk_index = ANY(%s)
"""
_WRITE_PEOPLE = """
UPDATE member_person p SET full_name = n.full_name, name_key = n.name_key, sex = n.sex,
    facility_id = n.facility_id
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::bigint[])
    AS n(id, full_name, name_key, sex, facility_id) WHERE p.id = n.id
"""
_WRITE_FAMILIES = """
UPDATE member_family f SET village_id = coalesce(n.village, f.village_id),
    address_sealed = coalesce(n.address, f.address_sealed),
    head_id = coalesce(n.head, f.head_id)
FROM unnest(%s::bigint[], %s::text[], %s::bytea[], %s::bigint[]) AS n(id, village, address, head)
WHERE f.id = n.id
"""
_Told = tuple[int, str, str, int | None]  # family, village, address, a new head
_WRITTEN = ("name", "sex", "facility", "address")


@dataclass(frozen=True, slots=True)
class Known:
    person_id: int
    nik_index: bytes | None
    card_index: bytes
    full_name: str
    birth_date: date
    sex: str
    segment: str
    ward_class: str
    facility_id: int | None
    family_id: int
    kk_index: bytes
    is_head: bool
    village: str
    address: str
    is_reached: bool


@dataclass(frozen=True, slots=True)
class Card:
    family_id: int
    has_head: bool  # one told to be the head, not only one who stands for the card
    is_reached: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What a person's row makes different; `address` of the family only when the head tells it."""

    known: Known
    full_name: str
    sex: str
    facility_id: int | None
    village: str
    address: str

    @property
    def differs(self) -> list[str]:
        old = self.known
        pairs = (
            self.full_name != old.full_name,
            self.sex != old.sex,
            self.facility_id != old.facility_id,
            (self.village, self.address) != (old.village, old.address),
        )
        return [name for name, is_so in zip(_WRITTEN, pairs, strict=True) if is_so]


@dataclass
class OnRecord:
    by_nik: dict[bytes, Known]
    by_card: dict[bytes, Known]
    cards: dict[bytes, Card]
    headed: set[str] = field(default_factory=set)  # new cards whose head was seen in this part

    def person(self, row: MemberRow) -> Known | None:
        if row.nik:
            return self.by_nik.get(blind_index("nik", row.nik))
        return self.by_card.get(blind_index("card", row.card_number))

    def has_card_number(self, number: str) -> bool:
        return blind_index("card", number) in self.by_card

    def card(self, kk_number: str) -> Card | None:
        return self.cards.get(blind_index("kk", kk_number))


def recorded(rows: Sequence[MemberRow], by: Actor, *, locked: bool) -> OnRecord:
    """Four statements, whatever the number of rows: who is meant, then what is on record of them.

    `locked` for who writes: people and then family cards, each in the order of their ids as
    everybody does, and only then what they say is read. Who comes on record meanwhile is not
    among them: their numbers are refused when they are written, and the part is judged again.
    """
    reach = _Reach(by)
    lock = _LOCKED if locked else ""
    niks = [blind_index("nik", row.nik) for row in rows if row.nik]
    numbers = [blind_index("card", row.card_number) for row in rows]
    cards = list({blind_index("kk", row.kk_number) for row in rows})
    with connection.cursor() as cursor:
        cursor.execute(_WHO + lock, [niks, numbers])
        who = dict(cursor.fetchall())
        cursor.execute(_WHICH_CARDS + lock, [cards, list(who.values())])
        which = [pk for (pk,) in cursor.fetchall()]
        cursor.execute(_PEOPLE, [list(who)])
        people = [_known(one, reach) for one in cursor.fetchall()]
        cursor.execute(_CARDS, [which, cards])
        found = {
            bytes(kk): Card(pk, relation == Relation.HEAD, reach.of(village or regency))
            for kk, pk, village, relation, regency in cursor.fetchall()
        }
    return OnRecord(
        {one.nik_index: one for one in people if one.nik_index},
        {one.card_index: one for one in people},
        found,
    )


def write_changes(
    changes: Sequence[Change],
    heads: Iterable[tuple[int, int, MemberRow]],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """One statement for people, one for family cards, an audit entry for each person changed.

    `heads` are heads who came to a card somebody else stood for: family, person, what they say.
    """
    _write_people([one for one in changes if set(one.differs) & {"name", "sex", "facility"}])
    told: list[_Told] = [
        (one.known.family_id, one.village, one.address, None)
        for one in changes
        if one.known.is_head
    ]
    told += [(family, row.village_code, row.address, head) for family, head, row in heads]
    _write_families(told)
    audit.record(*(_entry(one, by) for one in changes), at=at)
    moved = [one for one in changes if "facility" in one.differs]
    events = [FacilityChanged(o.known.person_id, o.facility_id) for o in moved if o.facility_id]
    outbox.announce(*events, at=at)


def _write_people(changes: Sequence[Change]) -> None:
    if not changes:
        return
    columns: list[list[Any]] = [
        [one.known.person_id for one in changes],
        [one.full_name for one in changes],
        [folded(one.full_name)[:120] for one in changes],
        [one.sex for one in changes],
        [one.facility_id for one in changes],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE_PEOPLE, columns)


def _write_families(told: Sequence[_Told]) -> None:
    if not told:
        return
    columns: list[list[Any]] = [
        [family for family, *_ in told],
        [village or None for _, village, *_ in told],
        [seal(address) if address else None for _, _, address, _ in told],
        [head for *_, head in told],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE_FAMILIES, columns)


def _entry(one: Change, by: Actor) -> audit.Entry:
    data: dict[str, object] = {"changed": one.differs}
    return audit.Entry(by, "members.import_changed", f"person:{one.known.person_id}", data)


def _known(row: tuple[Any, ...], reach: "_Reach") -> Known:
    (pk, nik, card, name, born, sex, segment, ward, place, family, kk, head, village, address,
     regency) = row  # fmt: skip
    return Known(
        person_id=pk,
        nik_index=bytes(nik) if nik else None,
        card_index=bytes(card),
        full_name=name,
        birth_date=born,
        sex=sex,
        segment=segment,
        ward_class=ward,
        facility_id=place,
        family_id=family,
        kk_index=bytes(kk),
        is_head=head == pk,
        village=village or "",
        address=unseal(bytes(address)) if address else "",
        is_reached=reach.of(village or regency),
    )


class _Reach:
    """Whether the actor answers for a village or regency; asked once for each."""

    def __init__(self, by: Actor) -> None:
        self._by = by
        self._known: dict[str, bool] = {}

    def of(self, region: str | None) -> bool:
        code = region or ""
        if code not in self._known:
            self._known[code] = facilities_read.brings_for(self._by, code)
        return self._known[code]
