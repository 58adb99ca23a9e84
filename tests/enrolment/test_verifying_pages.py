"""An agency's officer at the pages: the list, one case, several at once, leave."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import StatementBudget
from tests.factories.accounts import make_staff, signed_in_staff
from tests.factories.enrolment import (
    CITY,
    TUESDAY,
    Case,
    make_city,
    new_application,
    submitted,
    village_officer,
)
from titian.enrolment.models import Check
from titian.enrolment.types import ApplicationKind, CheckState, StepState
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SOCIAL = (Grant("agency", Scope("office", f"{CITY}/social")),)
LABOUR = (Grant("agency", Scope("office", f"{CITY}/labour")),)
LIST = "/petugas/pemeriksaan/"


@pytest.fixture(autouse=True)
def a_tuesday() -> Iterator[None]:
    make_city()
    with clock.fixed(TUESDAY + timedelta(minutes=5)):
        yield


def address(case: Case, key: str = "social") -> str:
    return reverse("enrolment:case", args=[case.step(key).pk])


def press(client: Client, case: Case, **said: object) -> int:
    given = {"kunci": str(uuid4()), "putusan": "yes", "alasan": "seen_papers", **said}
    return client.post(address(case), given).status_code


def test_the_next_case_opens_and_is_decided_with_one_press(client: Client) -> None:
    case, _ = submitted(), signed_in_staff(client, SOCIAL)

    taken = client.post(reverse("enrolment:take_next"), {"kantor": f"{CITY}/social"})
    assert (taken.status_code, taken["Location"]) == (303, address(case))
    page = client.get(address(case)).content.decode()
    assert "Budi Santoso" in page
    assert press(client, case) == 303

    assert case.step("social").state == StepState.YES


def test_the_list_shows_no_name_and_costs_the_same_for_one_and_for_ten(
    client: Client, statements: type[StatementBudget]
) -> None:
    for _ in range(10):
        submitted()
    signed_in_staff(client, SOCIAL)

    with statements.at_most(16):
        page = client.get(LIST).content.decode()

    assert "Budi Santoso" not in page
    assert page.count("Peserta baru") >= 10


def test_an_urgent_case_stands_on_top_with_its_countdown(client: Client) -> None:
    submitted()
    urgent = submitted(new_application(ApplicationKind.URGENT, hospital_letter_at=TUESDAY))
    signed_in_staff(client, SOCIAL)

    page = client.get(LIST).content.decode()

    assert "sisa 2 hari 23 jam" in page
    assert page.index(urgent.code) < page.index("Jawab sebelum")
    assert "sisa 2 hari 23 jam" in client.get(address(urgent)).content.decode()


def test_back_for_repair_without_saying_what_is_asked_again(client: Client) -> None:
    case, _ = submitted(), signed_in_staff(client, SOCIAL)

    assert press(client, case, putusan="return", alasan="paper_missing") == 422
    assert press(client, case, putusan="return", alasan="paper_missing", kurang=["kk"]) == 303

    assert (case.state, case.row.repairs) == ("returned", ["kk"])


def test_the_wrong_reason_is_told_in_words_and_nothing_is_decided(client: Client) -> None:
    case, _ = submitted(), signed_in_staff(client, SOCIAL)

    assert press(client, case, alasan="because") == 422

    assert case.step("social").state == StepState.OPEN


def test_several_at_once_where_all_registers_agree(client: Client) -> None:
    cases = [submitted(), submitted()]
    for case in cases:
        Check.objects.filter(step=case.step("social")).update(
            state=CheckState.AGREES, evidence="N", answered_at=TUESDAY, next_at=None
        )
    signed_in_staff(client, SOCIAL)
    assert "Setujui semua yang cocok" in client.get(LIST).content.decode()

    ids = ",".join(str(case.step("social").pk) for case in cases)
    said = {"kantor": f"{CITY}/social", "kunci": str(uuid4()), "kasus": ids}
    done = client.post(reverse("enrolment:together"), said, follow=True)

    assert "2 permohonan disetujui." in done.content.decode()


@pytest.mark.parametrize(
    "grants", [LABOUR, (Grant("village", Scope("region", "35.73.05.1004")),), ()]
)
def test_of_another_office_nobody_sees_or_decides_it(
    client: Client, grants: tuple[Grant, ...]
) -> None:
    case, _ = submitted(), signed_in_staff(client, grants)

    assert client.get(address(case)).status_code == 404
    assert press(client, case) == 404
    assert client.get(f"{LIST}?kantor={CITY}/social").status_code == 403
    assert client.get(f"{LIST}cuti/?kantor={CITY}/social").status_code == 403


def test_without_a_session_there_is_only_the_door(client: Client) -> None:
    case = submitted()

    for page in (LIST, address(case), f"{LIST}cuti/"):
        assert client.get(page).status_code == 302


def test_who_entered_it_is_told_that_they_cannot_decide_it(client: Client) -> None:
    grants = (*SOCIAL, Grant("village", Scope("region", CITY)))
    case = submitted(by=signed_in_staff(client, grants))

    page = client.get(address(case)).content.decode()

    assert 'id="putusan"' not in page


def test_leave_is_entered_with_a_colleague_and_taken_back(client: Client) -> None:
    colleague = make_staff(SOCIAL, display_name="Pak Joko (contoh)")
    signed_in_staff(client, SOCIAL)
    said = {"kantor": f"{CITY}/social", "mulai": "2026-11-26", "sampai": "2026-11-27"}

    client.post(f"{LIST}cuti/", {**said, "pengganti": colleague.actor.ref})
    page = client.get(f"{LIST}cuti/").content.decode()

    assert "Pengganti: Pak Joko (contoh)" in page
    assert client.post(f"{LIST}cuti/", {**said, "sampai": "2026-11-20"}).status_code == 422


def test_papers_open_for_the_office_that_has_the_case(client: Client) -> None:
    case, _ = submitted(by=village_officer()), signed_in_staff(client, SOCIAL)

    page = client.get(address(case)).content.decode()

    assert "/berkas/" in page
