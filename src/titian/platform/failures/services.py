"""Mint a receipt; keep it when the database is away; take the kept ones in again."""

import json
import logging
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, IntegrityError, InterfaceError, transaction

from titian.kernel.identifiers import spoken_code
from titian.platform.db.transactions import refuse_transaction
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


def receipt(fault: Fault, *, at: datetime) -> str:
    """Write one receipt and return its code, e.g. "K7F-3Q9". Never raises for the database."""
    refuse_transaction()
    for _ in range(_TRIES):
        code = spoken_code(_LENGTH)
        try:
            with transaction.atomic():
                Failure.objects.create(code=code, at=at, **asdict(fault))
            return spoken(code)
        except IntegrityError:
            continue
        except (DatabaseError, InterfaceError):
            break
    code = spoken_code(_LENGTH)
    _spool(code, fault, at)
    return spoken(code)


def spoken(code: str) -> str:
    return f"{code[:3]}-{code[3:]}"


def _spool_file() -> Path:
    return Path(settings.TITIAN_HOME) / "spool" / "failures.jsonl"


def _spool(code: str, fault: Fault, at: datetime) -> None:
    path = _spool_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"code": code, "at": at.isoformat(), **asdict(fault)})
    with path.open("a") as spool:
        spool.write(f"{line}\n")
    log.warning("failure receipt spooled")


def unspool() -> int:
    """Store the receipts that were kept while the database was away; safe to run twice."""
    path = _spool_file()
    taken = path.with_suffix(".taken")
    if not taken.exists():
        if not path.exists():
            return 0
        path.rename(taken)
    kept = [json.loads(line) for line in taken.read_text().splitlines() if line]
    Failure.objects.bulk_create([Failure(**row) for row in kept], ignore_conflicts=True)
    taken.unlink()
    return len(kept)
