"""A sign-in code that no way would carry: the receipt is there before anybody asks for it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.frontdoor import worker_runs
from tests.factories.members import make_facility
from tests.factories.notifications import deliver_all
from tests.factories.queue import MORNING, make_clinic, make_people, make_person, make_session
from tests.factories.receipts import card_of, redeem
from tests.factories.reports import make_party
from titian.accounts import services as accounts
from titian.helpdesk import services as helpdesk
from titian.helpdesk.errors import ReceiptUnproved
from titian.helpdesk.models import LostCode, Report
from titian.helpdesk.rules import lost as rules
from titian.helpdesk.selectors.receipts import lost_codes
from titian.helpdesk.services.losing import note_lost_code
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.kernel.scopes import Grant, Scope
from titian.notifications import services as notifications
from titian.notifications.events import MessageFailed
from titian.notifications.models import Message
from titian.notifications.types import Address, Channel, Recipient, State, Urgency
from titian.platform.failures.models import Failure
from titian.platform.outbox import services as outbox

AT = MORNING
SETUP = Actor.system("tests")


def a_lost_message(person: int, key: str = "", channel: Channel = Channel.SMS) -> Message:
    """Said, tried, and given up."""
    with transaction.atomic():
        number = notifications.tell(
            to=Recipient(f"person:{person}", (Address(channel, "081234505678"),)),
            template="frontdoor/messages/code.txt",
            data={"code": "123456", "minutes": 15},
            urgency=Urgency.CODE,
            key=key or f"sign_in:{person}:1",
            by=SETUP,
            at=AT - timedelta(minutes=20),
        )
    Message.objects.filter(pk=number).update(state=State.FAILED)
    return Message.objects.get(pk=number)


def given_up(message: Message, *, times: int = 1) -> None:
    facts = MessageFailed(message.pk, message.recipient_ref, message.key, "no_way")
    with transaction.atomic():
        outbox.announce(*[facts] * times, at=AT)
    worker_runs(AT)


def receipt_of(message: Message) -> Failure:
    return Failure.objects.get(pk=LostCode.objects.get(pk=message.pk).code)


@pytest.mark.parametrize(
    "ref, key, person",
    [
        ("person:12", "sign_in:5:1", 12),
        ("person:12", "recovery:5", None),
        ("person:x", "sign_in:5:1", None),
        ("report:12", "sign_in:5:1", None),
    ],
)
def test_only_a_persons_sign_in_code_makes_a_receipt(
    ref: str, key: str, person: int | None
) -> None:
    assert rules.person_of(ref, key) == person


def test_the_reason_names_who_carries_and_nothing_else_does() -> None:
    assert [rules.carrier_of(rules.reason_of(one)) for one in rules.CARRIERS] == [*rules.CARRIERS]
    assert rules.reason_of("") == "code_not_delivered.whatsapp"
    assert (rules.carrier_of("fault"), rules.carrier_of("recorded.code")) == ("", "")


@pytest.mark.django_db
@pytest.mark.parametrize("channel", [Channel.SMS, Channel.WHATSAPP, Channel.EMAIL])
def test_a_code_that_no_way_would_carry_makes_one_receipt_of_our_side(channel: Channel) -> None:
    message = a_lost_message(make_person(), channel=channel)

    given_up(message, times=3)
    with transaction.atomic():
        note_lost_code(
            message_id=message.pk, recipient_ref=message.recipient_ref, key=message.key, at=AT
        )

    receipt = receipt_of(message)
    assert LostCode.objects.filter(pk=message.pk).count() == 1
    assert Failure.objects.filter(reason=receipt.reason, at=AT).count() == 1
    assert (receipt.reason, receipt.side) == (f"code_not_delivered.{channel}", "ours")
    assert (receipt.region, receipt.account, receipt.feature) == ("", "", "frontdoor:code")


@pytest.mark.django_db
def test_a_message_given_up_by_the_worker_itself_makes_its_receipt() -> None:
    person = make_person()
    with transaction.atomic():
        number = notifications.tell(
            to=Recipient(f"person:{person}", (Address(Channel.SMS, "081234505678"),)),
            template="frontdoor/messages/code.txt",
            data={"code": "123456", "minutes": 15},
            urgency=Urgency.CODE,
            key=f"sign_in:{person}:1",
            by=SETUP,
            at=AT,
        )

    deliver_all(AT + timedelta(hours=1))  # its time has run out
    worker_runs(AT + timedelta(hours=1))

    assert Message.objects.get(pk=number).state in (State.FAILED, State.EXPIRED)
    assert LostCode.objects.filter(pk=number, person=person).exists()


@pytest.mark.django_db
def test_other_messages_make_none() -> None:
    message = a_lost_message(make_person(), key="trial:1")

    given_up(message)

    assert not LostCode.objects.filter(pk=message.pk).exists()


@pytest.mark.django_db
def test_an_account_is_counted_as_one_person_however_often_it_asked() -> None:
    person = make_person()
    opened = accounts.open_member_session(
        subject=str(person), display_name="Contoh", device="tests", by=SETUP, at=AT
    )
    first, second = (a_lost_message(person, f"sign_in:{person}:{n}") for n in (1, 2))

    given_up(first)
    given_up(second)

    named = {receipt_of(one).account for one in (first, second)}
    assert named == {f"account:{opened.account_id}"}


@pytest.mark.django_db
def test_the_person_at_the_counter_has_it_and_nobody_else_can_use_it() -> None:
    clinic = make_clinic()
    session, (siti, budi) = make_session(clinic), make_people(2)
    message = a_lost_message(siti)
    given_up(message)

    (found,) = lost_codes(siti, viewer=clinic.desk, at=AT)

    assert found.code.replace("-", "") == receipt_of(message).pk
    assert lost_codes(budi, viewer=clinic.desk, at=AT) == []
    assert lost_codes(siti, viewer=clinic.desk, at=AT + timedelta(days=2)) == []
    with pytest.raises(Refusal):
        lost_codes(siti, viewer=Actor.member(1, siti), at=AT)
    with pytest.raises(ReceiptUnproved):
        redeem(found.code, session, budi, by=clinic.desk)
    assert redeem(found.code, session, siti, by=clinic.desk).ticket_code


@pytest.mark.django_db
def test_the_desk_reads_the_code_on_the_page_of_who_stands_there() -> None:
    client, facility, person = Client(), make_facility(), make_person()
    given_up(a_lost_message(person))
    with clock.fixed(AT):
        signed_in_staff(client, (Grant("desk", Scope("facility", facility.code)),))
        served = client.post(
            "/petugas/pojok/",
            {"tempat": facility.code, "kunci": "0" * 31 + "1", "cari": card_of(person)},
        )
        page = client.get(served["Location"]).content.decode()

    code = LostCode.objects.get(person=person).code
    assert "tidak terkirim: itu gangguan kami" in page
    assert f"/kendala/{code[:3]}-{code[3:]}/" in page


@pytest.mark.django_db
def test_codes_lost_by_one_carrier_become_one_report_told_to_that_carrier() -> None:
    sms = make_party(name="Gerbang SMS", email="sms@gerbang.example", place="sms")
    all_gateways = make_party()
    for person in make_people(5):
        given_up(a_lost_message(person))
        given_up(a_lost_message(person, f"sign_in:{person}:2", Channel.EMAIL))

    helpdesk.group_failures(at=AT + timedelta(minutes=1))

    by_sms, by_mail = (
        Report.objects.get(reason=f"code_not_delivered.{one}") for one in ("sms", "email")
    )
    assert (by_sms.receipts, by_sms.people, by_sms.party) == (5, 5, sms)
    assert (by_mail.receipts, by_mail.people, by_mail.party) == (5, 5, all_gateways)
