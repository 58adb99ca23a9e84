"""A hospital asks leave for an unusual letter on a page; its branch says yes or no on another."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.members import at_facility, make_family, new_person
from tests.factories.queue import MORNING as AT
from tests.factories.visits import MONDAY, Hospital, make_coded_clinic, make_hospital, worker
from titian.kernel.scopes import Grant, Scope
from titian.members.types import NewPerson
from titian.platform.audit.models import AuditEntry
from titian.referrals.types import CareKind
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.errors import ApprovalAnswered, ApprovalUnknown, NotAtBranch
from titian.visits.models import LetterApproval
from titian.visits.types import ApprovalAsked, ApprovalKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning"), pytest.mark.slow]

SATURDAY = MONDAY - timedelta(days=2)
BRANCH = (Grant("branch", Scope("region", "35.73")),)
ELSEWHERE = (Grant("branch", Scope("region", "31.71")),)


def desk_of(hospital: Hospital) -> tuple[Grant, ...]:
    return (Grant("desk", Scope("facility", hospital.facility.code)),)


def somebody() -> NewPerson:
    person = at_facility(new_person("Lilis Suryani"), make_coded_clinic().facility)
    make_family(person)
    return person


def asked(hospital: Hospital, person: NewPerson, **more: str) -> dict[str, str]:
    return {
        "siapa": person.card_number,
        "jenis": "backdate",
        "tanggal": SATURDAY.isoformat(),
        "rawat": "outpatient",
        "alasan": "Listrik padam hari Sabtu",
        **more,
    }


def page_of(hospital: Hospital) -> str:
    return f"/petugas/persetujuan/di/{hospital.facility.code}/"


def a_question(hospital: Hospital, client: Client) -> LetterApproval:
    signed_in_staff(client, desk_of(hospital))
    client.post(page_of(hospital), asked(hospital, somebody()))
    return LetterApproval.objects.get(facility=hospital.facility)


def test_the_hospital_asks_the_branch_grants_and_the_hospital_reads_it(client: Client) -> None:
    hospital = make_hospital()
    row = a_question(hospital, client)

    signed_in_staff(client, BRANCH)
    listed = client.get("/petugas/persetujuan/").content.decode()
    opened = client.get(f"/petugas/persetujuan/{row.pk}/").content.decode()
    client.post(f"/petugas/persetujuan/{row.pk}/", {"putusan": "ya"})
    signed_in_staff(client, desk_of(hospital))
    answer = client.get(page_of(hospital)).content.decode()

    assert "Lilis Suryani" not in listed
    assert "Lilis Suryani" in opened
    assert "Listrik padam hari Sabtu" in opened
    assert "Disetujui" in answer
    assert visits_read.approved(row.person_id, hospital.facility.pk, SATURDAY, CareKind.OUTPATIENT)
    about = AuditEntry.objects.filter(target=f"person:{row.person_id}")
    assert set(about.values_list("action", flat=True)) >= {
        "visits.approval_asked",
        "visits.looked",
        "visits.approval_granted",
    }


def test_a_no_has_a_reason_that_the_hospital_reads_and_may_ask_again(client: Client) -> None:
    hospital = make_hospital()
    row = a_question(hospital, client)
    case = f"/petugas/persetujuan/{row.pk}/"

    signed_in_staff(client, BRANCH)
    bare = client.post(case, {"putusan": "tidak"})
    client.post(case, {"putusan": "tidak", "kata": "Lampirkan laporan PLN"})
    signed_in_staff(client, desk_of(hospital))
    refused = client.get(page_of(hospital)).content.decode()
    person = visits_read.approvals(
        hospital.facility.pk, month=MONDAY, viewer=worker(hospital.facility)
    )[0].asked.person_id
    again = ApprovalAsked(
        person,
        hospital.facility.pk,
        SATURDAY,
        CareKind.OUTPATIENT,
        ApprovalKind.BACKDATE,
        "Laporan PLN terlampir",
    )
    asked_again = visits.ask_approval(asked=again, by=worker(hospital.facility), at=AT)

    assert bare.status_code == 422
    assert "Lampirkan laporan PLN" in refused
    assert asked_again.answered_at is None
    assert LetterApproval.objects.count() == 1


def test_pressed_twice_is_one_answer_and_the_other_answer_comes_too_late(client: Client) -> None:
    hospital = make_hospital()
    row = a_question(hospital, client)
    case = f"/petugas/persetujuan/{row.pk}/"
    signed_in_staff(client, BRANCH)

    client.post(case, {"putusan": "ya"})
    twice = client.post(case, {"putusan": "ya"})
    other = client.post(case, {"putusan": "tidak", "kata": "Terlalu lama"})

    assert twice.status_code == 303
    assert other.status_code == 409
    granted = AuditEntry.objects.filter(action="visits.approval_granted")
    assert granted.filter(target=f"person:{row.person_id}").count() == 1


def test_another_hospital_and_another_branch_see_nothing(client: Client) -> None:
    hospital, other = make_hospital(), make_hospital("RS Lain")
    row = a_question(hospital, client)

    signed_in_staff(client, desk_of(other))
    not_here = client.get(page_of(hospital))
    own = client.get(page_of(other)).content.decode()
    not_for_desks = client.get("/petugas/persetujuan/")
    signed_in_staff(client, ELSEWHERE)
    empty = client.get("/petugas/persetujuan/").content.decode()
    unknown = client.post(f"/petugas/persetujuan/{row.pk}/", {"putusan": "ya"})

    assert not_here.status_code == 403
    assert "Belum ada yang diminta" in own
    assert not_for_desks.status_code == 403
    assert "Tidak ada permintaan" in empty
    assert unknown.status_code == 404
    row.refresh_from_db()
    assert row.granted_at is None


@pytest.mark.parametrize(
    "wrong, status",
    [
        ({"siapa": "12"}, 422),
        ({"siapa": "0009999999999"}, 404),
        ({"tanggal": MONDAY.isoformat()}, 422),
        ({"tanggal": "2027-01-01", "jenis": "fingerprint"}, 422),
        ({"alasan": " "}, 422),
        ({"jenis": "apa saja"}, 422),
    ],
)
def test_what_is_wrong_is_said_on_the_page(
    client: Client, wrong: dict[str, str], status: int
) -> None:
    hospital = make_hospital()
    signed_in_staff(client, desk_of(hospital))

    answer = client.post(page_of(hospital), asked(hospital, somebody(), **wrong))

    assert answer.status_code == status
    assert not LetterApproval.objects.exists()


def test_who_asked_does_not_answer(client: Client) -> None:
    hospital = make_hospital()
    both = signed_in_staff(client, desk_of(hospital) + BRANCH)
    client.post(page_of(hospital), asked(hospital, somebody()))
    row = LetterApproval.objects.get()

    opened = client.get(f"/petugas/persetujuan/{row.pk}/").content.decode()

    assert "Petugas lain yang menjawab" in opened
    with pytest.raises(NotAtBranch):
        visits.answer_approval(approval_id=row.pk, is_granted=True, by=both, at=AT)


def test_what_the_branch_refused_the_wire_does_not_grant() -> None:
    hospital = make_hospital()
    person = make_family(new_person())[0]
    wish = ApprovalAsked(
        person, hospital.facility.pk, SATURDAY, CareKind.OUTPATIENT, ApprovalKind.BACKDATE, "Padam"
    )
    visits.ask_approval(asked=wish, by=hospital.bridge, at=AT)
    row = LetterApproval.objects.get()
    by = worker(hospital.facility, "branch")

    with pytest.raises(ApprovalUnknown):
        visits.answer_approval(approval_id=row.pk, is_granted=True, by=by, at=AT)
    LetterApproval.objects.update(refused_at=AT, refused_by="staff:1", answer_sealed="Tidak")
    with pytest.raises(ApprovalAnswered):
        visits.grant_approval(asked=wish, by=hospital.bridge, at=AT)


def test_the_database_wants_a_reason_for_a_no(client: Client) -> None:
    row = a_question(make_hospital(), client)

    with pytest.raises(IntegrityError, match="visit_approval_refused"), transaction.atomic():
        LetterApproval.objects.filter(pk=row.pk).update(refused_at=AT, refused_by="staff:1")
