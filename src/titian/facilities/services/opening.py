"""A facility that stands in no register comes on record, and what sets a facility apart is said."""

from datetime import datetime

from django.db import connection, transaction

from titian.facilities.errors import CodeTaken, NotAHospital, NotManager
from titian.facilities.models import Facility
from titian.facilities.rules import names
from titian.facilities.rules.managing import may_enrol
from titian.facilities.services.numbering import give_codes
from titian.facilities.services.owning import locked, managed, written_down
from titian.facilities.types import FacilityKind
from titian.kernel.actors import Actor
from titian.platform.db import words as vocabulary
from titian.regions import selectors as regions_read


@transaction.atomic
def open_facility(
    *,
    code: str,
    name: str,
    kind: FacilityKind,
    regency_code: str,
    by: Actor,
    at: datetime,
    district_code: str | None = None,
) -> int:
    """Put a facility on record; the same code again gives the same one. Returns its id."""
    if not may_enrol(by):
        raise NotManager
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('titian.facilities.load'))")
    there = Facility.objects.filter(code=code).values_list("pk", "name").first()
    if there is not None:
        if there[1] != name:
            raise CodeTaken(taken=code)
        return there[0]

    smallest = district_code or regency_code
    words = [*names.searchable(name), *regions_read.words_of({smallest})[smallest]]
    transaction.on_commit(vocabulary.forget)
    facility = Facility.objects.create(
        code=code,
        name=name,
        kind=kind,
        regency_id=regency_code,
        district_id=district_code,
        timezone=regions_read.timezone_of(regency_code),
        words=list(dict.fromkeys(words)),
    )
    give_codes()

    written_down(facility, "open_facility", {"kind": kind}, by=by, at=at)
    return facility.pk


@transaction.atomic
def keep_own_queue(*, facility_id: int, keeps: bool, by: Actor, at: datetime) -> None:
    """Whether its numbers are given by the facility's own system, over the bridge."""
    facility = managed(facility_id, by)

    facility.keeps_own_queue = keeps
    facility.save(update_fields=["keeps_own_queue"])

    written_down(facility, "keep_own_queue", {"keeps": keeps}, by=by, at=at)


@transaction.atomic
def classify_hospital(*, facility_id: int, hospital_class: str, by: Actor, at: datetime) -> None:
    """Its class, A to D, which the path of a referral climbs; "" when nobody knows."""
    facility = locked(facility_id)
    if not may_enrol(by):
        raise NotManager
    if facility.kind != FacilityKind.HOSPITAL:
        raise NotAHospital(name=facility.name)

    facility.hospital_class = hospital_class
    facility.save(update_fields=["hospital_class"])

    written_down(facility, "classify_hospital", {"class": hospital_class}, by=by, at=at)
