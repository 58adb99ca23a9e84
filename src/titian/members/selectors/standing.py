"""Where somebody stands, for that person, for the head of the family, and for staff in reach."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.identifiers import masked
from titian.members.errors import ConsentMissing, PersonOutOfReach
from titian.members.models import Consent, MembershipEvent, Person
from titian.members.rules import is_adult
from titian.members.selectors.reach import (
    alive_helpings,
    helped_by,
    reach,
    reach_in_person,
    subject_of,
)
from titian.members.selectors.rows import FAMILY_HEAD, WIDTH, Row, standing_from, standing_rows
from titian.members.types import Card, Change, Help, HistoryLine, Standing, Status
from titian.platform.audit import services as audit
from titian.platform.db.prepared import Prepared

_GONE = (Status.MENINGGAL, Status.DUPLIKAT)


def standing(person_id: int, *, viewer: Actor, on: date, to: Help = Help.SEE) -> Standing:
    """Where this person stands, in one statement; a look by staff is recorded within it.

    `to` is what the viewer is about to do: a helper must have been given leave for just that.
    People are treated anywhere, so a role that serves people sees whoever stands before it.
    Raises `PersonOutOfReach` for strangers and for people who do not exist, alike.
    """
    rows = standing_rows(Q(pk=person_id) & reach_in_person(viewer, on=on, to=to))
    if viewer.kind is ActorKind.STAFF:
        found = audit.look(rows, by=viewer, action="members.looked", kind="person", at=None)
    else:
        found = list(rows)
    if not found:
        raise PersonOutOfReach
    return standing_from(found[0], viewer=viewer, on=on)


def standings_between(
    asked: Sequence[tuple[int, Actor]], *, on: date, to: Help = Help.SEE
) -> list[Standing | None]:
    """As `standing`, of many (person, member who asks) at once, in one statement.

    None for whom that member does not reach, and for people who do not exist.
    """
    viewers = [subject_of(viewer) for _, viewer in asked]
    leave = alive_helpings(on=on, to=to).filter(person=OuterRef("pk"), helper__in=set(viewers))
    rows = standing_rows(Q(pk__in={person for person, _ in asked})).annotate(
        helpers=ArraySubquery(leave.values("helper_id"))
    )
    found = {row[0]: row for row in rows}
    return [
        standing_from(row, viewer=viewer, on=on)
        if (row := found.get(person)) is not None
        and subject is not None
        and subject in (person, row[FAMILY_HEAD], *row[WIDTH])
        else None
        for (person, viewer), subject in zip(asked, viewers, strict=True)
    ]


def standings_for(viewer: Actor, on: date) -> list[Standing]:
    """The people a member may act for: oneself, then the living family when one is its head,
    then those one helps, with what each of them allowed. One statement.
    """
    subject = subject_of(viewer)
    if subject is None:
        return []
    found = [
        _as_helper(standing_from(row, viewer=viewer, on=on), row[WIDTH], subject)
        for row in _REACHED(subject=subject, on=on)
    ]
    return sorted(found, key=lambda one: (one.person_id != subject, one.is_helped))


def _reached(subject: int, on: date) -> "QuerySet[Person, Row]":
    own_family = Person.objects.filter(pk=subject).values("family_id")
    condition = Q(family_id=Subquery(own_family)) & (
        Q(pk=subject) | Q(family__head=subject) & ~Q(status__in=_GONE)
    )
    helped = helped_by(subject, on=on) & ~Q(status__in=_GONE)
    leave = alive_helpings(on=on).filter(person=OuterRef("pk"), helper=subject).values("helps")
    rows = standing_rows(condition | helped).annotate(leave=Subquery(leave[:1]))
    return rows.order_by("relation", "birth_date", "id")


_REACHED = Prepared(_reached)


def _as_helper(whose: Standing, leave: list[str] | None, subject: int) -> Standing:
    """Whom one reaches by leave alone, one may do no more for than the leave says."""
    if leave is None or subject in (whose.person_id, whose.family_head):
        return whose
    return replace(whose, is_helped=True, helps=tuple(Help(one) for one in leave))


def card(person_id: int, *, viewer: Actor, on: date) -> Card:
    """What the card shows; refused to a head whose adult relative has not consented."""
    condition = Q(pk=person_id) & reach(viewer, on=on)
    row = standing_rows(condition, "card_sealed", "nik_sealed").first()
    if row is None:
        raise PersonOutOfReach
    whose = standing_from(row, viewer=viewer, on=on)
    if not whose.is_full:
        raise ConsentMissing(name=whose.full_name)
    _note_helpers_look(whose, viewer)
    return Card(whose, card_number=row[WIDTH], nik_masked=masked(row[WIDTH + 1] or "", 4, 2))


def _note_helpers_look(whose: Standing, viewer: Actor) -> None:
    """A helper's look at a card is written down, for the person to see."""
    subject = subject_of(viewer)
    if subject is not None and subject not in (whose.person_id, whose.family_head):
        one = Person.objects.filter(pk=whose.person_id).values_list("pk")
        audit.look(one, by=viewer, action="members.looked", kind="person", at=None)


def history(person_id: int, *, viewer: Actor, on: date) -> list[HistoryLine]:
    """What has happened to a membership, newest first."""
    whose = standing(person_id, viewer=viewer, on=on)
    if not whose.is_full:
        raise ConsentMissing(name=whose.full_name)
    happened = MembershipEvent.objects.filter(person=person_id).order_by("-number")
    return [
        HistoryLine(
            Change(event.change), event.happened_on, Status(event.status), event.reason,
            event.recorded_at,
        )
        for event in happened
    ]  # fmt: skip


def consent_given(person_id: int, *, viewer: Actor) -> bool:
    """Whether this member lets the head of the family see everything; asked by themselves."""
    alive = Consent.objects.filter(person=person_id, withdrawn_at__isnull=True)
    return subject_of(viewer) == person_id and alive.exists()


def own_consent(viewer: Actor, *, on: date) -> bool | None:
    """Whether an adult lets the head see everything; None for a head and for a child, who have
    nothing to decide.
    """
    person = Person.objects.filter(pk=subject_of(viewer) or 0).select_related("family").first()
    if person is None or person.family.head_id == person.pk or not is_adult(person.birth_date, on):
        return None
    return consent_given(person.pk, viewer=viewer)
