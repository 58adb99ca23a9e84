"""One trouble of many: two people tell it, everybody reads it, each case is answered once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.complaints import Complaint, about_step, filed, says
from tests.factories.enrolment import TUESDAY, agency_officer, make_city, submitted
from tests.factories.incidents import BRANCH, WORDS, Trouble, trouble
from tests.threads import all_at_once
from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.complaints.errors import (
    IncidentGone,
    NoticeWaiting,
    NotIncidentOfficer,
    OwnNotice,
    PersonalWords,
)
from titian.complaints.models import Case, Incident, IncidentCase, IncidentNotice, Message
from titian.complaints.services import telling
from titian.complaints.types import Act, CaseState, IncidentState, NoticeStep
from titian.enrolment.types import OfficeKind
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.notifications.models import Message as Notice

DAY = timedelta(days=1)


@pytest.fixture
def here(db: None) -> None:
    make_city()


def some(count: int, *, contact: str = "") -> list[Complaint]:
    about = about_step(submitted())
    return [filed(about, contact=contact) for _ in range(count)]


def attach(found: Trouble, *cases: Complaint) -> int:
    numbers = [one.number for one in cases]
    return complaints.attach(slug=found.slug, numbers=numbers, by=found.writer, at=TUESDAY)


def answers_of(complaint: Complaint) -> list[str]:
    view = complaints_read.case_of_link(complaint.token, at=TUESDAY)
    return [one.text for one in view.messages][1:]


@pytest.mark.usefixtures("here")
def test_nobody_reads_it_before_a_second_person_approves() -> None:
    found = trouble(approved=False)
    with pytest.raises(IncidentGone):
        complaints_read.public_incident(found.slug)
    assert complaints_read.open_incidents() == ()
    with pytest.raises(OwnNotice):
        complaints.approve_notice(
            slug=found.slug, notice_id=found.waiting(), by=found.writer, at=TUESDAY
        )

    found.is_approved()

    assert [one.text for one in complaints_read.public_incident(found.slug).notices] == [WORDS]
    assert [one.slug for one in complaints_read.open_incidents()] == [found.slug]


@pytest.mark.usefixtures("here")
def test_the_database_too_asks_for_two_people() -> None:
    found = trouble(approved=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        IncidentNotice.objects.filter(incident__slug=found.slug).update(
            approved_by=found.writer.ref, approved_at=TUESDAY
        )


@pytest.mark.parametrize(
    "words",
    ["NIK 3500123456780001 gagal", "Telepon 0812-3456-7890", "Tulis ke siti@contoh.id"],
)
@pytest.mark.usefixtures("here")
def test_nothing_personal_stands_in_a_notice(words: str) -> None:
    with pytest.raises(PersonalWords):
        trouble(words=words)


@pytest.mark.usefixtures("here")
def test_an_hour_a_date_and_165_are_nothing_personal() -> None:
    trouble(words="Sejak 24-11-2026 09.00 sampai 10.30; telepon 165.")


@pytest.mark.usefixtures("here")
def test_one_notice_waits_at_a_time_and_none_after_the_end() -> None:
    found = trouble()
    found.says(NoticeStep.UPDATE, "Masih kami perbaiki.")
    with pytest.raises(NoticeWaiting):
        found.says(NoticeStep.END, "Selesai.")
    found.is_approved()
    found.ends()
    with pytest.raises(NoticeWaiting):
        found.says(NoticeStep.UPDATE, "Lagi")


@pytest.mark.usefixtures("here")
def test_an_officer_of_an_office_or_of_another_region_keeps_none() -> None:
    found = trouble()
    for viewer in (agency_officer(OfficeKind.SOCIAL), Actor.visitor()):
        with pytest.raises(NotIncidentOfficer):
            complaints_read.incident(found.slug, viewer=viewer)


@pytest.mark.usefixtures("here")
def test_cases_alike_are_found_and_those_of_an_incident_not_again() -> None:
    found, (first, second) = trouble(), some(2)
    elsewhere = filed()

    def alike(category: str = "", about: str = "") -> set[str]:
        lines = complaints_read.attachable(
            found.slug, viewer=found.writer, category=category, about=about
        )
        return {one.number for one in lines}

    assert {first.number, second.number} <= alike(category="enrolment", about="step")
    assert not {first.number, second.number} & alike(category="queue")
    assert attach(found, first, elsewhere) == 1
    assert attach(found, first) == 1
    assert {first.number, second.number} & alike() == {second.number}


@pytest.mark.usefixtures("here")
def test_at_its_end_each_case_gets_the_answer_once_and_can_be_reopened_alone() -> None:
    found, (first, second) = trouble(), some(2, contact="0812-3456-7890")
    attach(found, first, second)
    found.ends("Sudah pulih.")

    assert [complaints.answer_ended(at=TUESDAY) for _ in range(2)] == [2, 0]
    assert answers_of(first) == answers_of(second) == ["Sudah pulih."]
    told = Notice.objects.filter(recipient_ref=f"complaint:{first.row.pk}")
    assert told.count() == 2
    complaints.reopen(
        token=second.token, words="Belum", client_key=uuid4(), by=Actor.visitor(), at=TUESDAY
    )
    assert (first.row.state, second.row.state) == (CaseState.RESOLVED, CaseState.OPEN)


@pytest.mark.usefixtures("here")
def test_what_was_answered_alone_is_not_answered_again() -> None:
    found, (one,) = trouble(), some(1)
    attach(found, one)
    says(complaints.resolve, one, agency_officer(OfficeKind.SOCIAL), words="Sudah")
    found.ends()

    complaints.answer_ended(at=TUESDAY)

    assert answers_of(one) == ["Sudah"]


@pytest.mark.usefixtures("here")
def test_what_was_taken_out_is_not_answered_with_it() -> None:
    found, (one,) = trouble(), some(1)
    attach(found, one)
    complaints.detach(slug=found.slug, number=one.number, by=found.writer, at=TUESDAY)
    found.ends()

    assert complaints.answer_ended(at=TUESDAY) == 0


@pytest.mark.usefixtures("here")
def test_a_job_that_died_in_the_middle_is_done_by_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, cases = trouble(), some(3)
    attach(found, *cases)
    found.ends("Pulih.")
    tell = telling.tell_answer
    done: list[int] = []

    def dies(case: Case, act: Act, *, at: datetime) -> None:
        if len(done) == 1:
            raise KeyboardInterrupt
        done.append(case.pk)
        tell(case, act, at=at)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(telling, "tell_answer", dies)
        complaints.answer_ended(at=TUESDAY)
    assert sorted(len(answers_of(one)) for one in cases) == [0, 0, 1]

    assert complaints.answer_ended(at=TUESDAY) == 2
    assert [answers_of(one) for one in cases] == [["Pulih."]] * 3


@pytest.mark.usefixtures("here")
def test_everybody_reads_it_at_the_list_and_the_form(client: Client) -> None:
    found = trouble()
    for address in ("/gangguan/", "/keluhan/"):
        page = client.get(address).content.decode()
        assert f"/gangguan/{found.slug}/" in page
    assert WORDS in client.get(f"/gangguan/{found.slug}/").content.decode()
    assert client.get("/gangguan/tidakada/").status_code == 404

    found.ends(at=TUESDAY)

    assert found.slug not in client.get("/keluhan/").content.decode()
    with clock.fixed(TUESDAY + DAY):
        assert found.slug in client.get("/gangguan/").content.decode()
    with clock.fixed(TUESDAY + 8 * DAY):
        assert found.slug not in client.get("/gangguan/").content.decode()


@pytest.mark.usefixtures("here")
def test_officers_open_tell_and_end_it_at_the_pages(client: Client) -> None:
    (one,) = some(1)
    said = {
        "kunci": str(uuid4()), "judul": "Kode terlambat", "isi": WORDS, "jenis": "digital",
        "pihak": "ours", "hari": "2026-11-24", "jam": "08:00", "daerah": "Kota Malang",
    }  # fmt: skip
    with clock.fixed(TUESDAY):
        signed_in_staff(client, BRANCH)
        wrong = client.post("/petugas/gangguan/baru/", {**said, "isi": "a@b.id"})
        assert wrong.status_code == 422
        unclear = client.post("/petugas/gangguan/baru/", {**said, "daerah": "Dinoyo"})
        assert (unclear.status_code, "Lowokwaru" in unclear.content.decode()) == (422, True)
        assert client.post("/petugas/gangguan/baru/", said).status_code == 303
        row = Incident.objects.get(client_key=said["kunci"])
        assert row.region_id == "35.73"
        address, notice = f"/petugas/gangguan/{row.slug}/", row.notices.get()
        assert client.post(f"{address}setujui/{notice.pk}/").status_code == 403
        other = Client()
        signed_in_staff(other, BRANCH)
        assert other.post(f"{address}setujui/{notice.pk}/").status_code == 303
        assert one.number in client.get(address, {"kelompok": "enrolment"}).content.decode()
        assert client.post(f"{address}tambah/", {"nomor": [one.number]}).status_code == 303
        end = {"kunci": str(uuid4()), "macam": "end", "isi": "Sudah pulih."}
        assert client.post(f"{address}kabar/", {**end, "isi": ""}).status_code == 422
        assert client.post(f"{address}kabar/", end).status_code == 303
        last = row.notices.latest("pk")
        assert other.post(f"{address}setujui/{last.pk}/").status_code == 303
        assert client.get("/petugas/gangguan/").status_code == 200

    row.refresh_from_db()
    assert row.state == IncidentState.ENDED


@pytest.mark.slow
@pytest.mark.usefixtures("committed_db")
def test_many_workers_and_an_officer_at_once_answer_each_case_once() -> None:
    make_city()
    found, cases = trouble(), some(6)
    attach(found, *cases)
    found.ends("Pulih.")
    officer = agency_officer(OfficeKind.SOCIAL)
    alone: Callable[[], object] = partial(
        complaints.resolve, number=cases[0].number, words="Sendiri", seen=1, client_key=uuid4(),
        by=officer, at=TUESDAY,
    )  # fmt: skip

    workers: list[Callable[[], object]] = [partial(complaints.answer_ended, at=TUESDAY)] * 5
    all_at_once([alone, *workers])
    while IncidentCase.objects.filter(incident__slug=found.slug, answered_at=None).exists():
        complaints.answer_ended(at=TUESDAY)

    rows = [one.row for one in cases]
    assert Message.objects.filter(case__in=rows, side="office").count() == 6
    assert {one.state for one in rows} == {CaseState.RESOLVED}
