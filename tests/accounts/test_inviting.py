"""A colleague is invited by link, and gets in with a password and an app of their own."""

from datetime import timedelta

import pytest

from tests.accounts.keeping import (
    AT,
    SECRET,
    House,
    an_operator,
    join_by,
    link_sent,
    reachable,
    said_to,
)
from titian.accounts import selectors as accounts_read
from titian.accounts import services as accounts
from titian.accounts.errors import (
    AddressUnusable,
    InvitationGone,
    InvitationOver,
    MayNotKeep,
    NameTaken,
    NotOneself,
    RoleDoesNotFit,
    WeakSecret,
    WrongCode,
)
from titian.accounts.models import Invitation
from titian.accounts.types import InvitationState, Offer, Origin
from titian.kernel.scopes import EVERYWHERE, Scope
from titian.notifications.models import Message
from titian.notifications.types import State
from titian.platform.audit.selectors import entries_about

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

BUDI = {"name": "Budi (contoh)", "reach": "081234567001"}


def test_who_is_invited_gets_in_with_the_role_and_nothing_more() -> None:
    house = House()
    head = house.staff("manager")
    number = accounts.invite(**BUDI, offer=house.offer("desk"), by=head.actor, at=AT)

    joined = join_by(link_sent(number), number, username=f"budi-{number}")

    live = accounts_read.find_live_session(joined.session.token, AT)
    assert live is not None
    assert [(one.role, one.scope) for one in live.actor.grants] == [("desk", house.place)]
    assert len(set(joined.backup_codes)) == 10
    again = accounts.sign_in_staff(
        username=f"budi-{number}",
        password=SECRET,
        totp=joined.backup_codes[3],
        device="PC",
        station="",
        by=live.actor,
        at=AT,
    )
    assert again.account_id == joined.session.account_id


def test_the_link_is_kept_as_a_hash_and_opens_once() -> None:
    house = House()
    number = accounts.invite(**BUDI, offer=house.offer(), by=house.staff("manager").actor, at=AT)
    token = link_sent(number)
    join_by(token, number, username=f"budi-{number}")

    assert len(token) >= 22  # 128 bits in base64
    assert token.encode() not in bytes(Invitation.objects.get(pk=number).link_hash or b"")
    with pytest.raises(InvitationGone):
        join_by(token, number, username=f"lain-{number}")


def test_a_name_that_is_taken_and_a_wrong_code_leave_the_link_good() -> None:
    house = House()
    head = house.staff("manager")
    number = accounts.invite(**BUDI, offer=house.offer(), by=head.actor, at=AT)
    token = link_sent(number)
    wrong = {"token": token, "origin": Origin(), "at": AT}

    with pytest.raises(NameTaken):
        join_by(token, number, username=head.username)
    with pytest.raises(WrongCode):
        accounts.join(username="b", password=SECRET, totp="000000", **wrong)  # type: ignore[arg-type]  # one table
    with pytest.raises(WeakSecret):
        accounts.join(username="b", password="pendek", totp="000000", **wrong)  # type: ignore[arg-type]  # one table

    assert join_by(token, number, username=f"budi-{number}").backup_codes


def test_sent_again_the_old_link_ends_and_the_new_one_opens() -> None:
    house = House()
    head = house.staff("manager")
    number = accounts.invite(**BUDI, offer=house.offer(), by=head.actor, at=AT)
    old = link_sent(number)
    late = AT + timedelta(days=8)

    with pytest.raises(InvitationGone):
        accounts.invitation_of(old, at=late)
    accounts.send_again(invitation=number, by=head.actor, at=late)

    with pytest.raises(InvitationGone):
        accounts.invitation_of(old, at=late)
    assert accounts.invitation_of(link_sent(number), at=late).name == "Budi (contoh)"


def test_who_invited_sees_that_the_link_did_not_arrive_until_it_does() -> None:
    house = House()
    head = house.staff("manager")
    number = accounts.invite(**BUDI, offer=house.offer(), by=head.actor, at=AT)

    def is_lost() -> bool:
        (line,) = accounts_read.invitations(head.actor, at=AT)
        return line.is_lost

    messages = Message.objects.filter(recipient_ref=f"invitation:{number}")
    messages.update(state=State.FAILED)
    assert is_lost()
    accounts.send_again(invitation=number, by=head.actor, at=AT + timedelta(minutes=5))
    messages.filter(state=State.PENDING).update(state=State.DELIVERED)
    assert not is_lost()


def test_a_withdrawn_invitation_opens_nothing() -> None:
    house = House()
    head = house.staff("manager")
    number = accounts.invite(**BUDI, offer=house.offer(), by=head.actor, at=AT)

    accounts.withdraw_invitation(invitation=number, by=head.actor, at=AT)

    with pytest.raises(InvitationGone):
        accounts.invitation_of(link_sent(number), at=AT)
    with pytest.raises(InvitationOver):
        accounts.send_again(invitation=number, by=head.actor, at=AT)
    (line,) = accounts_read.invitations(head.actor, at=AT)
    assert line.state is InvitationState.WITHDRAWN
    assert line.reach == "6281•••001" or "081234567001" not in line.reach


def test_a_powerful_role_is_sent_only_after_a_second_person_agreed() -> None:
    house = House()
    first, second = house.staff("admin"), house.staff("admin")
    number = accounts.invite(**BUDI, offer=house.offer("manager"), by=first.actor, at=AT)
    assert said_to(f"invitation:{number}") == []
    (waiting,) = accounts_read.proposals(second.actor, at=AT)

    accounts.decide(proposal=waiting.proposal_id, yes=True, by=second.actor, at=AT)

    joined = join_by(link_sent(number), number, username=f"kepala-{number}")
    live = accounts_read.find_live_session(joined.session.token, AT)
    assert live is not None
    assert live.actor.may("manager", house.place)


def test_a_refused_invitation_is_never_sent() -> None:
    house = House()
    first, second = house.staff("admin"), an_operator()
    number = accounts.invite(**BUDI, offer=house.offer("manager"), by=first.actor, at=AT)
    (waiting,) = [
        one for one in accounts_read.proposals(second.actor, at=AT) if one.place == house.place.code
    ]

    accounts.decide(proposal=waiting.proposal_id, yes=False, by=second.actor, at=AT)

    assert said_to(f"invitation:{number}") == []
    (line,) = accounts_read.invitations(first.actor, at=AT)
    assert line.state is InvitationState.REFUSED


def test_nobody_invites_beyond_their_place_or_above_themselves() -> None:
    house, other = House(), House()
    head, desk = house.staff("manager"), house.staff("desk")

    for offer in (
        other.offer("desk"),
        house.offer("manager"),
        house.offer("admin"),
    ):
        with pytest.raises(MayNotKeep):
            accounts.invite(**BUDI, offer=offer, by=head.actor, at=AT)
    with pytest.raises(MayNotKeep):
        accounts.invite(**BUDI, offer=house.offer("desk"), by=desk.actor, at=AT)


def test_the_operator_lets_in_keepers_but_nobody_who_sees_members() -> None:
    house, operator = House(), an_operator()

    assert accounts.invite(**BUDI, offer=house.offer("admin"), by=operator.actor, at=AT)
    for offer in (house.offer("desk"), Offer("branch", Scope("region", "35.73"))):
        with pytest.raises(MayNotKeep):
            accounts.invite(**BUDI, offer=offer, by=operator.actor, at=AT)


def test_what_makes_no_sense_is_refused_in_words() -> None:
    house = House()
    head = house.staff("manager")
    reachable(head, "budi@contoh.example")

    with pytest.raises(RoleDoesNotFit):
        accounts.invite(**BUDI, offer=Offer("operator", house.place), by=an_operator().actor, at=AT)
    with pytest.raises(RoleDoesNotFit):
        accounts.invite(
            **BUDI, offer=house.offer(ends_at=AT - timedelta(days=1)), by=head.actor, at=AT
        )
    with pytest.raises(RoleDoesNotFit):
        accounts.invite(**BUDI, offer=Offer("desk", Scope(EVERYWHERE)), by=head.actor, at=AT)
    with pytest.raises(AddressUnusable):
        accounts.invite(name="B", reach="0812", offer=house.offer(), by=head.actor, at=AT)
    with pytest.raises(NotOneself):
        accounts.invite(
            name="B", reach="budi@contoh.example", offer=house.offer(), by=head.actor, at=AT
        )


def test_every_step_is_written_down_without_the_address() -> None:
    house = House()
    head = house.staff("manager")
    number = accounts.invite(**BUDI, offer=house.offer(), by=head.actor, at=AT)
    join_by(link_sent(number), number, username=f"budi-{number}")

    entries = entries_about(f"invitation:{number}")

    assert [one.action for one in entries] == ["accounts.invited"]
    assert "81234567001" not in str([one.data for one in entries])
