from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.counter import a_counter, at_desk, shown
from tests.factories.frontdoor import a_visitor
from tests.factories.queue import MORNING, make_clinic, make_person, make_session
from tests.factories.receipts import a_failure, card_of, recorded
from titian.helpdesk.errors import NotAtThisHelpDesk, RecordingTooMuch
from titian.helpdesk.models import PriorityPlace, RecordedFailure
from titian.helpdesk.services.recording import record_failure
from titian.helpdesk.types.receipts import FailureKind
from titian.kernel import clock
from titian.kernel.scopes import EVERYWHERE, Grant, Scope
from titian.platform.audit.models import AuditEntry
from titian.platform.failures.models import Failure


def read(client: Client, code: str) -> str:
    answer = client.get(f"/kendala/{code}/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
def test_anybody_reads_what_a_code_means_and_nothing_of_a_person() -> None:
    code = a_failure(account="account:77")

    page = read(a_visitor(), code)

    assert "Mengambil nomor antrean" in page
    assert "Ini gangguan kami" in page
    assert "23 November 2026" in page
    assert "tempat dahulu" in page
    assert "35.73" not in page
    assert "account" not in page


@pytest.mark.django_db
def test_a_code_is_typed_as_it_was_said_and_wrong_ones_are_told_so() -> None:
    client, code = a_visitor(), a_failure()
    spoken = f"{code[:3].lower()} {code[3:].lower()}"

    found = client.post("/kendala/", {"kode": spoken})
    short = client.post("/kendala/", {"kode": "K7"})
    unknown = client.post("/kendala/", {"kode": "AAAAAA"})

    assert (found.status_code, found["Location"]) == (303, f"/kendala/{code[:3]}-{code[3:]}/")
    assert (short.status_code, unknown.status_code) == (422, 404)
    assert "Kode ini belum kami temukan" in unknown.content.decode()
    assert client.get("/kendala/AAAAAA/").status_code == 404


@pytest.mark.django_db
def test_guessing_codes_from_one_network_is_slowed_also_where_a_guess_would_be_right() -> None:
    client, code = a_visitor(), a_failure()

    with clock.fixed(MORNING):
        answers = [client.get("/kendala/AAAAAA/").status_code for _ in range(125)]
        right = client.get(f"/kendala/{code}/")
        elsewhere = a_visitor().get(f"/kendala/{code}/")

    assert answers[0] == 404
    assert (right.status_code, elsewhere.status_code) == (429, 200)
    assert "Mengambil nomor antrean" not in right.content.decode()


@pytest.mark.django_db
def test_a_sentence_with_figures_says_them_with_dots_as_they_are_not_kept() -> None:
    page = read(a_visitor(), a_failure("queue.outside_window", side="rule", status=409))

    assert "paling jauh … hari" in page
    assert "{" not in page


@pytest.mark.django_db
def test_staff_of_a_desk_see_more_and_the_look_is_written_down() -> None:
    client, clinic = Client(), make_clinic()
    at_desk(client, clinic)
    code = a_failure()
    a_failure()

    page = read(client, code)

    assert "35.73" in page
    assert "1 kendala sama" in page
    assert AuditEntry.objects.filter(
        action="helpdesk.look_at_failure", target=f"failure:{code}"
    ).exists()


@pytest.mark.django_db
def test_only_the_operator_follows_one_account_from_failure_to_failure() -> None:
    now = clock.now()
    first, second = (a_failure(account="account:4711", at=now) for _ in range(2))
    desk, operator, member = Client(), Client(), Client()
    at_desk(desk, make_clinic())
    signed_in_staff(operator, (Grant("operator", Scope(EVERYWHERE)),))
    signed_in_member(member, make_person())

    assert f"{second[:3]}-{second[3:]}" in read(operator, first)
    assert f"{second[:3]}-{second[3:]}" not in read(desk, first)
    assert "Untuk petugas" not in read(member, first)


@pytest.mark.django_db
def test_the_rules_are_published() -> None:
    page = a_visitor().get("/kendala/aturan/").content.decode()

    assert "Kode masuk yang kami kirim tidak sampai." in page
    assert "satu dari lima panggilan" in page


@pytest.mark.django_db
def test_a_page_that_refuses_leads_to_the_meaning_of_its_code() -> None:
    page = a_visitor().get("/tidak-ada/").content.decode()

    code = Failure.objects.filter(reason="no_such_page").latest("at").code
    assert f'href="/kendala/{code[:3]}-{code[3:]}/"' in page
    assert "<svg" in page


@pytest.mark.django_db
def test_a_failure_is_written_down_in_two_taps_and_has_a_code() -> None:
    client, clinic, key = Client(), make_clinic(), uuid4()
    at_desk(client, clinic)
    address = f"/petugas/kendala/{clinic.facility.code}/"
    assert "Kode masuk tidak sampai" in client.get(address).content.decode()

    answer = client.post(address, {"jenis": "code", "kunci": key})
    again = client.post(address, {"jenis": "code", "kunci": key})

    row = RecordedFailure.objects.get(client_key=key)
    assert answer.status_code == 303
    assert answer["Location"] == again["Location"] == f"/kendala/{row.code[:3]}-{row.code[3:]}/"
    failure = Failure.objects.get(pk=row.code)
    assert (failure.reason, failure.region) == ("recorded.code", "35.73")
    assert "dicatat petugas" in read(client, row.code)


@pytest.mark.django_db
def test_an_officer_writes_down_ten_failures_an_hour_and_only_at_their_own_desk() -> None:
    clinic = make_clinic()
    desk = clinic.desk
    for _ in range(10):
        recorded(clinic, by=desk)

    with pytest.raises(RecordingTooMuch):
        recorded(clinic, by=desk)
    assert recorded(clinic, by=clinic.desk)
    with pytest.raises(NotAtThisHelpDesk):
        recorded(clinic, by=make_clinic().desk)
    assert record_failure(
        kind=FailureKind.CODE,
        facility_code=clinic.facility.code,
        client_key=uuid4(),
        by=desk,
        at=MORNING + timedelta(hours=1),
    )


@pytest.mark.django_db
def test_the_counter_gives_a_place_with_code_and_card_and_shows_the_number() -> None:
    client = Client()
    with clock.fixed(MORNING):
        clinic, session = a_counter(client)
        code, person = a_failure(), make_person()
        address = f"/loket/{session.pk}/kendala/"
        asked = client.get(address)
        said = {"kode": f"http://x/kendala/{code}/", "siapa": card_of(person), "kunci": uuid4()}

        answer = client.post(address, said)

        place = PriorityPlace.objects.get(code=code)
        assert asked.status_code == 200
        assert answer.status_code == 303
        assert answer["Location"] == f"/loket/{session.pk}/?baru={place.ticket_code}"
        page = shown(client, session)
        assert "kode kendala</span>" in page
        used = client.post(address, {**said, "kunci": uuid4()})
        assert used.status_code == 409
        assert "sudah dipakai" in used.content.decode()
        assert (
            "1 diberikan, 0 dari"
            in client.get(f"/petugas/kendala/{clinic.facility.code}/").content.decode()
        )


@pytest.mark.django_db
def test_pages_of_the_desk_are_for_the_desk() -> None:
    clinic = make_clinic()
    session, stranger = make_session(clinic), Client()
    at_desk(stranger, make_clinic())

    for address in (f"/loket/{session.pk}/kendala/", f"/petugas/kendala/{clinic.facility.code}/"):
        assert a_visitor().get(address).status_code == 302
        assert stranger.get(address).status_code == 403
