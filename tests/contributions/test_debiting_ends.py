"""A debit that was asked for has an end, also when the mandate has one before it."""

from datetime import date

import pytest

from tests.factories.autodebit import DAY, DUE, JOB, Bank, debited, opened, payments_of, said
from tests.factories.contributions import PayingFamily, noon, paying_family
from tests.factories.messages import reachable
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.models import DebitAttempt
from titian.contributions.ports import Debit, DebitResult
from titian.contributions.services import mandates
from titian.platform.audit.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]


@pytest.fixture
def family() -> PayingFamily:
    """Two people of class III who paid November."""
    paying = paying_family()
    paying.pays(date(2026, 11, 20))
    return paying


def closed(family: PayingFamily) -> None:
    contributions.close_mandate(family_id=family.family_id, by=family.viewer, at=noon(DUE))


def ended_by_the_bank(family: PayingFamily) -> int:
    target = f"family:{family.family_id}"
    return AuditEntry.objects.filter(action="contributions.mandate_refused", target=target).count()


def test_money_that_was_taken_is_booked_although_the_mandate_was_closed_meanwhile(
    family: PayingFamily, bank: Bank
) -> None:
    DebitAttempt.objects.create(
        mandate_id=opened(family), day=DUE, amount=70_000,
        result=DebitResult.TAKEN, asked_at=noon(DUE),
    )  # fmt: skip
    closed(family)

    assert debited(DUE + DAY) == 1
    assert payments_of(family) == [("uji", 70_000)]


def test_what_has_no_answer_is_asked_again_when_the_bank_knows_that_the_mandate_was_closed(
    family: PayingFamily, bank: Bank
) -> None:
    opened(family)
    bank.answers = [DebitResult.UNKNOWN]
    debited(DUE)
    closed(family)

    assert debited(DUE + DAY) == 0
    contributions.end_mandates(at=noon(DUE + DAY))
    assert debited(DUE + 2 * DAY) == 1
    assert len({debit.key for debit in bank.debits}) == 1
    assert payments_of(family) == [("uji", 70_000)]


def test_a_closed_mandate_is_not_debited_anew(family: PayingFamily, bank: Bank) -> None:
    opened(family)
    closed(family)

    assert debited(DUE) == 0
    assert bank.debits == []


def test_a_mandate_that_is_closed_while_others_are_debited_is_left_alone(
    family: PayingFamily, bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = paying_family()
    other.pays(date(2026, 11, 20))
    opened(family)
    opened(other)
    first = bank.debit

    def while_the_other_closes(debit: Debit) -> DebitResult:
        closed(other)
        return first(debit)

    monkeypatch.setattr(bank, "debit", while_the_other_closes)

    assert debited(DUE) == 1
    assert payments_of(other) == []


def test_a_bank_that_refuses_ends_autodebit_and_the_head_hears_how_to_pay(
    family: PayingFamily, bank: Bank
) -> None:
    reachable(family.head)
    opened(family)
    bank.answers = [DebitResult.REFUSED]

    for days in (0, 0, 1):
        debited(DUE + days * DAY)
    contributions.remind(at=noon(DUE + DAY))

    (text,) = said("mandate_refused")
    assert "bank menolak autodebit iuran JKN dari rekening yang berakhir 7890" in text
    assert "/iuran/bayar/" in text
    assert said("debit_failed") == []
    assert ended_by_the_bank(family) == 1
    assert family.pays(DUE).amount == 70_000


def test_a_refusal_that_cannot_be_told_leaves_the_mandate_as_it_was_and_is_asked_again(
    family: PayingFamily, bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(family)
    bank.answers = [DebitResult.REFUSED, DebitResult.REFUSED]

    def broken_off(*said: object, **at: object) -> int:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(mandates, "say", broken_off)
        debited(DUE)
    assert contributions_read.find_mandate(family.family_id) is not None
    assert ended_by_the_bank(family) == 0

    debited(DUE)

    assert contributions_read.find_mandate(family.family_id) is None
    assert ended_by_the_bank(family) == 1
    assert len({debit.key for debit in bank.debits}) == 1


def test_what_the_family_ended_itself_was_not_ended_by_the_bank(
    family: PayingFamily, bank: Bank
) -> None:
    reachable(family.head)
    number = opened(family)
    closed(family)

    mandates.end_refused(mandate_id=number, by=JOB, at=noon(DUE))

    assert said("mandate_refused") == []
    assert ended_by_the_bank(family) == 0
