"""What holds of every kind of reminder: stopped, put off, by the wanted channel, never at night."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest

from tests.factories.contributions import (
    BANK,
    PayingFamily,
    noon,
    paying_family,
    registered,
    suspended_family,
)
from tests.factories.messages import reachable
from titian.contributions import services as contributions
from titian.contributions.models import DebitAttempt, Mandate
from titian.contributions.ports import DebitResult
from titian.contributions.services.wording import PARAMETERS
from titian.contributions.types import PlanScheme
from titian.members import services as members
from titian.members.types import Change, Happening, NewContact, Segment, WardClass
from titian.notifications.models import Message
from titian.notifications.services.wording import worded

NOVEMBER = date(2026, 11, 1)
Made = tuple[PayingFamily, date]


def a_month_is_due() -> Made:
    family = paying_family()
    contributions.bill_month(month=NOVEMBER, by=BANK, at=noon(NOVEMBER))
    return family, date(2026, 11, 5)


def a_card_goes_off_soon() -> Made:
    family, _ = a_month_is_due()
    return family, date(2026, 11, 28)


def a_part_is_due() -> Made:
    family = suspended_family(14, on=date(2026, 11, 2))
    contributions.agree_plan(
        family_id=family.family_id,
        scheme=PlanScheme.REHAB,
        parts=12,
        client_key="a",
        by=family.viewer,
        at=noon(date(2026, 11, 2)),
    )
    return family, date(2026, 11, 5)


def a_debit_failed() -> Made:
    family, day = paying_family(), date(2026, 11, 5)
    mandate = Mandate.objects.create(
        family_id=family.family_id, gateway="contoh", ref_sealed="x", account_end="1234",
        client_key="a", opened_at=noon(NOVEMBER),
    )  # fmt: skip
    DebitAttempt.objects.create(
        mandate=mandate, day=day, amount=70_000, result=DebitResult.NO_FUNDS, asked_at=noon(day)
    )
    return family, day


def a_child_turns_21() -> Made:
    work = Happening(Change.REGISTERED, date(2016, 1, 1), Segment.PPU_BU, WardClass.SECOND)
    family = registered([(work,)] * 3)  # the third is a child, born on the first of January 2013
    return family, date(2033, 12, 15)


SITUATIONS: dict[str, Callable[[], Made]] = {
    "due": a_month_is_due,
    "suspension": a_card_goes_off_soon,
    "instalment": a_part_is_due,
    "debit_failed": a_debit_failed,
    "coming_of_age": a_child_turns_21,
}
every_kind = pytest.mark.parametrize("kind", SITUATIONS)


def said(kind: str) -> list[Message]:
    return list(Message.objects.filter(template=f"contributions/messages/{kind}.txt"))


@every_kind
@pytest.mark.django_db
def test_it_goes_to_the_channel_that_the_family_wants_first(kind: str) -> None:
    family, day = SITUATIONS[kind]()
    wanted = (NewContact("email", "siti@contoh.test"), NewContact("sms", "+628120000001"))
    members.replace_contacts(person_id=family.head, contacts=wanted, by=BANK, at=noon(day))

    contributions.remind(at=noon(day))

    (message,) = said(kind)
    assert json.loads(message.addresses or "[]")[0] == ["email", "siti@contoh.test"]


@every_kind
@pytest.mark.parametrize("choose", [contributions.stop_reminders, contributions.snooze_reminders])
@pytest.mark.django_db
def test_who_wants_none_gets_none_of_any_kind(kind: str, choose: Callable[..., None]) -> None:
    family, day = SITUATIONS[kind]()
    reachable(family.head)
    token = contributions.reminder_token(family.family_id)
    choose(token=token, by=family.viewer, at=noon(day.replace(day=2)))

    contributions.remind(at=noon(day))

    assert said(kind) == []


@every_kind
@pytest.mark.django_db
def test_none_is_said_at_night(kind: str) -> None:
    family, day = SITUATIONS[kind]()
    reachable(family.head)

    contributions.remind(at=datetime.combine(day, time(16, 0), UTC))  # 23.00 in Jakarta

    (message,) = said(kind)
    assert message.next_attempt_at > datetime.combine(day, time(23, 59), UTC)


_OF_SMS = set(
    "@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("template", PARAMETERS)
def test_no_letter_makes_an_sms_twice_as_long(template: str, language: str) -> None:
    """One letter outside the alphabet of SMS leaves room for 67 a part instead of 153."""
    data: dict[str, str | int] = dict.fromkeys(PARAMETERS[template], "1")

    _, text = worded(f"contributions/messages/{template}.txt", data, language)

    assert set(text) <= _OF_SMS
