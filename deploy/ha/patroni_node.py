"""Patroni as it is, with a lease that may be shorter than 20 seconds and is never taken for longer.

    python patroni_node.py /etc/patroni.yml

Patroni silently raises `ttl` to 20 s, so that the loss of a whole node costs some 22 s without
service. The rule that its safety rests on, loop_wait + 2 * retry_timeout <= ttl, is kept here,
and broken values are refused instead of mended. Short leases ask for machines that are never
stopped for seconds: who cannot promise that runs plain `patroni` (docs/decisions/0035).

A primary that was stopped for longer than its lease gives the lease up, whatever etcd says. An
etcd before 3.4.31 or 3.5.13 that was stopped with it may, when it goes on, end the leases of all
others (etcd issue 15247): the old primary would then find the place of leader empty, take it, and
what the new one had acknowledged meanwhile would be lost.
"""

import logging
import sys
import time
from dataclasses import dataclass
from typing import Any

from patroni import config
from patroni.__main__ import main
from patroni.dcs import etcd3

log = logging.getLogger(__name__)

_LEAST = {"loop_wait": (1, 10), "retry_timeout": (3, 10), "ttl": (8, 30)}  # seconds: least, usual


class ShortLease(config.Config):  # type: ignore[misc]  # Patroni brings no types
    """Patroni's settings with the rule, but without the floor of 20 seconds."""

    def _validate_and_adjust_timeouts(self, config: dict[str, Any]) -> None:
        """Raises ValueError for times under which a primary could outlive its lease."""
        loop, retry, lease = (_seconds(config, name) for name in _LEAST)
        if loop + 2 * retry > lease:
            raise ValueError(f"loop_wait {loop} + 2 * retry_timeout {retry} > ttl {lease}")


@dataclass
class Held:
    """When this process last had the leader's lease in hand; None: it never had."""

    since: float | None = None

    def note(self) -> None:
        self.since = _now()

    def is_over(self, ttl: float) -> bool:
        """Longer ago than the lease lasts: only who takes it anew, by election, has it again."""
        return self.since is not None and _now() - self.since > ttl


def careful(etcd: Any, held: Held) -> None:
    """From now on leaders of this kind give up what they may have lost."""
    take, renew = etcd.attempt_to_acquire_leader, etcd.update_leader

    def attempt_to_acquire_leader(self: Any) -> bool:
        taken = bool(take(self))
        if taken:
            held.note()
        return taken

    def update_leader(self: Any, cluster: Any, *rest: Any, **named: Any) -> bool:
        renewed = not held.is_over(self.ttl) and bool(renew(self, cluster, *rest, **named))
        if held.is_over(self.ttl):  # stopped before, or while it was asked
            log.warning("the lease was not renewed in time: giving it up")
            self.delete_leader(cluster.leader)
            return False
        if renewed:
            held.note()
        return renewed

    etcd.attempt_to_acquire_leader = attempt_to_acquire_leader
    etcd.update_leader = update_leader


def _now() -> float:
    """Seconds that also pass while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def _seconds(settings: dict[str, Any], name: str) -> int:
    least, usual = _LEAST[name]
    value = int(settings.get(name, usual))
    if value < least:
        raise ValueError(f"{name} is {value} s, the least is {least} s")
    return value


if __name__ == "__main__":
    config.Config = ShortLease
    careful(etcd3.Etcd3, Held())
    sys.exit(main())
