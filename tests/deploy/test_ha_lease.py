"""A primary that was stopped for longer than its lease does not take it for its own again."""

import runpy
import sys
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from deploy.ha.nodes import HERE

TTL = 10.0


class Etcd:
    """The two verbs of Patroni's own; the place of leader is as empty as a stale etcd leaves it."""

    def __init__(self) -> None:
        self.ttl = TTL
        self.deleted = 0
        self.stops_for = 0.0

    def attempt_to_acquire_leader(self) -> bool:
        return True

    def update_leader(self, cluster: object, last_lsn: int | None = None) -> bool:
        CLOCK[0] += self.stops_for
        return True

    def delete_leader(self, leader: object) -> bool:
        self.deleted += 1
        return True


CLOCK = [0.0]
SEEN = SimpleNamespace(leader=object())


@pytest.fixture
def node(monkeypatch: pytest.MonkeyPatch) -> Etcd:
    """Patroni itself lives in an environment of its own: stood in for by names."""
    for name in ("patroni", "patroni.config", "patroni.__main__", "patroni.dcs"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    patroni: Any = sys.modules["patroni"]
    patroni.config = sys.modules["patroni.config"]
    patroni.config.Config = object
    entry: Any = sys.modules["patroni.__main__"]
    entry.main = lambda: 0
    dcs: Any = sys.modules["patroni.dcs"]
    dcs.etcd3 = ModuleType("etcd3")
    here = runpy.run_path(str(HERE / "patroni_node.py"))
    CLOCK[0] = 100.0
    globals_of: dict[str, Any] = here["careful"].__globals__
    monkeypatch.setitem(globals_of, "_now", lambda: CLOCK[0])
    kind = type("Etcd3", (Etcd,), {})
    careful: Callable[[Any, Any], None] = here["careful"]
    careful(kind, here["Held"]())
    made: Etcd = kind()
    return made


def test_who_renews_in_time_goes_on(node: Etcd) -> None:
    assert node.attempt_to_acquire_leader()
    for _ in range(5):
        CLOCK[0] += TTL - 1
        assert node.update_leader(SEEN)

    assert node.deleted == 0


def test_who_comes_back_too_late_gives_up_until_it_is_elected(node: Etcd) -> None:
    node.attempt_to_acquire_leader()
    CLOCK[0] += TTL + 1

    assert not node.update_leader(SEEN)
    assert not node.update_leader(SEEN)
    assert node.deleted == 2

    assert node.attempt_to_acquire_leader()
    assert node.update_leader(SEEN)


def test_who_was_stopped_while_it_asked_gives_up_what_it_got(node: Etcd) -> None:
    node.attempt_to_acquire_leader()
    node.stops_for = TTL + 1

    assert not node.update_leader(SEEN)
    assert node.deleted == 1


def test_who_finds_a_running_primary_after_its_own_restart_renews(node: Etcd) -> None:
    assert node.update_leader(SEEN)
    CLOCK[0] += TTL + 1
    assert not node.update_leader(SEEN)
