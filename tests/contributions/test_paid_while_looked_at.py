"""A payment changes people and bills together: nobody sees the one without the other."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from tests.conftest import StatementBudget
from tests.factories.autodebit import DUE, Bank, debited, opened
from tests.factories.contributions import (
    PayingFamily,
    noon,
    paying_family,
    suspended_family,
    waiting_family,
)
from tests.meanwhile import right_before
from titian.contributions import selectors as contributions_read
from titian.contributions.types import Outstanding, Payability

pytestmark = pytest.mark.django_db

Look = Callable[[PayingFamily], Outstanding]


def a_bank_asks(family: PayingFamily) -> Outstanding:
    return family.owes(DUE)


def the_page_is_opened(family: PayingFamily) -> Outstanding:
    shown = contributions_read.dues_of(family.head, viewer=family.viewer, at=noon(DUE))
    return shown.outstanding


def pays_for_the_first_time() -> PayingFamily:
    return waiting_family(registered_on=date(2026, 11, 20))


def pays_what_was_owed_before_the_books() -> PayingFamily:
    return suspended_family(5, people=1, on=DUE)


@contextmanager
def paying(family: PayingFamily) -> Iterator[None]:
    """All that is due is paid when the people are read and the bills are not."""
    amount = family.owes(DUE).amount
    with right_before('FROM "contribution_bill"', lambda: family.pays(DUE, amount)):
        yield


@pytest.mark.parametrize("look", [a_bank_asks, the_page_is_opened])
@pytest.mark.parametrize("whoever", [pays_for_the_first_time, pays_what_was_owed_before_the_books])
def test_who_pays_meanwhile_is_not_asked_once_more(
    whoever: Callable[[], PayingFamily], look: Look
) -> None:
    family = whoever()

    with paying(family):
        asked = look(family)

    assert (asked.payability, asked.lines) == (Payability.NOTHING_DUE, ())


def test_who_pays_meanwhile_is_not_debited(bank: Bank) -> None:
    family = pays_for_the_first_time()
    opened(family)

    with paying(family):
        paid = debited(DUE)

    assert (paid, bank.debits) == (0, [])


@pytest.mark.parametrize(
    "whoever, most",
    [(paying_family, 4), (pays_what_was_owed_before_the_books, 5), (pays_for_the_first_time, 5)],
)
def test_a_look_takes_few_statements(
    whoever: Callable[[], PayingFamily], most: int, statements: type[StatementBudget]
) -> None:
    family = whoever()

    with statements.at_most(most):
        family.owes(DUE)
