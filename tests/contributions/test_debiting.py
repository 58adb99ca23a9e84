"""Autodebit takes what is due exactly once a month; what fails is said, with a way out."""

from datetime import date

import pytest

from tests.factories.autodebit import DAY, DUE, JOB, Bank, debited, opened, payments_of, said
from tests.factories.contributions import PayingFamily, noon, paying_family, suspended_family
from tests.factories.messages import reachable
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.models import DebitAttempt
from titian.contributions.ports import Debit, DebitResult

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]


@pytest.fixture
def family() -> PayingFamily:
    """Two people of class III who paid November; the head can be written to."""
    paying = paying_family()
    reachable(paying.head)
    paying.pays(date(2026, 11, 20))
    return paying


class TestDebiting:
    @pytest.mark.parametrize("days,times", [(-4, 0), (-3, 1), (0, 1)])
    def test_it_is_debited_some_days_before_it_is_due(
        self, family: PayingFamily, bank: Bank, days: int, times: int
    ) -> None:
        opened(family)

        debited(DUE + days * DAY)

        assert len(bank.debits) == times

    def test_a_month_is_debited_exactly_once(self, family: PayingFamily, bank: Bank) -> None:
        opened(family)

        paid = [debited(DUE + days * DAY) for days in (-3, -3, -2, 0, 5)]

        assert paid == [1, 0, 0, 0, 0]
        assert [debit.amount for debit in bank.debits] == [70_000]
        assert payments_of(family) == [("uji", 70_000)]
        assert sum(family.balances().values()) == 0

    def test_who_paid_meanwhile_is_not_debited(self, family: PayingFamily, bank: Bank) -> None:
        opened(family)
        family.pays(DUE - 5 * DAY)

        assert debited(DUE) == 0
        assert bank.debits == []

    def test_no_answer_is_asked_again_with_the_same_key(
        self, family: PayingFamily, bank: Bank
    ) -> None:
        opened(family)
        bank.answers = [DebitResult.UNKNOWN]

        assert [debited(DUE), debited(DUE + DAY)] == [0, 1]
        assert len({debit.key for debit in bank.debits}) == 1
        assert len(payments_of(family)) == 1

    def test_killed_between_bank_and_books_it_is_booked_and_not_asked_again(
        self, family: PayingFamily, bank: Bank
    ) -> None:
        DebitAttempt.objects.create(
            mandate_id=opened(family), day=DUE, amount=70_000,
            result=DebitResult.TAKEN, asked_at=noon(DUE),
        )  # fmt: skip

        assert debited(DUE) == 1
        assert bank.debits == []
        assert payments_of(family) == [("uji", 70_000)]

    def test_a_card_that_was_off_is_active_when_the_money_came(self, bank: Bank) -> None:
        family = suspended_family(2, on=DUE)
        opened(family)

        debited(DUE)

        assert family.statuses == {"AKTIF"}

    def test_one_family_whose_bank_breaks_does_not_stop_the_others(
        self, family: PayingFamily, bank: Bank, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = paying_family()
        other.pays(date(2026, 11, 20))
        opened(family)
        opened(other)
        first = bank.debit

        def breaks(debit: Debit) -> DebitResult:
            if not bank.debits:
                bank.debits.append(debit)
                raise ConnectionError
            return first(debit)

        monkeypatch.setattr(bank, "debit", breaks)

        assert debited(DUE) == 1
        assert (payments_of(family), payments_of(other)) == ([], [("uji", 70_000)])

    def test_money_taken_while_the_family_paid_itself_is_seen_and_pays_the_next_month(
        self, family: PayingFamily, bank: Bank
    ) -> None:
        opened(family)
        bank.answers = [DebitResult.UNKNOWN]
        debited(DUE)
        family.pays(DUE)

        assert debited(DUE + DAY) == 0
        (one,) = contributions_read.unbooked_debits(viewer=JOB)
        assert (one.amount, one.account_end, one.day) == (70_000, "7890", DUE)
        assert debited(date(2027, 1, 1)) == 1
        assert contributions_read.unbooked_debits(viewer=JOB) == []
        assert len({debit.key for debit in bank.debits}) == 1


class TestFailing:
    def test_without_funds_it_is_tried_again_the_next_day_and_the_head_can_pay(
        self, family: PayingFamily, bank: Bank
    ) -> None:
        opened(family)
        bank.answers = [DebitResult.NO_FUNDS]

        assert [debited(DUE), debited(DUE)] == [0, 0]
        contributions.remind(at=noon(DUE + DAY))

        (text,) = said("debit_failed")
        assert "Isi saldo, atau bayar sendiri." in text
        assert "/iuran/bayar/" in text
        assert debited(DUE + DAY) == 1
        assert len({debit.key for debit in bank.debits}) == 2

    def test_a_bank_that_refuses_ends_the_mandate(self, family: PayingFamily, bank: Bank) -> None:
        opened(family)
        bank.answers = [DebitResult.REFUSED]

        assert [debited(DUE), debited(DUE + DAY)] == [0, 0]
        assert contributions_read.find_mandate(family.family_id) is None
