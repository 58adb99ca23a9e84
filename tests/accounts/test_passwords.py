"""Staff change their own password, see what they type, and hear of a code that came twice."""

from datetime import timedelta

import pyotp
import pytest
from argon2 import PasswordHasher
from django.test import Client

from tests.accounts.keeping import AT, reachable, said_to, sign_in
from tests.factories.accounts import COOKIE, PASSWORD, SETUP, Staff, make_staff
from titian.accounts import selectors as accounts_read
from titian.accounts import services as accounts
from titian.accounts.errors import WeakSecret, WrongCredentials
from titian.accounts.models import Session, StaffProfile
from titian.accounts.services.staff import hashed_password
from titian.accounts.types import Tried
from titian.kernel import clock

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

NEW = "perahu kertas di kali"
PAGE = "/petugas/akun/kata-sandi/"


def change(staff: Staff, session: int, **told: str) -> int:
    said = {"old": PASSWORD, "new": NEW, "totp": pyotp.TOTP(staff.totp_secret).at(AT), **told}
    return accounts.change_password(**said, session=session, by=staff.actor, at=AT)


def opened(staff: Staff) -> int:
    session = accounts.open_session(account=staff.account_id, device="PC", by=SETUP, at=AT)
    return session.session_id


def signed_in(staff: Staff) -> Client:
    session = accounts.open_session(account=staff.account_id, device="PC", by=SETUP, at=clock.now())
    client = Client()
    client.cookies[COOKIE] = session.token
    return client


def test_the_new_password_counts_the_old_does_not_and_other_devices_are_signed_out() -> None:
    staff = reachable(make_staff(), "ratna@kantor.example")
    here, elsewhere = opened(staff), opened(staff)

    ended = change(staff, here)

    assert ended == 1
    assert list(Session.objects.filter(pk__in=(here, elsewhere)).values_list("pk", flat=True)) == [
        here
    ]
    with pytest.raises(WrongCredentials):
        sign_in(staff, pyotp.TOTP(staff.totp_secret).at(AT + timedelta(seconds=30)))
    (told,) = said_to(f"account:{staff.account_id}")
    assert "baru diganti" in told
    assert NEW not in told


@pytest.mark.parametrize("told", [{"old": "bukan-yang-ini"}, {"totp": "000000"}])
def test_without_the_old_one_or_a_code_nothing_changes(told: dict[str, str]) -> None:
    staff = make_staff()
    here, before = opened(staff), StaffProfile.objects.get(account_id=staff.account_id)

    with pytest.raises(WrongCredentials):
        change(staff, here, **told)

    after = StaffProfile.objects.get(account_id=staff.account_id)
    assert after.password_hash == before.password_hash


@pytest.mark.parametrize(
    "password, fits",
    [("sebelas-hur", False), ("dua-belas-hu", True), ("ab1-" * 32, True), ("ab1-" * 33, False)],
)
def test_twelve_characters_at_least_and_128_at_most(password: str, fits: bool) -> None:
    if fits:
        assert hashed_password(password)
        return
    with pytest.raises(WeakSecret):
        hashed_password(password)


def test_the_page_changes_it_and_says_so() -> None:
    staff = make_staff()
    client = signed_in(staff)

    answer = client.post(PAGE, {"old": PASSWORD, "new": NEW, "totp": staff.totp()}, follow=True)

    assert "Kata sandi baru tersimpan" in answer.content.decode()
    assert signed_in(staff).post(
        PAGE, {"old": PASSWORD, "new": NEW, "totp": staff.totp()}
    ).status_code in (403, 422)


def test_a_weak_new_one_and_a_wrong_old_one_are_said_on_the_page() -> None:
    client = signed_in(staff := make_staff())

    weak = client.post(PAGE, {"old": PASSWORD, "new": "pendek", "totp": staff.totp()})
    wrong = client.post(PAGE, {"old": "bukan", "new": NEW, "totp": staff.totp()})
    long = client.post(PAGE, {"old": PASSWORD, "new": "ab1-" * 33, "totp": staff.totp()})

    assert weak.status_code == 422
    assert "Pakai 12 angka atau huruf" in weak.content.decode()
    assert wrong.status_code in (403, 422)
    assert 'role="alert"' in wrong.content.decode()
    assert "Paling banyak 128" in long.content.decode()


@pytest.mark.parametrize("address", [PAGE, "/petugas/masuk/"])
def test_what_is_typed_can_be_shown_without_a_script_and_is_never_sent_back(address: str) -> None:
    client = signed_in(make_staff())

    hidden = client.get(address).content.decode()
    shown = client.get(f"{address}?lihat=1").content.decode()
    refused = client.post(f"{PAGE}?lihat=1", {"old": PASSWORD, "new": "", "totp": "1"})

    assert 'type="password"' in hidden
    assert "lihat=1" in hidden
    assert 'type="password"' not in shown
    assert "Sembunyikan kata sandi" in shown
    assert refused.status_code == 422
    assert PASSWORD not in refused.content.decode()


def test_who_has_a_short_one_from_before_is_let_in_and_asked_to_change_it() -> None:
    staff, short = make_staff(), "kali-jero7"
    StaffProfile.objects.filter(account_id=staff.account_id).update(
        password_hash=PasswordHasher().hash(short)
    )
    told = {"username": staff.username, "password": short, "totp": staff.totp()}

    answer = Client().post("/petugas/masuk/", told, follow=True)
    page = answer.content.decode()

    assert answer.redirect_chain[0][0].startswith(PAGE)
    assert "lebih pendek dari 12 huruf" in page
    assert 'href="/petugas/">Nanti saja' in page


def test_a_code_used_twice_is_in_the_history_and_its_owner_hears_of_it_once_a_day() -> None:
    staff = reachable(make_staff(), "ratna@kantor.example")
    code = pyotp.TOTP(staff.totp_secret).at(AT)
    sign_in(staff, code)

    for _ in range(2):
        with pytest.raises(WrongCredentials):
            sign_in(staff, code)
    with pytest.raises(WrongCredentials):
        sign_in(staff, "000000")

    outcomes = [line.outcome for line in accounts_read.sign_ins(staff.actor)]
    assert outcomes == [Tried.WRONG_CODE, Tried.REPEATED, Tried.REPEATED, Tried.OK]
    (told,) = said_to(f"account:{staff.account_id}")
    assert "kode yang sudah dipakai" in told
