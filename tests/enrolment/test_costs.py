"""What a page of enrolment costs in statements, however many there are of what it shows."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from tests.conftest import StatementBudget
from tests.factories.accounts import signed_in_staff
from tests.factories.enrolment import (
    CITY,
    PANDANWANGI,
    TUESDAY,
    Case,
    drafted,
    kk_number,
    make_city,
    new_application,
    sheet_row,
    submitted,
    village_officer,
    with_papers,
)
from tests.factories.letters import SIGNED, a_letter, approved
from titian.enrolment import services as enrolment
from titian.enrolment.models import BatchRow, LetterLine
from titian.enrolment.services import proving
from titian.enrolment.types import ApplicationKind, Channel
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope
from titian.notifications.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MANY = 6
VILLAGE = Grant("village", Scope("region", PANDANWANGI))
SOCIAL = Grant("agency", Scope("office", f"{CITY}/social"))
HEAD = Grant("signer", Scope("office", f"{CITY}/health"))
DESK, WORK, LETTERS, HOME = (
    "/petugas/pendaftaran/",
    "/petugas/pemeriksaan/",
    "/petugas/surat/",
    "/daftar-kota/",
)


@pytest.fixture(autouse=True)
def a_tuesday(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.TITIAN_HOME = tmp_path
    make_city()
    with clock.fixed(SIGNED):
        yield


def urgent() -> Case:
    return submitted(
        new_application(ApplicationKind.URGENT, hospital_letter_at=TUESDAY - timedelta(hours=3))
    )


def the_work_list(_: Client) -> str:
    for _n in range(MANY):
        submitted()
        urgent()
    return WORK


def a_case_to_decide(_: Client) -> str:
    return f"{WORK}{submitted().step('social').pk}/"


def ones_leave(_: Client) -> str:
    return f"{WORK}cuti/"


def the_desk(_: Client) -> str:
    for _n in range(MANY):
        submitted()
    return f"{DESK}?keadaan=verifying"


def an_application_at_the_desk(_: Client) -> str:
    return f"{DESK}{submitted().application_id}/"


def a_draft_at_the_desk(_: Client) -> str:
    return f"{DESK}{with_papers(drafted()).application_id}/"


def a_card_at_the_desk(_: Client) -> str:
    return f"{DESK}{drafted().application_id}/ubah/"


def a_new_card(_: Client) -> str:
    return f"{DESK}baru/"


def a_sheet(_: Client) -> str:
    officer = village_officer()
    number = enrolment.take_batch(
        rows=[(n, sheet_row(kk_number())) for n in range(2, 2 + MANY)], kind=ApplicationKind.NEW,
        village=PANDANWANGI, client_key=uuid4(), by=officer, at=TUESDAY,
    )  # fmt: skip
    enrolment.send_batch(batch_id=number, by=officer, at=TUESDAY)
    while enrolment.send_families(at=TUESDAY):
        pass
    assert BatchRow.objects.filter(batch=number, state="drafted").count() == MANY
    return f"{DESK}daftar/{number}/"


def the_sheets(client: Client) -> str:
    a_sheet(client)
    a_sheet(client)
    return f"{DESK}daftar/"


def the_letters(_: Client) -> str:
    for _n in range(3):
        approved()
        a_letter()
    return LETTERS


def one_letter(_: Client) -> str:
    for _n in range(MANY):
        approved()
    number = a_letter()
    assert LetterLine.objects.filter(letter=number).count() == MANY
    return f"{LETTERS}{number}/"


def the_waiting_list(_: Client) -> str:
    make_city(people_paid=0)
    for _n in range(MANY):
        approved()
    return f"/kota/{CITY}/tunggu/"


@pytest.mark.parametrize(
    "grant, page, most",
    [
        (SOCIAL, the_work_list, 14),
        (SOCIAL, a_case_to_decide, 14),
        (SOCIAL, ones_leave, 5),
        (VILLAGE, the_desk, 9),
        (VILLAGE, an_application_at_the_desk, 14),
        (VILLAGE, a_draft_at_the_desk, 14),
        (VILLAGE, a_card_at_the_desk, 18),
        (VILLAGE, a_new_card, 5),
        (VILLAGE, a_sheet, 7),
        (VILLAGE, the_sheets, 7),
        (HEAD, the_letters, 7),
        (HEAD, one_letter, 7),
        (None, the_waiting_list, 4),
    ],
)
def test_a_page_costs_few_statements(
    client: Client,
    statements: type[StatementBudget],
    grant: Grant | None,
    page: Callable[[Client], str],
    most: int,
) -> None:
    if grant is not None:
        signed_in_staff(client, (grant,))
    address = page(client)

    with statements.at_most(most):
        answer = client.get(address)

    assert answer.status_code == 200


def test_a_decision_costs_few_statements(client: Client, statements: type[StatementBudget]) -> None:
    signed_in_staff(client, (SOCIAL,))
    address = a_case_to_decide(client)
    said = {"kunci": str(uuid4()), "putusan": "yes", "alasan": "seen_papers"}

    with statements.at_most(23):
        answer = client.post(address, said)

    assert answer.status_code == 303


def test_taking_the_next_case_costs_few_statements(
    client: Client, statements: type[StatementBudget]
) -> None:
    signed_in_staff(client, (SOCIAL,))
    the_work_list(client)

    with statements.at_most(5):
        answer = client.post(f"{WORK}berikutnya/", {"kantor": f"{CITY}/social"})

    assert answer.status_code == 303


def test_sending_from_the_desk_costs_few_statements(
    client: Client, statements: type[StatementBudget]
) -> None:
    signed_in_staff(client, (VILLAGE,))
    case = with_papers(drafted())

    with statements.at_most(28):
        answer = client.post(f"{DESK}{case.application_id}/kirim/", {"kunci": str(uuid4())})

    assert answer.status_code == 303


def test_home_costs_few_statements(client: Client, statements: type[StatementBudget]) -> None:
    client.post(f"{HOME}nomor/", {"phone": "0812 3450 0019"})
    said = re.search(r"\b\d{6}\b", Message.objects.latest("pk").data or "")
    assert said
    client.post(f"{HOME}kode/", {"code": said[0]})
    for _ in range(MANY):
        enrolment.draft(
            wanted=new_application(), client_key=uuid4(), channel=Channel.HOME,
            by=proving.resident("6281234500019"), at=TUESDAY,
        )  # fmt: skip

    with statements.at_most(5):
        answer = client.get(HOME)

    assert answer.status_code == 200
