"""Who serves a village as kader."""

from datetime import datetime

from django.db import transaction

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import REGION, Scope
from titian.members import rules
from titian.members.errors import HelpNotAllowed
from titian.members.models import Helping, Kader
from titian.members.selectors import find_by_identifier, kader_village
from titian.members.types import HelperKind
from titian.platform.audit import services as audit
from titian.regions import selectors as regions_read


@transaction.atomic
def appoint_kader(*, number: str, village_code: str, by: Actor, at: datetime) -> int:
    """The member with this NIK or card serves the village from now on. Safe to repeat."""
    _require_appointing(by, village_code)
    regions_read.name_of(village_code)
    person_id = find_by_identifier(number, viewer=by, at=at).person_id

    kader, made = Kader.objects.get_or_create(
        person_id=person_id,
        ended_at=None,
        defaults={"village_id": village_code, "appointed_at": at, "appointed_by": by.ref},
    )

    if made:
        said: dict[str, object] = {"village": village_code}
        audit.record(audit.Entry(by, "members.kader_made", f"person:{person_id}", said), at=at)
    return kader.pk


@transaction.atomic
def end_kader(*, person_id: int, by: Actor, at: datetime) -> None:
    """The office ends; what neighbours allowed the person as a kader ends with it."""
    _require_appointing(by, kader_village(person_id) or "")
    Kader.objects.filter(person=person_id, ended_at__isnull=True).update(ended_at=at)
    Helping.objects.filter(helper=person_id, kind=HelperKind.KADER, ended_at__isnull=True).update(
        ended_at=at, ended_by=by.ref
    )
    audit.record(audit.Entry(by, "members.kader_ended", f"person:{person_id}"), at=at)


def _require_appointing(by: Actor, village_code: str) -> None:
    """Only within the officer's own region."""
    village = Scope(REGION, village_code)
    may = any(by.may(role, village) for role in rules.APPOINTING_ROLES)
    if by.kind is not ActorKind.SYSTEM and not may:
        raise HelpNotAllowed
