"""Files for tests: people and places of nobody else's test, as lines of a CSV."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from uuid import uuid4

from django.db import connection

from tests.factories.facilities import KOTA_MALANG
from tests.factories.members import new_family, new_person
from titian.imports import services as imports
from titian.imports.rules import COLUMNS, first_heads
from titian.imports.types import ImportView, Kind
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.members.types import Relation, Sex

BY = Actor.system("import by tests")
VILLAGE = "35.73.05.1004"
HEADS = {kind: list(COLUMNS[kind]) for kind in Kind}
Line = dict[str, str]


def a_family(size: int = 2, **told: str) -> list[Line]:
    """Lines of one new family card, the head first."""
    kk = new_family().kk_number
    return [_person(kk, n) | told for n in range(size)]


def _person(kk: str, place: int) -> Line:
    sex = Sex.MALE if place == 0 else Sex.FEMALE
    relation = Relation.HEAD if place == 0 else Relation.CHILD
    born = date(1980 + place * 20, 3, 17)
    new = new_person("Orang Contoh", born=born, sex=sex, relation=relation)
    return {
        "nik": new.nik or "",
        "card": new.card_number,
        "kk": kk,
        "name": f"Orang Contoh {'ABCDEFGHIJ'[place]}",
        "birth": f"{born:%d-%m-%Y}",
        "sex": sex.value,
        "relation": "kepala keluarga" if place == 0 else "anak",
        "segment": "PBI",
        "ward": "3",
        "since": "01-02-2024",
        "village": VILLAGE,
        "address": "Jl. Contoh 2",
    }


def a_clinic(**told: str) -> Line:
    return {
        "code": f"K{uuid4().hex[:10]}",
        "name": "Klinik Contoh Melati",
        "kind": "klinik",
        "region": KOTA_MALANG,
    } | told


def csv_text(kind: Kind, lines: Sequence[Line], *, mark: str = ",", end: str = "\n") -> str:
    rows = [list(first_heads(kind)), *([one.get(n, "") for n in HEADS[kind]] for one in lines)]
    return "".join(mark.join(row) + end for row in rows)


def a_file(folder: Path, kind: Kind, lines: Sequence[Line]) -> Path:
    path = folder / f"{uuid4().hex}.csv"
    path.write_text(csv_text(kind, lines))
    return path


def bring(kind: Kind, path: Path, by: Actor = BY) -> ImportView:
    looked = imports.look_through(kind, path)
    return imports.bring_file(
        looked=looked, path=path, by=by, at=clock.now(), progress=lambda rows: None
    )


def faults_of(one: ImportView) -> dict[int, list[str]]:
    """Codes by line."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT line, faults FROM import_row WHERE of_id = %s", [one.id])
        return dict(cursor.fetchall())
