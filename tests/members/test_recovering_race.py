"""The owner presses "bukan saya" in the very moment at which the new number takes effect."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from tests.factories.members import SETUP
from tests.factories.recovering import NEW, a_household, at_counter, by_head
from tests.threads import all_at_once
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.models import NumberRecovery
from titian.members.types import RecoveryStep, RecoveryView
from titian.platform.audit.models import AuditEntry

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]


def numbers(person_id: int) -> list[str]:
    return [address.to for address in members_read.addresses_on_record(person_id)]


def entries(person_id: int, action: str) -> int:
    return AuditEntry.objects.filter(target=f"person:{person_id}", action=action).count()


@pytest.mark.parametrize("turn", range(4))
def test_taking_effect_and_being_stopped_end_with_the_old_number(turn: int) -> None:
    del turn
    at = clock.now()
    home = a_household(at)
    asked = by_head(home, home.rini, at)
    then, token = at + timedelta(hours=72), members_read.stop_token(asked.recovery_id)
    stop: Callable[[], object] = partial(
        members.stop_by_link, token=token, by=Actor.visitor(), at=then
    )
    take_effect: Callable[[], object] = partial(members.apply_due_numbers, by=SETUP, at=then)

    answers = all_at_once([stop, take_effect, take_effect, stop])

    assert not any(isinstance(answer, BaseException) for answer in answers)
    assert numbers(home.rini) == ["6280000000993"]
    step = NumberRecovery.objects.get(pk=asked.recovery_id).step
    assert step in (RecoveryStep.STOPPED, RecoveryStep.UNDONE)
    assert entries(home.rini, f"members.recovery_{step}") == 1
    assert entries(home.rini, "members.number_changed") == (step == RecoveryStep.UNDONE)


def test_many_workers_at_once_change_it_once() -> None:
    at = clock.now()
    home = a_household(at)
    by_head(home, home.rini, at)
    then = at + timedelta(hours=72)

    all_at_once([partial(members.apply_due_numbers, by=SETUP, at=then)] * 8)

    assert numbers(home.rini) == [NEW.to]
    assert entries(home.rini, "members.number_changed") == 1


def test_two_who_begin_at_once_begin_one() -> None:
    at = clock.now()
    home = a_household(at)
    begin = partial(at_counter, home, at)

    all_at_once([begin] * 4)

    open_ones = NumberRecovery.objects.filter(
        person=home.sutinah, step__in=[step for step in RecoveryStep if step.is_open]
    )
    assert open_ones.count() == 0
    assert numbers(home.sutinah)[0] == NEW.to


def test_the_same_press_eight_times_is_one_change() -> None:
    at = clock.now()
    home, key = a_household(at), uuid4()
    ask = partial(
        members.ask_as_head,
        person_id=home.rini,
        new=NEW,
        client_key=key,
        by=home.by_elder,
        at=at,
    )

    answers = all_at_once([ask] * 8)

    began = {one.recovery_id for one in answers if isinstance(one, RecoveryView)}
    assert len(began) == 1
    assert NumberRecovery.objects.filter(person=home.rini).count() == 1
