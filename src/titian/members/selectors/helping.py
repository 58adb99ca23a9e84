"""Who helps whom: for the person, for the helper, and for nobody else."""

from collections.abc import Collection
from datetime import date

from django.db.models import Min, Q

from titian.accounts import selectors as accounts_read
from titian.kernel.actors import Actor
from titian.kernel.scopes import REGION, Scope
from titian.kernel.text import masked_name
from titian.members.models import Helping, Kader, Person
from titian.members.rules import APPOINTING_ROLES
from titian.members.selectors.reach import alive_helpings, helped_by, subject_of
from titian.members.types import Act, Help, HelperKind, HelpingView, KaderView, LeaveGiven
from titian.platform.audit import selectors as audit_read


def helpers_of(viewer: Actor, *, on: date) -> list[HelpingView]:
    """Who may act for this member now, the latest leave first."""
    return _views(Q(person=subject_of(viewer)), on)


def helped_people(viewer: Actor, *, on: date) -> list[HelpingView]:
    """Whom this member helps now."""
    return _views(Q(helper=subject_of(viewer)), on)


def helper_ids(person_id: int, *, on: date) -> set[int]:
    """Who may act for this person now, asked by a verb about that person."""
    rows = alive_helpings(on=on).filter(person=person_id)
    return set(rows.values_list("helper_id", flat=True))


def may_book_for(person_id: int, *, helper_id: int, on: date) -> bool:
    """Whether the head of the family, or somebody this person chose for it, fetches numbers for
    them; asked by a verb about that person.
    """
    theirs = Q(family__head=helper_id) | helped_by(helper_id, on=on, to=Help.BOOK)
    return Person.objects.filter(Q(pk=person_id) & theirs).exists()


def past_helpers(person_id: int) -> list[int]:
    """Everybody who ever helped this person, for the list of what helpers did."""
    return list(
        Helping.objects.filter(person=person_id).values_list("helper_id", flat=True).distinct()
    )


def is_kader(person_id: int) -> bool:
    return Kader.objects.filter(person=person_id, ended_at__isnull=True).exists()


def village_of(person_id: int) -> str:
    """The code of the village where the person's family lives; empty where nobody knows it."""
    found = Person.objects.filter(pk=person_id).values_list("family__village_id", flat=True)
    return found.first() or ""


def kader_village(person_id: int) -> str | None:
    """The village a kader serves; none for anybody else."""
    found = Kader.objects.filter(person=person_id, ended_at__isnull=True)
    return found.values_list("village_id", flat=True).first()


def kaders(viewer: Actor) -> list[KaderView]:
    """Who serves the villages of an officer's regions; names are masked."""
    rows = Kader.objects.filter(ended_at__isnull=True).select_related("person", "village")
    return [
        KaderView(
            row.person_id, masked_name(row.person.full_name), row.village_id, row.village.name
        )
        for row in rows.order_by("village_id", "id")
        if any(viewer.may(role, Scope(REGION, row.village_id)) for role in APPOINTING_ROLES)
    ]


def helper_acts(viewer: Actor, *, about: Collection[str] = (), limit: int = 50) -> list[Act]:
    """What those who help, or helped, this member did for them, the latest first.

    `about` names what else is theirs where acts are written down (their tickets); acts before
    somebody was given leave are not among them.
    """
    subject = subject_of(viewer)
    person = Person.objects.filter(pk=subject or 0).first()
    given = dict(
        Helping.objects.filter(person=subject or 0)
        .values_list("helper_id")
        .annotate(first=Min("given_at"))
        .values_list("helper_id", "first")
    )
    if person is None or not given:
        return []
    refs = {ref: int(key) for key, ref in accounts_read.refs_of([str(pk) for pk in given]).items()}
    names = dict(Person.objects.filter(pk__in=given).values_list("pk", "full_name"))
    targets = {f"person:{person.pk}", f"family:{person.family_id}", *about}
    found = audit_read.entries_by(list(refs), about=targets, limit=limit)
    return [
        Act(entry.at, entry.action, entry.actor, names[refs[entry.actor]])
        for entry in found
        if entry.at >= given[refs[entry.actor]]
    ]


def _views(whose: Q, on: date) -> list[HelpingView]:
    rows = alive_helpings(on=on).filter(whose).select_related("person", "helper")
    return [_view(row) for row in rows.order_by("-given_at", "-id")]


def _view(row: Helping) -> HelpingView:
    return HelpingView(
        helping_id=row.pk,
        person_id=row.person_id,
        person_name=row.person.full_name,
        helper_id=row.helper_id,
        helper_name=row.helper.full_name,
        kind=HelperKind(row.kind),
        helps=tuple(Help(one) for one in row.helps),
        given_at=row.given_at,
        ends_on=row.ends_on,
        how=LeaveGiven(row.how),
    )
