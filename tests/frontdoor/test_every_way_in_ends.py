"""Somebody's number was stolen and they have it back: in that very moment no way in is opened."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from secrets import token_hex
from types import SimpleNamespace

import pytest
from django.db import transaction

from tests.factories.accounts import SETUP, Staff, make_staff
from tests.factories.frontdoor import Member, codes_sent_to, make_member, worker_runs
from tests.threads import closing
from titian.accounts import services as accounts
from titian.accounts.errors import PasskeyRefused, WrongCode, WrongCredentials
from titian.accounts.models import Passkey, Session, StaffProfile
from titian.accounts.selectors import account_of
from titian.accounts.types import AccountKind, NewSession
from titian.frontdoor import services as frontdoor
from titian.frontdoor.models import SignIn
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.notifications.types import Channel

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]

Beside = Callable[[Callable[[], object]], "Future[object]"]
_SOON = 0.5  # seconds: whoever has not answered by then waits for us


@pytest.fixture
def beside() -> Iterator[Beside]:
    """Somebody else, at the same time, on a connection of their own."""

    with ThreadPoolExecutor(1) as pool:
        yield lambda act: pool.submit(closing, act)


@pytest.fixture
def siti() -> Member:
    return make_member(Channel.WHATSAPP, at=clock.now())


@transaction.atomic
def everything_ends(person: int) -> None:
    accounts.end_access(subject=str(person), by=SETUP, at=clock.now())


def begun(member: Member) -> str:
    at = clock.now()
    token = frontdoor.begin(nik=member.nik, birth_date=member.born, onward="", at=at).token
    frontdoor.request_code(token=token, channel=Channel.WHATSAPP, at=at)
    return token


def finish(token: str, code: str) -> object:
    return frontdoor.finish(
        token=token, code=code, device="HP", session=0, by=Actor.visitor(), at=clock.now()
    )


def is_in(member: Member) -> bool:
    return Session.objects.filter(account__subject=str(member.person_id)).exists()


def test_a_code_sent_before_opens_nothing_though_no_worker_has_run_since(siti: Member) -> None:
    token = begun(siti)
    worker_runs(clock.now())
    ((_, code),) = codes_sent_to(siti)
    everything_ends(siti.person_id)

    with pytest.raises(WrongCode):
        finish(token, code)

    assert not is_in(siti)


def test_who_sends_the_code_in_that_moment_waits_and_is_refused(
    siti: Member, beside: Beside
) -> None:
    token = begun(siti)
    worker_runs(clock.now())
    ((_, code),) = codes_sent_to(siti)

    with transaction.atomic():
        everything_ends(siti.person_id)
        thief = beside(partial(finish, token, code))
        with pytest.raises(TimeoutError):
            thief.result(_SOON)

    assert isinstance(thief.exception(10), WrongCode)
    assert not is_in(siti)


def test_a_code_asked_for_in_that_moment_goes_by_what_is_on_record_afterwards(
    siti: Member, beside: Beside
) -> None:
    begun(siti)
    row = SignIn.objects.get(person=siti.person_id)
    send = partial(
        frontdoor.send_code, pending_id=row.pk, number=1, channel=Channel.WHATSAPP, at=clock.now()
    )

    with transaction.atomic():
        everything_ends(siti.person_id)
        worker = beside(transaction.atomic(send))
        with pytest.raises(TimeoutError):
            worker.result(_SOON)

    assert worker.result(10) is not None


def credential(options: str, purpose: str) -> str:
    said = {"challenge": json.loads(options)["challenge"], "type": f"webauthn.{purpose}"}
    sealed = urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
    return json.dumps({"id": "AAAA", "response": {"clientDataJSON": sealed}})


def signed_in(member: Member) -> Actor:
    session = accounts.open_member_session(
        subject=str(member.person_id), display_name="Siti", device="HP", by=SETUP, at=clock.now()
    )
    return Actor.member(session.account_id, str(member.person_id))


def test_a_passkey_kept_in_that_moment_is_gone_after_it(
    siti: Member, beside: Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    thief = signed_in(siti)
    options = accounts.begin_passkey(purpose="add", by=thief, name="Siti", at=clock.now())
    ends: list[Future[object]] = []

    def verified(**_: object) -> SimpleNamespace:
        ends.append(beside(partial(everything_ends, siti.person_id)))
        with pytest.raises(TimeoutError):
            ends[0].result(_SOON)
        return SimpleNamespace(
            credential_id=token_hex(8).encode(), credential_public_key=b"k", sign_count=0
        )

    monkeypatch.setattr("titian.accounts.services.passkeys.verify_registration_response", verified)
    accounts.add_passkey(
        credential=credential(options, "create"), label="HP", by=thief, at=clock.now()
    )
    ends[0].result(10)

    assert not Passkey.objects.filter(account__subject=str(siti.person_id)).exists()
    assert not is_in(siti)


def test_a_passkey_that_has_just_gone_opens_nothing(
    siti: Member, beside: Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = signed_in(siti)
    Passkey.objects.create(
        account_id=account_of(owner), credential_id=b"\0\0\0", public_key=b"k",
        sign_count=0, label="HP", made_at=clock.now(),
    )  # fmt: skip
    options = accounts.begin_passkey(purpose="sign_in", by=Actor.visitor(), name="", at=clock.now())

    def verified(**_: object) -> SimpleNamespace:
        beside(partial(everything_ends, siti.person_id)).result(10)
        return SimpleNamespace(new_sign_count=1)

    monkeypatch.setattr(
        "titian.accounts.services.passkeys.verify_authentication_response", verified
    )
    with pytest.raises(PasskeyRefused):
        accounts.sign_in_with_passkey(
            credential=credential(options, "get"),
            kind=AccountKind.MEMBER,
            device="HP",
            station="",
            by=Actor.visitor(),
            at=clock.now(),
        )

    assert not is_in(siti)


@pytest.mark.parametrize("change", [{"totp_sealed": ""}, {"password_hash": "another"}])
def test_a_password_looked_at_before_it_changed_opens_nothing(
    change: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ratih = make_staff()

    def fits(*_: object) -> bool:
        StaffProfile.objects.filter(account_id=ratih.account_id).update(**change)
        return True

    monkeypatch.setattr("titian.accounts.services.staff.secret_fits", fits)
    with pytest.raises(WrongCredentials):
        comes(ratih)

    assert not Session.objects.filter(account_id=ratih.account_id).exists()


def comes(staff: Staff) -> NewSession:
    return accounts.sign_in_staff(
        username=staff.username,
        password=staff.password,
        totp=staff.totp(),
        device="PC",
        station="",
        by=Actor.visitor(),
        at=clock.now(),
    )
