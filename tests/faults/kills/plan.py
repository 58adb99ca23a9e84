"""What a seed means: which kills in which order, and what the clients wish meanwhile."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

WEB_WORKER = "web worker"
WEB_MASTER = "web master"
JOB_WORKER = "job worker"
BACKEND = "database backend"
POSTMASTER = "database"
NET_DROP = "network down"
NET_STALL = "network silent"
NET_RESET = "network reset"
DISK = "disk full"
VICTIMS = (
    WEB_WORKER, WEB_MASTER, JOB_WORKER, BACKEND, POSTMASTER,
    NET_DROP, NET_STALL, NET_RESET, DISK,
)  # fmt: skip

BLOCK = 20  # kills between two looks into the books
# What is wished in every round, by sort.
WISHES = Counter(
    book=4, walk_in=3, check_in=2, call=2, pay=2, complain=2, enrol=1
)  # messages are written all the time

_LATEST = 0.5  # s after the wishes of a round have begun
_SHORTEST, _LONGEST = 0.5, 3.0  # s of what lasts: a cut network, a full disk


@dataclass(frozen=True, slots=True)
class Kill:
    """One blow: against whom, how long after the wishes began, how long it lasts (s)."""

    victim: str
    after: float
    lasts: float


@dataclass(frozen=True, slots=True)
class Wish:
    """The so-many-th of its sort in this block, with the key its client sends each time."""

    sort: str
    number: int
    key: str


@dataclass(frozen=True, slots=True)
class Round:
    kill: Kill
    wishes: tuple[Wish, ...]


def blocks(kills: int, seed: int, victims: Sequence[str] = VICTIMS) -> list[list[Round]]:
    """The same for the same seed. Every victim comes once before one comes again."""
    chance = random.Random(seed)
    blows = _blows(kills, chance, victims)
    made = []
    for first in range(0, kills, BLOCK):
        given: Counter[str] = Counter()
        made.append([Round(kill, _wishes(given, chance)) for kill in blows[first : first + BLOCK]])
    return made


def digest(planned: list[list[Round]]) -> str:
    """A name of the whole plan, to compare two runs by."""
    return sha256(repr(planned).encode()).hexdigest()[:12]


def _blows(kills: int, chance: random.Random, victims: Sequence[str]) -> list[Kill]:
    drawn: list[str] = []
    while len(drawn) < kills:
        drawn += chance.sample(victims, len(victims))
    return [
        Kill(one, chance.uniform(0, _LATEST), chance.uniform(_SHORTEST, _LONGEST))
        for one in drawn[:kills]
    ]


def _wishes(given: Counter[str], chance: random.Random) -> tuple[Wish, ...]:
    made = []
    for sort in sorted(WISHES.elements()):
        key = f"{chance.getrandbits(128):032x}"
        made.append(Wish(sort, given[sort], f"{key[:12]}4{key[13:16]}a{key[17:]}"))
        given[sort] += 1
    chance.shuffle(made)
    return tuple(made)
