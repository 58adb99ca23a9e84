"""A failure of ours earns a place ahead at the counter, once, for whom it kept from a number."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from titian.accounts import selectors as accounts_read
from titian.helpdesk.errors import AheadToday, ReceiptUnknown, ReceiptUsed
from titian.helpdesk.events import PriorityGiven
from titian.helpdesk.models import PriorityPlace, RecordedFailure
from titian.helpdesk.rules.receipts import EARNS, Facts, is_recorded, why_not
from titian.helpdesk.types.receipts import Evidence, PlaceGiven
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.notifications import selectors as notifications_read
from titian.platform.audit import services as audit
from titian.platform.failures import selectors as failures_read
from titian.platform.failures import services as failures
from titian.platform.failures.selectors import Receipt
from titian.platform.outbox import services as outbox
from titian.queue import services as queue
from titian.queue.services import Newcomer, WentAhead


@dataclass(frozen=True, slots=True)
class Claimed:
    """What somebody shows at the counter: the code, the number or the ticket of its person, and
    their own number if they came for another.
    """

    code: str
    identifier: str = ""
    ticket_code: str = ""
    came: str = ""


@dataclass(frozen=True, slots=True)
class _Came:
    """Who stands at the counter for somebody else, and whether they may."""

    person_id: int | None = None
    with_leave: bool = True


def give_place(
    *, session_id: int, claimed: Claimed, client_key: UUID, by: Actor, at: datetime
) -> PlaceGiven:
    """Use the code up and let its person go before others, all or nothing.

    The same client key gives the same answer. Raises `ReceiptUnknown`, what the table of
    `rules.receipts` refuses, and what `queue.let_ahead` raises.
    """
    before = _given(client_key, by)
    if before is not None:
        return before
    receipt = failures_read.find_receipt(claimed.code)
    if receipt is None:
        raise ReceiptUnknown
    try:
        return _give_locked(session_id, receipt, claimed, client_key, by, at)
    except IntegrityError as error:
        before = _given(client_key, by)
        if before is None:
            raise AheadToday from error
        return before


@transaction.atomic
def _give_locked(
    session_id: int, receipt: Receipt, claimed: Claimed, client_key: UUID, by: Actor, at: datetime
) -> PlaceGiven:
    if not failures.redeem(receipt.code, for_ref=f"place:{receipt.code}"):
        return _given_or_used(client_key, by)
    ahead = queue.let_ahead(
        session_id=session_id,
        who=Newcomer(identifier=claimed.identifier),
        ticket_code=claimed.ticket_code,
        client_key=client_key,
        by=by,
        at=at,
    )
    came = _came(claimed, ahead, by, at)
    refused = why_not(_facts(receipt, ahead, came))
    if refused is not None:
        raise refused

    place = _write(receipt, ahead, came, client_key, by, at)
    return PlaceGiven(place.ticket_code, place.session_id)


def _given_or_used(client_key: UUID, by: Actor) -> PlaceGiven:
    """Whoever was faster: this very press, or somebody else."""
    before = _given(client_key, by)
    if before is None:
        raise ReceiptUsed
    return before


def _given(client_key: UUID, by: Actor) -> PlaceGiven | None:
    place = PriorityPlace.objects.filter(client_key=client_key, given_by=by.ref).first()
    return None if place is None else PlaceGiven(place.ticket_code, place.session_id)


def _came(claimed: Claimed, ahead: WentAhead, by: Actor, at: datetime) -> _Came:
    """Nobody has leave for a person whom we do not know."""
    if not claimed.came:
        return _Came()
    helper = members_read.find_by_identifier(claimed.came, viewer=by, at=at).person_id
    if helper == ahead.person_id:
        return _Came()
    may = ahead.person_id is not None and members_read.may_book_for(
        ahead.person_id, helper_id=helper, on=ahead.day
    )
    return _Came(helper, may)


def _facts(receipt: Receipt, ahead: WentAhead, came: _Came) -> Facts:
    """The session is locked, so its counts stand still."""
    places = PriorityPlace.objects
    tried = {one for one in (ahead.person_id, came.person_id) if one is not None}
    return Facts(
        reason=receipt.reason,
        feature=receipt.feature,
        is_used=receipt.redeemed,
        is_today=ahead.day_of(receipt.at) == ahead.day,
        came_with_leave=came.with_leave,
        is_theirs=_is_theirs(receipt, tried),
        is_proved=_is_proved(receipt, ahead, tried),
        has_place_today=_has_place(ahead),
        recorded=places.filter(session_id=ahead.booked.session_id, is_recorded=True).count(),
    )


def _has_place(ahead: WentAhead) -> bool:
    if ahead.person_id is None:
        return False
    mine = PriorityPlace.objects.filter(person_id=ahead.person_id, date=ahead.day)
    return mine.exists()


def _is_theirs(receipt: Receipt, tried: set[int]) -> bool:
    """A receipt that names an account is that account's own, or was met by it for whom it may
    act; another binds here.
    """
    if not receipt.account:
        return True
    return receipt.account in accounts_read.refs_of([str(one) for one in tried]).values()


def _is_proved(receipt: Receipt, ahead: WentAhead, tried: set[int]) -> bool:
    wanted = EARNS.get(receipt.reason, Evidence.NONE)
    if wanted is Evidence.CODE_LOST:
        return any(
            notifications_read.code_held_up(f"person:{one}", before=receipt.at) for one in tried
        )
    if wanted is Evidence.RECORDED:
        row = RecordedFailure.objects.filter(pk=receipt.code, facility_id=ahead.facility_id)
        return row.exists()
    return True


def _write(
    receipt: Receipt, ahead: WentAhead, came: _Came, client_key: UUID, by: Actor, at: datetime
) -> PriorityPlace:
    place = PriorityPlace.objects.create(
        code=receipt.code,
        facility_id=ahead.facility_id,
        session_id=ahead.booked.session_id,
        ticket_id=ahead.booked.ticket_id,
        ticket_code=ahead.booked.code,
        person_id=ahead.person_id,
        came_id=came.person_id,
        date=ahead.day,
        is_recorded=is_recorded(receipt.reason),
        client_key=client_key,
        given_by=by.ref,
        given_at=at,
    )
    target = f"ticket:{place.ticket_id}"
    said: dict[str, object] = {
        "failure": receipt.code,
        "reason": receipt.reason,
        "came": "helper" if came.person_id else "self",
    }
    audit.record(audit.Entry(by, "helpdesk.give_place", target, said), at=at)
    event = PriorityGiven(
        code=receipt.code,
        ticket_id=place.ticket_id,
        session_id=place.session_id,
        facility_id=place.facility_id,
        is_recorded=place.is_recorded,
    )
    outbox.announce(event, at=at)
    return place
