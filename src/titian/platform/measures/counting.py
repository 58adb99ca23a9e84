"""Counters that all processes of this machine share, by files in `TITIAN_HOME/measures`.

Few labels with few values each: routes, journeys, regions, channels; never a person or a path.
"""

import re
from collections import deque
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

from django.conf import settings
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

from titian.kernel.moments import Moment
from titian.platform.measures.types import Journey, Outcome, Steps

_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
_HERE = CollectorRegistry()
_STEPS = "titian_journey_steps"
_REGION = re.compile(r"[1-9][0-9](\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?")

_requests = Counter(
    "titian_requests", "Requests by route and status.", ["route", "method", "status"],
    registry=_HERE,
)  # fmt: skip
_seconds = Histogram(
    "titian_request_seconds", "How long a request took.", ["route"], buckets=_BUCKETS,
    registry=_HERE,
)  # fmt: skip
_steps = Counter(
    _STEPS, "Steps of a journey by how they went; failed: our doing or another organisation's.",
    ["journey", "region", "outcome"], registry=_HERE,
)  # fmt: skip
_messages = Counter(
    "titian_messages", "Attempts to send by channel and outcome.", ["channel", "outcome"],
    registry=_HERE,
)  # fmt: skip
_pool = Gauge(
    "titian_database_pool", "Connections of the pools of all processes, and who waits for one.",
    ["what"], multiprocess_mode="livesum", registry=_HERE,
)  # fmt: skip
_uncounted: deque[Callable[[], None]] = deque()
_counting = Moment()


@cache
def _request_child(route: str, method: str, status: int) -> Counter:
    return _requests.labels(route, method, str(status))


@cache
def _seconds_child(route: str) -> Histogram:
    return _seconds.labels(route)


@cache
def _step_child(journey: Journey, region: str, outcome: Outcome) -> Counter:
    return _steps.labels(journey, region, outcome)


def _count(what: Callable[[], None]) -> None:
    """Now, or by who counts just now. The counters have one lock of Python's for all of them,
    and while thousands press ninety threads of a hundred stood there.
    """
    _uncounted.append(what)
    if _counting.take():
        try:
            while _uncounted:
                _uncounted.popleft()()
        finally:
            _counting.let_go()


def count_request(route: str, method: str, status: int, seconds: float) -> None:
    """`route` is its name; a made-up method counts as "other"."""
    known = method if method in ("GET", "POST", "HEAD", "PUT", "DELETE") else "other"
    _count(_request_child(route, known, status).inc)
    _count(partial(_seconds_child(route).observe, seconds))


def count_step(journey: Journey, region: str, outcome: Outcome) -> None:
    """`region` as `coarse` gives it."""
    _count(_step_child(journey, region, outcome).inc)


def coarse(region: str) -> str:
    """A code as 35.73 or 35.73.05.1001, cut to what `TITIAN_METRICS_REGION` says: a village and
    a moment may be one person.

    Anything else counts as not known, so that no text of a request ever becomes a label.
    """
    return region[: settings.TITIAN_METRICS_REGION] if _REGION.fullmatch(region) else ""


def count_message(channel: str, outcome: str) -> None:
    _count(_messages.labels(channel, outcome).inc)


def note_pool(stats: Mapping[str, int]) -> None:
    """What psycopg's pool of this process says."""
    for what, key in (
        ("open", "pool_size"), ("free", "pool_available"), ("waiting", "requests_waiting"),
    ):  # fmt: skip
        _pool.labels(what).set(stats.get(key, 0))


def folder() -> Path:
    return Path(settings.TITIAN_MEASURES)


def begin_anew() -> None:
    """Drop the counters of processes that are gone, before the first of a new set starts."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    for kept in folder().glob("*.db"):
        if not _is_running(kept):
            kept.unlink(missing_ok=True)


def everything() -> CollectorRegistry:
    """What all processes counted, to be written out or read."""
    _forget_the_dead()
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(folder()))  # type: ignore[no-untyped-call]  # its own
    return registry


def _forget_the_dead() -> None:
    """Counters of a process outlive it; its gauges do not."""
    for kept in folder().glob("gauge_live*_*.db"):
        if not _is_running(kept):
            kept.unlink(missing_ok=True)


def _is_running(kept: Path) -> bool:
    """The process whose number ends the file's name."""
    return Path(f"/proc/{kept.stem.rpartition('_')[2]}").exists()


def steps_so_far() -> dict[Journey, Steps]:
    """Since the counters began, all regions together."""
    found = dict.fromkeys(Journey, Steps())
    for metric in everything().collect():
        if metric.name == _STEPS:
            for sample in metric.samples:
                journey = Journey(sample.labels["journey"])
                found[journey] += Steps(**{sample.labels["outcome"]: int(sample.value)})
    return found
