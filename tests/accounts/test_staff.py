from datetime import UTC, datetime, timedelta
from functools import partial

import pyotp
import pytest
from django.db import connection

from tests.factories.accounts import PASSWORD, SETUP, Staff, make_staff
from tests.threads import all_at_once
from titian.accounts import selectors as accounts_read
from titian.accounts import services as accounts
from titian.accounts.errors import (
    NameTaken,
    SecondFactorMissing,
    SessionEnded,
    WeakSecret,
    WrongCredentials,
    WrongUnlock,
)
from titian.accounts.models import StaffProfile
from titian.accounts.services.staff import hashed_password
from titian.accounts.types import NewSession
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.platform.audit.selectors import entries_about

pytestmark = pytest.mark.slow

AT = datetime(2026, 11, 23, 1, 0, 10, tzinfo=UTC)
DESK = (Grant("desk", Scope("facility", "P1")),)
PIN = "417520"
STATION = "the PC at counter 2"


def totp(staff: Staff, at: datetime = AT) -> str:
    return pyotp.TOTP(staff.totp_secret).at(at)


def sign_in(staff: Staff, code: str, password: str = PASSWORD, at: datetime = AT) -> NewSession:
    return accounts.sign_in_staff(
        username=staff.username,
        password=password,
        totp=code,
        device="PC",
        station=STATION,
        by=Actor.visitor(),
        at=at,
    )


def on_duty(at: datetime = AT) -> tuple[Staff, NewSession]:
    staff = make_staff(DESK)
    return staff, sign_in(staff, totp(staff, at), at=at)


@pytest.mark.django_db
def test_name_password_and_authenticator_open_a_session_with_the_roles() -> None:
    _, session = on_duty()

    live = accounts_read.find_live_session(session.token, AT)

    assert live is not None
    assert live.actor.grants == DESK
    assert session.expires_at == AT + timedelta(hours=12)


@pytest.mark.django_db
def test_a_new_officer_signs_in_and_their_making_is_written_down() -> None:
    secret = pyotp.random_base32()
    account = accounts.create_staff(
        username="ratih",
        display_name="Ratih (contoh)",
        password=PASSWORD,
        totp_secret=secret,
        grants=DESK,
        by=SETUP,
        at=AT,
    )

    ratih = Staff(account, "ratih", PASSWORD, secret, Actor.staff(account))
    session = sign_in(ratih, totp(ratih))

    assert session.account_id == account
    assert accounts_read.staff_named("ratih") == account
    assert {e.action for e in entries_about(f"account:{account}")} == {
        "accounts.staff_made",
        "accounts.sign_in",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    "password,code", [("salah-salah-1", ""), (PASSWORD, "000000"), (PASSWORD, ""), (PASSWORD, "x")]
)
def test_a_wrong_password_and_a_wrong_code_are_refused_alike(password: str, code: str) -> None:
    staff = make_staff()

    with pytest.raises(WrongCredentials):
        sign_in(staff, code or ("" if password == PASSWORD else totp(staff)), password)


@pytest.mark.django_db
def test_an_unknown_name_is_refused_like_a_wrong_password() -> None:
    nobody = Staff(0, "tidak-ada", PASSWORD, pyotp.random_base32(), Actor.visitor())

    with pytest.raises(WrongCredentials):
        sign_in(nobody, totp(nobody))


@pytest.mark.django_db
def test_an_authenticator_code_works_once_and_no_earlier_one_after_it() -> None:
    staff = make_staff()
    before = totp(staff, AT - timedelta(seconds=30))
    sign_in(staff, totp(staff))

    with pytest.raises(WrongCredentials):
        sign_in(staff, totp(staff))
    with pytest.raises(WrongCredentials):
        sign_in(staff, before)


@pytest.mark.django_db
def test_a_clock_half_a_minute_off_still_signs_in() -> None:
    staff = make_staff()

    session = sign_in(staff, totp(staff, AT + timedelta(seconds=30)))

    assert session.account_id == staff.account_id


def test_two_at_the_same_moment_use_one_authenticator_code_and_one_wins(committed_db: None) -> None:
    staff = make_staff()

    answers = all_at_once([partial(sign_in, staff, totp(staff))] * 2)

    (won,) = [one for one in answers if not isinstance(one, WrongCredentials)]
    assert isinstance(won, NewSession)


@pytest.mark.django_db
def test_a_password_alone_is_not_enough() -> None:
    staff = make_staff()
    StaffProfile.objects.filter(account_id=staff.account_id).update(totp_sealed="")

    with pytest.raises(SecondFactorMissing):
        sign_in(staff, "123456")


@pytest.mark.django_db
def test_a_name_belongs_to_one_and_a_short_password_to_nobody() -> None:
    staff = make_staff()
    new = {"display_name": "A", "totp_secret": None, "grants": (), "by": SETUP, "at": AT}

    with pytest.raises(NameTaken):
        accounts.create_staff(username=staff.username, password=PASSWORD, **new)  # type: ignore[arg-type]  # one table
    with pytest.raises(WeakSecret):
        accounts.create_staff(username="baru", password="pendek", **new)  # type: ignore[arg-type]  # one table


@pytest.mark.parametrize("tried_first", ["1q2w3e4r5t", "QwertyUiop", "passer2009"])
def test_a_password_that_everybody_tries_first_belongs_to_nobody(tried_first: str) -> None:
    with pytest.raises(WeakSecret):
        hashed_password(tried_first)


@pytest.mark.django_db
def test_password_pin_and_seed_are_in_no_table_in_clear() -> None:
    staff = make_staff()
    accounts.set_pin(password=PASSWORD, pin=PIN, by=staff.actor, at=AT)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT encode(totp_sealed, 'escape') || password_hash || pin_hash"
            " FROM account_staff WHERE account_id = %s",
            [staff.account_id],
        )
        kept = cursor.fetchone()[0]

    assert PASSWORD not in kept
    assert PIN not in kept
    assert staff.totp_secret not in kept


@pytest.mark.django_db
def test_a_locked_screen_acts_with_no_role() -> None:
    staff, session = on_duty()

    accounts.lock(session=session.session_id, station=STATION, by=staff.actor, at=AT)

    live = accounts_read.find_live_session(session.token, AT)
    assert live is not None
    assert live.locked
    assert not live.actor.may("desk", Scope("facility", "P1"))


@pytest.mark.django_db
def test_the_pin_opens_the_screen_and_only_the_password_proves_anew() -> None:
    staff, session = on_duty()
    accounts.set_pin(password=PASSWORD, pin=PIN, by=staff.actor, at=AT)
    accounts.lock(session=session.session_id, station=STATION, by=staff.actor, at=AT)
    later = AT + timedelta(hours=1)

    opened = accounts.unlock(session=session.session_id, station=STATION, secret=PIN, at=later)

    by_pin = accounts_read.find_live_session(opened.token, later)
    assert by_pin is not None
    assert not by_pin.locked
    assert by_pin.proved_at == AT
    assert accounts_read.find_live_session(session.token, later) is None
    proved = accounts.unlock(session=session.session_id, station=STATION, secret=PASSWORD, at=later)
    by_password = accounts_read.find_live_session(proved.token, later)
    assert by_password is not None
    assert by_password.proved_at == later


@pytest.mark.django_db
def test_switching_to_a_colleague_locks_the_one_before() -> None:
    first, first_session = on_duty()
    _, second_session = on_duty(AT + timedelta(minutes=1))
    later = AT + timedelta(minutes=2)

    opened = accounts.unlock(
        session=first_session.session_id, station=STATION, secret=PASSWORD, at=later
    )

    here = {one.session_id: one for one in accounts_read.colleagues(STATION, at=later)}
    assert accounts_read.find_live_session(opened.token, later) is not None
    assert here[second_session.session_id].locked
    assert not here[first_session.session_id].locked
    assert here[first_session.session_id].account_id == first.account_id


@pytest.mark.django_db
def test_five_wrong_tries_end_the_session() -> None:
    _, session = on_duty()

    for _ in range(5):
        with pytest.raises(WrongUnlock):
            accounts.unlock(
                session=session.session_id, station=STATION, secret="bukan-ini-1", at=AT
            )
    with pytest.raises(SessionEnded):
        accounts.unlock(session=session.session_id, station=STATION, secret=PASSWORD, at=AT)

    assert accounts_read.find_live_session(session.token, AT) is None


@pytest.mark.django_db
def test_a_session_cannot_be_taken_to_another_computer() -> None:
    _, session = on_duty()

    with pytest.raises(SessionEnded):
        accounts.unlock(
            session=session.session_id, station="the PC at home", secret=PASSWORD, at=AT
        )


@pytest.mark.django_db
@pytest.mark.parametrize("pin", ["111111", "12345", "12345a", "", "١٢٣٤٥٦", "1" * 100_000])
def test_a_pin_that_would_be_guessed_is_refused(pin: str) -> None:
    staff = make_staff()

    with pytest.raises(WeakSecret):
        accounts.set_pin(password=PASSWORD, pin=pin, by=staff.actor, at=AT)


@pytest.mark.django_db
def test_nobody_sets_a_pin_at_somebody_elses_screen() -> None:
    staff = make_staff()

    with pytest.raises(WrongCredentials):
        accounts.set_pin(password="bukan-sandinya", pin=PIN, by=staff.actor, at=AT)
