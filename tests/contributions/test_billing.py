from datetime import date

import pytest
from django.core.management import CommandError, call_command

from tests.factories.contributions import (
    BANK,
    SETUP,
    PayingFamily,
    covered_family,
    money,
    noon,
    paying_family,
    suspended_family,
    waiting_family,
)
from titian.contributions import services as contributions
from titian.contributions.models import Bill, BillingRun, EmployerBill, LedgerEntry
from titian.contributions.services import billing
from titian.contributions.types import BillKind
from titian.members.models import Family, MembershipEvent
from titian.members.types import Segment, WardClass
from titian.platform.outbox.models import OutboxEvent

pytestmark = pytest.mark.django_db

DECEMBER = date(2026, 12, 1)
JANUARY = date(2027, 1, 1)


def billed(month: date = DECEMBER, *, late: bool = False) -> int:
    return contributions.bill_month(month=month, by=SETUP, at=noon(month), late=late)


def bills_of(family: PayingFamily, month: date = DECEMBER) -> list[int]:
    found = Bill.objects.filter(family=family.family_id, month=month, kind=BillKind.MONTHLY)
    return list(found.values_list("amount", flat=True))


def test_a_self_paying_family_is_billed_and_the_government_owes_its_part() -> None:
    family = paying_family(people=4)

    billed()

    assert family.open_bills() == [("monthly", DECEMBER, 140_000)]
    assert family.balances() == {
        "member_due": 140_000, "government_due": 16_800, "local_due": 11_200,
        "contribution": -168_000,
    }  # fmt: skip


def test_whom_the_state_pays_for_has_no_bill_but_the_state_owes() -> None:
    family = covered_family(Segment.PBPU_PEMDA, people=3)

    billed()

    assert family.open_bills() == []
    assert family.balances() == {"government_due": 126_000, "contribution": -126_000}


def test_who_waits_for_the_first_payment_is_not_billed() -> None:
    family = waiting_family(registered_on=date(2026, 11, 20))

    billed()

    assert not bills_of(family)


def test_months_in_arrears_on_record_become_bills_when_the_account_opens() -> None:
    family = suspended_family(3, people=2, on=DECEMBER)

    billed()

    assert [month for _, month, _ in family.open_bills()] == [
        date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1), DECEMBER,
    ]  # fmt: skip
    assert family.owes(DECEMBER).amount == 4 * 70_000


def test_a_month_is_billed_once_however_often_it_is_asked_for() -> None:
    families = [paying_family(), covered_family(), suspended_family(5, on=DECEMBER)]
    first = billed()
    rows = LedgerEntry.objects.count()

    again, later = billed(), billed(late=True)

    assert first >= 6
    assert again == 0
    assert later == first
    assert LedgerEntry.objects.count() == rows
    assert [len(bills_of(family)) for family in families] == [1, 0, 1]


def test_who_joined_after_the_billing_is_billed_in_the_late_turn() -> None:
    billed()
    family = paying_family()

    billed(late=True)

    assert bills_of(family) == [70_000]


def test_who_paid_before_the_billing_is_not_billed_again() -> None:
    family = paying_family()
    family.pays(DECEMBER)

    billed()

    assert family.open_bills() == []
    assert bills_of(family) == [70_000]


def test_a_run_that_was_stopped_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(billing, "_FAMILIES_AT_ONCE", 1)
    families = [paying_family() for _ in range(3)]

    def stop(_: int) -> None:
        if bills_of(families[0]):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        contributions.bill_month(month=DECEMBER, by=SETUP, at=noon(DECEMBER), progress=stop)
    billed()

    assert [bills_of(family) for family in families] == [[70_000]] * 3
    assert BillingRun.objects.get().finished_at is not None


def test_the_bill_of_an_employer_is_the_sum_of_its_workers_shares() -> None:
    one, other = covered_family(Segment.PPU_BU, 1), covered_family(Segment.PPU_BU, 1)
    for family, wage in ((one, 20_000_000), (other, 5_000_000)):
        contributions.employ(
            employer_code="00000042",
            employer_name="PT Contoh",
            person_id=family.head,
            wage=wage,
            started_on=date(2026, 1, 1),
            extra_members=0 if family is one else 1,
            by=SETUP,
            at=noon(DECEMBER),
        )

    billed()
    billed(late=True)

    bill = EmployerBill.objects.get(employer__code="00000042", month=DECEMBER)
    assert (bill.workers, bill.amount) == (2, 600_000 + 300_000)
    assert one.balances() == {"employer_due": 600_000, "contribution": -600_000}


def test_on_the_first_whoever_did_not_pay_is_suspended() -> None:
    unpaid, paid = paying_family(people=3), paying_family()
    billed()
    paid.pays(date(2026, 12, 31))
    OutboxEvent.objects.all().delete()

    suspended = contributions.suspend_unpaid(on=JANUARY, by=SETUP, at=noon(JANUARY))

    assert suspended == 3
    assert unpaid.statuses == {"NONAKTIF_TUNGGAKAN"}
    assert paid.statuses == {"AKTIF"}
    assert Family.objects.get(pk=unpaid.family_id).months_in_arrears == 1
    assert OutboxEvent.objects.filter(name="members.status_changed").count() == 3
    assert set(
        MembershipEvent.objects.filter(person__in=unpaid.people, change="fell_in_arrears")
        .values_list("happened_on", flat=True)
    ) == {JANUARY}  # fmt: skip


def test_nobody_is_suspended_within_the_month_nor_twice() -> None:
    family = paying_family()
    billed()

    before = contributions.suspend_unpaid(
        on=date(2026, 12, 31), by=SETUP, at=noon(date(2026, 12, 31))
    )
    first = contributions.suspend_unpaid(on=JANUARY, by=SETUP, at=noon(JANUARY))
    again = contributions.suspend_unpaid(on=JANUARY, by=SETUP, at=noon(JANUARY))

    assert (before, first, again) == (0, 2, 0)
    assert family.statuses == {"NONAKTIF_TUNGGAKAN"}


def test_money_of_the_last_evening_undoes_the_suspension_of_the_night() -> None:
    family = paying_family()
    billed()
    contributions.suspend_unpaid(on=JANUARY, by=SETUP, at=noon(JANUARY))

    paid = contributions.pay_for_family(
        family_id=family.family_id,
        received=money(70_000, date(2026, 12, 31)),
        by=BANK,
        at=noon(JANUARY),
    )

    assert paid.active_now
    assert family.statuses == {"AKTIF"}


def test_the_command_bills_a_month_and_wants_it_readable() -> None:
    family = paying_family(ward=WardClass.FIRST, people=3)

    call_command("bill", month="2026-12", verbosity=0)

    assert bills_of(family) == [450_000]
    with pytest.raises(CommandError):
        call_command("bill", month="Desember")
