"""People from a file: who is new enters by COPY, what differs is written by one statement a table.

What a file may say about somebody on record: name, sex, facility, and the address of the family.
A family card, a birth date, a segment or class that differs is named, never overwritten: those
change by requests, with their proofs and clocks. Telephone numbers on record are left alone
(decision 0016).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.verdicts import CHANGED, NEW, SAME, Outcome, Verdict
from titian.members.services.bulk.loading import copy_tables, reserve
from titian.members.services.bulk.recorded import (
    Card,
    Change,
    Known,
    OnRecord,
    recorded,
    write_changes,
)
from titian.members.services.bulk.rows import Lines
from titian.members.types import Change as What
from titian.members.types import (
    Happening,
    MemberRow,
    NewContact,
    NewFamily,
    NewPerson,
    Relation,
)
from titian.platform.db.sealing import blind_index
from titian.platform.db.transactions import require_transaction
from titian.regions import selectors as regions_read

_LOCK = "SELECT pg_advisory_xact_lock(hashtext('titian.members.bring'))"
_SOURCE = "import"
_OPERATOR = "operator"


@dataclass
class _Ground:
    """What rows of a part refer to."""

    facilities: Mapping[str, int]
    villages: Mapping[str, str]
    is_of_the_scheme: bool  # told by who runs the system, not by a city
    reached: Mapping[str, bool]  # by village or regency: whether the actor answers for it


def bring_members(
    *, rows: Sequence[MemberRow], by: Actor, at: datetime, apply: bool = True
) -> list[Verdict]:
    """Judge and write the rows of one part within the caller's transaction.

    Faults: `facility_unknown`, `village_unknown`, `village_missing` (of a new family card),
    `outside` (of what the actor answers for), `nik_other_card`, `card_taken`, `kk_differs`,
    `birth_differs`, `segment_differs`, `head_stands`. A new card whose head is not in the part
    is headed by its oldest until the head comes.
    """
    require_transaction()
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
    ground = _ground(rows, by)
    on_record = recorded(rows, by, locked=apply)

    verdicts = [_judged(row, on_record, ground) for row in rows]
    if apply:
        judged = list(zip(rows, verdicts, strict=True))
        new = [row for row, one in judged if one.outcome is Outcome.NEW]
        changed = [row for row, one in judged if one.outcome is Outcome.CHANGED]
        heads = _enter(new, on_record, ground, by, at)
        found = [(row, on_record.person(row)) for row in changed]
        changes = [_change(row, one, ground) for row, one in found if one is not None]
        write_changes(changes, heads, by=by, at=at)
    return verdicts


def _ground(rows: Sequence[MemberRow], by: Actor) -> _Ground:
    villages = regions_read.names_of({row.village_code for row in rows if row.village_code})
    return _Ground(
        facilities_read.ids_of_codes({row.facility_code for row in rows if row.facility_code}),
        villages,
        by.kind is ActorKind.SYSTEM or any(one.role == _OPERATOR for one in by.grants),
        {code: facilities_read.brings_for(by, code) for code in villages},
    )


def _judged(row: MemberRow, on_record: OnRecord, ground: _Ground) -> Verdict:
    if row.facility_code and row.facility_code not in ground.facilities:
        return Verdict.broken("facility_unknown")
    if row.village_code and row.village_code not in ground.villages:
        return Verdict.broken("village_unknown")
    if row.village_code and not ground.reached[row.village_code]:
        return Verdict.broken("outside")
    known = on_record.person(row)
    card = on_record.card(row.kk_number)
    return _of_newcomer(row, card, on_record) if known is None else _of_known(row, known, ground)


def _of_newcomer(row: MemberRow, card: Card | None, on_record: OnRecord) -> Verdict:
    if on_record.has_card_number(row.card_number):
        return Verdict.broken("card_taken")
    if card is None and not row.village_code:
        return Verdict.broken("village_missing")
    if card is not None and not card.is_reached:
        return Verdict.broken("outside")
    if row.relation is Relation.HEAD:
        if row.kk_number in on_record.headed or (card is not None and card.has_head):
            return Verdict.broken("head_stands")
        on_record.headed.add(row.kk_number)
    return NEW


def _of_known(row: MemberRow, known: Known, ground: _Ground) -> Verdict:
    if not known.is_reached:
        return Verdict.broken("outside")
    faults = {
        "nik_other_card": known.card_index != blind_index("card", row.card_number),
        "birth_differs": known.birth_date != row.birth_date,
        "kk_differs": known.kk_index != blind_index("kk", row.kk_number),
        "segment_differs": (known.segment, known.ward_class) != (row.segment, row.ward_class),
    }
    if found := [name for name, is_so in faults.items() if is_so]:
        return Verdict.broken(*found)
    return CHANGED if _change(row, known, ground).differs else SAME


def _change(row: MemberRow, known: Known, ground: _Ground) -> Change:
    """What is left empty stays; only the head on record tells where the family lives."""
    tells = known.is_head
    return Change(
        known,
        row.full_name,
        row.sex,
        ground.facilities.get(row.facility_code, known.facility_id),
        (tells and row.village_code) or known.village,
        (tells and row.address) or known.address,
    )


def _enter(
    rows: Sequence[MemberRow], on_record: OnRecord, ground: _Ground, by: Actor, at: datetime
) -> list[tuple[int, int, MemberRow]]:
    """Copy the new; returns the heads that came to a card on record: family, person, row."""
    families: dict[str, list[MemberRow]] = defaultdict(list)
    onto: list[tuple[int, MemberRow]] = []
    for row in rows:
        card = on_record.card(row.kk_number)
        if card is None:
            families[row.kk_number].append(row)
        else:
            onto.append((card.family_id, row))
    if not rows:
        return []
    first_family = reserve("member_family", len(families)) if families else 0
    lines = Lines(reserve("member_person", len(rows)), first_family, by.ref, at, _SOURCE)
    lines.add(_family(kk, people, ground) for kk, people in families.items())
    ids = [(family, lines.add_onto(family, _person(row, ground)), row) for family, row in onto]
    copy_tables({name: "".join(told).encode() for name, told in lines.tables.items()})
    return [one for one in ids if one[2].relation is Relation.HEAD]


def _family(kk_number: str, rows: Sequence[MemberRow], ground: _Ground) -> NewFamily:
    """The head tells where they live; without one the oldest, who stands for the card."""
    tells = min(rows, key=lambda row: (row.relation is not Relation.HEAD, row.birth_date))
    people = tuple(_person(row, ground) for row in rows)
    return NewFamily(
        kk_number=kk_number,
        people=people,
        village_code=tells.village_code,
        address=tells.address,
    )


def _person(row: MemberRow, ground: _Ground) -> NewPerson:
    """A number that a city tells is not confirmed: nobody signs in by it yet."""
    verified = ground.is_of_the_scheme
    begun = Happening(What.REGISTERED, row.since, row.segment, row.ward_class)
    ended = () if row.is_active else (Happening(What.LEFT_SEGMENT, row.since),)
    return NewPerson(
        nik=row.nik or None,
        card_number=row.card_number,
        full_name=row.full_name,
        birth_date=row.birth_date,
        sex=row.sex,
        relation=row.relation,
        happenings=(begun, *ended),
        facility_id=ground.facilities.get(row.facility_code),
        contacts=(NewContact("whatsapp", row.phone, verified),) if row.phone else (),
    )
