"""Load every puskesmas and hospital by COPY; what a facility has told us itself is kept."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.db import connection, transaction

from titian.facilities.rules import names
from titian.facilities.rules.placing import Area, place_of_hospital, place_of_puskesmas
from titian.facilities.services.numbering import give_codes
from titian.facilities.types import FacilityKind
from titian.kernel.actors import Actor
from titian.regions import selectors as regions_read
from titian.regions import services as regions

RELEASE = "facilities"
_PACKAGE = Path(__file__).resolve().parent.parent
_DATA = _PACKAGE / "data"
_PUSKESMAS, _HOSPITALS = _DATA / "puskesmas.csv.gz", _DATA / "rumah_sakit.csv.gz"
_COLUMNS = "code, name, kind, regency_id, district_id, village_id, timezone, words"
_DISTRICT, _VILLAGE = 8, 13


class _Place(NamedTuple):
    code: str
    name: str
    kind: FacilityKind
    regency: str
    district: str | None
    village: str | None


@transaction.atomic
def load(*, by: Actor, at: datetime) -> int:
    """Bring the table up to what is shipped; returns the rows written, 0 if it was already."""
    code = [_PACKAGE / "rules" / "names.py", _PACKAGE / "rules" / "placing.py", Path(__file__)]
    digest = regions.digest_of([_PUSKESMAS, _HOSPITALS, *code])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('titian.facilities.load'))")
    if regions_read.loaded_digest(RELEASE) == digest:
        return 0

    written = _write(list(_places(_areas())))
    give_codes()

    regions.mark_loaded(name=RELEASE, digest=digest, rows=written, by=by, at=at)
    return written


def _areas() -> dict[str, Area]:
    """Each kabupaten/kota with the names within it."""
    areas: dict[str, Area] = {}
    for code, name in regions_read.all_names():
        area = areas.setdefault(code[:5], Area(name))
        if len(code) == _DISTRICT:
            area.add_district(code, name)
        elif len(code) == _VILLAGE:
            area.add_village(code, name)
    return areas


def _places(areas: dict[str, Area]) -> Iterator[_Place]:
    for file, kind, place_of in (
        (_PUSKESMAS, FacilityKind.PUSKESMAS, place_of_puskesmas),
        (_HOSPITALS, FacilityKind.HOSPITAL, place_of_hospital),
    ):
        for row in regions.shipped_rows(file):
            old = row["kode_kab"]
            regency = regions_read.code_today(f"{old[:2]}.{old[2:]}")
            place = place_of(row["unit_kerja"], areas[regency]) or ""
            yield _Place(
                code=row["kode_instansi"],
                name=names.in_ordinary_case(row["unit_kerja"]),
                kind=kind,
                regency=regency,
                district=place[:_DISTRICT] or None,
                village=place if len(place) == _VILLAGE else None,
            )


def _write(places: list[_Place]) -> int:
    words = regions_read.words_of({_smallest(place) for place in places})
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE facility_new ON COMMIT DROP AS SELECT {_COLUMNS} FROM facility"
            " WITH NO DATA"  # ours  # nosec B608
        )
        with cursor.copy(f"COPY facility_new ({_COLUMNS}) FROM STDIN") as copy:
            for place in places:
                own = [*names.searchable(place.name), *words[_smallest(place)]]
                zone = regions_read.timezone_of(place.regency)
                copy.write_row((*place, zone, list(dict.fromkeys(own))))
        cursor.execute(_UPSERT)
        written: int = cursor.rowcount
        cursor.execute("SELECT gin_clean_pending_list('facility_words')")  # found by index at once
        cursor.execute("ANALYZE facility")
    return written


def _smallest(place: _Place) -> str:
    """The code of the smallest region known of a place."""
    return place.village or place.district or place.regency


def _upsert(columns: Iterable[str]) -> str:
    others = [column for column in columns if column != "code"]
    fresh = ", ".join(f"excluded.{column}" for column in others)
    old = ", ".join(f"facility.{column}" for column in others)
    return (
        f"INSERT INTO facility ({_COLUMNS}, uses_titian, is_sample, phone, address_note)"
        f" SELECT {_COLUMNS}, false, false, '', '' FROM facility_new"
        f" ON CONFLICT (code) DO UPDATE SET ({', '.join(others)}) = ({fresh})"
        f" WHERE ({old}) IS DISTINCT FROM ({fresh})"
    )


_UPSERT = _upsert(_COLUMNS.split(", "))
