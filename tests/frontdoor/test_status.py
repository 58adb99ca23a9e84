import json
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from tests.conftest import StatementBudget
from tests.factories.frontdoor import Member, a_visitor, an_unknown_nik, make_member
from tests.factories.members import make_family, new_person
from titian.accounts import rules
from titian.accounts.types import Limited
from titian.kernel import clock
from titian.members.types import Change, Happening

ANYONE = "3573001703900001"


def ask(
    client: Client, nik: str, born: str = "1990-03-17", **more: str
) -> tuple[int, dict[str, object]]:
    body = json.dumps({"nik": nik, "birth_date": born, **more})
    answer = client.post("/api/v1/status-check", body, content_type="application/json")
    return answer.status_code, answer.json()


@pytest.mark.django_db
def test_an_active_member_is_active() -> None:
    page = a_visitor().post("/cek-status/", make_member(at=clock.now()).identity)

    assert page.status_code == 200
    assert page.context["active"] is True


@pytest.mark.django_db
def test_the_inactive_the_unknown_and_a_wrong_birth_date_get_one_answer() -> None:
    member = make_member(at=clock.now())
    inactive = new_person("Budi", happened=(Happening(Change.FELL_IN_ARREARS, date(2026, 1, 1)),))
    make_family(inactive)
    assert inactive.nik
    asked = [
        replace(member, nik=inactive.nik),
        replace(member, nik=an_unknown_nik()),
        replace(member, born=date(1991, 3, 17)),
    ]

    with clock.fixed(clock.now()):
        pages = [a_visitor().post("/cek-status/", one.identity).content for one in asked]

    assert len({page.split(b"csrf", 1)[0] for page in pages}) == 1


@pytest.mark.django_db
def test_the_answer_tells_nothing_else() -> None:
    member = make_member(at=clock.now())

    page = a_visitor().post("/cek-status/", member.identity).content.decode()

    assert member.name not in page
    assert member.nik not in page
    assert "PBI" not in page


@pytest.mark.django_db
def test_known_and_unknown_cost_the_same_statements(statements: type[StatementBudget]) -> None:
    member = make_member(at=clock.now())
    counts = []
    for one in (member, replace(member, nik=an_unknown_nik())):
        with statements.at_most(2), CaptureQueriesContext(connection) as captured:
            a_visitor().post("/cek-status/", one.identity)
        counts.append(len(captured))

    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_an_operator_can_switch_it_off(settings: Settings) -> None:
    settings.TITIAN_STATUS_CHECK = False

    assert ask(a_visitor(), ANYONE)[0] == 404


def test_a_page_switched_off_is_not_there(committed_db: None, settings: Settings) -> None:
    settings.TITIAN_STATUS_CHECK = False

    assert a_visitor().get("/cek-status/").status_code == 404


@pytest.mark.django_db
def test_trying_many_birth_dates_is_slowed_down_and_work_goes_on() -> None:
    visitor, member = a_visitor(), make_member(at=clock.now())
    tries = rules.LIMITS[Limited.NIK].free
    said = [ask(visitor, member.nik, f"19{50 + n}-01-01")[0] for n in range(tries + 1)]
    _, more = ask(visitor, member.nik)
    token, bits = str(more["puzzle"]), int(str(more["bits"]))
    number = next(n for n in range(10**8) if rules.solves(token, str(n), bits))

    worked = ask(visitor, member.nik, puzzle=token, work=str(number))

    assert said == [200] * tries + [429]
    assert worked == (200, {"active": True})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "nik,born",
    [
        ("1", "1990-01-01"),
        ("\ud800" * 16, "1990-01-01"),
        (ANYONE, "0000-01-01"),
        (ANYONE, "1990-02-31"),
        (ANYONE, "x" * 100_000),
    ],
)
def test_a_question_that_is_none_is_answered_422(nik: str, born: str) -> None:
    assert ask(a_visitor(), nik, born)[0] == 422


@pytest.mark.django_db
def test_nothing_personal_stands_in_an_address() -> None:
    member: Member = make_member(at=clock.now())

    page = a_visitor().post("/cek-status/", member.identity)

    assert page.status_code == 200
    assert a_visitor().get("/cek-status/", member.identity).context["form"].is_bound is False
