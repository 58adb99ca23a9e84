from pathlib import Path

import pytest

from tests.factories.facilities import make_facility
from tests.factories.imports import BY, a_family, a_file, bring, faults_of
from titian.imports.types import Counts, Kind
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.members.models import Contact, Family, MembershipEvent, Person
from titian.members.types import Relation, Status
from titian.platform.audit.selectors import entries_about
from titian.platform.db.sealing import blind_index

pytestmark = pytest.mark.django_db
HEALTH_OF_MALANG = Actor.staff(77, (Grant("agency", Scope("office", "35.73/health")),))


def _of(line: dict[str, str]) -> Person:
    return Person.objects.get(nik_index=blind_index("nik", line["nik"]))


def test_families_of_a_file_are_on_record_sealed_and_covered(tmp_path: Path) -> None:
    place = make_facility()
    lines = a_family(3, facility=place.code, phone="0812-3456-7890")

    done = bring(Kind.MEMBERS, a_file(tmp_path, Kind.MEMBERS, lines))

    head, _, child = (_of(one) for one in lines)
    assert done.counts == Counts(new=3)
    assert (head.status, head.facility_id) == (Status.AKTIF, place.pk)
    assert child.family_id == head.family_id
    family = Family.objects.get(pk=head.family_id)
    assert (family.head_id, family.village_id, family.kk_sealed) == (
        head.pk,
        lines[0]["village"],
        lines[0]["kk"],
    )
    assert Contact.objects.get(person=head).to_sealed == "6281234567890"
    event = MembershipEvent.objects.get(person=child)
    assert (event.source, event.actor) == ("import", BY.ref)


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    path = a_file(tmp_path, Kind.MEMBERS, a_family(3))
    bring(Kind.MEMBERS, path)

    again = bring(Kind.MEMBERS, path)

    assert again.counts == Counts(same=3)
    assert Person.objects.filter(family=_family_of(path)).count() == 3


def _family_of(path: Path) -> int:
    kk = path.read_text().splitlines()[1].split(",")[2]
    return Family.objects.get(kk_index=blind_index("kk", kk)).pk


def test_an_import_is_one_act_with_its_counts(tmp_path: Path) -> None:
    done = bring(Kind.MEMBERS, a_file(tmp_path, Kind.MEMBERS, a_family(2)))

    (entry,) = entries_about(f"import:{done.id}")
    assert (entry.action, entry.actor) == ("imports.brought", BY.ref)
    assert entry.data == {
        "kind": "members", "rows": 2, "new": 2, "changed": 0, "same": 0, "broken": 0,
    }  # fmt: skip


def test_what_differs_is_written_and_each_person_changed_has_an_entry(tmp_path: Path) -> None:
    old, new = make_facility(), make_facility()
    head, child = a_family(2, facility=old.code)
    bring(Kind.MEMBERS, a_file(tmp_path, Kind.MEMBERS, [head, child]))

    moved = [head | {"address": "Jl. Baru 9"}, child | {"name": "Nama Baru", "facility": new.code}]
    done = bring(Kind.MEMBERS, a_file(tmp_path, Kind.MEMBERS, moved))

    person = _of(child)
    assert done.counts == Counts(changed=2)
    assert (person.full_name, person.name_key, person.facility_id) == (
        "Nama Baru",
        "nama baru",
        new.pk,
    )
    assert Family.objects.get(pk=person.family_id).address_sealed == "Jl. Baru 9"
    (entry,) = entries_about(f"person:{person.pk}")
    assert entry.data == {"changed": ["name", "facility"]}


@pytest.mark.parametrize(
    "cell, text, fault",
    [
        ("nik", "3573005703900", "nik"),
        ("nik", "357300570390000?", "nik_lost"),
        ("card", "123", "card"),
        ("kk", "35730", "kk"),
        ("name", "", "name"),
        ("birth", "31-02-1990", "birth"),
        ("birth", "17-03-2190", "birth"),
        ("sex", "X", "sex"),
        ("relation", "tetangga", "relation"),
        ("segment", "VIP", "segment"),
        ("ward", "9", "ward"),
        ("since", "01-01-1901", "since"),
        ("active", "mungkin", "active"),
        ("phone", "0341-12", "phone"),
        ("facility", "T-NOWHERE", "facility_unknown"),
        ("village", "35.73.05.9999", "village_unknown"),
        ("village", "", "village_missing"),
    ],
)
def test_each_broken_cell_is_named_and_the_others_go_in(
    tmp_path: Path, cell: str, text: str, fault: str
) -> None:
    wrong, sound = a_family(1)[0] | {cell: text}, a_family(1)[0]

    done = bring(Kind.MEMBERS, a_file(tmp_path, Kind.MEMBERS, [wrong, sound]))

    assert faults_of(done) == {2: [fault]}
    assert done.counts == Counts(new=1, broken=1)


def test_both_rows_of_a_number_that_stands_twice_are_named(tmp_path: Path) -> None:
    first, second, sound = a_family(1)[0], a_family(1)[0], a_family(1)[0]

    lines = [first, second | {"nik": first["nik"]}, sound]
    done = bring(Kind.MEMBERS, a_file(tmp_path, Kind.MEMBERS, lines))

    assert faults_of(done) == {2: ["twice"], 3: ["twice"]}


@pytest.mark.parametrize(
    "cell, text, fault",
    [
        ("birth", "18-03-1980", "birth_differs"),
        ("segment", "PBPU", "segment_differs"),
        ("kk", "3573002001159998", "kk_differs"),
        ("card", "0009998887776", "nik_other_card"),
    ],
)
def test_what_changes_only_by_request_is_named_not_overwritten(
    tmp_path: Path, cell: str, text: str, fault: str
) -> None:
    (head,) = a_family(1)
    bring(Kind.MEMBERS, a_file(tmp_path, Kind.MEMBERS, [head]))

    done = bring(Kind.MEMBERS, a_file(tmp_path, Kind.MEMBERS, [head | {cell: text}]))

    assert faults_of(done) == {2: [fault]}


def test_a_number_on_record_stays_when_a_file_tells_another(tmp_path: Path) -> None:
    (head,) = a_family(1, phone="0812 1111 1111")
    bring(Kind.MEMBERS, a_file(tmp_path, Kind.MEMBERS, [head]))

    again = bring(Kind.MEMBERS, a_file(tmp_path, Kind.MEMBERS, [head | {"phone": "081222222222"}]))

    assert again.counts == Counts(same=1)
    assert Contact.objects.get(person=_of(head)).to_sealed == "6281211111111"


def test_the_oldest_stands_for_the_card_until_its_head_comes(tmp_path: Path) -> None:
    head, child = a_family(2)
    bring(Kind.MEMBERS, a_file(tmp_path, Kind.MEMBERS, [child]))

    bring(Kind.MEMBERS, a_file(tmp_path, Kind.MEMBERS, [head, child]))

    family = Family.objects.get(pk=_of(child).family_id)
    assert family.head_id == _of(head).pk
    assert _of(head).relation == Relation.HEAD


def test_a_second_head_of_one_card_is_named(tmp_path: Path) -> None:
    head, _ = a_family(2)
    (other,) = a_family(1)

    lines = [head, other | {"kk": head["kk"]}]
    done = bring(Kind.MEMBERS, a_file(tmp_path, Kind.MEMBERS, lines))

    assert faults_of(done) == {3: ["head_stands"]}


def test_a_city_brings_its_own_people_and_no_others(tmp_path: Path) -> None:
    (own,), (far,) = a_family(1), a_family(1, village="73.71.01.1001")

    done = bring(Kind.MEMBERS, a_file(tmp_path, Kind.MEMBERS, [own, far]), HEALTH_OF_MALANG)

    assert faults_of(done) == {3: ["outside"]}


def test_a_city_does_not_touch_people_of_another(tmp_path: Path) -> None:
    (far,) = a_family(1, village="73.71.01.1001")
    bring(Kind.MEMBERS, a_file(tmp_path, Kind.MEMBERS, [far]))

    taken = far | {"village": "", "name": "Nama Lain"}
    done = bring(Kind.MEMBERS, a_file(tmp_path, Kind.MEMBERS, [taken]), HEALTH_OF_MALANG)

    assert faults_of(done) == {2: ["outside"]}
    assert _of(far).full_name == far["name"]


def test_a_number_told_by_a_city_is_not_confirmed(tmp_path: Path) -> None:
    (head,) = a_family(1, phone="0812 1111 1111")

    bring(Kind.MEMBERS, a_file(tmp_path, Kind.MEMBERS, [head]), HEALTH_OF_MALANG)

    assert Contact.objects.get(person=_of(head)).verified_at is None


def test_somebody_who_left_begins_as_not_covered(tmp_path: Path) -> None:
    (head,) = a_family(1, active="tidak")

    bring(Kind.MEMBERS, a_file(tmp_path, Kind.MEMBERS, [head]))

    assert _of(head).status == Status.NONAKTIF_SEGMEN
    assert _of(head).status_since < clock.now().date()
