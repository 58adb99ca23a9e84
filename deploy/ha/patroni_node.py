"""Patroni as it is, with a lease that may be shorter than its usual 20 seconds.

    python patroni_node.py /etc/patroni.yml

Patroni silently raises `ttl` to 20 s, so that the loss of a whole node costs some 22 s without
service. The rule that its safety rests on, loop_wait + 2 * retry_timeout <= ttl, is kept here,
and broken values are refused instead of mended. Short leases ask for machines that are never
stopped for seconds: who cannot promise that runs plain `patroni` (docs/decisions/0035).
"""

import sys
from typing import Any

from patroni import config
from patroni.__main__ import main

_LEAST = {"loop_wait": (1, 10), "retry_timeout": (3, 10), "ttl": (8, 30)}  # seconds: least, usual


class ShortLease(config.Config):  # type: ignore[misc]  # Patroni brings no types
    """Patroni's settings with the rule, but without the floor of 20 seconds."""

    def _validate_and_adjust_timeouts(self, config: dict[str, Any]) -> None:
        """Raises ValueError for times under which a primary could outlive its lease."""
        loop, retry, lease = (_seconds(config, name) for name in _LEAST)
        if loop + 2 * retry > lease:
            raise ValueError(f"loop_wait {loop} + 2 * retry_timeout {retry} > ttl {lease}")


def _seconds(settings: dict[str, Any], name: str) -> int:
    least, usual = _LEAST[name]
    value = int(settings.get(name, usual))
    if value < least:
        raise ValueError(f"{name} is {value} s, the least is {least} s")
    return value


if __name__ == "__main__":
    config.Config = ShortLease
    sys.exit(main())
