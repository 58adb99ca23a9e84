"""A failure by its code, for everybody and for staff; and the places ahead it can bring."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q

from titian.helpdesk.errors import NotAtThisHelpDesk, ReceiptUnknown
from titian.helpdesk.models import LostCode, PriorityPlace, RecordedFailure
from titian.helpdesk.rules.receipts import DAY, HOUR, may_earn
from titian.helpdesk.types.receipts import Beside, Lost, PlacesToday, ReceiptView
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import EVERYWHERE, Scope
from titian.platform.audit import services as audit
from titian.platform.failures import selectors as failures_read
from titian.platform.failures.selectors import Receipt

_DESK, _OPERATOR, _FACILITY = "desk", "operator", "facility"
_LOST_SHOWN = 5


def keeps_help_desk(viewer: Actor, facility_code: str) -> bool:
    return viewer.may(_DESK, Scope(_FACILITY, facility_code))


def receipt_of(code: str, *, viewer: Actor, at: datetime) -> ReceiptView:
    """What anybody who has the code may read; staff of a desk see more, and that is written
    down. Raises `ReceiptUnknown`."""
    found = failures_read.find_receipt(code)
    if found is None:
        raise ReceiptUnknown
    view = ReceiptView(
        code=found.spoken,
        at=found.at,
        feature=found.feature,
        reason=found.reason,
        side=found.side,
        status=found.status,
        may_go_ahead=may_earn(found.reason, found.feature) and not found.redeemed,
    )
    return replace(view, beside=_beside(found, viewer, at)) if sees_more(viewer) else view


def lost_codes(person_id: int, *, viewer: Actor, at: datetime) -> list[Lost]:
    """Receipts of this person's sign-in codes that did not leave in the last day, the newest
    first: for the desk where they stand. Raises `NotAtThisHelpDesk`.
    """
    if not any(grant.role == _DESK for grant in viewer.grants):
        raise NotAtThisHelpDesk
    rows = LostCode.objects.filter(person=person_id, at__gt=at - DAY, at__lte=at)
    found = rows.order_by("-at", "code").values_list("code", "at")[:_LOST_SHOWN]
    return [Lost(f"{code[:3]}-{code[3:]}", when) for code, when in found]


def sees_more(viewer: Actor) -> bool:
    if viewer.kind is not ActorKind.STAFF:
        return False
    at_a_desk = any(grant.role == _DESK for grant in viewer.grants)
    return at_a_desk or _may_follow(viewer)


def places_today(facility_id: int, *, on: date) -> PlacesToday:
    """Figures of a facility's day: all places ahead, and those for codes of its own staff."""
    counted = PriorityPlace.objects.filter(facility_id=facility_id, date=on).aggregate(
        given=Count("pk"), recorded=Count("pk", filter=Q(is_recorded=True))
    )
    return PlacesToday(counted["given"], counted["recorded"])


def require_help_desk(viewer: Actor, facility_code: str) -> None:
    if not keeps_help_desk(viewer, facility_code):
        raise NotAtThisHelpDesk


def _may_follow(viewer: Actor) -> bool:
    """Only the operator follows one account from failure to failure."""
    return viewer.may(_OPERATOR, Scope(EVERYWHERE))


@transaction.atomic
def _beside(found: Receipt, viewer: Actor, at: datetime) -> Beside:
    target = f"failure:{found.code}"
    audit.record(audit.Entry(viewer, "helpdesk.look_at_failure", target), at=at)
    others = failures_read.of_account(found, since=at - HOUR * 24) if _may_follow(viewer) else []
    return Beside(
        status=found.status,
        region=found.region,
        alike=failures_read.alike(found, since=found.at - HOUR, until=found.at + HOUR),
        others=tuple((each.spoken, each.at, each.reason) for each in others),
        is_recorded=RecordedFailure.objects.filter(pk=found.code).exists(),
        is_redeemed=found.redeemed,
    )
