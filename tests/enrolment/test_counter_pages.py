"""A village office enters a family: looked up, written down, its papers, sent; for its own eyes."""

import re
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.enrolment import (
    DINOYO,
    PANDANWANGI,
    TUESDAY,
    candidate,
    drafted,
    kk_number,
    make_city,
    new_application,
    village_officer,
    with_papers,
)
from tests.factories.members import make_family, new_person
from tests.factories.uploads import a_photo
from titian.enrolment.models import Application, Candidate, Paper
from titian.enrolment.types import ApplicationKind, ApplicationState, Comes, DocumentKind
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
START = "/petugas/pendaftaran/"


@pytest.fixture(autouse=True)
def a_tuesday() -> Iterator[None]:
    make_city()
    with clock.fixed(TUESDAY):
        yield


def grants(village: str) -> tuple[Grant, ...]:
    return (Grant("village", Scope("region", village)),)


@pytest.fixture
def officer(client: Client) -> Client:
    signed_in_staff(client, grants(PANDANWANGI))
    return client


def card_of(*niks: str, **other: str) -> dict[str, str]:
    said = {
        "kunci": "7b0c1a52-7d7e-4b0e-9a55-1b6f3c9f0001",
        "jenis_kartu": "new",
        "kelurahan_kartu": PANDANWANGI,
        "baris": str(len(niks)),
        "kk_number": kk_number(),
        "head_name": "Budi Santoso",
        "phone": "0812 3450 0011",
        "address": "Jalan Contoh 7 RT 2 RW 5",
        "comes": "self",
    }
    for line, nik in enumerate(niks, 1):
        said |= {
            f"nik_{line}": nik,
            f"name_{line}": f"Orang Contoh {line}",
            f"birth_{line}": "17-03-1990",
            f"sex_{line}": "P",
            f"relation_{line}": "1" if line == 1 else "3",
            f"tick_{line}": "on",
        }
    return said | other


def test_who_is_covered_is_said_before_anything_is_typed(officer: Client) -> None:
    covered = new_person("Siti Aminah")
    make_family(covered)
    asked = {"jenis": "new", "kelurahan": PANDANWANGI, "kk": kk_number(), "nik": covered.nik or ""}

    page = officer.post(f"{START}baru/", asked).content.decode()

    assert "sudah aktif" in page
    assert "Siti Aminah" not in page
    assert not re.search(r'name="tick_1"[^>]*checked', page)
    assert AuditEntry.objects.filter(action="enrolment.coverage_looked").count() == 1


def test_a_card_becomes_a_draft_with_its_people(officer: Client) -> None:
    one, two = candidate(), candidate("Anak Contoh")

    answer = officer.post(f"{START}baru/", card_of(one.nik, two.nik))

    row = Application.objects.get()
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{START}{row.pk}/"
    assert (row.state, row.channel, row.village_id) == ("draft", "counter", PANDANWANGI)
    assert [c.is_proposed for c in Candidate.objects.order_by("line")] == [True, True]


def test_what_the_numbers_say_is_filled_in_already(officer: Client) -> None:
    one = candidate()
    asked = {"jenis": "new", "kelurahan": PANDANWANGI, "kk": kk_number(), "nik": one.nik}

    page = officer.post(f"{START}baru/", asked).content.decode()

    assert 'value="17-03-1990"' in page
    assert "belum tercatat" in page
    assert f"{one.nik[:4]}…{one.nik[-4:]}" in page


def test_one_line_more_keeps_what_was_typed(officer: Client) -> None:
    one = candidate()

    page = officer.post(f"{START}baru/", card_of(one.nik, tambah="1")).content.decode()

    assert 'name="nik_2"' in page
    assert "Orang Contoh 1" in page
    assert not Application.objects.exists()


def test_a_wrong_field_is_marked_and_nothing_is_lost(officer: Client) -> None:
    answer = officer.post(f"{START}baru/", card_of(candidate().nik, phone="12"))

    assert answer.status_code == 422
    assert "Tulis nomor HP seperti" in answer.content.decode()
    assert "Budi Santoso" in answer.content.decode()


def test_a_draft_says_what_is_missing_and_is_not_sent_without_it(officer: Client) -> None:
    case = drafted()

    page = officer.get(f"{START}{case.application_id}/").content.decode()
    answer = officer.post(f"{START}{case.application_id}/kirim/", {"kunci": _key(page)})

    assert "Masih kurang" in page
    assert answer.status_code == 422
    assert case.state == ApplicationState.DRAFT


def test_a_paper_is_uploaded_and_looked_at(officer: Client) -> None:
    case = drafted()
    photo = SimpleUploadedFile("kk.jpg", a_photo(), "image/jpeg")

    sent = officer.post(f"{START}{case.application_id}/berkas/", {"jenis": "kk", "berkas": photo})
    paper = Paper.objects.get()
    seen = officer.get(f"{START}{case.application_id}/berkas/{paper.pk}/")

    assert sent.status_code == 303
    assert (seen.status_code, seen.headers["Content-Type"]) == (200, "image/jpeg")
    assert "sandbox" in seen.headers["Content-Security-Policy"]


def test_what_is_complete_is_sent_and_has_its_code_and_what_comes_next(officer: Client) -> None:
    case = with_papers(drafted())

    page = officer.get(f"{START}{case.application_id}/").content.decode()
    officer.post(f"{START}{case.application_id}/kirim/", {"kunci": _key(page)})
    shown = officer.get(f"{START}{case.application_id}/?terkirim=1").content.decode()

    assert case.state == ApplicationState.VERIFYING
    assert case.code[:4] in shown
    assert "Yang terjadi berikutnya" in shown
    assert "Dijanjikan aktif paling lambat" in shown


def test_a_representative_without_a_letter_is_told_and_may_bring_it(officer: Client) -> None:
    wanted = new_application(comes=Comes.RELATIVE, comes_name="Paman Contoh")
    case = with_papers(drafted(wanted))
    address = f"{START}{case.application_id}/"

    first = officer.get(address).content.decode()
    refused = officer.post(f"{address}kirim/", {"kunci": _key(first)})
    with_papers(case, DocumentKind.AUTHORITY)
    sent = officer.post(f"{address}kirim/", {"kunci": _key(first)})

    assert "Surat kuasa" in first
    assert (refused.status_code, sent.status_code) == (422, 303)
    assert "surat kuasa" in refused.content.decode()


def test_who_may_not_come_reads_why_and_what_to_do(officer: Client) -> None:
    said = card_of(candidate().nik, comes="hospital", comes_name="Perawat Contoh")

    answer = officer.post(f"{START}baru/", said)

    assert answer.status_code == 403
    assert "Minta satu orang dari KK itu datang" in answer.content.decode()
    assert "Perawat Contoh" in answer.content.decode()


def test_the_other_village_sees_nothing_of_it(client: Client) -> None:
    case = drafted()
    signed_in_staff(client, grants(DINOYO))

    address = f"{START}{case.application_id}/"
    answers = [client.get(address), client.get(f"{address}ubah/")]
    answers += [client.post(f"{address}{act}/", {}) for act in ("berkas", "kirim", "batal")]

    assert {answer.status_code for answer in answers} == {404}


def test_who_enters_nowhere_is_refused(client: Client) -> None:
    signed_in_staff(client, (Grant("agency", Scope("office", "35.73/social")),))

    assert client.get(START).status_code == 403
    assert client.get(f"{START}baru/").status_code == 403


def test_a_card_of_another_village_is_not_taken(officer: Client) -> None:
    officer.post(f"{START}baru/", card_of(candidate().nik, kelurahan_kartu=DINOYO))

    assert not Application.objects.exists()


def test_each_look_of_staff_is_written_down(officer: Client) -> None:
    case = drafted()

    officer.get(f"{START}{case.application_id}/")

    looked = AuditEntry.objects.filter(target=f"enrolment:{case.application_id}")
    assert looked.filter(action="enrolment.looked").exists()


def test_the_list_shows_the_own_village_with_masked_names(officer: Client) -> None:
    mine = drafted()
    other = drafted(new_application(village=DINOYO), by=village_officer(DINOYO))

    page = officer.get(f"{START}?keadaan=draft").content.decode()

    assert mine.code in page
    assert other.code not in page
    assert "Budi Santoso" not in page
    assert "Peserta baru" in page


def test_a_draft_is_changed(officer: Client) -> None:
    case = drafted()
    address = f"{START}{case.application_id}/"

    form = officer.get(f"{address}ubah/").content.decode()
    said = card_of(case.wanted.people[0].nik, head_name="Slamet Contoh")
    changed = officer.post(f"{address}ubah/", said)

    assert "Budi Santoso" in form
    assert changed.status_code == 303
    assert case.row.head_name_sealed == "Slamet Contoh"


def test_an_application_is_taken_back_with_a_reason(officer: Client) -> None:
    case = drafted()

    officer.post(f"{START}{case.application_id}/batal/", {"alasan": "wrong_card"})

    assert (case.state, case.row.reason) == ("cancelled", "wrong_card")


def test_the_urgent_case_asks_when_the_hospital_wrote(officer: Client) -> None:
    said = card_of(candidate().nik, jenis_kartu="urgent", letter_at="23-11-2026 16.40")

    officer.post(f"{START}baru/", said)

    row = Application.objects.get()
    assert row.kind == ApplicationKind.URGENT
    assert row.hospital_letter_at is not None
    assert f"{row.hospital_letter_at:%d %H:%M}" == "23 09:40"


def _key(page: str) -> str:
    found = re.search(r'name="kunci" value="([0-9a-f-]+)"', page)
    assert found
    return found[1]
