from datetime import UTC, datetime, timedelta
from functools import partial
from secrets import token_hex

import pytest
from django.db import connection

from tests.threads import all_at_once
from titian.accounts import services as accounts
from titian.accounts.errors import WrongCode

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def issue(ref: str, at: datetime = AT) -> str:
    return accounts.issue_code(ref=ref, length=6, lasts=QUARTER, at=at)


def redeem(ref: str, code: str, at: datetime = AT) -> str:
    return accounts.redeem_code(refs=[ref], code=code, at=at)


@pytest.mark.django_db
def test_a_code_has_six_digits_and_opens_once() -> None:
    code = issue("sign_in:1")

    assert len(code) == 6
    assert redeem("sign_in:1", code) == "sign_in:1"
    with pytest.raises(WrongCode):
        redeem("sign_in:1", code)


@pytest.mark.django_db
def test_an_older_code_stays_valid_after_a_resend() -> None:
    older = issue("sign_in:2")
    issue("sign_in:2", AT + timedelta(minutes=5))

    assert redeem("sign_in:2", older, AT + timedelta(minutes=14))


@pytest.mark.django_db
def test_a_code_ends_after_fifteen_minutes() -> None:
    code = issue("sign_in:3")

    with pytest.raises(WrongCode):
        redeem("sign_in:3", code, AT + QUARTER)


@pytest.mark.django_db
def test_spaces_in_a_code_do_not_matter() -> None:
    code = issue("sign_in:4")

    assert redeem("sign_in:4", f" {code[:3]} {code[3:]} ")


@pytest.mark.django_db
def test_a_code_opens_only_what_it_was_made_for() -> None:
    code = issue("sign_in:5")

    with pytest.raises(WrongCode):
        redeem("sign_in:6", code)


@pytest.mark.django_db
def test_the_code_itself_is_in_no_table() -> None:
    code = issue("sign_in:7")

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT encode(code_hash, 'hex'), ref FROM account_code WHERE ref = 'sign_in:7'"
        )
        row = cursor.fetchone()

    assert code not in " ".join(row)


def test_two_at_the_same_moment_use_one_code_and_one_wins(committed_db: None) -> None:
    ref = f"sign_in:{token_hex(8)}"
    code = issue(ref)

    answers = all_at_once([partial(redeem, ref, code)] * 2)

    (won,) = [one for one in answers if not isinstance(one, WrongCode)]
    assert won == ref
