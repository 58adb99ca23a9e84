"""What members and managers change while a file is brought stands, where the file is silent."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.factories.facilities import make_facility
from tests.factories.imports import BY, Line, a_clinic, a_family, a_file, bring
from tests.factories.requests import a_yes_for
from tests.meanwhile import while_held
from titian.facilities import services as facilities
from titian.facilities.models import Facility
from titian.imports import services as imports
from titian.imports.types import Counts, Kind
from titian.kernel import clock
from titian.members import services as members
from titian.members.models import Family, Person
from titian.members.types import RequestKind
from titian.platform.db.sealing import blind_index

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


def person(line: Line) -> Person:
    return Person.objects.get(nik_index=blind_index("nik", line["nik"]))


def brought(folder: Path, kind: Kind, *lines: Line) -> Callable[[], Counts]:
    path = a_file(folder, kind, lines)
    return lambda: bring(kind, path).counts


def takes_effect() -> int:
    return members.apply_due_requests(at=NOON)


def test_a_clinic_chosen_meanwhile_stays(tmp_path: Path) -> None:
    old, chosen = make_facility(), make_facility()
    head, child = a_family(2, facility=old.code)
    brought(tmp_path, Kind.MEMBERS, head, child)()
    wanted = {"facility": chosen.code}
    a_yes_for(person(child).pk, RequestKind.FACILITY, wanted, holds_at=NOON)

    counts = while_held(
        takes_effect,
        brought(tmp_path, Kind.MEMBERS, child | {"name": "Nama Baru", "facility": ""}),
    )

    now = person(child)
    assert counts == Counts(changed=1)
    assert (now.full_name, now.facility_id) == ("Nama Baru", chosen.pk)


def test_an_address_told_meanwhile_stays(tmp_path: Path) -> None:
    (head,) = a_family(1)
    brought(tmp_path, Kind.MEMBERS, head)()
    wanted = {"address": "Jl. Mawar 9"}
    a_yes_for(person(head).pk, RequestKind.ADDRESS, wanted, holds_at=NOON)

    while_held(
        takes_effect,
        brought(tmp_path, Kind.MEMBERS, head | {"name": "Nama Baru", "address": ""}),
    )

    now = person(head)
    assert now.full_name == "Nama Baru"
    assert Family.objects.get(pk=now.family_id).address_sealed == "Jl. Mawar 9"


def test_an_address_put_right_by_who_holds_the_card_alone_stays(tmp_path: Path) -> None:
    (head,) = a_family(1)
    brought(tmp_path, Kind.MEMBERS, head)()
    family = Family.objects.get(pk=person(head).family_id)

    def put_right() -> None:
        family.address_sealed = "Jl. Mawar 9"
        family.save(update_fields=["address_sealed"])

    while_held(
        put_right,
        brought(tmp_path, Kind.MEMBERS, head | {"name": "Nama Baru", "address": ""}),
    )

    family.refresh_from_db()
    assert (family.address_sealed, person(head).full_name) == ("Jl. Mawar 9", "Nama Baru")


def a_new_number(code: str) -> Callable[[], None]:
    place = Facility.objects.get(code=code)
    return lambda: facilities.set_contact(
        facility_id=place.pk, phone="0341 555 777", address_note="Jl. Baru", by=BY, at=NOON
    )


def test_what_a_manager_says_of_a_place_meanwhile_stays(tmp_path: Path) -> None:
    clinic = a_clinic()
    brought(tmp_path, Kind.FACILITIES, clinic)()

    counts = while_held(
        a_new_number(clinic["code"]),
        brought(tmp_path, Kind.FACILITIES, clinic | {"name": "Klinik Baru"}),
    )

    now = Facility.objects.get(code=clinic["code"])
    assert counts == Counts(changed=1)
    assert (now.name, now.phone, now.address_note) == ("Klinik Baru", "0341 555 777", "Jl. Baru")


def weighed(folder: Path, kind: Kind, line: Line) -> Callable[[], list[Counts]]:
    path = a_file(folder, kind, [line])
    looked = imports.look_through(kind, path)
    return lambda: [
        counts
        for counts, _ in imports.weigh_file(
            looked=looked, path=path, by=BY, at=clock.now(), progress=lambda rows: None
        )
    ]


def test_who_only_weighs_a_file_of_places_waits_for_nobody(tmp_path: Path) -> None:
    clinic = a_clinic(phone="0341 555 111")
    brought(tmp_path, Kind.FACILITIES, clinic)()
    same = weighed(tmp_path, Kind.FACILITIES, clinic)

    assert while_held(a_new_number(clinic["code"]), same) == [Counts(same=1)]


def test_who_only_weighs_a_file_of_people_waits_for_nobody(tmp_path: Path) -> None:
    (head,) = a_family(1)
    brought(tmp_path, Kind.MEMBERS, head)()
    wanted = {"address": "Jl. Mawar 9"}
    a_yes_for(person(head).pk, RequestKind.ADDRESS, wanted, holds_at=NOON)

    before = weighed(tmp_path, Kind.MEMBERS, head)

    assert while_held(takes_effect, before) == [Counts(same=1)]
