"""The stories of dues stand ready after the first start: real bills by the real services, once."""

from uuid import uuid4

import pytest

from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.models import Bill, LedgerEntry, Payment
from titian.contributions.types import Dues, Payability, Received, Via
from titian.demo.people.characters import characters
from titian.demo.people.dues import settle_dues
from titian.demo.people.settling import settle_people
from titian.demo.places import settle_places
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members.types import Status

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BY = Actor.system("tests")


@pytest.fixture(autouse=True)
def first_start(db: None) -> None:
    at = clock.now()
    settle_places(by=BY, at=at)
    settle_people(by=BY, at=at)
    settle_dues(by=BY, at=at)


def person(name: str) -> int:
    who = next(one for one in characters() if one.name == name)
    found = members_read.match(who.nik, who.born)
    assert found is not None
    return found


def dues(name: str) -> Dues:
    return contributions_read.dues_of(person(name), viewer=BY, at=clock.now())


def status(name: str) -> Status:
    return members_read.standing(person(name), viewer=BY, on=clock.today()).status


def pays(name: str) -> None:
    at, family = clock.now(), dues(name)
    received = Received("BRI", uuid4().hex, family.outstanding.amount, at, Via.VIRTUAL_ACCOUNT)
    contributions.pay_for_family(family_id=family.family_id, received=received, by=BY, at=at)


def test_fourteen_months_are_in_arrears_and_can_be_paid_in_parts() -> None:
    owed = dues("Bambang Irawan")

    assert owed.outstanding.months_in_arrears == 14
    assert owed.outstanding.amount == 15 * 2 * 35_000
    assert owed.offers or clock.today().day >= 28
    assert status("Bambang Irawan") is Status.NONAKTIF_TUNGGAKAN


def test_the_last_instalment_makes_the_card_active() -> None:
    plan = dues("Sri Rahayu").plan
    before = status("Sri Rahayu")

    pays("Sri Rahayu")

    assert plan is not None
    assert (plan.paid_parts, len(plan.instalments)) == (11, 12)
    assert before is Status.NONAKTIF_TUNGGAKAN
    assert status("Sri Rahayu") is Status.AKTIF


def test_a_first_payment_is_open_and_makes_the_card_active() -> None:
    owed = dues("Dedi Kurniawan").outstanding

    pays("Dedi Kurniawan")

    assert (owed.payability, owed.amount) == (Payability.PAYABLE, 3 * 35_000)
    assert status("Wulan Sari") is Status.AKTIF


def test_who_always_paid_has_receipts_and_owes_this_month() -> None:
    owed = dues("Fitri Handayani")

    assert len(owed.payments) == 3
    assert owed.outstanding.amount == 2 * 35_000
    assert status("Fitri Handayani") is Status.AKTIF


def test_of_a_worker_the_employer_pays_and_of_an_elder_the_state() -> None:
    share = dues("Budi Santoso").share

    assert share is not None
    assert (share.employer, share.worker) == (184_000, 46_000)
    assert dues("Budi Santoso").outstanding.payability is Payability.NOT_OURS
    assert dues("Sutinah").outstanding.payability is Payability.NOT_OURS


def test_a_second_start_changes_nothing() -> None:
    counted = [model.objects.count() for model in (Payment, Bill, LedgerEntry)]

    come = settle_dues(by=BY, at=clock.now())

    assert come == 0
    assert [model.objects.count() for model in (Payment, Bill, LedgerEntry)] == counted
