"""What a place at a hospital can be taken with."""

from collections import Counter
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members.types import Standing
from titian.platform.db.prepared import Prepared
from titian.referrals.errors import ReferralUnknown
from titian.referrals.models import ControlLetter, Referral
from titian.referrals.rules.validity import require_usable
from titian.referrals.selectors.reach import person_seen
from titian.referrals.selectors.views import (
    LETTERS,
    REFERRALS,
    letter_paper,
    letter_view,
    referral_paper,
    referral_view,
)
from titian.referrals.types import (
    Bookable,
    ControlLetterView,
    LetterKind,
    PaperState,
    ReferralKind,
    ReferralView,
)


def bookable(person_id: int, *, viewer: Actor, at: datetime) -> list[Bookable]:
    """A person's papers that a place can be taken with now, the soonest to end first.

    For a member who sees the person. Three statements.
    """
    return bookable_for(person_seen(person_id, viewer=viewer, at=at), on=day_of(at))


def bookable_for(whose: Standing, *, on: date) -> list[Bookable]:
    """As `bookable`, for a person the viewer has been shown. Two statements without any."""
    if not whose.is_full:
        return []
    found = [
        *(of_referral(referral_view(row)) for row in _REFERRALS(person=whose.person_id, on=on)),
        *(of_letter(letter_view(row)) for row in _LETTERS(person=whose.person_id, on=on)),
    ]
    return sorted(found, key=lambda one: (one.until, one.number))


def _alive(on: date) -> Q:
    return Q(state=PaperState.OPEN, valid_until__gte=on)


def _referrals(person: int, on: date) -> "QuerySet[Referral]":
    many = Q(specials__withdrawn_at__isnull=True, specials__ends_on__gte=on)
    return REFERRALS.filter(_alive(on) | many, person=person).exclude(kind=ReferralKind.BACK)


def _letters(person: int, on: date) -> "QuerySet[ControlLetter]":
    return LETTERS.filter(_alive(on), person=person, kind=LetterKind.CONTROL)


_REFERRALS, _LETTERS = Prepared(_referrals), Prepared(_letters)


def reference(number: str, *, person_id: int, on: date) -> Bookable:
    """The paper a place on a day is taken with. The caller knows that it acts for the person.

    Raises ReferralUnknown, PaperUsed, PaperWithdrawn, ReferralExpired, NotYet.
    """
    row = REFERRALS.filter(number=number.upper(), person=person_id).first()
    if row is not None and row.kind != ReferralKind.BACK:
        require_usable(referral_paper(row, on), facility_id=None, on=on)
        return of_referral(referral_view(row))
    letter = LETTERS.filter(number=number.upper(), person=person_id).first()
    if letter is None:
        raise ReferralUnknown
    require_usable(letter_paper(letter), facility_id=None, on=on)
    return of_letter(letter_view(letter))


def withdrawn_for(
    person_id: int, *, facility_id: int, specialty_code: str, on: date, named: str = ""
) -> frozenset[str]:
    """Numbers of papers taken back that a place on a day was for, or `named` for it; none when
    another paper holds for just that. For our own processes. Two statements.
    """
    of_it = Q(person=person_id, specialty_code=specialty_code)
    holds = Q(valid_until__gte=on)
    here = Q(to_facility=facility_id) | Q(to_facility__isnull=True)
    referrals = Referral.objects.filter(
        of_it & here & holds & Q(issued_on__lte=on) | Q(person=person_id, number=named)
    )
    letters = ControlLetter.objects.filter(
        of_it & holds & Q(facility=facility_id, planned_on__lte=on)
        | Q(person=person_id, number=named)
    )
    found = [
        *referrals.exclude(kind=ReferralKind.BACK).values_list("number", "state", "used_on"),
        *letters.values_list("number", "state", "used_on"),
    ]
    if any(state == PaperState.OPEN or used_on == on for _, state, used_on in found):
        return frozenset()
    return frozenset(number for number, state, _ in found if state == PaperState.WITHDRAWN)


def planned_counts(facility_id: int, on: date) -> dict[str, int]:
    """How many open referrals and letters are planned for a day there, by specialty."""
    counts: Counter[str] = Counter()
    open_then = {"planned_on": on, "state": PaperState.OPEN}
    for rows in (
        Referral.objects.filter(to_facility=facility_id, **open_then),
        ControlLetter.objects.filter(facility=facility_id, **open_then),
    ):
        counts.update(dict(rows.values_list("specialty_code").annotate(Count("pk"))))
    return dict(counts)


def as_bookable(paper: ReferralView | ControlLetterView) -> Bookable:
    """What a paper lets be taken. Whether it still holds is another question."""
    return of_letter(paper) if isinstance(paper, ControlLetterView) else of_referral(paper)


def of_referral(one: ReferralView) -> Bookable:
    return Bookable(
        number=one.number,
        person_id=one.person_id,
        facility=one.to_facility,
        specialty=one.specialty,
        first_on=one.issued_on,
        until=max([one.valid_until, *(special.ends_on for special in one.specials)]),
        origin=one.origin,
    )


def of_letter(one: ControlLetterView) -> Bookable:
    return Bookable(
        number=one.number,
        person_id=one.person_id,
        facility=one.facility,
        specialty=one.specialty,
        first_on=one.planned_on,
        until=one.valid_until,
        letter=one.kind,
        practitioner_id=one.practitioner_id,
    )
