"""One run: block after block of kills, and after each block a look into the books."""

import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.environment import ROOT
from tests.faults.kills import plan
from tests.faults.kills.books import WAITING, Troubles, compared
from tests.faults.kills.clients import PATIENCE, Clients, Told
from tests.faults.kills.place import Place
from tests.faults.kills.telling import Pulse
from tests.faults.kills.victims import struck
from tests.faults.town import wait_until

_THREADS = 8
_PULSES = 1_000_000  # messages of one block at most
_RELAYED = "SELECT count(*) FROM outbox_event WHERE relayed_at IS NOT NULL AND id > %s"
_NEWEST = "SELECT coalesce(max(id), 0) FROM outbox_event"


@dataclass
class Outcome:
    """What came of a run. Times in seconds."""

    seed: int
    plan: str
    say: Callable[[str], None]
    kills: Counter[str] = field(default_factory=Counter)
    told: int = 0
    back: list[tuple[float, str]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.doubled or self.stuck)

    def line(self) -> str:
        times = sorted(seconds for seconds, _ in self.back) or [0.0]
        p99 = times[min(int(len(times) * 0.99), len(times) - 1)]
        return (
            f"kills={self.kills.total()} seed={self.seed} plan={self.plan} told={self.told} "
            f"lost={len(self.lost)} doubled={len(self.doubled)} stuck={len(self.stuck)} "
            f"back_p50_s={times[len(times) // 2]:.2f} back_p99_s={p99:.2f} "
            f"back_max_s={times[-1]:.2f}"
        )


def run(here: Place, kills: int, seed: int, *, say: Callable[[str], None]) -> Outcome:
    victims = [one for one in plan.VICTIMS if one != plan.DISK or here.disk is not None]
    planned = plan.blocks(kills, seed, victims)
    outcome = Outcome(seed, plan.digest(planned), say)
    for number, rounds in enumerate(planned):
        block(here, rounds, number, outcome)
        say(outcome.line())
    return outcome


def block(here: Place, rounds: list[plan.Round], number: int, outcome: Outcome) -> None:
    """Up to twenty kills and the books of what was wished meanwhile."""
    made = settled(here, rounds)
    told = Told(here.town.home.parent / f"told-{outcome.seed}-{number}.jsonl")
    secret = (here.town.home / "secrets" / "demo_whatsapp").read_text().strip()
    clients = Clients(here.town.origin, made, told, secret)
    pulse = Pulse(clients, (number + 1) * _PULSES + int(time.time()) % _PULSES).start()
    chance = random.Random(f"{outcome.seed}:{number}")
    with ThreadPoolExecutor(_THREADS) as pool:
        for one in rounds:
            _round(here, one, clients, pool, chance, outcome)
    pulse.stop()
    clients.close()
    if pulse.failed:
        outcome.stuck.append(f"block {number}: a message was never answered")
    _settle_down(here, outcome, number)
    found = compared(here.town, made, told, made["paying"]["amount"])
    _add(outcome, found, number)
    outcome.told += len(told.lines)


def settled(here: Place, rounds: list[plan.Round]) -> dict[str, Any]:
    wished = Counter(wish.sort for one in rounds for wish in one.wishes)
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.inside", "kills.settle", json.dumps(wished)],
        cwd=ROOT, env=here.town.environment, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    made: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return made


def _round(
    here: Place,
    one: plan.Round,
    clients: Clients,
    pool: ThreadPoolExecutor,
    chance: random.Random,
    outcome: Outcome,
) -> None:
    """Wishes, a blow among them, and all of them answered in the end."""
    wished = clients.wish_all(one.wishes, pool)
    time.sleep(one.kill.after)
    from_when = struck(here, one.kill, chance)
    outcome.kills[one.kill.victim] += 1
    if one.kill.victim == plan.JOB_WORKER:
        outcome.back.append((_until_relayed(here, from_when), one.kill.victim))
    else:
        outcome.back.append((_until_answered(clients, from_when), one.kill.victim))
    done = wait(wished, timeout=2 * PATIENCE)
    for future in done.not_done:
        outcome.stuck.append(f"after {one.kill}: {future} was never answered")
    for future in done.done:
        if failure := future.exception():
            outcome.stuck.append(f"after {one.kill}: {failure!r}")
    seconds, victim = outcome.back[-1]
    outcome.say(f"{outcome.kills.total():>5} {victim:<17} back after {seconds:.2f} s")


def _until_answered(clients: Clients, from_when: float) -> float:
    """Until what was asked after the blow was answered."""
    while time.monotonic() < from_when + PATIENCE:
        ended = [end for begun, end in clients.answered[-200:] if begun >= from_when]
        if ended:
            return min(ended) - from_when
        time.sleep(0.02)
    return PATIENCE


def _until_relayed(here: Place, from_when: float) -> float:
    """Until something announced after the blow was taken on by a worker."""
    ((newest,),) = here.town.rows(_NEWEST)
    while time.monotonic() < from_when + PATIENCE:
        if here.town.rows(_RELAYED, newest) != [(0,)]:
            return time.monotonic() - from_when
        time.sleep(0.05)
    return PATIENCE


def _settle_down(here: Place, outcome: Outcome, number: int) -> None:
    """Everything committed is said: announced, delivered."""
    try:
        wait_until(lambda: _runs(here), "everything runs again", seconds=PATIENCE)
        wait_until(lambda: here.town.rows(WAITING) == [(0,)], "all is said", seconds=PATIENCE)
    except AssertionError as late:
        outcome.stuck.append(f"block {number}: {late}")


def _runs(here: Place) -> bool:
    """Database and worker; a nightly sweep whose turn fell into a full disk may still say so."""
    try:
        found = httpx.get(f"{here.town.origin}/healthz", timeout=2).json()
    except (httpx.HTTPError, ValueError):
        return False
    return bool(found["database"] == "up" and found.get("worker") == "up")


def _add(outcome: Outcome, found: Troubles, number: int) -> None:
    outcome.lost += [f"block {number}: {one}" for one in found.lost]
    outcome.doubled += [f"block {number}: {one}" for one in found.doubled]
