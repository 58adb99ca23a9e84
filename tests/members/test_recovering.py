"""A new number without the old one: at a counter, by a kader, by the head of the family."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from tests.factories.frontdoor import worker_runs
from tests.factories.members import (
    NOON,
    SETUP,
    acting_for,
    make_facility,
    make_family,
    make_person,
    new_person,
    staff_of,
)
from tests.factories.recovering import (
    NEW,
    OLD_MAIL,
    OLD_PHONE,
    a_household,
    a_kader,
    at_counter,
    by_head,
    by_kader,
)
from titian.accounts import selectors as accounts_read
from titian.accounts import services as accounts
from titian.accounts.errors import WrongCode
from titian.accounts.models import Passkey
from titian.frontdoor import services as frontdoor
from titian.frontdoor.models import SignIn
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.errors import (
    RecoveryGone,
    RecoveryNobody,
    RecoveryNotAllowed,
    RecoveryNotThisWay,
)
from titian.members.models import OwnAffairsParameter
from titian.members.types import RecoveryStep, Relation
from titian.notifications.models import Message
from titian.notifications.types import Channel
from titian.platform.audit.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
VISITOR = Actor.visitor()


def numbers(person_id: int) -> list[str]:
    return [address.to for address in members_read.addresses_on_record(person_id)]


def told(person_id: int, template: str) -> list[str]:
    """The channels by which the person's addresses heard it."""
    path = f"members/messages/{template}.txt"
    said = Message.objects.filter(recipient_ref=f"person:{person_id}", template=path)
    return [message.channel for message in said.order_by("id")]


def due(at: datetime) -> int:
    return members.apply_due_numbers(by=SETUP, at=at)


def link(recovery_id: int) -> str:
    return members_read.stop_token(recovery_id)


# At a counter


def test_at_a_counter_the_number_changes_at_once_and_every_old_address_hears_of_it() -> None:
    home = a_household(NOON)

    changed = at_counter(home, NOON)

    assert changed.step is RecoveryStep.DONE
    assert numbers(home.sutinah) == [NEW.to, OLD_MAIL]
    assert told(home.sutinah, "recovery_changed") == ["whatsapp", "email"]
    entry = AuditEntry.objects.get(action="members.recovery_asked")
    assert (entry.target, entry.data["document"]) == (f"person:{home.sutinah}", "ktp")


def test_who_holds_the_old_address_undoes_it_within_seven_days() -> None:
    home = a_household(NOON)
    changed = at_counter(home, NOON)

    members.stop_by_link(token=link(changed.recovery_id), by=VISITOR, at=NOON + 6 * DAY)
    members.stop_by_link(token=link(changed.recovery_id), by=VISITOR, at=NOON + 6 * DAY)

    assert numbers(home.sutinah) == [OLD_PHONE, OLD_MAIL]
    assert AuditEntry.objects.filter(action="members.recovery_undone").count() == 1


def test_after_seven_days_nobody_undoes_it() -> None:
    home = a_household(NOON)
    changed = at_counter(home, NOON)

    with pytest.raises(RecoveryGone):
        members.stop_by_link(token=link(changed.recovery_id), by=VISITOR, at=NOON + 7 * DAY)

    assert numbers(home.sutinah)[0] == NEW.to


def test_every_way_in_of_before_ends_with_the_old_number() -> None:
    home = a_household(NOON)
    session = accounts.open_member_session(
        subject=str(home.sutinah), display_name="Sutinah", device="HP lama", by=SETUP, at=NOON
    )
    Passkey.objects.create(
        account_id=session.account_id, credential_id=b"1", public_key=b"2", sign_count=0,
        label="HP lama", made_at=NOON,
    )  # fmt: skip
    waiting = frontdoor.begin(
        nik=home.elder.nik or "", birth_date=home.elder.birth_date, onward="", at=NOON
    )
    handed = accounts.issue_code(ref=f"person:{home.sutinah}", length=8, lasts=DAY, at=NOON)
    assert waiting.token

    at_counter(home, NOON + HOUR)
    worker_runs(NOON + HOUR)

    assert accounts_read.find_live_session(session.token, NOON) is None
    assert not Passkey.objects.exists()
    assert not SignIn.objects.filter(person=home.sutinah).exists()
    with pytest.raises(WrongCode):
        accounts.redeem_code(refs=[f"person:{home.sutinah}"], code=handed, at=NOON)


def test_the_new_number_signs_in() -> None:
    home = a_household(NOON)
    at_counter(home, NOON)

    started = frontdoor.begin(
        nik=home.elder.nik or "", birth_date=home.elder.birth_date, onward="", at=NOON
    )
    frontdoor.request_code(token=started.token, channel=Channel.WHATSAPP, at=NOON)
    worker_runs(NOON)

    message = Message.objects.get(template="frontdoor/messages/code.txt")
    assert NEW.to in str(message.addresses)


@pytest.mark.parametrize("role", ["manager", "doctor"])
def test_who_hands_over_no_codes_changes_no_numbers(role: str) -> None:
    home = a_household(NOON)

    with pytest.raises(RecoveryNotAllowed):
        members.ask_at_counter(
            number=home.elder.nik or "",
            new=NEW,
            document="ktp",
            client_key=uuid4(),
            by=staff_of(make_facility(), role),
            at=NOON,
        )


# By a kader, with a second person


def test_a_kaders_word_alone_changes_nothing() -> None:
    home, kader = a_household(NOON), a_kader(NOON)

    asked = by_kader(home, kader, NOON)
    due(NOON + 6 * DAY)

    assert asked.step is RecoveryStep.SECONDING
    assert numbers(home.sutinah) == [OLD_PHONE, OLD_MAIL]
    assert told(home.sutinah, "recovery_waiting") == ["whatsapp", "email"]


@pytest.mark.parametrize("who", ["daughter", "officer"])
def test_with_a_second_person_it_takes_effect_after_a_day_exactly_once(who: str) -> None:
    home, kader = a_household(NOON), a_kader(NOON)
    asked = by_kader(home, kader, NOON)
    second = home.by_daughter if who == "daughter" else home.desk

    members.second_recovery(recovery_id=asked.recovery_id, by=second, at=NOON + HOUR)

    assert due(NOON + DAY + HOUR - timedelta(seconds=1)) == 0
    assert numbers(home.sutinah)[0] == OLD_PHONE
    assert due(NOON + DAY + HOUR) == 1
    assert due(NOON + DAY + HOUR) == 0
    assert numbers(home.sutinah) == [NEW.to, OLD_MAIL]
    assert AuditEntry.objects.filter(action="members.number_changed").count() == 1
    assert told(home.sutinah, "recovery_changed") == ["whatsapp", "email"]


def test_the_second_is_neither_the_kader_nor_a_child_nor_a_stranger() -> None:
    home, kader = a_household(NOON), a_kader(NOON)
    asked = by_kader(home, kader, NOON)
    elsewhere = staff_of(make_facility())
    others = (kader, acting_for(home.grandchild), acting_for(make_person()), elsewhere, VISITOR)

    for other in others:
        with pytest.raises(RecoveryGone):
            members.second_recovery(recovery_id=asked.recovery_id, by=other, at=NOON)


def test_an_officer_sees_who_waits_for_a_second_person_in_their_place_masked() -> None:
    home, kader = a_household(NOON), a_kader(NOON)
    asked = by_kader(home, kader, NOON)

    (row,) = members_read.recoveries_to_second(home.desk, at=NOON)

    assert (row.recovery_id, row.vouched_by) == (asked.recovery_id, "Endang Wahyuni")
    assert row.name != "Sutinah"
    assert members_read.recoveries_to_second(staff_of(make_facility()), at=NOON) == []


def test_a_kader_vouches_in_the_own_village_only_and_hears_the_same_of_everybody_else() -> None:
    home, kader = a_household(NOON), a_kader(NOON, village="35.73.05.1002")
    elder, unknown = home.elder, new_person()

    for whose in (elder, unknown):
        with pytest.raises(RecoveryNobody):
            members.ask_as_kader(
                nik=whose.nik or "",
                birth_date=whose.birth_date,
                new=NEW,
                client_key=uuid4(),
                by=kader,
                at=NOON,
            )


def test_somebody_who_is_no_kader_vouches_for_nobody() -> None:
    home = a_household(NOON)

    with pytest.raises(RecoveryNotAllowed):
        by_kader(home, acting_for(make_person()), NOON)


# By the head of the family


@pytest.mark.parametrize("who, hours", [("grandchild", 24), ("rini", 72)])
def test_the_head_waits_a_day_for_a_child_and_three_for_an_adult(who: str, hours: int) -> None:
    home = a_household(NOON)
    person_id = home.grandchild if who == "grandchild" else home.rini

    asked = by_head(home, person_id, NOON)

    assert asked.effective_at == NOON + timedelta(hours=hours)
    assert due(NOON + timedelta(hours=hours, seconds=-1)) == 0
    assert due(NOON + timedelta(hours=hours)) == 1
    assert numbers(person_id)[0] == NEW.to


def test_the_hours_are_dated_amounts() -> None:
    OwnAffairsParameter.objects.create(
        key="recovery_hours_head", value=48, valid_from=NOON.date(), basis="tests"
    )
    home = a_household(NOON)

    asked = by_head(home, home.grandchild, NOON)

    assert asked.effective_at == NOON + timedelta(hours=48)


def test_the_head_is_nobodys_head_on_another_card() -> None:
    home, stranger = a_household(NOON), make_person()

    with pytest.raises(RecoveryNotAllowed):
        members.ask_as_head(
            person_id=stranger, new=NEW, client_key=uuid4(), by=home.by_elder, at=NOON
        )
    with pytest.raises(RecoveryNotAllowed):
        members.ask_as_head(
            person_id=home.sutinah, new=NEW, client_key=uuid4(), by=home.by_daughter, at=NOON
        )


def test_the_head_does_not_vouch_for_an_adult_whom_no_notice_can_reach() -> None:
    father, mother = make_family(new_person("Budi"), new_person("Dewi", relation=Relation.SPOUSE))

    with pytest.raises(RecoveryNotThisWay):
        members.ask_as_head(
            person_id=mother, new=NEW, client_key=uuid4(), by=acting_for(father), at=NOON
        )


def test_nobody_vouches_for_themselves() -> None:
    home = a_household(NOON)

    with pytest.raises(RecoveryNotThisWay):
        members.ask_as_head(
            person_id=home.sutinah, new=NEW, client_key=uuid4(), by=home.by_elder, at=NOON
        )
