"""Codes for facilities, numbers for their documents."""

from datetime import date

from django.db import connection

from titian.facilities.errors import FacilityUnknown
from titian.facilities.models import Facility
from titian.facilities.rules.codes import code_head, document_number, scheme_code
from titian.facilities.types import FacilityKind
from titian.platform.db.transactions import require_transaction

_NEXT = (
    "INSERT INTO facility_number (facility_id, month, letter, last) VALUES (%s, %s, %s, 1)"
    " ON CONFLICT (facility_id, month, letter)"
    " DO UPDATE SET last = facility_number.last + 1 RETURNING last"
)
_GIVE = (
    "UPDATE facility SET scheme_code = given.code"
    " FROM unnest(%s::bigint[], %s::text[]) AS given(id, code) WHERE facility.id = given.id"
)
_AT_ONCE = 1000


def next_number(*, facility_id: int, letter: str, on: date) -> str:
    """A number no document of the facility had before. Its month's row stays locked until the
    caller's transaction ends: one that comes to nothing gives the number back.
    """
    require_transaction()
    scheme = Facility.objects.filter(pk=facility_id).values_list("scheme_code", flat=True).first()
    if scheme is None:
        raise FacilityUnknown
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [facility_id, on.replace(day=1), letter])
        serial: int = cursor.fetchone()[0]
    return document_number(scheme, on, letter, serial)


def give_codes() -> int:
    """Every facility without a scheme code gets one, after those of its kind and regency that
    have one, in the order of the register. The caller holds the lock of loading.
    """
    require_transaction()
    lacking = Facility.objects.filter(scheme_code__isnull=True).order_by("code")
    rows = list(lacking.values_list("id", "regency_id", "kind"))
    last = _last_serials({regency for _, regency, _ in rows})
    given = []
    for pk, regency, kind in rows:
        last[regency, kind] = last.get((regency, kind), 0) + 1
        given.append((pk, scheme_code(regency, FacilityKind(kind), last[regency, kind])))
    for first in range(0, len(given), _AT_ONCE):
        _write(given[first : first + _AT_ONCE])
    return len(given)


def _write(given: list[tuple[int, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_GIVE, [list(column) for column in zip(*given, strict=True)])


def _last_serials(regencies: set[str]) -> dict[tuple[str, str], int]:
    """The highest serial given by regency and kind. A code of another make counts for nothing."""
    given = Facility.objects.filter(regency_id__in=regencies, scheme_code__isnull=False)
    last: dict[tuple[str, str], int] = {}
    for regency, kind, code in given.values_list("regency_id", "kind", "scheme_code"):
        head = code_head(regency, FacilityKind(kind))
        serial = (code or "").removeprefix(head)
        if serial.isdecimal() and serial != code:
            last[regency, kind] = max(last.get((regency, kind), 0), int(serial))
    return last
