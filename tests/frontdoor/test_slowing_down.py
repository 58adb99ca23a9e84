"""Too many tries: the person gets a code that is a row, the attacker gets no rows to fill."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.accounts import make_staff
from tests.factories.frontdoor import Member, a_visitor, an_unknown_nik, make_member
from titian.accounts import rules
from titian.accounts.errors import SlowDown
from titian.accounts.types import Limited
from titian.kernel import clock
from titian.platform.failures.models import Failure

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FREE = rules.LIMITS[Limited.NIK].free


def receipts() -> list[str]:
    return [str(row) for row in Failure.objects.filter(reason=SlowDown.code)]


def asked_too_often(visitor: Client, member: Member, times: int = 1) -> list[str]:
    """The pages of the tries beyond the free ones."""
    for _ in range(FREE):
        visitor.post("/cek-status/", member.identity)
    pages = [visitor.post("/cek-status/", member.identity) for _ in range(times)]
    assert {page.status_code for page in pages} == {429}
    return [page.content.decode() for page in pages]


def test_who_is_slowed_down_reads_a_code_that_is_a_row() -> None:
    member = make_member(at=clock.now())

    (page,) = asked_too_often(a_visitor(), member)

    (receipt,) = receipts()
    row = Failure.objects.get(reason=SlowDown.code)
    assert receipt in page
    assert (row.feature, row.status, row.account) == ("frontdoor:status_check", 429, "")


def test_a_flood_of_tries_adds_one_row_and_looks_once_each(
    statements: type[StatementBudget],
) -> None:
    visitor, member = a_visitor(), make_member(at=clock.now())

    pages = asked_too_often(visitor, member, times=20)
    with statements.at_most(2):
        visitor.post("/cek-status/", member.identity)

    (receipt,) = receipts()
    assert all(receipt in page for page in pages)


def test_another_number_has_a_receipt_of_its_own() -> None:
    visitor, at = a_visitor(), clock.now()

    asked_too_often(visitor, make_member(at=at))
    asked_too_often(visitor, make_member(at=at))

    assert len(receipts()) == 2


def test_an_hour_later_the_same_number_has_a_new_receipt() -> None:
    visitor, member, at = a_visitor(), make_member(at=clock.now()), clock.now()

    for later in (timedelta(0), timedelta(hours=1)):
        with clock.fixed(at + later):
            asked_too_often(visitor, member)

    assert len(receipts()) == 2


def test_a_receipt_of_something_else_is_never_taken_for_it() -> None:
    visitor, member, at = a_visitor(), make_member(at=clock.now()), clock.now()
    with clock.fixed(at):
        asked_too_often(visitor, member)
        Failure.objects.update(reason="queue.session_full")

        page = visitor.post("/cek-status/", member.identity).content.decode()

    (receipt,) = receipts()
    assert receipt in page
    assert Failure.objects.count() == 2


def sign_in(visitor: Client) -> int:
    who = {"nik": an_unknown_nik(), "birth_date": "17-03-1990"}
    return visitor.post("/masuk/", who).status_code


def staff_sign_in(visitor: Client) -> int:
    who = {"username": make_staff().username, "password": "salah-salah-1", "totp": "123456"}
    return visitor.post("/petugas/masuk/", who).status_code


def passkey(visitor: Client) -> int:
    return visitor.post("/kunci-sandi/mulai/", {"purpose": "sign_in"}).status_code


@pytest.mark.parametrize("door", [sign_in, staff_sign_in, passkey])
def test_every_door_of_a_crowded_network_gives_the_same_code(
    door: Callable[[Client], int],
) -> None:
    visitor, at = a_visitor(), clock.now()
    with clock.fixed(at):
        for _ in range(rules.LIMITS[Limited.ADDRESS].free):
            passkey(visitor)

        said = [door(visitor), passkey(visitor)]

    assert said == [429, 429]
    assert len(receipts()) == 1
