"""Leave given for unusual letters, and how people were made sure of, at the viewer's facility."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.referrals.types import CareKind
from titian.visits.errors import NotRecordingHere
from titian.visits.models import EligibilityLetter, IdentityCheck, LetterApproval
from titian.visits.rules.identity import offered
from titian.visits.types.approvals import ApprovalAsked, ApprovalKind, ApprovalView
from titian.visits.types.identity import IdentityView, IdentityWay
from titian.visits.types.letters import LetterState


def approved(
    person_id: int,
    facility_id: int,
    on: date,
    care_kind: CareKind,
    kind: ApprovalKind = ApprovalKind.BACKDATE,
) -> bool:
    """Whether leave was granted for just this; asked by the verb that issues letters."""
    return _granted(facility_id, on, kind).filter(person=person_id, care_kind=care_kind).exists()


def approvals(facility_id: int, *, month: date, viewer: Actor) -> list[ApprovalView]:
    """What was asked for the days of a month, the newest day first."""
    _require(viewer, facility_id)
    rows = LetterApproval.objects.filter(
        facility_id=facility_id, day__year=month.year, day__month=month.month
    )
    return [approval_view(row) for row in rows.order_by("-day", "-id")]


def identity_passed(person_id: int, facility_id: int, *, on: date, viewer: Actor) -> bool:
    """Made sure of that day, or let go without by leave."""
    _require(viewer, facility_id)
    sure = IdentityCheck.objects.filter(
        facility_id=facility_id, day=on, person=person_id, passed_at__isnull=False
    )
    leave = _granted(facility_id, on, ApprovalKind.FINGERPRINT).filter(person=person_id)
    return sure.exists() or leave.exists()


def identity_checks(facility_id: int, *, on: date, viewer: Actor) -> list[IdentityView]:
    """Everybody made sure of that day, each once, with the letter of that day."""
    _require(viewer, facility_id)
    sure = IdentityCheck.objects.filter(
        facility_id=facility_id, day=on, passed_at__isnull=False
    ).order_by("passed_at", "id")
    leave = _granted(facility_id, on, ApprovalKind.FINGERPRINT).order_by("granted_at", "id")
    found: dict[int, IdentityView] = {}
    for row in sure:
        at = row.passed_at or row.recorded_at
        view = IdentityView(row.person_id, facility_id, on, IdentityWay(row.way), at)
        found.setdefault(row.person_id, view)
    for one in leave:
        at = one.granted_at or one.asked_at
        found.setdefault(one.person_id, IdentityView(one.person_id, facility_id, on, None, at))
    numbers = _letters_of_day(list(found), facility_id, on)
    return [_with_letter(view, numbers.get(person, "")) for person, view in found.items()]


def offered_clinics(own: int, others: Sequence[int], *, person_id: int, on: date) -> list[int]:
    """The clinics a person is asked to tell their own from."""
    return offered(own, others, person_id=person_id, on=on)


def approval_view(row: LetterApproval) -> ApprovalView:
    asked = ApprovalAsked(
        person_id=row.person_id,
        facility_id=row.facility_id,
        on=row.day,
        care_kind=CareKind(row.care_kind),
        kind=ApprovalKind(row.kind),
        reason=row.reason_sealed,
        user=row.user,
    )
    return ApprovalView(
        asked, row.asked_at, row.granted_at, row.refused_at, row.answer_sealed or ""
    )


def _granted(facility_id: int, on: date, kind: ApprovalKind) -> QuerySet[LetterApproval]:
    return LetterApproval.objects.filter(
        facility_id=facility_id, day=on, kind=kind, granted_at__isnull=False
    )


def _letters_of_day(people: list[int], facility_id: int, on: date) -> dict[int, str]:
    rows = EligibilityLetter.objects.filter(
        Q(state=LetterState.ISSUED), facility_id=facility_id, issued_on=on, person__in=people
    )
    return dict(rows.order_by("id").values_list("person_id", "number"))


def _with_letter(view: IdentityView, number: str) -> IdentityView:
    return IdentityView(
        view.person_id, view.facility_id, view.on, view.way, view.checked_at, number
    )


def _require(viewer: Actor, facility_id: int) -> None:
    if not facilities_read.records_care(viewer, facility_id):
        raise NotRecordingHere
