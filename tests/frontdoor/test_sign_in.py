from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction
from django.test import Client

from tests.factories.accounts import COOKIE
from tests.factories.frontdoor import (
    Member,
    a_visitor,
    codes_sent_to,
    make_member,
    worker_runs,
)
from tests.threads import all_at_once
from titian.accounts.errors import WrongCode
from titian.accounts.selectors import find_live_session
from titian.accounts.types import NewSession
from titian.frontdoor import services as frontdoor
from titian.frontdoor.errors import PendingGone
from titian.frontdoor.models import SignIn
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.notifications.types import Channel
from titian.platform.failures.models import Failure

ALL = (Channel.WHATSAPP, Channel.EMAIL, Channel.SMS)


def begun(member: Member, channel: Channel = Channel.WHATSAPP) -> tuple[str, str]:
    """A sign-in with a code sent: its token and the code."""
    at = clock.now()
    token = frontdoor.begin(nik=member.nik, birth_date=member.born, onward="", at=at).token
    frontdoor.request_code(token=token, channel=channel, at=at)
    worker_runs(at)
    return token, codes_sent_to(member)[-1][1]


def finish(token: str, code: str) -> object:
    return frontdoor.finish(
        token=token, code=code, device="HP", session=0, by=Actor.visitor(), at=clock.now()
    )


@pytest.mark.django_db
def test_four_screens_three_taps_three_entries() -> None:
    siti, phone = make_member(*ALL, at=clock.now()), a_visitor()
    screens = [phone.get("/masuk/")]

    screens.append(phone.post("/masuk/", siti.identity, follow=True))
    screens.append(phone.post("/masuk/jalan/", {"channel": "whatsapp"}, follow=True))
    worker_runs(clock.now())
    ((channel, code),) = codes_sent_to(siti)
    last = phone.post("/masuk/kode/", {"code": code})

    assert [screen.status_code for screen in screens] == [200, 200, 200]
    assert "••••1234" in screens[1].content.decode()
    assert "s•••@g•••" in screens[1].content.decode()
    assert "••••1234" in screens[2].content.decode()
    assert channel == "whatsapp"
    assert (last.status_code, last.headers["Location"]) == (303, "/")
    live = find_live_session(phone.cookies[COOKIE].value, clock.now())
    assert live is not None
    assert live.actor.subject == str(siti.person_id)
    assert live.display_name == siti.name


@pytest.mark.django_db
def test_leaving_to_read_the_code_loses_nothing() -> None:
    siti, phone = make_member(*ALL, at=clock.now()), a_visitor()
    phone.post("/masuk/", siti.identity)
    phone.post("/masuk/jalan/", {"channel": "email"})

    back = phone.get("/masuk/", follow=True)

    assert back.redirect_chain == [("/masuk/kode/", 303)]
    assert "s•••@g•••" in back.content.decode()
    assert siti.nik not in back.content.decode()


@pytest.mark.django_db
def test_the_page_one_came_from_is_reached_after_the_code() -> None:
    siti, phone = make_member(*ALL, at=clock.now()), a_visitor()
    phone.post("/masuk/", {**siti.identity, "lanjut": "/perangkat/"})
    phone.post("/masuk/jalan/", {"channel": "sms"})
    worker_runs(clock.now())

    last = phone.post("/masuk/kode/", {"code": codes_sent_to(siti)[0][1]})

    assert last.headers["Location"] == "/perangkat/"


@pytest.mark.django_db
def test_another_channel_is_one_tap_away_and_the_older_code_still_opens() -> None:
    siti = make_member(*ALL, at=clock.now())
    token, first = begun(siti)
    frontdoor.request_code(token=token, channel=Channel.SMS, at=clock.now())
    worker_runs(clock.now())

    assert [channel for channel, _ in codes_sent_to(siti)] == ["whatsapp", "sms"]
    assert finish(token, first)


@pytest.mark.django_db
def test_the_code_is_accepted_with_spaces() -> None:
    siti, phone = make_member(*ALL, at=clock.now()), a_visitor()
    phone.post("/masuk/", siti.identity)
    phone.post("/masuk/jalan/", {"channel": "whatsapp"})
    worker_runs(clock.now())
    code = codes_sent_to(siti)[0][1]

    assert phone.post("/masuk/kode/", {"code": f" {code[:3]} {code[3:]} "}).status_code == 303


@pytest.mark.django_db
def test_an_event_delivered_twice_sends_one_message() -> None:
    siti = make_member(*ALL, at=clock.now())
    begun(siti)
    row = SignIn.objects.get(person_id=siti.person_id)

    for _ in range(2):
        with transaction.atomic():
            frontdoor.send_code(
                pending_id=row.pk, number=1, channel=Channel.WHATSAPP, at=clock.now()
            )

    assert len(codes_sent_to(siti)) == 1


@pytest.mark.django_db
def test_a_code_is_never_sent_to_an_address_not_on_record() -> None:
    siti, phone = make_member(Channel.WHATSAPP, at=clock.now()), a_visitor()
    phone.post("/masuk/", siti.identity)

    page = phone.get("/masuk/jalan/").content.decode()

    assert "SMS" not in page
    assert "081" not in page


@pytest.mark.django_db
def test_one_persons_code_does_not_open_anothers_sign_in() -> None:
    siti, budi = make_member(*ALL, at=clock.now()), make_member(*ALL, at=clock.now(), name="Budi")
    _, code = begun(siti)
    token, _ = begun(budi)

    with pytest.raises(WrongCode):
        finish(token, code)


@pytest.mark.django_db
def test_a_sign_in_that_is_over_cannot_be_used_again() -> None:
    token, code = begun(make_member(*ALL, at=clock.now()))
    assert finish(token, code)

    with pytest.raises(PendingGone):
        finish(token, code)


@pytest.mark.django_db
def test_after_an_hour_one_begins_again() -> None:
    siti, phone = make_member(*ALL, at=clock.now()), a_visitor()
    phone.post("/masuk/", siti.identity)

    with clock.fixed(clock.now() + timedelta(minutes=61)):
        answer = phone.get("/masuk/kode/")

    assert answer.headers["Location"] == "/masuk/"


def test_a_wrong_code_is_said_with_a_receipt_and_the_form_stays(committed_db: None) -> None:
    siti, phone = make_member(*ALL, at=clock.now()), a_visitor()
    phone.post("/masuk/", siti.identity)
    phone.post("/masuk/jalan/", {"channel": "whatsapp"})

    answer = phone.post("/masuk/kode/", {"code": "000000"})

    assert answer.status_code == 422
    assert "Kode kendala" in answer.content.decode()
    assert "••••1234" in answer.content.decode()


def test_ten_wrong_codes_end_the_sign_in(committed_db: None) -> None:
    siti, phone = make_member(*ALL, at=clock.now()), a_visitor()
    phone.post("/masuk/", siti.identity)
    phone.post("/masuk/jalan/", {"channel": "whatsapp"})
    worker_runs(clock.now())
    right = codes_sent_to(siti)[0][1]
    wrong = "111111" if right != "111111" else "222222"

    said = [phone.post("/masuk/kode/", {"code": wrong}).status_code for _ in range(11)]

    assert said == [422] * 10 + [429]
    assert phone.post("/masuk/kode/", {"code": right}).headers["Location"] == "/masuk/"


def test_a_sixth_code_in_a_row_needs_work_and_a_seventh_is_refused(committed_db: None) -> None:
    siti, phone = make_member(*ALL, at=clock.now()), a_visitor()
    phone.post("/masuk/", siti.identity)

    said = [phone.post("/masuk/jalan/", {"channel": "whatsapp"}).status_code for _ in range(6)]

    assert said == [303] * 5 + [429]


def test_two_tabs_send_the_same_code_and_one_session_opens(committed_db: None) -> None:
    token, code = begun(make_member(*ALL, at=clock.now()))

    answers = all_at_once([partial(finish, token, code)] * 2)

    (opened,) = [one for one in answers if not isinstance(one, WrongCode | PendingGone)]
    assert isinstance(opened, NewSession)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"nik": ""},
        {"nik": "123"},
        {"nik": "x" * 100_000},
        {"nik": "🩺" * 16},
        {"nik": "\x00" * 16},
        {"birth_date": "31-02-1990"},
        {"birth_date": "17-08-2999"},
        {"birth_date": "01-01-0001"},
        {"birth_date": "9" * 100_000},
    ],
)
def test_what_is_no_identity_is_answered_with_the_form(changes: dict[str, str]) -> None:
    form = {"nik": "3573001703900001", "birth_date": "17-03-1990", **changes}

    assert a_visitor().post("/masuk/", form).status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "12345", "x" * 100_000, "\x00", "١٢٣٤٥"])
def test_what_is_no_code_is_answered_with_the_form(code: str) -> None:
    siti, phone = make_member(*ALL, at=clock.now()), a_visitor()
    phone.post("/masuk/", siti.identity)

    assert phone.post("/masuk/kode/", {"code": code}).status_code == 422


@pytest.mark.parametrize("channel", ["", "fax", "x" * 100_000, "\x00"])
def test_a_channel_that_is_none_is_refused(committed_db: None, channel: str) -> None:
    siti, phone = make_member(*ALL, at=clock.now()), a_visitor()
    phone.post("/masuk/", siti.identity)

    assert phone.post("/masuk/jalan/", {"channel": channel}).status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize(
    "onward", ["/\x00", "//evil.test/", "https://evil.test/", "/" + "x" * 100_000]
)
def test_a_way_on_that_is_not_ours_leads_home(onward: str) -> None:
    siti, phone = make_member(*ALL, at=clock.now()), a_visitor()
    phone.post("/masuk/", {**siti.identity, "lanjut": onward})
    phone.post("/masuk/jalan/", {"channel": "whatsapp"})
    worker_runs(clock.now())

    last = phone.post("/masuk/kode/", {"code": codes_sent_to(siti)[0][1]})

    assert last.headers["Location"] == "/"


@pytest.mark.django_db
def test_the_page_says_how_the_channel_is_doing() -> None:
    siti, phone = make_member(*ALL, at=clock.now()), a_visitor()
    phone.post("/masuk/", siti.identity)

    page = phone.post("/masuk/jalan/", {"channel": "whatsapp"}, follow=True)

    (chosen,) = page.context["chosen"]
    assert chosen.doing
    assert chosen.doing in page.content.decode()


@pytest.mark.django_db
def test_asking_again_is_a_failure_with_a_code_to_say_at_a_counter() -> None:
    siti, phone = make_member(*ALL, at=clock.now()), a_visitor()
    phone.post("/masuk/", siti.identity)
    phone.post("/masuk/jalan/", {"channel": "sms"})

    page = phone.post("/masuk/jalan/", {"channel": "whatsapp"}, follow=True)

    failure = Failure.objects.get(reason="frontdoor.code_not_arrived")
    assert (failure.side, failure.account) == ("ours", "")
    assert str(failure) in page.content.decode()


@pytest.mark.django_db
def test_whoever_is_sent_here_from_a_page_reads_that_it_opens_again(client: Client) -> None:
    plain = client.get("/masuk/").content.decode()
    sent = client.get("/masuk/?lanjut=/ubah/telepon/").content.decode()

    assert "Setelah itu halaman tadi terbuka lagi." in sent
    assert "Setelah itu halaman tadi terbuka lagi." not in plain
