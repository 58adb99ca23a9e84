"""Who of a card is on record here already, and covered: asked before anybody applies."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from titian.enrolment.types import Coverage
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.errors import IdentifierNotReadable, PersonUnknown
from titian.members.types import Standing, Status
from titian.platform.audit import services as audit

_ASKING = Actor.system("enrolment.coverage")


def covered(niks: Iterable[str], *, by: Actor, at: datetime) -> tuple[Coverage, ...]:
    """In the order asked; who is not on record stands there as such. Each look is recorded."""
    found = [(nik, _standing(nik, at)) for nik in niks]
    looked = [
        audit.Entry(by, "enrolment.coverage_looked", f"person:{one.person_id}")
        for _nik, one in found
        if one is not None
    ]
    if looked:
        with transaction.atomic():
            audit.record(*looked, at=at)
    return tuple(_coverage(nik, one, at) for nik, one in found)


def _standing(nik: str, at: datetime) -> Standing | None:
    try:
        return members_read.find_by_identifier(nik, viewer=_ASKING, at=at) if nik else None
    except (PersonUnknown, IdentifierNotReadable):
        return None


def _coverage(nik: str, one: Standing | None, at: datetime) -> Coverage:
    if one is None or one.status_since > day_of(at):
        return Coverage(nik)
    return Coverage(
        nik,
        is_known=True,
        is_active=one.status is Status.AKTIF,
        segment=one.segment.value if one.segment else "",
        is_in_arrears=one.months_in_arrears > 0,
    )
