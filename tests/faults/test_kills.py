"""A short part of the seeded kills (`make faults` has all of it): nothing told is lost, nothing
is there twice, and Titian is back by itself.
"""

from collections import Counter
from pathlib import Path

import pytest

from tests.faults.kills import plan
from tests.faults.kills.place import place
from tests.faults.kills.story import run

_SEED, _KILLS = 7, 9


def test_the_same_seed_is_the_same_kills_and_the_same_wishes() -> None:
    again, other = plan.blocks(45, _SEED), plan.blocks(45, _SEED + 1)

    assert plan.blocks(45, _SEED) == again
    assert plan.digest(other) != plan.digest(again)
    kills = [one.kill.victim for block in again for one in block]
    assert Counter(kills) == Counter(dict.fromkeys(plan.VICTIMS, 5))


def test_no_two_wishes_share_a_key() -> None:
    wishes = [w for block in plan.blocks(60, _SEED) for one in block for w in one.wishes]

    assert len({wish.key for wish in wishes}) == len(wishes) == 60 * plan.WISHES.total()


@pytest.mark.faults
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_nothing_told_is_lost_or_doubled_whatever_is_killed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    said: list[str] = []

    with place(home) as here:
        outcome = run(here, _KILLS, _SEED, say=said.append)

    assert (outcome.lost, outcome.doubled, outcome.stuck) == ([], [], []), said
    assert outcome.kills.total() == _KILLS
    assert outcome.told > _KILLS * plan.WISHES.total()
    assert max(seconds for seconds, _ in outcome.back) < 90, said
