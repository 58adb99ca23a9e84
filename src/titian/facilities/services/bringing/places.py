"""Places of care from a file: clinics and practices that stand in no open register too."""

from collections.abc import Sequence

from django.db import connection, transaction

from titian.facilities.models import Facility
from titian.facilities.rules import names
from titian.facilities.rules.bringing import brings_for
from titian.facilities.services.numbering import give_codes
from titian.facilities.types import FacilityKind, FacilityRow
from titian.kernel.actors import Actor
from titian.kernel.verdicts import CHANGED, NEW, SAME, Outcome, Verdict
from titian.platform.db import words as vocabulary
from titian.platform.db.transactions import require_transaction
from titian.regions import selectors as regions_read

_REGENCY, _DISTRICT, _VILLAGE = 5, 8, 13
_FIELDS = (
    "name", "regency_id", "district_id", "village_id", "timezone", "words", "phone",
    "address_note", "hospital_class",
)  # fmt: skip


def bring_facilities(
    *, rows: Sequence[FacilityRow], by: Actor, apply: bool = True
) -> list[Verdict]:
    """By code. An empty telephone, address or class leaves what is there; a region that is only
    the regency leaves the finer place.

    Faults: `region_unknown`, `outside` (of what the actor answers for), `kind_differs`,
    `not_a_hospital`.
    """
    require_transaction()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('titian.facilities.load'))")
    there = _there({row.code for row in rows}, locked=apply)
    words = regions_read.words_of({row.region for row in rows})

    verdicts, new, changed = [], [], []
    for row in rows:
        one = there.get(row.code)
        verdict = _judged(row, one, words, by)
        verdicts.append(verdict)
        if verdict.outcome is Outcome.NEW:
            new.append(_filled(Facility(code=row.code, kind=row.kind), row, words))
        elif one is not None and verdict.outcome is Outcome.CHANGED:
            changed.append(_filled(one, row, words))

    if apply:
        _write(new, changed)
    return verdicts


def _there(codes: set[str], *, locked: bool) -> dict[str, Facility]:
    """By code; who writes locks them before they are read, in the order of their ids: what the
    file leaves open stays as its manager said it last.
    """
    rows = Facility.objects.filter(code__in=codes).order_by("pk")
    if locked:
        rows = rows.select_for_update(of=("self",), no_key=True)
    return {one.code: one for one in rows}


def _write(new: list[Facility], changed: list[Facility]) -> None:
    Facility.objects.bulk_create(new)
    Facility.objects.bulk_update(changed, _FIELDS, batch_size=500)
    if new:
        give_codes()
    if new or changed:
        transaction.on_commit(vocabulary.forget)


def _judged(
    row: FacilityRow, one: Facility | None, words: dict[str, list[str]], by: Actor
) -> Verdict:
    if row.region not in words or len(row.region) < _REGENCY:
        return Verdict.broken("region_unknown")
    if not brings_for(by, row.region) or (one and not brings_for(by, one.regency_id)):
        return Verdict.broken("outside")
    if one is not None and one.kind != row.kind:
        return Verdict.broken("kind_differs")
    if row.hospital_class and row.kind is not FacilityKind.HOSPITAL:
        return Verdict.broken("not_a_hospital")
    if one is None:
        return NEW
    return SAME if _said(row, one) == _stands(one) else CHANGED


def _stands(one: Facility) -> tuple[str, ...]:
    place = one.village_id or one.district_id or one.regency_id
    return (one.name, place, one.hospital_class, one.phone, one.address_note)


def _said(row: FacilityRow, one: Facility) -> tuple[str, ...]:
    """What will stand: what the row leaves open stays."""
    finer = one.village_id or one.district_id or one.regency_id
    region = finer if finer.startswith(row.region) else row.region
    return (
        row.name,
        region,
        row.hospital_class or one.hospital_class,
        row.phone or one.phone,
        row.address_note or one.address_note,
    )


def _filled(one: Facility, row: FacilityRow, words: dict[str, list[str]]) -> Facility:
    if one.pk is not None:
        _, region, *_ = _said(row, one)
    else:
        region = row.region
    one.name = row.name
    one.regency_id = region[:_REGENCY]
    one.district_id = region[:_DISTRICT] if len(region) >= _DISTRICT else None
    one.village_id = region if len(region) == _VILLAGE else None
    one.timezone = regions_read.timezone_of(one.regency_id)
    one.phone = row.phone or one.phone
    one.address_note = row.address_note or one.address_note
    one.hospital_class = row.hospital_class or one.hospital_class
    known = words.get(region) or regions_read.words_of({region})[region]
    one.words = list(dict.fromkeys([*names.searchable(row.name), *known]))
    return one
