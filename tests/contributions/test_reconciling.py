"""A bank's daily file beside our books: what is clear settles itself, the rest waits."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest

from tests.factories.contributions import PayingFamily, money, noon, paying_family
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.models import BankStatement, Payment
from titian.contributions.types import (
    DifferenceKind,
    DifferenceView,
    Settlement,
    Statement,
    StatementFault,
    StatementLine,
    StatementView,
    Via,
)
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
AT = noon(TODAY) + timedelta(hours=8)
OFFICER = Actor.staff(7, (Grant("branch", Scope("region", "35.73")),))
FETCHED = Actor.system("command.reconcile")
DUE = 35_000


def line(
    family: PayingFamily, request_id: str, *, amount: int = DUE, row: int = 2
) -> StatementLine:
    return StatementLine(row, request_id, family.customer_no, amount, noon(TODAY), "ref-1")


def paid_at_bank(family: PayingFamily, request_id: str, amount: int = DUE) -> None:
    """The bank told us itself."""
    received = money(amount, TODAY, request_id=request_id)
    contributions.pay(customer_no=family.customer_no, received=received, by=OFFICER, at=noon(TODAY))


def taken(
    *lines: StatementLine,
    faults: tuple[StatementFault, ...] = (),
    day: date = TODAY,
    by: Actor = FETCHED,
) -> tuple[StatementView, list[DifferenceView]]:
    digest = sha256(repr((lines, faults, day)).encode()).digest()
    statement = Statement("BRI", day, digest, lines, faults)
    number = contributions.reconcile(statement=statement, by=by, at=AT)
    return contributions_read.statement(number, viewer=OFFICER)


def test_what_agrees_is_counted_and_leaves_nothing_to_do() -> None:
    family = paying_family(1)
    paid_at_bank(family, "r1")

    seen, differences = taken(line(family, "r1"))

    assert (seen.lines, seen.matched, seen.open, differences) == (1, 1, 0, [])


def test_money_the_bank_has_and_we_do_not_is_booked_by_itself() -> None:
    family = paying_family(1)

    seen, (one,) = taken(line(family, "r1"))

    assert (one.kind, one.settlement) == (DifferenceKind.MISSING_WITH_US, Settlement.BOOKED)
    assert (seen.booked, seen.open) == (1, 0)
    assert family.owes(TODAY).amount == 0
    assert Payment.objects.get(partner="BRI", request_id="r1").via == Via.RECONCILIATION


@pytest.mark.parametrize(
    "amount,reason",
    [(DUE + 1, "contributions.wrong_amount"), (DUE, "contributions.nothing_due")],
)
def test_money_that_fits_no_bill_waits_for_a_person(amount: int, reason: str) -> None:
    family = paying_family(1)
    if reason == "contributions.nothing_due":
        family.pays(TODAY)

    seen, differences = taken(line(family, "r1", amount=amount))

    one = next(d for d in differences if d.row == 2)
    assert (one.settlement, one.reason) == (None, reason)
    assert seen.open >= 1


def test_a_number_that_nobody_has_waits_for_a_person() -> None:
    stranger = replace(paying_family(1), card_number="9999999999999")

    _, (one,) = taken(line(stranger, "r1"))

    assert (one.settlement, one.reason) == (None, "contributions.payer_unknown")
    assert one.account == "*******9999"


def test_a_payment_the_file_does_not_have_waits_until_a_later_file_has_it() -> None:
    family, other = paying_family(1), paying_family(1)
    paid_at_bank(family, "r1")

    first, waiting = taken(line(other, "r2"))
    assert [d.kind for d in waiting if d.settlement is None] == [DifferenceKind.MISSING_WITH_BANK]

    taken(line(family, "r1"), day=TODAY + timedelta(days=1))

    again, differences = contributions_read.statement(first.statement_id, viewer=OFFICER)
    settled = next(d for d in differences if d.kind is DifferenceKind.MISSING_WITH_BANK)
    assert (again.open, settled.settlement) == (0, Settlement.LATER_FILE)


def test_another_amount_is_shown_from_both_sides() -> None:
    family = paying_family(1)
    paid_at_bank(family, "r1")

    _, (one,) = taken(line(family, "r1", amount=DUE + 1000))

    assert one.kind is DifferenceKind.AMOUNT_DIFFERS
    assert (one.bank_amount, one.our_amount, one.settlement) == (DUE + 1000, DUE, None)


def test_the_same_line_twice_is_harmless_another_under_its_name_is_not() -> None:
    family = paying_family(1)
    paid_at_bank(family, "r1")

    _, differences = taken(
        line(family, "r1"),
        line(family, "r1", row=3),
        line(family, "r1", row=4, amount=1000),
    )

    assert {d.row: d.settlement for d in differences} == {3: Settlement.NOTHING_TO_DO, 4: None}
    assert {d.kind for d in differences} == {DifferenceKind.DUPLICATE}


def test_a_line_that_cannot_be_read_is_kept_as_its_number_and_reason() -> None:
    _, (one,) = taken(faults=(StatementFault(5, "shape", "amount"),))

    assert (one.kind, one.row, one.reason, one.column) == (
        DifferenceKind.UNREADABLE,
        5,
        "shape",
        "amount",
    )


def test_the_same_file_twice_changes_nothing() -> None:
    family = paying_family(1)
    first, differences = taken(line(family, "r1"))

    again, same = taken(line(family, "r1"))

    assert (again, same) == (first, differences)
    assert Payment.objects.filter(partner="BRI").count() == 1


def test_a_file_that_was_broken_off_goes_on_where_it_stopped() -> None:
    agreed, missing = paying_family(1), paying_family(1)
    paid_at_bank(agreed, "r1")
    lines = (line(agreed, "r1"), line(missing, "r2", row=3))
    first, differences = taken(*lines)
    BankStatement.objects.filter(pk=first.statement_id).update(finished_at=None, matched=0)

    again, same = taken(*lines)

    assert (again.is_finished, again.matched, again.booked) == (True, 1, 1)
    assert same == differences
    assert Payment.objects.filter(partner="BRI").count() == 2


class TestSettling:
    @pytest.fixture
    def family(self) -> PayingFamily:
        return paying_family(1)

    @pytest.fixture
    def waiting(self, family: PayingFamily) -> tuple[StatementView, DifferenceView]:
        family.pays(TODAY)
        seen, differences = taken(line(family, "r1"))
        return seen, next(d for d in differences if d.row == 2)

    def settle(self, one: DifferenceView, how: Settlement, by: Actor = OFFICER) -> None:
        contributions.settle_difference(
            difference_id=one.difference_id, how=how, note="Dibayar dua kali", by=by, at=AT
        )

    def test_how_why_and_by_whom_are_kept(
        self, waiting: tuple[StatementView, DifferenceView]
    ) -> None:
        seen, one = waiting

        self.settle(one, Settlement.REFUNDED)
        self.settle(one, Settlement.REFUNDED)

        _, differences = contributions_read.statement(seen.statement_id, viewer=OFFICER)
        (done,) = [d for d in differences if d.difference_id == one.difference_id]
        assert (done.settlement, done.note) == (Settlement.REFUNDED, "Dibayar dua kali")
        assert (done.settled_by, done.settled_at) == (OFFICER.ref, AT)
        target = f"difference:{one.difference_id}"
        assert AuditEntry.objects.filter(target=target, actor=OFFICER.ref).count() == 1

    def test_two_people_do_not_settle_the_same(
        self, waiting: tuple[StatementView, DifferenceView]
    ) -> None:
        self.settle(waiting[1], Settlement.REFUNDED)

        with pytest.raises(contributions.DifferenceSettled):
            self.settle(waiting[1], Settlement.NOTHING_TO_DO)

    def test_what_cannot_be_booked_stays_open(
        self, waiting: tuple[StatementView, DifferenceView]
    ) -> None:
        with pytest.raises(contributions.NothingDue):
            self.settle(waiting[1], Settlement.BOOKED)

        seen, _ = contributions_read.statement(waiting[0].statement_id, viewer=OFFICER)
        assert seen.open == waiting[0].open

    @pytest.mark.parametrize(
        "grants",
        [
            (),
            (Grant("desk", Scope("facility", "1033252")),),
            (Grant("manager", Scope("facility", "1033252")),),
        ],
    )
    def test_others_neither_see_nor_settle(
        self, waiting: tuple[StatementView, DifferenceView], grants: tuple[Grant, ...]
    ) -> None:
        stranger = Actor.staff(8, grants)

        with pytest.raises(contributions.MoneyWorkNotAllowed):
            self.settle(waiting[1], Settlement.REFUNDED, by=stranger)
        with pytest.raises(contributions.MoneyWorkNotAllowed):
            contributions_read.statements(viewer=stranger)


class TestAFileBroughtByAPerson:
    """Nobody writes money into the books alone."""

    def brought(self, family: PayingFamily) -> DifferenceView:
        _, (one,) = taken(line(family, "r1"), by=OFFICER)
        return one

    def books(self, one: DifferenceView, by: Actor) -> None:
        contributions.settle_difference(
            difference_id=one.difference_id, how=Settlement.BOOKED, note="", by=by, at=AT
        )

    def test_a_payment_only_the_file_tells_of_waits(self) -> None:
        one = self.brought(paying_family(1))

        assert one.settlement is None
        assert not Payment.objects.exists()

    def test_who_brought_it_does_not_book_it(self) -> None:
        one = self.brought(paying_family(1))

        with pytest.raises(contributions.SecondPersonNeeded):
            self.books(one, OFFICER)

    def test_another_officer_books_it(self) -> None:
        one = self.brought(paying_family(1))

        self.books(one, Actor.staff(8, OFFICER.grants))

        assert Payment.objects.get().request_id == "r1"
