"""Whether the people are there without whom a case or a second look waits for ever."""

from collections.abc import Iterator
from datetime import datetime

from titian.accounts.selectors import staff_holding
from titian.accounts.types import StaffRole
from titian.config.doctor.findings import Finding, bad, fine, warn
from titian.kernel.scopes import EVERYWHERE, Scope


def look(at: datetime) -> Iterator[Finding]:
    del at
    yield _operators(_how_many(StaffRole.OPERATOR))
    if _how_many(StaffRole.HEAD_OFFICE):
        yield fine("head_office")
    else:
        yield warn("head_office", "nobody")


def _operators(count: int) -> Finding:
    if not count:
        return bad("operators", "nobody")
    return fine("operators", count=count) if count > 1 else warn("operators", "alone")


def _how_many(role: StaffRole) -> int:
    return len(staff_holding(role, Scope(EVERYWHERE)))
