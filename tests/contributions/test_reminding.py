"""Families are reminded in time, once, on their channel, and never against their wish."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from tests.factories.contributions import (
    BANK,
    PayingFamily,
    noon,
    paying_family,
    suspended_family,
)
from tests.factories.members import acting_for, make_family, new_person
from tests.factories.messages import let_events_through, reachable, words_of
from titian.contributions import services as contributions
from titian.contributions.models import DebitAttempt, Mandate
from titian.contributions.ports import DebitResult
from titian.contributions.rules.reminding import Wishes, step_before, suspension_is_near
from titian.contributions.services.wording import PARAMETERS
from titian.contributions.types import PlanScheme
from titian.members.services import own_data
from titian.members.types import DataRight, Relation, Segment
from titian.notifications.models import Message
from titian.notifications.services.wording import worded

pytestmark = pytest.mark.slow

NOVEMBER = date(2026, 11, 1)
DUE = date(2026, 11, 10)


def said(name: str) -> list[Message]:
    template = f"contributions/messages/{name}.txt"
    return list(Message.objects.filter(template=template).order_by("id"))


def words(name: str, language: str = "id") -> str:
    (message,) = said(name)
    assert tuple(sorted(json.loads(message.data or "{}"))) == tuple(sorted(PARAMETERS[name]))
    return words_of(message, language)


@pytest.fixture
def family(db: None) -> PayingFamily:
    """Two people of class III with an open bill of November; the head has WhatsApp."""
    paying = paying_family()
    reachable(paying.head)
    contributions.bill_month(month=NOVEMBER, by=BANK, at=noon(NOVEMBER))
    return paying


@pytest.mark.parametrize(
    "day, step", [(4, None), (5, 5), (6, 5), (8, 5), (9, 1), (10, 1), (11, None)]
)
def test_five_days_before_and_one_day_before(day: int, step: int | None) -> None:
    found = step_before(DUE, on=date(2026, 11, day), days_before=(5, 1))

    assert found == step


@pytest.mark.parametrize("day, is_near", [(26, False), (27, True), (30, True)])
def test_the_last_days_of_a_month_are_near_the_suspension(day: int, is_near: bool) -> None:
    assert suspension_is_near(date(2026, 11, day), days_before=4) is is_near


@pytest.mark.parametrize("day, alone", [(date(2026, 11, 30), True), (date(2026, 12, 1), False)])
def test_a_snooze_ends_with_its_day(day: date, alone: bool) -> None:
    assert Wishes(snoozed_until=date(2026, 11, 30)).leave_alone(day) is alone


def test_the_reminder_says_amount_day_and_what_happens_otherwise(family: PayingFamily) -> None:
    contributions.remind(at=noon(date(2026, 11, 5)))

    text = words("due")
    for part in ("Orang", "Rp70.000", "Selasa 10 November", "1 Desember", "/iuran/bayar/"):
        assert part in text
    assert "/iuran/pengingat/" in text


def test_a_head_whose_data_rest_is_not_reminded_until_they_are_used_again(
    family: PayingFamily,
) -> None:
    by = acting_for(family.head)
    at = noon(date(2026, 11, 4))
    own_data.ask(
        person_id=family.head,
        right=DataRight.RESTRICT,
        words="",
        client_key=uuid4(),
        by=by,
        at=at,
    )

    contributions.remind(at=noon(date(2026, 11, 5)))
    assert said("due") == []
    own_data.lift_restriction(person_id=family.head, by=by, at=at)
    contributions.remind(at=noon(date(2026, 11, 9)))

    assert len(said("due")) == 1


@pytest.mark.parametrize("template", PARAMETERS)
def test_every_message_fits_into_two_sms(template: str) -> None:
    """Long but possible values: a name of 12 letters, an address like ours."""
    path = "iuran/bukti/382736451928374650/" if "paid" in template else "cara/ubah-data/"
    long: dict[str, str | int] = {
        "name": "Muhammadiyah", "child": "Muhammadiyah", "amount": "Rp1.750.000", "age": 21,
        "parts": 36, "day": "Selasa 29 September", "off": "1 September", "receipt": "A" * 11,
        "end": "7890",
        "link": f"https://titian.contoh.id/{path}",
        "stop": f"https://titian.contoh.id/iuran/pengingat/{'x' * 22}/",
    }  # fmt: skip
    data = {name: long[name] for name in PARAMETERS[template]}

    _, text = worded(f"contributions/messages/{template}.txt", data, "id")

    assert len(text) <= 306, text


def test_it_holds_no_number_of_the_scheme(family: PayingFamily) -> None:
    contributions.remind(at=noon(date(2026, 11, 5)))

    text = words("due")
    assert family.customer_no not in text
    assert "Contoh" not in text
    assert family.card_number not in text


def test_a_day_that_runs_twice_says_it_once_and_each_step_is_said(family: PayingFamily) -> None:
    for day in (5, 5, 6, 7, 9, 9, 10):
        contributions.remind(at=noon(date(2026, 11, day)))

    assert len(said("due")) == 2


def test_who_has_paid_is_not_reminded(family: PayingFamily) -> None:
    family.pays(date(2026, 11, 4))

    contributions.remind(at=noon(date(2026, 11, 5)))

    assert said("due") == []


@pytest.mark.parametrize("choose", [contributions.stop_reminders, contributions.snooze_reminders])
def test_who_wants_none_gets_none(family: PayingFamily, choose: Callable[..., None]) -> None:
    token = contributions.reminder_token(family.family_id)
    choose(token=token, by=family.viewer, at=noon(date(2026, 11, 2)))

    contributions.remind(at=noon(date(2026, 11, 5)))

    assert said("due") == []


def test_a_snooze_is_over_with_the_month(family: PayingFamily) -> None:
    token = contributions.reminder_token(family.family_id)
    contributions.snooze_reminders(token=token, by=family.viewer, at=noon(date(2026, 11, 2)))
    family.pays(date(2026, 11, 4))
    contributions.bill_month(month=date(2026, 12, 1), by=BANK, at=noon(date(2026, 12, 1)))

    contributions.remind(at=noon(date(2026, 12, 5)))

    assert len(said("due")) == 1


def test_before_the_first_the_card_is_said_to_go_off_once(family: PayingFamily) -> None:
    for day in range(26, 31):
        contributions.remind(at=noon(date(2026, 11, day)))

    text = words("suspension")
    assert "Bayar sebelum 1 Desember supaya kartu tetap aktif." in text


def test_at_night_it_waits_for_the_morning_of_the_recipient(family: PayingFamily) -> None:
    midnight = datetime(2026, 11, 4, 17, 30, tzinfo=UTC)  # 00.30 in Jakarta on the 5th

    contributions.remind(at=midnight)

    (message,) = said("due")
    assert message.urgency == "normal"
    assert message.next_attempt_at >= datetime(2026, 11, 5, 0, 0, tzinfo=UTC)


def test_a_part_of_a_plan_is_reminded_of_on_its_own_day(db: None) -> None:
    owing = suspended_family(14, on=date(2026, 11, 12))
    reachable(owing.head)
    contributions.agree_plan(
        family_id=owing.family_id,
        scheme=PlanScheme.REHAB,
        parts=12,
        client_key="a",
        by=owing.viewer,
        at=noon(date(2026, 11, 2)),
    )

    for day in (2, 5, 9):
        contributions.remind(at=noon(date(2026, 11, day)))

    assert len(said("instalment")) == 2


def test_a_debit_that_failed_is_said_once_with_the_way_to_pay(family: PayingFamily) -> None:
    mandate = Mandate.objects.create(
        family_id=family.family_id, gateway="contoh", ref_sealed="x", account_end="1234",
        client_key="a", opened_at=noon(NOVEMBER),
    )  # fmt: skip
    for day in (5, 6):
        DebitAttempt.objects.create(
            mandate=mandate, day=date(2026, 11, day), amount=70_000,
            result=DebitResult.NO_FUNDS, asked_at=noon(date(2026, 11, day)),
        )  # fmt: skip

    for day in (5, 6, 7):
        contributions.remind(at=noon(date(2026, 11, day)))

    assert "bank tidak bisa mengambil iuran JKN Rp70.000" in words("debit_failed")


def test_a_workers_child_near_21_hears_it_a_month_before_and_once(db: None) -> None:
    worker = new_person("Budi Santoso", segment=Segment.PPU_BU)
    born = date(2005, 12, 1)
    child = new_person("Dimas", born=born, relation=Relation.CHILD, segment=Segment.PPU_BU)
    city = new_person("Sari", born=born, relation=Relation.CHILD, segment=Segment.PBPU_PEMDA)
    head, *_ = make_family(worker, child, city)
    reachable(head)

    for day in range(10):
        contributions.remind(at=noon(date(2026, 10, 31) + timedelta(days=day)))

    text = words("coming_of_age")
    assert "Dimas berumur 21 tahun pada Selasa 1 Desember" in text
    assert "Sari" not in text


def test_paying_after_arrears_says_that_the_card_is_active_now(db: None) -> None:
    day = date(2026, 11, 12)
    owing = suspended_family(3, on=day)
    reachable(owing.head)
    owing.pays(day)

    let_events_through(noon(day))

    assert "Kartu JKN keluarga aktif sekarang." in words("paid_active")
    assert "The family's JKN card is active now." in words("paid_active", "en")


def test_paying_an_ordinary_month_says_received_and_the_receipt(family: PayingFamily) -> None:
    family.pays(date(2026, 11, 4))

    let_events_through(noon(date(2026, 11, 4)))

    assert "pembayaran JKN Rp70.000 sudah diterima. Bukti" in words("paid")


def test_a_family_that_is_suspended_hears_it_once_with_how_to_be_active(
    family: PayingFamily,
) -> None:
    first = date(2026, 12, 1)
    contributions.suspend_unpaid(on=first, by=BANK, at=noon(first))

    let_events_through(noon(first))

    assert "tidak aktif sejak Selasa 1 Desember" in words("suspended")


def test_a_plan_is_said_when_agreed_and_when_given_up(db: None) -> None:
    day = date(2026, 11, 12)
    owing = suspended_family(14, on=day)
    reachable(owing.head)
    contributions.agree_plan(
        family_id=owing.family_id,
        scheme=PlanScheme.REHAB,
        parts=12,
        client_key="a",
        by=owing.viewer,
        at=noon(day),
    )
    let_events_through(noon(day))
    contributions.cancel_plan(family_id=owing.family_id, by=owing.viewer, at=noon(day))
    let_events_through(noon(day))

    assert "Rp980.000 dicicil 12 kali" in words("plan_agreed")
    assert "Yang sudah dibayar tetap dihitung." in words("plan_cancelled")
