"""Without an account: where an application is, for who has its code and knows a birth date."""

import secrets
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.enrolment import (
    TUESDAY,
    Case,
    candidate,
    drafted,
    make_city,
    new_application,
    submitted,
)
from titian.enrolment.types import ApplicationKind
from titian.kernel import clock
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
BORN = "17-03-1990"


@pytest.fixture(autouse=True)
def a_tuesday() -> Iterator[None]:
    make_city()
    with clock.fixed(TUESDAY):
        yield


def a_phone() -> Client:
    return Client(REMOTE_ADDR=f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1")


def a_case() -> Case:
    return submitted(new_application(ApplicationKind.NEW, candidate(born=date(1990, 3, 17))))


def test_the_code_and_a_birth_date_show_every_step_and_nobody() -> None:
    case = a_case()

    answer = a_phone().post("/lacak/", {"code": case.code.lower(), "birth_date": BORN})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Cek NIK dan KK" in page
    assert "Keputusan Dinas Kesehatan" in page
    assert "Siti" not in page
    assert case.wanted.kk_number not in page
    assert case.wanted.people[0].nik not in page
    assert case.wanted.phone not in page


def test_the_link_of_the_message_asks_for_the_birth_date_only() -> None:
    case = a_case()

    page = a_phone().get(f"/lacak/{case.code}/").content.decode()

    assert f'value="{case.code}"' in page
    assert "Tanggal lahir" in page
    assert "Cek NIK" not in page


@pytest.mark.parametrize("born, status", [("18-03-1990", 404), ("kemarin", 422), ("", 422)])
def test_a_wrong_birth_date_shows_nothing_and_a_way_on(born: str, status: int) -> None:
    case = a_case()

    answer = a_phone().post("/lacak/", {"code": case.code, "birth_date": born})

    assert answer.status_code == status
    assert "Cek NIK" not in answer.content.decode()
    assert "kelurahan" in answer.content.decode()


def test_an_unknown_code_and_a_draft_are_answered_like_a_wrong_birth_date() -> None:
    born = {"birth_date": BORN}
    draft = drafted(new_application(ApplicationKind.NEW, candidate(born=date(1990, 3, 17))))

    for code in (draft.code, "WXYWXYWXY"):
        assert a_phone().post("/lacak/", {"code": code, **born}).status_code == 404


def test_who_tries_many_birth_dates_is_slowed_down() -> None:
    case, phone = a_case(), a_phone()

    answers = [
        phone.post("/lacak/", {"code": case.code, "birth_date": f"{day:02}-01-1980"}).status_code
        for day in range(1, 28)
    ]

    assert 429 in answers
    assert a_phone().post("/lacak/", {"code": case.code, "birth_date": BORN}).status_code == 429


def test_a_look_is_written_down() -> None:
    case = a_case()

    a_phone().post("/lacak/", {"code": case.code, "birth_date": BORN})

    entry = AuditEntry.objects.filter(action="enrolment.tracked").get()
    assert entry.target == f"enrolment:{case.application_id}"


def test_following_an_application_costs_few_statements(statements: type[StatementBudget]) -> None:
    case, phone = a_case(), a_phone()

    with statements.at_most(13):
        phone.post("/lacak/", {"code": case.code, "birth_date": BORN})
