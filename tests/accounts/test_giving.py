"""Roles: for a place and a period, by who may, and with a second person where it matters."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.accounts.keeping import AT, House, an_operator, reachable, said_to
from titian.accounts import selectors as accounts_read
from titian.accounts import services as accounts
from titian.accounts.errors import (
    DecidedAlready,
    MayNotKeep,
    NotOneself,
    RoleHeldAlready,
    SecondPersonNeeded,
    StaffUnknown,
)
from titian.accounts.models import Proposal, RoleGrant
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.platform.audit.selectors import entries_about

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
DAY = timedelta(days=1)


def a_session_of(account: int) -> str:
    return accounts.open_session(
        account=account, device="PC", by=Actor.system("tests"), at=AT
    ).token


def roles_of(token: str, at: object = AT) -> set[str]:
    live = accounts_read.find_live_session(token, at)  # type: ignore[arg-type]  # a moment
    assert live is not None
    return {grant.role for grant in live.actor.grants}


def test_a_role_counts_from_its_first_moment_until_its_last_in_an_open_session() -> None:
    house = House()
    head, ratna = house.staff("manager"), house.staff("desk")
    token = a_session_of(ratna.account_id)
    offer = house.offer(
        "claims", starts_at=AT + timedelta(hours=1), ends_at=AT + timedelta(hours=2)
    )

    accounts.give_role(account=ratna.account_id, offer=offer, by=head.actor, at=AT)

    assert roles_of(token) == {"desk"}
    assert roles_of(token, AT + timedelta(hours=1)) == {"desk", "claims"}
    assert roles_of(token, AT + timedelta(hours=2)) == {"desk"}


def test_an_ended_role_counts_for_nothing_at_the_next_press() -> None:
    house = House()
    head, ratna = house.staff("manager"), house.staff("desk")
    token = a_session_of(ratna.account_id)
    (line,) = accounts_read.who_has_what(head.actor, at=AT, role="desk")

    accounts.end_role(grant_id=line.grant_id, by=head.actor, at=AT)

    assert roles_of(token) == set()
    assert [line.role for line in accounts_read.who_has_what(head.actor, at=AT)] == ["manager"]


def test_the_job_writes_down_what_has_run_out_and_tells_the_person() -> None:
    house = House()
    head = house.staff("manager")
    ratna = reachable(house.staff("desk"), "081234567002")
    offer = house.offer("claims", ends_at=AT + DAY)
    accounts.give_role(account=ratna.account_id, offer=offer, by=head.actor, at=AT)

    accounts.end_due(at=AT + DAY)

    row = RoleGrant.objects.get(account_id=ratna.account_id, role="claims")
    assert row.ended_at == AT + DAY
    actions = [one.action for one in entries_about(f"account:{ratna.account_id}")]
    assert actions == ["accounts.role_ended", "accounts.role_given"]
    assert any("berakhir" in words for words in said_to(f"account:{ratna.account_id}"))
    accounts.give_role(
        account=ratna.account_id, offer=house.offer("claims"), by=head.actor, at=AT + DAY
    )


def test_the_same_role_is_not_given_twice() -> None:
    house = House()
    head, ratna = house.staff("manager"), house.staff("desk")

    with pytest.raises(RoleHeldAlready):
        accounts.give_role(
            account=ratna.account_id, offer=house.offer("desk"), by=head.actor, at=AT
        )


def test_nobody_gives_themselves_a_role_nor_ends_their_own() -> None:
    house = House()
    head = house.staff("admin")
    (line,) = accounts_read.who_has_what(head.actor, at=AT)

    with pytest.raises(NotOneself):
        accounts.give_role(account=head.account_id, offer=house.offer("desk"), by=head.actor, at=AT)
    with pytest.raises(NotOneself):
        accounts.end_role(grant_id=line.grant_id, by=head.actor, at=AT)


def test_a_stranger_is_neither_seen_nor_touched() -> None:
    house, other = House(), House()
    stranger, ratna = other.staff("admin"), house.staff("desk")
    (line,) = accounts_read.who_has_what(house.staff("manager").actor, at=AT, role="desk")

    assert accounts_read.who_has_what(stranger.actor, at=AT, role="desk") == []
    for act in (
        lambda: accounts_read.person(stranger.actor, ratna.account_id, at=AT),
        lambda: accounts.end_role(grant_id=line.grant_id, by=stranger.actor, at=AT),
        lambda: accounts.leave(account=ratna.account_id, by=stranger.actor, at=AT),
        lambda: accounts_read.sign_ins(stranger.actor, account=ratna.account_id),
    ):
        with pytest.raises(StaffUnknown):
            act()


def test_a_head_does_not_end_who_stands_above() -> None:
    house = House()
    head, keeper = house.staff("manager"), house.staff("admin")
    (line,) = accounts_read.who_has_what(keeper.actor, at=AT, role="admin")

    with pytest.raises(MayNotKeep):
        accounts.end_role(grant_id=line.grant_id, by=head.actor, at=AT)


def test_a_powerful_role_waits_for_another_than_who_asked_and_whom_it_is_for() -> None:
    house = House()
    first, second, ratna = (house.staff(role) for role in ("admin", "admin", "desk"))
    reachable(second, "081234567003")
    number = accounts.give_role(
        account=ratna.account_id, offer=house.offer("manager"), by=first.actor, at=AT
    )

    for wrong in (first, ratna):
        with pytest.raises(SecondPersonNeeded):
            accounts.decide(proposal=number, yes=True, by=wrong.actor, at=AT)
    with pytest.raises(MayNotKeep):
        accounts.decide(proposal=number, yes=True, by=House().staff("admin").actor, at=AT)
    accounts.decide(proposal=number, yes=True, by=second.actor, at=AT)

    row = RoleGrant.objects.get(account_id=ratna.account_id, role="manager")
    assert (row.granted_by, row.seconded_by) == (first.actor.ref, second.actor.ref)
    assert any("menunggu persetujuan" in words for words in said_to(second.actor.ref))


def test_what_nobody_decided_in_a_week_is_over() -> None:
    house = House()
    first, second, ratna = (house.staff(role) for role in ("admin", "admin", "desk"))
    number = accounts.give_role(
        account=ratna.account_id, offer=house.offer("manager"), by=first.actor, at=AT
    )

    with pytest.raises(DecidedAlready):
        accounts.decide(proposal=number, yes=True, by=second.actor, at=AT + 7 * DAY)

    assert accounts_read.proposals(second.actor, at=AT + 7 * DAY) == []


def test_the_database_itself_refuses_one_person_twice() -> None:
    house = House()
    first, ratna = house.staff("admin"), house.staff("desk")
    number = accounts.give_role(
        account=ratna.account_id, offer=house.offer("manager"), by=first.actor, at=AT
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=number).update(state="approved", decided_by=first.actor.ref)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.filter(account_id=ratna.account_id).update(
            granted_by="account:1", seconded_by="account:1"
        )


def test_a_reviewed_role_has_a_new_clock() -> None:
    house = House()
    head = house.staff("manager")
    house.staff("desk")
    (before,) = accounts_read.who_has_what(head.actor, at=AT, role="desk")
    later = clock.now() + 200 * DAY  # roles are given by the real clock

    accounts.keep_role(grant_id=before.grant_id, by=head.actor, at=later)

    (after,) = accounts_read.who_has_what(head.actor, at=later, role="desk")
    assert before.due_at < later
    assert after.due_at == later + 180 * DAY


def test_keepers_of_a_region_keep_the_regions_below_and_operators_see_all() -> None:
    house = House()
    desk = house.staff("desk", "Cari Saya (contoh)")
    seen = accounts_read.who_has_what(an_operator().actor, at=AT, place=house.place.code)

    assert [line.account_id for line in seen] == [desk.account_id]
    assert [line.name for line in seen] == ["Cari Saya (contoh)"]
