"""A thief knows the NIK and the birth date, perhaps holds the card: what stands in the way."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories.members import (
    NOON,
    SETUP,
    acting_for,
    make_facility,
    make_person,
    staff_of,
)
from tests.factories.recovering import (
    NEW,
    Household,
    a_household,
    a_kader,
    at_counter,
    by_head,
    by_kader,
    code_to_new_number,
    prove,
)
from titian.accounts.errors import WrongCode
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.errors import (
    RecoveryGone,
    RecoveryLocked,
    RecoveryOpen,
    RecoveryTooOften,
    RecoveryTries,
)
from titian.members.models import NumberRecovery
from titian.members.types import RecoveryStep, RecoveryView
from titian.notifications.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
VISITOR = Actor.visitor()


def numbers(person_id: int) -> list[str]:
    return [address.to for address in members_read.addresses_on_record(person_id)]


def due(at: datetime) -> int:
    return members.apply_due_numbers(by=SETUP, at=at)


def link(recovery_id: int) -> str:
    return members_read.stop_token(recovery_id)


def stopped(home: Household, asked: RecoveryView) -> None:
    members.stop_by_link(token=link(asked.recovery_id), by=VISITOR, at=NOON + HOUR)


def test_bukan_saya_stops_it_and_leaves_only_the_counter_for_thirty_days() -> None:
    home = a_household(NOON)
    asked = by_head(home, home.rini, NOON)

    stopped(home, asked)

    assert due(NOON + 4 * DAY) == 0
    assert numbers(home.rini) == ["6280000000993"]
    with pytest.raises(RecoveryLocked):
        by_head(home, home.rini, NOON + 29 * DAY)
    assert by_head(home, home.rini, NOON + 31 * DAY).step is RecoveryStep.WAITING


def test_after_bukan_saya_a_counter_still_helps() -> None:
    home, kader = a_household(NOON), a_kader(NOON)
    stopped(home, by_kader(home, kader, NOON))

    assert at_counter(home, NOON + 2 * HOUR).step is RecoveryStep.DONE


def test_who_began_it_may_withdraw_without_locking_anything() -> None:
    home = a_household(NOON)
    asked = by_head(home, home.rini, NOON)

    members.stop_recovery(recovery_id=asked.recovery_id, by=home.by_elder, at=NOON)

    assert by_head(home, home.rini, NOON + HOUR).step is RecoveryStep.WAITING


def test_the_person_still_signed_in_sees_it_and_stops_it() -> None:
    home = a_household(NOON)
    asked = by_head(home, home.rini, NOON)

    (seen,) = members_read.recoveries_of(home.by_daughter, at=NOON)
    members.stop_recovery(recovery_id=seen.recovery_id, by=home.by_daughter, at=NOON)

    assert (seen.recovery_id, seen.is_own, seen.may_stop) == (asked.recovery_id, True, True)
    assert members_read.recoveries_of(home.by_daughter, at=NOON) == []


def test_who_began_it_finds_it_again_before_the_number_is_proved() -> None:
    home = a_household(NOON)
    members.ask_as_head(person_id=home.rini, new=NEW, client_key=uuid4(), by=home.by_elder, at=NOON)

    (seen,) = members_read.recoveries_of(home.by_elder, at=NOON)

    assert (seen.step, seen.began_here) == (RecoveryStep.PROVING, True)
    assert members_read.recoveries_of(home.by_daughter, at=NOON) == []


def test_strangers_neither_see_nor_stop_it() -> None:
    home = a_household(NOON)
    asked = by_head(home, home.rini, NOON)

    for other in (acting_for(make_person()), staff_of(make_facility()), VISITOR):
        with pytest.raises(RecoveryGone):
            members.stop_recovery(recovery_id=asked.recovery_id, by=other, at=NOON)
        with pytest.raises(RecoveryGone):
            members_read.recovery(asked.recovery_id, viewer=other, at=NOON)


def test_a_link_is_not_guessed() -> None:
    home = a_household(NOON)
    token = link(by_head(home, home.rini, NOON).recovery_id)

    for wrong in (token[:-1], token.partition("-")[0], f"1{token}", "-", ""):
        with pytest.raises(RecoveryGone):
            members.stop_by_link(token=wrong, by=VISITOR, at=NOON)


def test_a_link_never_looks_like_a_number_that_must_not_leave() -> None:
    for number in range(1, 3000):
        _, _, signature = members_read.stop_token(number).partition("-")
        assert signature.isalpha()


def test_ten_wrong_codes_end_it_and_each_is_counted() -> None:
    home = a_household(NOON)
    asked = members.ask_as_head(
        person_id=home.rini, new=NEW, client_key=uuid4(), by=home.by_elder, at=NOON
    )
    right = code_to_new_number(asked.recovery_id)
    wrong = f"{(int(right) + 1) % 10**6:06}"

    for _ in range(10):
        with pytest.raises(WrongCode):
            members.prove_number(
                recovery_id=asked.recovery_id, code=wrong, by=home.by_elder, at=NOON
            )
    with pytest.raises(RecoveryTries):
        members.prove_number(recovery_id=asked.recovery_id, code=right, by=home.by_elder, at=NOON)

    assert NumberRecovery.objects.get().step == RecoveryStep.LAPSED


def test_somebody_elses_code_proves_nothing() -> None:
    home = a_household(NOON)
    asked = members.ask_as_head(
        person_id=home.rini, new=NEW, client_key=uuid4(), by=home.by_elder, at=NOON
    )
    code = code_to_new_number(asked.recovery_id)

    with pytest.raises(RecoveryGone):
        members.prove_number(recovery_id=asked.recovery_id, code=code, by=home.by_daughter, at=NOON)


def test_a_number_is_changed_at_most_three_times_in_thirty_days() -> None:
    home = a_household(NOON)
    for day in range(3):
        at_counter(home, NOON + day * DAY)

    with pytest.raises(RecoveryTooOften):
        at_counter(home, NOON + 29 * DAY)

    assert at_counter(home, NOON + 31 * DAY).step is RecoveryStep.DONE


def test_one_change_at_a_time_but_the_counters_comes_first() -> None:
    home, kader = a_household(NOON), a_kader(NOON)
    by_kader(home, kader, NOON)

    with pytest.raises(RecoveryOpen):
        by_kader(home, a_kader(NOON), NOON)

    assert at_counter(home, NOON).step is RecoveryStep.DONE
    assert NumberRecovery.objects.filter(step=RecoveryStep.LAPSED).count() == 1


def test_pressing_twice_is_one_change_and_one_code() -> None:
    home, key = a_household(NOON), uuid4()

    first, second = (
        members.ask_as_head(person_id=home.rini, new=NEW, client_key=key, by=home.by_elder, at=NOON)
        for _ in range(2)
    )

    assert first.recovery_id == second.recovery_id
    assert Message.objects.filter(key__contains=":code:").count() == 1


def test_what_nobody_proves_or_seconds_lapses() -> None:
    home, kader = a_household(NOON), a_kader(NOON)
    members.ask_as_head(person_id=home.rini, new=NEW, client_key=uuid4(), by=home.by_elder, at=NOON)
    by_kader(home, kader, NOON)

    assert members.lapse_old(at=NOON + HOUR - timedelta(seconds=1)) == 0
    assert members.lapse_old(at=NOON + HOUR) == 1
    assert members.lapse_old(at=NOON + 7 * DAY) == 1


def test_more_codes_are_sent_but_not_without_end() -> None:
    home = a_household(NOON)
    asked = members.ask_as_head(
        person_id=home.rini, new=NEW, client_key=uuid4(), by=home.by_elder, at=NOON
    )

    for _ in range(5):
        members.send_recovery_code(recovery_id=asked.recovery_id, by=home.by_elder, at=NOON)
    with pytest.raises(RecoveryTries):
        members.send_recovery_code(recovery_id=asked.recovery_id, by=home.by_elder, at=NOON)

    assert prove(asked, home.by_elder, NOON).step is RecoveryStep.WAITING


def test_notices_and_codes_name_no_number_in_full() -> None:
    home = a_household(NOON)
    at_counter(home, NOON)

    for message in Message.objects.all():
        assert NEW.to not in (message.data or "")
        assert (home.elder.nik or "-") not in (message.data or "")


def test_the_database_says_the_same() -> None:
    home, kader = a_household(NOON), a_kader(NOON)
    pk = by_kader(home, kader, NOON).recovery_id
    changes: list[dict[str, object]] = [
        {"step": "waiting", "effective_at": NOON},
        {"second_by": kader.ref},
        {"document": "ktp"},
        {"step": "done"},
        {"step": "stopped"},
        {"channel": "email"},
        {"undo_until": NOON},
    ]
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            NumberRecovery.objects.filter(pk=pk).update(**change)

    row = NumberRecovery.objects.get(pk=pk)
    row.pk, row.client_key = None, uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_one_that_fails_does_not_hold_up_the_rest() -> None:
    first, second = a_household(NOON), a_household(NOON)
    by_head(first, first.rini, NOON)
    by_head(second, second.rini, NOON)
    with connection.cursor() as cursor:
        spoil = "UPDATE member_contact SET to_sealed = '\\x00' WHERE person_id = %s"
        cursor.execute(spoil, [first.rini])

    assert due(NOON + 4 * DAY) == 1

    assert numbers(second.rini) == [NEW.to]
