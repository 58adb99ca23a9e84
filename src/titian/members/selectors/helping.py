"""Who helps whom: for the person, for the helper, and for nobody else."""

from datetime import date

from django.db.models import Q

from titian.kernel.actors import Actor
from titian.members.models import Helping, Kader
from titian.members.selectors.reach import alive_helpings, subject_of
from titian.members.types import Help, HelperKind, HelpingView, LeaveGiven


def helpers_of(viewer: Actor, *, on: date) -> list[HelpingView]:
    """Who may act for this member now, the latest leave first."""
    return _views(Q(person=subject_of(viewer)), on)


def helped_people(viewer: Actor, *, on: date) -> list[HelpingView]:
    """Whom this member helps now."""
    return _views(Q(helper=subject_of(viewer)), on)


def past_helpers(person_id: int) -> list[int]:
    """Everybody who ever helped this person, for the list of what helpers did."""
    return list(
        Helping.objects.filter(person=person_id).values_list("helper_id", flat=True).distinct()
    )


def is_kader(person_id: int) -> bool:
    return Kader.objects.filter(person=person_id, ended_at__isnull=True).exists()


def kader_village(person_id: int) -> str | None:
    """The village a kader serves; none for anybody else."""
    found = Kader.objects.filter(person=person_id, ended_at__isnull=True)
    return found.values_list("village_id", flat=True).first()


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
