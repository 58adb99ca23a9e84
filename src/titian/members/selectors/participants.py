"""The record behind a number in hand, for a facility's own system: one statement, one look."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.periods import day_of
from titian.members.errors import LookNotAllowed, PersonUnknown
from titian.members.models import Contact, MembershipEvent
from titian.members.selectors.rows import WIDTH, standing_from, standing_rows
from titian.members.types import Status
from titian.members.types.participants import Participant
from titian.platform.audit import services as audit
from titian.platform.db.sealing import blind_index, unseal

_BRIDGE = "bridge"


def participant_by_card(card: str, *, viewer: Actor, on: date, at: datetime) -> Participant:
    """As on that day. Raises `PersonUnknown`, and `LookNotAllowed` for all but bridges."""
    return _participant(Q(card_index=blind_index("card", card)), viewer, on, at)


def participant_by_nik(nik: str, *, viewer: Actor, on: date, at: datetime) -> Participant:
    """As `participant_by_card`."""
    return _participant(Q(nik_index=blind_index("nik", nik)), viewer, on, at)


def participant(person_id: int, *, viewer: Actor, on: date, at: datetime) -> Participant:
    """The person of a record that the facility has already: a referral to it, a letter of its."""
    return _participant(Q(pk=person_id), viewer, on, at)


def participants(
    person_ids: Collection[int], *, viewer: Actor, on: date, at: datetime
) -> dict[int, Participant]:
    """The people of a list that the facility holds already: one statement, a look at each."""
    _require_bridge(viewer)
    rows = _rows(Q(pk__in=list(person_ids)))
    found = audit.look(rows, by=viewer, action="members.looked", kind="person", at=at)
    return {row[0]: _made(row, viewer, on, is_past=False) for row in found}


def _require_bridge(viewer: Actor) -> None:
    if viewer.kind is ActorKind.SYSTEM:
        return
    if viewer.kind is not ActorKind.BRIDGE or not any(g.role == _BRIDGE for g in viewer.grants):
        raise LookNotAllowed


def _participant(condition: Q, viewer: Actor, on: date, at: datetime) -> Participant:
    _require_bridge(viewer)
    is_past = on < day_of(at)
    rows = _with_that_day(_rows(condition), on) if is_past else _rows(condition)
    found = audit.look(rows, by=viewer, action="members.looked", kind="person", at=at)
    if not found:
        raise PersonUnknown
    return _made(found[0], viewer, on, is_past=is_past)


def _rows(condition: Q) -> Any:
    events = MembershipEvent.objects.filter(person=OuterRef("pk"))
    phones = Contact.objects.filter(person=OuterRef("pk"), channel__in=("whatsapp", "sms"))
    rows = standing_rows(condition, "nik_sealed", "card_sealed", "facility__scheme_code")
    return rows.annotate(
        began=Subquery(events.filter(number=1).values("happened_on")[:1]),
        phone=Subquery(phones.order_by("place").values("to_sealed")[:1]),
    )


def _with_that_day(rows: Any, on: date) -> Any:
    """The status that the history had led to by the end of that day."""
    so_far = MembershipEvent.objects.filter(person=OuterRef("pk"), happened_on__lte=on)
    last = so_far.order_by("-number")
    return rows.annotate(
        then=Subquery(last.values("status")[:1]),
        then_since=Subquery(last.values("happened_on")[:1]),
    )


def _made(row: tuple[Any, ...], viewer: Actor, on: date, *, is_past: bool) -> Participant:
    whose = standing_from(row, viewer=viewer, on=on)
    nik, card, scheme_code, began, phone = row[WIDTH : WIDTH + 5]
    then = row[WIDTH + 5 :] if is_past else (whose.status, whose.status_since)
    return Participant(
        standing=whose,
        status=Status(then[0]) if then[0] else Status.NONAKTIF_SEGMEN,
        since=then[1] or on,
        began_on=began or whose.status_since,
        nik=nik or "",
        card_number=card,
        phone=_opened(phone),
        facility_scheme_code=scheme_code or "",
    )


def _opened(phone: Any) -> str:
    if not phone:
        return ""
    return phone if isinstance(phone, str) else unseal(bytes(phone))
