"""Mint a receipt; keep it when the database is away; take the kept ones in again."""

import logging
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from django.db import DatabaseError, IntegrityError, InterfaceError, transaction

from titian.kernel.actors import Actor
from titian.kernel.identifiers import spoken_code, spoken_form
from titian.platform.db.personal import Whose
from titian.platform.db.sealing import blind_index
from titian.platform.db.transactions import refuse_transaction, require_transaction
from titian.platform.failures import spool
from titian.platform.failures.models import Failure

log = logging.getLogger(__name__)

_LENGTH = 6
_TRIES = 5
_SHARED_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong, without anything personal. `region` is a region code or empty."""

    feature: str
    reason: str
    side: str
    status: int
    region: str = ""
    account: str = ""

    def row(self) -> dict[str, str | int]:
        """As stored: no text is longer than its column."""
        return {**asdict(self), "feature": self.feature[:80], "reason": self.reason[:80]}


def receipt(fault: Fault, *, at: datetime, subject: str = "") -> str:
    """Write one receipt and return its code, e.g. "K7F-3Q9". Never raises for the database.

    Refusals with one `subject`, a keyed hash, share a receipt within the hour: a flood of them
    costs one look by primary key each and adds no rows. Such a receipt names no account.
    """
    refuse_transaction()
    try:
        code = _shared(replace(fault, account=""), subject, at) if subject else ""
        return spoken(code or _fresh(fault, at))
    except (DatabaseError, InterfaceError):
        return spooled(fault, at=at)


def receipt_beside(fault: Fault, *, at: datetime) -> str:
    """As `receipt`, of something that failed behind the scenes: written with what the caller's
    transaction writes, or not at all.
    """
    require_transaction()
    return spoken(_fresh(fault, at))


def _fresh(fault: Fault, at: datetime) -> str:
    """A row with a code of its own; raises `IntegrityError` if chance found none."""
    for _ in range(_TRIES):
        code = spoken_code(_LENGTH)
        if _written(code, fault, at):
            return code
    raise IntegrityError("no free code")


def _shared(fault: Fault, subject: str, at: datetime) -> str:
    """The code follows from subject and hour, so the row is found without keeping the subject.

    Empty in the unlikely case that all its codes belong to other receipts.
    """
    hour = int(at.timestamp() // _SHARED_FOR.total_seconds())
    for salt in range(_TRIES):
        told = f"{fault.reason}|{subject}|{hour}|{salt}"
        code = spoken_form(blind_index("failure", told), _LENGTH)
        if _is_there(code, fault, at) or _written(code, fault, at) or _is_there(code, fault, at):
            return code
    return ""


def _is_there(code: str, fault: Fault, at: datetime) -> bool:
    lately = Failure.objects.filter(code=code, reason=fault.reason, at__gt=at - _SHARED_FOR)
    return lately.exists()


def _written(code: str, fault: Fault, at: datetime) -> bool:
    """Whether the row could be written; not if the code is taken."""
    try:
        with transaction.atomic():
            Failure.objects.create(code=code, at=at, **fault.row())
    except IntegrityError:
        return False
    return True


def spooled(fault: Fault, *, at: datetime) -> str:
    """A receipt without the database, for when it is known to be away; it is stored later."""
    code = spoken_code(_LENGTH)
    spool.keep({"code": code, "at": at.isoformat(), **fault.row()})
    log.warning("failure receipt %s spooled", spoken(code))
    return spoken(code)


def spoken(code: str) -> str:
    return f"{code[:3]}-{code[3:]}"


def unspool() -> int:
    """Store the receipts that were kept while the database was away; safe to run twice."""
    kept = [Failure(**row) for row in spool.take()]
    if not kept:
        return 0
    try:
        _store(kept)
    except IntegrityError:
        _one_by_one(kept)
    spool.drop()
    return len(kept)


def _store(kept: list[Failure]) -> None:
    with transaction.atomic():
        Failure.objects.bulk_create(kept, ignore_conflicts=True)


def _one_by_one(kept: list[Failure]) -> None:
    """One bad row must not hold back the others."""
    for failure in kept:
        try:
            _store([failure])
        except IntegrityError:
            log.exception("receipt %s cannot be stored", failure)


def redeem(code: str, *, for_ref: str) -> bool:
    """Use a receipt up; whether it was still unused. Needs the transaction of what it is for.

    Of many at once one is told yes: the row waits for the others' transactions.
    """
    require_transaction()
    unused = Failure.objects.filter(pk=code, redeemed_for__isnull=True)
    return unused.update(redeemed_for=for_ref) == 1


def let_go(whose: Whose, *, by: Actor, at: datetime) -> int:
    """A person asked for deletion: the receipts stay to be counted, without whose they were."""
    del by, at
    return Failure.objects.filter(account__in=whose.refs).update(account="")
