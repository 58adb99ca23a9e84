"""Referrals, scoped by who may see them."""

from datetime import date, datetime

from titian.kernel.actors import Actor
from titian.members.errors import ConsentMissing, PersonOutOfReach
from titian.referrals.errors import ReferralUnknown
from titian.referrals.models import Referral, SpecialReferral
from titian.referrals.selectors.reach import is_member, looked_at, of_referrals, person_seen
from titian.referrals.selectors.views import REFERRALS, referral_view, special_view
from titian.referrals.types import Origin, ReferralView, SpecialView

_MOST = 200
_LATEST = 50


def referral(number: str, *, viewer: Actor, at: datetime) -> ReferralView:
    """One referral; ReferralUnknown for strangers and for what does not exist, alike."""
    if is_member(viewer):
        row = REFERRALS.filter(number=number.upper()).first()
        if row is None:
            raise ReferralUnknown
        _require_seen(row, viewer, at)
        return referral_view(row)
    rows = Referral.objects.filter(of_referrals(viewer), number=number.upper())
    found = looked_at(rows, viewer=viewer, at=at, whole=REFERRALS)
    if not found:
        raise ReferralUnknown
    return referral_view(found[0])


def referrals_of(
    person_id: int, *, viewer: Actor, at: datetime, origin: Origin | None = None
) -> list[ReferralView]:
    """A person's latest referrals, newest first: for a member all, for a facility its own."""
    rows = Referral.objects.filter(person=person_id)
    if is_member(viewer):
        person_seen(person_id, viewer=viewer, at=at)
    else:
        rows = rows.filter(of_referrals(viewer))
    if origin is not None:
        rows = rows.filter(origin=origin)
    found = looked_at(rows, viewer=viewer, at=at, whole=REFERRALS.order_by("-issued_on", "-pk"))
    return [referral_view(row) for row in found[:_LATEST]]


def referrals_written(
    facility_id: int, first: date, last: date, *, viewer: Actor
) -> list[ReferralView]:
    """What a facility wrote from one day to another, newest first, for its own people."""
    rows = REFERRALS.filter(
        of_referrals(viewer), from_facility=facility_id, issued_on__range=(first, last)
    )
    return [referral_view(row) for row in rows.order_by("-issued_on", "-pk")[:_MOST]]


def referrals_received(
    facility_id: int, first: date, last: date, *, viewer: Actor
) -> list[ReferralView]:
    """What leads to a facility, issued from one day to another, newest first."""
    rows = REFERRALS.filter(
        of_referrals(viewer), to_facility=facility_id, issued_on__range=(first, last)
    )
    return [referral_view(row) for row in rows.order_by("-issued_on", "-pk")[:_MOST]]


def specials_written(
    facility_id: int, first: date, last: date, *, viewer: Actor
) -> list[SpecialView]:
    """Special referrals a facility wrote that begin from one day to another."""
    rows = SpecialReferral.objects.filter(
        facility=facility_id, withdrawn_at__isnull=True, starts_on__range=(first, last)
    ).select_related("referral")
    seen = Referral.objects.filter(of_referrals(viewer)).values("pk")
    rows = rows.filter(referral__in=seen).order_by("starts_on", "pk")
    return [special_view(row, row.referral) for row in rows[:_MOST]]


def _require_seen(row: Referral, viewer: Actor, at: datetime) -> None:
    try:
        person_seen(row.person_id, viewer=viewer, at=at)
    except (PersonOutOfReach, ConsentMissing) as error:
        raise ReferralUnknown from error
