"""The family on one page, help by a code, at a counter, and who appoints kaders."""

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.contributions import paying_family
from tests.factories.frontdoor import a_visitor
from tests.factories.members import acting_for, at_facility, make_family, make_person, new_person
from tests.factories.queue import make_clinic
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.models import Helping, Kader
from titian.members.types import Help, NewPerson, Relation

pytestmark = pytest.mark.django_db

DINOYO = "35.73.05.1004"


def as_member(person_id: int) -> tuple[Client, Actor]:
    client = a_visitor()
    return client, signed_in_member(client, person_id)


def lets(person_id: int, helper: Actor, *helps: Help) -> int:
    """The person read a code out, the helper typed it."""
    elder = PEOPLE[person_id]
    at = clock.now()
    code = members.make_help_code(helps=helps, by=acting_for(person_id), at=at).code
    return members.take_help_code(
        nik=elder.nik or "", birth_date=elder.birth_date, code=code, by=helper, at=at
    )


PEOPLE: dict[int, NewPerson] = {}


def an_elder() -> int:
    clinic = make_clinic()
    person = at_facility(new_person("Sutinah"), clinic.facility)
    (person_id,) = make_family(person)
    PEOPLE[person_id] = person
    return person_id


# The family's page


def test_the_head_sees_everybody_with_status_and_what_is_due() -> None:
    family = paying_family(2)
    client, _ = as_member(family.people[0])

    page = client.get("/keluarga/").content.decode()

    assert page.count("Aktif") >= 2
    assert "Iuran" in page
    assert f"/keluarga/nomor/orang/{family.people[1]}/" in page
    assert f"/berobat/?orang={family.people[1]}" in page


def test_an_adult_gives_and_withdraws_consent_there() -> None:
    father, mother = make_family(new_person("Budi"), new_person("Dewi", relation=Relation.SPOUSE))
    client, by = as_member(mother)

    given = client.post("/kartu/izin/", {"izin": "ya", "dari": "keluarga"})
    page = client.get("/keluarga/").content.decode()
    assert members_read.consent_given(mother, viewer=by)
    client.post("/kartu/izin/", {"izin": "tidak", "dari": "keluarga"})

    assert given.headers["Location"] == "/keluarga/"
    assert "Cabut izin" in page
    assert not members_read.consent_given(mother, viewer=by)
    head = as_member(father)[0].get("/keluarga/").content.decode()
    assert "belum diizinkan" in head


# By code


def test_a_code_is_chosen_shown_once_and_typed_by_the_helper() -> None:
    elder = an_elder()
    own, _ = as_member(elder)
    helper, rini = as_member(make_person("Rini"))
    who = {"nik": PEOPLE[elder].nik, "lahir": f"{PEOPLE[elder].birth_date:%d/%m/%Y}"}

    made = own.post("/keluarga/izinkan/", {"boleh": ["book", "dues"]}).content.decode()
    shown = "".join(c for c in made.split('class="code">')[1][:12] if c.isdigit())
    wrong = helper.post("/keluarga/bantu/", {**who, "code": "00000000"})
    taken = helper.post("/keluarga/bantu/", {**who, "code": shown})

    assert wrong.status_code == 422
    assert taken.headers["Location"] == "/keluarga/"
    assert shown not in own.get("/keluarga/izinkan/").content.decode()
    (view,) = members_read.helped_people(rini, on=clock.today())
    assert view.helps == (Help.SEE, Help.BOOK, Help.DUES)


def test_asking_for_a_code_reads_the_same_for_a_stranger() -> None:
    elder = an_elder()
    helper, _ = as_member(make_person("Rini"))
    day = f"{PEOPLE[elder].birth_date:%d-%m-%Y}"

    known = helper.post("/keluarga/bantu/minta/", {"nik": PEOPLE[elder].nik, "lahir": day})
    unknown = helper.post("/keluarga/bantu/minta/", {"nik": "3573000000000000", "lahir": day})

    assert known.headers["Location"] == unknown.headers["Location"]
    page = helper.get(known.headers["Location"]).content.decode()
    assert "Kalau NIK dan tanggal lahirnya cocok" in page


def test_guessing_help_codes_is_slowed_down() -> None:
    elder = an_elder()
    helper, _ = as_member(make_person("Rini"))
    who = {"nik": PEOPLE[elder].nik, "lahir": f"{PEOPLE[elder].birth_date:%d-%m-%Y}"}

    answers = [
        helper.post("/keluarga/bantu/", {**who, "code": f"{n:08}"}).status_code for n in range(14)
    ]

    assert answers[0] == 422
    assert answers[-1] == 429


# At a counter


def test_a_counter_records_a_leave_after_seeing_a_document() -> None:
    elder = an_elder()
    helper = new_person("Rini")
    (helper_id,) = make_family(helper)
    desk = a_visitor()
    signed_in_staff(desk, (Grant("desk", Scope("facility", "P1")),))
    said = {"number": PEOPLE[elder].nik, "helper_number": helper.card_number, "boleh": ["book"]}

    unseen = desk.post("/petugas/bantuan/", said)
    seen = desk.post("/petugas/bantuan/", {**said, "document": "ktp"}, follow=True)

    assert unseen.status_code == 422
    assert "Izin sudah tercatat" in seen.content.decode()
    (row,) = Helping.objects.filter(person=elder)
    assert (row.helper_id, row.how, row.document) == (helper_id, "counter", "ktp")


@pytest.mark.parametrize("role", ["doctor", "manager"])
def test_other_roles_record_nothing(role: str) -> None:
    client = a_visitor()
    signed_in_staff(client, (Grant(role, Scope("facility", "P1")),))

    assert client.get("/petugas/bantuan/").status_code == 403
    assert client.get("/petugas/kader/").status_code == 403


def test_a_branch_appoints_a_kader_in_its_own_region_only() -> None:
    endang = new_person("Endang Wahyuni")
    (endang_id,) = make_family(endang)
    branch, elsewhere = a_visitor(), a_visitor()
    signed_in_staff(branch, (Grant("branch", Scope("region", "35.73")),))
    signed_in_staff(elsewhere, (Grant("branch", Scope("region", "36.73")),))
    said = {"number": endang.nik, "village": DINOYO}

    assert elsewhere.post("/petugas/kader/", said).status_code == 403
    assert branch.post("/petugas/kader/", {**said, "village": "35.73.05.9999"}).status_code == 422
    branch.post("/petugas/kader/", said)
    page = branch.get("/petugas/kader/").content.decode()

    assert "Endang Wahyuni" not in page
    assert DINOYO in page
    assert "Dinoyo" not in elsewhere.get("/petugas/kader/").content.decode().split("<form")[0]
    branch.post(f"/petugas/kader/{endang_id}/akhiri/")
    assert not Kader.objects.filter(ended_at=None).exists()
