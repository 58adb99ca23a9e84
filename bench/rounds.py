"""Best of three, interleaved with what they are compared with, and the line that says it."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.ground import settle
from bench.load import Run

ROUNDS = 3
PGBENCH = "pgbench"


@dataclass(frozen=True)
class Bars:
    ratio: float
    sql: int


@dataclass(frozen=True)
class Outcome:
    """The best round over HTTP and the best of what it is compared `against`; what must never
    be is counted in `never` (shown in the line) and `missing` (told when it is not zero)."""

    name: str
    best: Run
    limit: float
    sql: int
    bars: Bars
    never: dict[str, int]
    missing: dict[str, int]
    against: str = PGBENCH

    @property
    def ratio(self) -> float:
        return self.best.per_second / self.limit

    @property
    def is_met(self) -> bool:
        slow = self.best.percentile(0.99) > 4 * self.best.percentile(0.5) + 50
        return (
            self.ratio >= self.bars.ratio
            and self.sql <= self.bars.sql
            and not slow
            and not any(self.never.values())
            and not any(self.missing.values())
        )

    def __str__(self) -> str:
        extra = "".join(f" {name}={value}" for name, value in self.never.items())
        ratio = "ratio" if self.against == PGBENCH else f"ratio_to_{self.against}"
        return (
            f"{self.name} per_s={self.best.per_second:.0f}"
            f" p99_ms={self.best.percentile(0.99):.0f} {self.against}_per_s={self.limit:.0f}"
            f" {ratio}={self.ratio:.3f} sql={self.sql}{extra}"
        )


@dataclass(frozen=True)
class Rounds:
    """All rounds of both, and how many rows were counted over the HTTP rounds alone."""

    runs: list[Run]
    limits: list[float]
    written: int

    @property
    def best(self) -> Run:
        return max(self.runs, key=lambda run: run.per_second)

    @property
    def limit(self) -> float:
        return max(self.limits)

    @property
    def done(self) -> int:
        return sum(run.done for run in self.runs)

    @property
    def failed(self) -> int:
        return sum(run.failed for run in self.runs)


def interleaved(
    http: Callable[[], Run],
    limit: Callable[[], float],
    *,
    name: str,
    count: Callable[[], int],
    against: str = PGBENCH,
) -> Rounds:
    """Each pair of rounds in the same minute; the worker catches up before each."""
    runs: list[Run] = []
    limits: list[float] = []
    written = 0
    for number in range(1, ROUNDS + 1):
        waiting = settle()
        limits.append(limit())
        if against != PGBENCH:
            waiting += settle()  # it too leaves work for the worker
        before = count()
        runs.append(run := http())
        written += count() - before
        print(
            f"  {name} round {number}: {run.per_second:.0f}/s over HTTP ({run.done} done,"
            f" {run.failed} failed, p50 {run.percentile(0.5):.0f} ms,"
            f" p99 {run.percentile(0.99):.0f} ms), {against} {limits[-1]:.0f}/s"
            + (f", {waiting} events were still waiting" if waiting else ""),
            flush=True,
        )
    return Rounds(runs, limits, written)
