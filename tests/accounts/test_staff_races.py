"""Two at the same moment: one invitation, one decision, one written-down code."""

from functools import partial

import pytest

from tests.accounts.keeping import AT, House, an_operator, join_by, link_sent, sign_in
from tests.factories.accounts import make_staff
from tests.threads import all_at_once
from titian.accounts import selectors as accounts_read
from titian.accounts import services as accounts
from titian.accounts.errors import DecidedAlready, InvitationGone, WrongCredentials
from titian.accounts.models import Account, Proposal, RoleGrant
from titian.accounts.types import Joined

pytestmark = pytest.mark.slow

BUDI = {"name": "Budi (contoh)", "reach": "081234567001"}


def test_two_at_the_same_moment_use_one_link_and_one_gets_in(committed_db: None) -> None:
    house = House()
    number = accounts.invite(**BUDI, offer=house.offer(), by=house.staff("manager").actor, at=AT)
    token = link_sent(number)
    tries = [partial(join_by, token, number, username=f"{who}-{number}") for who in ("budi", "dua")]

    answers = all_at_once(tries)

    (won,) = [one for one in answers if isinstance(one, Joined)]
    (lost,) = [one for one in answers if isinstance(one, BaseException)]
    assert isinstance(lost, InvitationGone)
    assert accounts_read.find_live_session(won.session.token, AT) is not None
    assert not Account.objects.filter(staff__username=f"dua-{number}").exists() or (
        not Account.objects.filter(staff__username=f"budi-{number}").exists()
    )


def test_two_at_the_same_moment_decide_and_one_counts(committed_db: None) -> None:
    house = House()
    first, ratna = house.staff("admin"), house.staff("desk")
    deciders = [house.staff("admin"), an_operator()]
    number = accounts.give_role(
        account=ratna.account_id, offer=house.offer("manager"), by=first.actor, at=AT
    )
    acts = [
        partial(accounts.decide, proposal=number, yes=bool(place), by=one.actor, at=AT)
        for place, one in enumerate(deciders)
    ]

    answers = all_at_once(acts)

    assert [type(one) for one in answers if one is not None] == [DecidedAlready]
    was_given = RoleGrant.objects.filter(account_id=ratna.account_id, role="manager").exists()
    assert was_given == (Proposal.objects.get(pk=number).state == "approved")


def test_two_at_the_same_moment_use_one_written_down_code_and_one_wins(committed_db: None) -> None:
    staff = make_staff()
    (code, *_) = accounts.make_backup_codes(by=staff.actor, at=AT)

    answers = all_at_once([partial(sign_in, staff, code)] * 2)

    assert [type(one) for one in answers if isinstance(one, BaseException)] == [WrongCredentials]
