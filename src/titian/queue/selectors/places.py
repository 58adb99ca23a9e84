"""Which sessions may be booked, with the places that are really left."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from titian.kernel.actors import Actor
from titian.kernel.identifiers import SPOKEN_ALPHABET
from titian.members.types import Standing
from titian.platform.db.prepared import Prepared
from titian.platform.db.sealing import blind_index
from titian.queue.errors import SessionUnknown
from titian.queue.models import PracticeSession, Ticket
from titian.queue.selectors.line import line_of
from titian.queue.types import OpenPlace, SessionState, Suggestion

_CLOSES = timedelta(minutes=30)
_LOOKED_AT = 40
_LABELS = ("facility", "service", "practitioner")


def open_places(
    *,
    facility_id: int,
    at: datetime,
    service_id: int | None = None,
    practitioner_id: int | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int = 60,
) -> list[OpenPlace]:
    """Sessions of a facility still to come, soonest first, full ones too (`left` 0)."""
    wanted = PracticeSession.objects.filter(
        facility_id=facility_id, state=SessionState.OPEN, ends_at__gt=at + _CLOSES
    )
    if service_id is not None:
        wanted = wanted.filter(service_id=service_id)
    if practitioner_id is not None:
        wanted = wanted.filter(practitioner_id=practitioner_id)
    if since is not None:
        wanted = wanted.filter(date__gte=since)
    if until is not None:
        wanted = wanted.filter(date__lte=until)
    return [_open_place(session) for session in _with_left(wanted, at)[:limit]]


def place(session_id: int, *, at: datetime) -> OpenPlace:
    """One session with the places left now. Raises `SessionUnknown`."""
    found = _with_left(PracticeSession.objects.filter(pk=session_id), at).first()
    if found is None:
        raise SessionUnknown
    return _open_place(found)


def suggestion(family: Iterable[Standing], *, viewer: Actor, at: datetime) -> Suggestion | None:
    """What the member most likely wants again: last person, clinic and service, next opening.

    `family` is everybody they may act for, as they see them. Somebody who never booked is offered
    the first service of their own clinic.
    """
    people = {s.person_id: s for s in family if s.is_active and s.may_book}
    last = _LAST.first(people=list(people))
    own = people.get(int(viewer.subject)) if viewer.subject.isdecimal() else None
    if last is not None:
        person, facility_id = people[last.person_id or 0], last.session.facility_id
        service_id: int | None = last.session.service_id
    elif own is not None and own.facility_id is not None:
        person, facility_id, service_id = own, own.facility_id, None
    else:
        return None
    sessions = _NEXT(facility=facility_id, service=service_id, at=at, closes=at + _CLOSES)
    session = next((s for s in sessions if left_in(s) > 0), None)
    return None if session is None else _suggested(person, session, at)


def _last(people: list[int]) -> "QuerySet[Ticket]":
    """A hospital wants a paper each time: a place there is not suggested."""
    found = Ticket.objects.filter(person__among=people, session__facility__keeps_own_queue=False)
    return found.select_related("session").order_by("-booked_at")[:1]


def _next(
    facility: int, service: int | None, at: datetime, closes: datetime
) -> "QuerySet[PracticeSession]":
    wanted = PracticeSession.objects.filter(
        facility_id=facility, state=SessionState.OPEN, ends_at__gt=closes
    )
    if service is not None:
        wanted = wanted.filter(service_id=service)
    return _with_left(wanted, at)[:_LOOKED_AT]


def place_code(facility_code: str, on: date) -> str:
    """Four characters on a facility's board on one day: who types them is there."""
    keyed = blind_index("place", f"{facility_code}:{on.isoformat()}")
    return "".join(SPOKEN_ALPHABET[byte % len(SPOKEN_ALPHABET)] for byte in keyed[:4])


def _suggested(person: Standing, session: PracticeSession, at: datetime) -> Suggestion:
    newcomer = line_of(session, at=at).standing_of_newcomer()
    return Suggestion(
        person_id=person.person_id,
        person_name=person.full_name,
        place=_open_place(session),
        facility_name=session.facility.name,
        service_name=session.service.name,
        practitioner_name=session.practitioner.name,
        timezone=session.timezone,
        earliest=newcomer.earliest,
        latest=newcomer.latest,
    )


def _with_left(sessions: QuerySet[PracticeSession], at: datetime) -> QuerySet[PracticeSession]:
    held = Count("holds", filter=Q(holds__expires_at__gt=at))
    return (
        sessions.annotate(left=F("bookable") - F("used_bookable") - held)
        .select_related(*_LABELS)
        .order_by("starts_at", "id")
    )


def left_in(session: PracticeSession) -> int:
    """The places left, as `_with_left` annotated them."""
    left: int = vars(session)["left"]
    return left


def _open_place(session: PracticeSession) -> OpenPlace:
    return OpenPlace(
        session_id=session.pk,
        facility_id=session.facility_id,
        service_id=session.service_id,
        practitioner_id=session.practitioner_id,
        date=session.date,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        timezone=session.timezone,
        letter=session.letter,
        bookable=session.bookable,
        left=max(left_in(session), 0),
        delay_minutes=session.delay_minutes,
    )


_LAST = Prepared(_last)
_NEXT = Prepared(_next)
