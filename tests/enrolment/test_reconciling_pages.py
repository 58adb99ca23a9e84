"""The health office at the pages of the scheme's list: who brought it, a colleague, strangers."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.enrolment import CITY, PANDANWANGI, agency_officer, make_city
from tests.factories.listing import BROUGHT, a_file, brought, died, line_of, paid_person
from titian.enrolment import services as enrolment
from titian.enrolment.models import ListRow, PaidList, Proposal
from titian.enrolment.types import ListState, OfficeKind, ProposalState
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope
from titian.members.models import Person

pytestmark = pytest.mark.django_db
HEALTH = (Grant("agency", Scope("office", f"{CITY}/health")),)
LABOUR = (Grant("agency", Scope("office", f"{CITY}/labour")),)
LISTS = "/petugas/pencocokan/"


@pytest.fixture(autouse=True)
def a_tuesday() -> Iterator[None]:
    make_city()
    with clock.fixed(BROUGHT + timedelta(hours=2)):
        yield


@pytest.fixture
def gone() -> Person:
    return died()


@pytest.fixture
def proposed(gone: Person) -> Proposal:
    list_id = brought([line_of(gone)], by=agency_officer(OfficeKind.HEALTH))
    while PaidList.objects.get(pk=list_id).state != ListState.DONE:
        enrolment.compare_lists(at=BROUGHT)
    return Proposal.objects.get(person=gone.pk)


def one(row: Proposal) -> str:
    return f"{LISTS}usulan/{row.pk}/"


def upload(client: Client, content: bytes) -> "tuple[int, str]":
    sent = SimpleUploadedFile("daftar.csv", content, content_type="text/csv")
    answer = client.post(LISTS, {"kota": CITY, "bulan": "2026-11", "lembar": sent})
    return answer.status_code, answer.get("Location", answer.content.decode())


def test_a_file_is_brought_and_its_bringer_may_not_decide(client: Client, gone: Person) -> None:
    signed_in_staff(client, HEALTH)

    status, where = upload(client, a_file([line_of(gone)]))
    enrolment.compare_lists(at=BROUGHT)
    page = client.get(where).content.decode()

    assert status == 303
    assert "Sudah meninggal" in page
    assert "Anda yang membawa daftar ini" in page
    row = Proposal.objects.get(person=gone.pk)
    refused = client.post(f"{one(row)}biarkan/", {"alasan": "seen_alive"})
    assert refused.status_code == 403
    assert "Setujui" not in refused.content.decode()


@pytest.mark.parametrize("content", [b"", b"nama;alamat\n1;2", b"\xff\xfe\x00", b"x" * 6 * 2**20])
def test_a_file_that_cannot_be_read_says_so_and_nothing_is_kept(
    client: Client, content: bytes
) -> None:
    signed_in_staff(client, HEALTH)
    before = ListRow.objects.count()

    status, page = upload(client, content)

    assert status == 422
    assert "Mencocokkan daftar BPJS" in page
    assert ListRow.objects.count() == before


def test_a_colleague_reads_both_sides_and_keeps_with_a_reason(
    client: Client, proposed: Proposal, gone: Person
) -> None:
    signed_in_staff(client, HEALTH)

    page = client.get(one(proposed)).content.decode()
    nothing = client.post(f"{one(proposed)}biarkan/", {})
    kept = client.post(f"{one(proposed)}biarkan/", {"alasan": "scheme_mends"}, follow=True)

    assert "2 Oktober 2026" in page
    assert gone.nik_sealed
    assert gone.nik_sealed not in page
    assert nothing.status_code == 422
    assert "BPJS memperbaiki sendiri" in kept.content.decode()


def test_a_colleague_drafts_an_ending_for_the_village(client: Client, proposed: Proposal) -> None:
    signed_in_staff(client, HEALTH)

    answer = client.post(f"{one(proposed)}ajukan/", {"kelurahan": PANDANWANGI}, follow=True)

    assert "Sudah diajukan" in answer.content.decode()
    proposed.refresh_from_db()
    assert proposed.state == ProposalState.DRAFTED


def test_the_list_masks_names_and_filters(client: Client, proposed: Proposal) -> None:
    signed_in_staff(client, HEALTH)

    page = client.get(f"{LISTS}{proposed.paid_list_id}/?apa=died").content.decode()

    assert "Wafat Contoh" not in page
    assert "Catatan kita: sudah meninggal" in page
    assert "Dispendukcapil" in page


def test_the_safe_ones_ticked_are_kept_together(client: Client, proposed: Proposal) -> None:
    Proposal.objects.filter(pk=proposed.pk).update(is_safe=True)
    signed_in_staff(client, HEALTH)

    answer = client.post(
        f"{LISTS}{proposed.paid_list_id}/biarkan/", {"usulan": [str(proposed.pk), "x", "9" * 30]}
    )

    assert answer.status_code == 303
    proposed.refresh_from_db()
    assert proposed.reason == "letter_on_the_way"


def test_the_scheme_is_asked_by_a_press(client: Client) -> None:
    signed_in_staff(client, HEALTH)
    paid_person()

    answer = client.post(f"{LISTS}tanya/", {"kota": CITY}, follow=True)

    assert "BPJS Kesehatan sedang ditanya" in answer.content.decode()
    assert client.post(f"{LISTS}tanya/", {"kota": "x"}).status_code == 422


def test_another_agency_sees_no_list_and_no_person(client: Client, proposed: Proposal) -> None:
    signed_in_staff(client, LABOUR)

    assert client.get(one(proposed)).status_code == 404
    assert client.get(f"{LISTS}{proposed.paid_list_id}/").status_code == 404
    assert client.get(LISTS).status_code == 403
    assert client.post(f"{one(proposed)}biarkan/", {"alasan": "seen_alive"}).status_code == 404
    assert client.post(f"{LISTS}tanya/", {"kota": CITY}).status_code == 403
    status, _page = upload(client, a_file(["1;2;3"]))
    assert status == 403


def test_nobody_who_is_not_signed_in_sees_anything(proposed: Proposal) -> None:
    assert Client().get(one(proposed)).status_code == 302
    assert Client().get(LISTS).status_code == 302
