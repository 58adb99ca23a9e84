"""Mint a receipt; keep it when the database is away; take the kept ones in again."""

import logging
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import DatabaseError, IntegrityError, InterfaceError, transaction

from titian.kernel.identifiers import spoken_code
from titian.platform.db.transactions import refuse_transaction
from titian.platform.failures import spool
from titian.platform.failures.models import Failure

log = logging.getLogger(__name__)

_LENGTH = 6
_TRIES = 5


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


def receipt(fault: Fault, *, at: datetime) -> str:
    """Write one receipt and return its code, e.g. "K7F-3Q9". Never raises for the database."""
    refuse_transaction()
    for _ in range(_TRIES):
        code = spoken_code(_LENGTH)
        try:
            with transaction.atomic():
                Failure.objects.create(code=code, at=at, **fault.row())
            return spoken(code)
        except IntegrityError:
            continue
        except (DatabaseError, InterfaceError):
            break
    return spooled(fault, at=at)


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
