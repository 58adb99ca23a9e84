"""A member's wish on its way to a facility, for whoever may act for that person."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.errors import PersonOutOfReach
from titian.members.types import Help, Standing
from titian.platform.db.prepared import Prepared
from titian.queue.errors import AskingUnknown
from titian.queue.models import Errand, LineHealth, OutsideTicket, Ticket
from titian.queue.types import Asking, ErrandKind, ErrandState, OutsideView, Task

_LABELS = ("session__facility", "session__service", "session__practitioner")
_SHOWN_FOR = timedelta(hours=12)
_MOST = 20


def asking(asking_id: int, *, viewer: Actor, at: datetime) -> Asking:
    """Raises `AskingUnknown` for all others: one that exists looks like one that does not."""
    found = (
        Errand.objects.filter(pk=asking_id, kind=ErrandKind.TAKE).select_related(*_LABELS).first()
    )
    if found is None or not _may(found, viewer, at):
        raise AskingUnknown
    return _view(found, is_away=bool(_away_among({found.facility_id})))


def askings(people: Iterable[Standing], *, at: datetime) -> list[Asking]:
    """What is being asked for people the viewer may act for, or was refused lately and not
    asked again; the latest first.
    """
    rows = _LATELY(people=[person.person_id for person in people], since=at - _SHOWN_FOR)
    away = _away_among({row.facility_id for row in rows if row.state == ErrandState.ASKING})
    return [_view(row, is_away=row.facility_id in away) for row in _that_matter(rows)]


def _lately(people: list[int], since: datetime) -> "QuerySet[Errand]":
    found = Errand.objects.filter(person__among=people, kind=ErrandKind.TAKE, asked_at__gt=since)
    return found.select_related(*_LABELS).order_by("-id")[:_MOST]


_LATELY = Prepared(_lately)


def outside_view(ticket: Ticket) -> OutsideView | None:
    """What the facility says of a ticket the viewer may see; None for a number of ours."""
    row = OutsideTicket.objects.filter(pk=ticket.pk).first()
    if row is None:
        return None
    errands = list(Errand.objects.filter(ticket_ref=ticket.pk).exclude(kind=ErrandKind.TAKE))
    return OutsideView(
        label=row.label,
        booking_code=row.booking_code,
        record_number=row.record_number_sealed or "",
        reference=row.reference,
        expected_at=row.expected_at,
        remaining=row.remaining,
        called_label=row.called_label,
        looked_at=row.looked_at,
        note=row.note_sealed or "",
        task=None if row.task is None else Task(row.task),
        pharmacy_number=row.pharmacy_number,
        pharmacy_kind=row.pharmacy_kind,
        waits_for=_kind_in(errands, ErrandState.ASKING),
        refused=_kind_in(errands, ErrandState.REFUSED),
    )


def links_of_receipts(receipts: Collection[str]) -> dict[str, tuple[str, int | None]]:
    """Of receipts as they are spoken: which facility's system did not answer or said no, and to
    whom, for who counts what fails. By index.
    """
    rows = Errand.objects.filter(receipt__in=list(receipts)).exclude(receipt="")
    found = rows.values_list("receipt", "facility__code", "person_id")
    return {receipt: (facility, person) for receipt, facility, person in found}


def _kind_in(errands: Sequence[Errand], state: ErrandState) -> ErrandKind | None:
    return next((ErrandKind(one.kind) for one in errands if one.state == state), None)


def _that_matter(rows: Sequence[Errand]) -> Iterator[Errand]:
    """A refusal is over once the same person has asked for something else; latest first."""
    later: set[int | None] = set()
    for row in rows:
        is_last_word = row.state == ErrandState.REFUSED and row.person_id not in later
        if row.state == ErrandState.ASKING or is_last_word:
            yield row
        later.add(row.person_id)


def _away_among(facilities: Collection[int]) -> set[int]:
    """Those whose system does not answer now."""
    if not facilities:
        return set()
    away = LineHealth.objects.filter(facility__in=facilities, failing_since__isnull=False)
    return set(away.values_list("facility_id", flat=True))


def _view(row: Errand, *, is_away: bool) -> Asking:
    session = row.session
    code = ""
    if row.state == ErrandState.DONE:
        code = Ticket.objects.values_list("code", flat=True).get(pk=row.ticket_ref)
    return Asking(
        asking_id=row.pk,
        state=ErrandState(row.state),
        code=code,
        facility_name=session.facility.name,
        service_name=session.service.name,
        practitioner_name=session.practitioner.name,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        timezone=session.timezone,
        person_id=row.person_id or 0,
        asked_at=row.asked_at,
        tries=row.attempts,
        is_doubtful=row.doubtful,
        is_away=is_away,
        said=row.said_sealed or "",
        receipt=row.receipt,
        facility_code=session.facility.code,
        service_id=session.service_id,
        gives_up_at=row.gives_up_at,
        reference=row.reference,
    )


def _may(errand: Errand, viewer: Actor, at: datetime) -> bool:
    """Who asked for somebody else is asked again each time: leave to help can end."""
    if viewer.kind is not ActorKind.MEMBER:
        return False
    if str(errand.person_id) == viewer.subject:
        return True
    try:
        members_read.standing(errand.person_id or 0, viewer=viewer, on=day_of(at), to=Help.BOOK)
    except PersonOutOfReach:
        return False
    return True
