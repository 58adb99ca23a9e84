"""A lost phone, a written-down code, and somebody who leaves."""

from datetime import timedelta

import pytest

from tests.accounts.keeping import (
    AT,
    House,
    an_operator,
    join_by,
    link_sent,
    reachable,
    said_to,
    sign_in,
)
from tests.factories.accounts import Staff, make_staff
from titian.accounts import selectors as accounts_read
from titian.accounts import services as accounts
from titian.accounts.errors import (
    DecidedAlready,
    InvitationGone,
    MayNotKeep,
    NotOneself,
    WrongCredentials,
)
from titian.accounts.models import Account, Invitation, Session
from titian.accounts.types import Tried, Way
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, Grant, Scope

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
DAY = timedelta(days=1)


def ask(who: Staff, by: Staff, *, is_present: bool = False, reach: str = "") -> int:
    return accounts.ask_reset(
        account=who.account_id,
        seen="staff_card",
        is_present=is_present,
        reach=reach,
        by=by.actor,
        at=AT,
    )


def a_reset(*, is_present: bool) -> tuple[Staff, Invitation]:
    house = House()
    first, second = house.staff("admin"), house.staff("admin")
    lost = reachable(house.staff("desk"), "081234567004")
    accounts.open_session(account=lost.account_id, device="HP", by=Actor.system("t"), at=AT)
    number = ask(lost, first, is_present=is_present)
    accounts.decide(proposal=number, yes=True, by=second.actor, at=AT)
    return lost, Invitation.objects.get(account_id=lost.account_id)


def test_two_people_end_every_way_in_and_a_link_makes_a_new_one() -> None:
    lost, invitation = a_reset(is_present=True)

    assert not Session.objects.filter(account_id=lost.account_id).exists()
    with pytest.raises(Exception, match="second_factor_missing"):
        sign_in(lost, "123456")
    joined = join_by(link_sent(invitation.pk), invitation.pk, username="")
    assert joined.session.account_id == lost.account_id
    live = accounts_read.find_live_session(joined.session.token, AT)
    assert live is not None
    assert [grant.role for grant in live.actor.grants] == ["desk"]


def test_who_did_not_stand_there_waits_a_day_and_hears_of_it_before() -> None:
    lost, invitation = a_reset(is_present=False)
    token = link_sent(invitation.pk)

    with pytest.raises(InvitationGone):
        join_by(token, invitation.pk, username="", at=AT + DAY - timedelta(minutes=1))
    assert join_by(token, invitation.pk, username="", at=AT + DAY).backup_codes
    assert "Bukan Anda?" in said_to(f"account:{lost.account_id}")[0]


def test_whoever_lost_nothing_stops_it() -> None:
    house = House()
    first, second, ratna = (house.staff(role) for role in ("admin", "admin", "desk"))
    number = ask(reachable(ratna, "081234567005"), first)

    accounts.withdraw_proposal(proposal=number, by=ratna.actor, at=AT)

    with pytest.raises(DecidedAlready):
        accounts.decide(proposal=number, yes=True, by=second.actor, at=AT)


def test_nobody_resets_themselves_or_somebody_with_more_than_they_could_give() -> None:
    house = House()
    head = house.staff("manager")
    both = make_staff((Grant("desk", house.place), Grant("branch", Scope("region", "35.73"))))

    with pytest.raises(NotOneself):
        ask(head, head)
    with pytest.raises(MayNotKeep):
        ask(reachable(both, "081234567006"), head)


def test_a_written_down_code_opens_once_in_place_of_the_app() -> None:
    staff = reachable(make_staff(), "081234567007")
    codes = accounts.make_backup_codes(by=staff.actor, at=AT)

    assert sign_in(staff, f"{codes[0][:5]}-{codes[0][5:]}").account_id == staff.account_id
    with pytest.raises(WrongCredentials):
        sign_in(staff, codes[0])

    assert accounts_read.backup_codes_left(staff.actor) == 9
    assert [line.way for line in accounts_read.sign_ins(staff.actor)] == [
        Way.AUTHENTICATOR,
        Way.BACKUP,
    ]
    assert "kode cadangan" in said_to(staff.actor.ref)[0]


def test_the_history_tells_tries_apart_and_holds_no_whole_address() -> None:
    staff = make_staff()
    with pytest.raises(WrongCredentials):
        sign_in(staff, "000000")
    sign_in(staff, accounts.make_backup_codes(by=staff.actor, at=AT)[0])

    good, bad = accounts_read.sign_ins(staff.actor)

    assert (good.outcome, bad.outcome) == (Tried.OK, Tried.WRONG_CODE)
    assert {good.network, bad.network} == {"203.0.113.0/24"}


def test_a_year_later_the_history_is_gone() -> None:
    staff = make_staff()
    sign_in(staff, accounts.make_backup_codes(by=staff.actor, at=AT)[0])

    accounts.sweep_out(AT + 365 * DAY)

    assert accounts_read.sign_ins(staff.actor) == []


def test_one_press_ends_everything_of_somebody_who_leaves() -> None:
    house = House()
    head, gone = house.staff("admin"), house.staff("admin")
    session = accounts.open_session(
        account=gone.account_id, device="PC", by=Actor.system("t"), at=AT
    )
    invited = accounts.invite(
        name="B", reach="081234567008", offer=house.offer(), by=gone.actor, at=AT
    )
    asked = accounts.invite(
        name="C", reach="081234567009", offer=house.offer("manager"), by=gone.actor, at=AT
    )

    assert accounts.leave(account=gone.account_id, by=head.actor, at=AT)

    assert accounts_read.find_live_session(session.token, AT) is None
    assert Account.objects.get(pk=gone.account_id).closed_at == AT
    states = Invitation.objects.filter(pk__in=[invited, asked]).values_list("state", flat=True)
    assert set(states) == {"withdrawn"}
    assert accounts_read.proposals(head.actor, at=AT) == []
    with pytest.raises(WrongCredentials):
        sign_in(gone, gone.totp())


def test_who_works_elsewhere_too_loses_only_what_is_here() -> None:
    house, other = House(), House()
    both = make_staff((Grant("desk", house.place), Grant("desk", other.place)))

    assert not accounts.leave(account=both.account_id, by=house.staff("manager").actor, at=AT)

    (left,) = accounts_read.person(other.staff("manager").actor, both.account_id, at=AT).grants
    assert left.scope == other.place
    assert Account.objects.get(pk=both.account_id).closed_at is None


def test_the_operator_can_end_anybody_but_reset_nobody_who_sees_members() -> None:
    house, operator = House(), an_operator()
    ratna = reachable(house.staff("desk"), "081234567010")

    with pytest.raises(MayNotKeep):
        ask(ratna, operator)
    assert accounts.leave(account=ratna.account_id, by=operator.actor, at=AT)


def test_a_form_typed_at_a_locked_screen_is_given_back_once_to_its_session() -> None:
    staff = make_staff((Grant("desk", Scope(EVERYWHERE)),))
    mine = accounts.open_session(account=staff.account_id, device="PC", by=staff.actor, at=AT)
    typed = {"nama": ["Siti"], "pilih": ["a", "b"]}

    accounts.keep_form(session=mine.session_id, path="/petugas/x/", typed=typed, at=AT)

    assert accounts.take_form(session=mine.session_id, at=AT) == ("/petugas/x/", typed)
    assert accounts.take_form(session=mine.session_id, at=AT) is None
