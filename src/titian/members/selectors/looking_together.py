"""Looks that several officers ask for at the same moment: read together, each recorded."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.kernel.periods import day_of
from titian.members.errors import PersonUnknown
from titian.members.models import Person
from titian.members.selectors.lookup import (
    IN_ORDER,
    MASKED,
    RELATIVES,
    identified,
    masked_from,
    opened_from,
)
from titian.members.selectors.reach import require_looking_role
from titian.members.selectors.rows import WIDTH, Row, standing_rows
from titian.members.types import NamedOnly, Opened, Standing
from titian.platform.audit import services as audit

_INDEXES = {"nik_index": WIDTH + 2, "card_index": WIDTH + 3}

Index = tuple[str, bytes]  # the column that a number is found in, and what stands there


def open_records(asked: Sequence[tuple[str, Actor]], *, at: datetime) -> list[Opened | Refusal]:
    """As `open_record`, for many (number, viewer): people and looks in one transaction."""
    sought = [_sought(text, viewer) for text, viewer in asked]
    with transaction.atomic():
        rows = _rows([one for one in sought if not isinstance(one, Refusal)])
        found = [None if isinstance(one, Refusal) else rows.get(one) for one in sought]
        looks = [
            audit.Entry(viewer, "members.looked", f"person:{row[0]}")
            for (_, viewer), row in zip(asked, found, strict=True)
            if row is not None
        ]
        audit.record(*looks, at=at)
    return [
        one
        if isinstance(one, Refusal)
        else PersonUnknown()
        if row is None
        else opened_from(row, viewer=viewer, on=day_of(at))
        for one, row, (_, viewer) in zip(sought, found, asked, strict=True)
    ]


def relatives_of(several: Sequence[tuple[Standing, Actor]]) -> dict[int, list[NamedOnly]]:
    """As `relatives`, of many at once; by the person whose relatives they are."""
    for _, viewer in several:
        require_looking_role(viewer)
    families = {whose.family_id for whose, _ in several}
    people = Person.objects.filter(family__in=families).order_by(*IN_ORDER)
    on_card: dict[int, list[NamedOnly]] = defaultdict(list)
    for family_id, *row in people.values_list("family_id", *MASKED):
        on_card[family_id].append(masked_from(row))
    return {
        whose.person_id: [
            one for one in on_card[whose.family_id] if one.person_id != whose.person_id
        ][:RELATIVES]
        for whose, _ in several
    }


def _sought(text: str, viewer: Actor) -> Index | Refusal:
    try:
        require_looking_role(viewer)
        return identified(text)
    except Refusal as refusal:
        return refusal


def _rows(sought: Sequence[Index]) -> dict[Index, Row]:
    condition = Q(pk__in=())
    for column in _INDEXES:
        if values := {value for name, value in sought if name == column}:
            condition |= Q(**{f"{column}__in": values})
    rows = standing_rows(condition, "nik_sealed", "card_sealed", *_INDEXES)
    return {
        (column, bytes(row[place])): row
        for row in rows
        for column, place in _INDEXES.items()
        if row[place] is not None
    }
