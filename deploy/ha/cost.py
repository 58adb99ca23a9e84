"""What the second copy and the door cost: transactions of eight small rows, by pgbench.

Interleaved rounds on the running cluster, so that only ratios are told: a machine drifts.
"""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psycopg

from deploy.ha.cluster import Cluster

_ROUNDS, _SECONDS, _CLIENTS = 3, 5, 16
_TABLE = "ha_cost (id bigserial PRIMARY KEY, what int, person bigint, at timestamptz)"
_SCRIPT = """\\set person random(1, 1000000)
BEGIN;
INSERT INTO ha_cost (what, person, at) SELECT n, :person, now() FROM generate_series(1, 8) n;
COMMIT;
"""
_TPS = re.compile(r"tps = ([0-9.]+)")


@dataclass(frozen=True, slots=True)
class Cost:
    """Transactions a second, the best round of each way."""

    one_copy: float
    two_copies: float
    through_the_door: float

    def __str__(self) -> str:
        return (
            f"second copy: {self.two_copies / self.one_copy:.2f} of the commits of one copy;"
            f" through HAProxy: {self.through_the_door / self.two_copies:.2f} of without"
        )


def measure(cluster: Cluster) -> Cost:
    direct, door = cluster.the_leader().ports.pg, cluster.pg_port
    script = cluster.home / "cost.sql"
    script.write_text(_SCRIPT)
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        connection.execute(f"CREATE TABLE IF NOT EXISTS {_TABLE}".encode())
    ways = ((direct, "local"), (direct, "on"), (door, "on"))
    best = [0.0, 0.0, 0.0]
    for _ in range(_ROUNDS):
        for number, (port, commit) in enumerate(ways):
            best[number] = max(best[number], _per_second(cluster, script, port, commit))
    return Cost(*best)


def _per_second(cluster: Cluster, script: Path, port: int, commit: str) -> float:
    done = subprocess.run(
        [str(cluster.tools.pg_bin / "pgbench"), "-n", "-f", str(script), "-c", str(_CLIENTS),
         "-j", "2", "-T", str(_SECONDS), cluster.url_at(port)],
        env={**os.environ, "PGOPTIONS": f"-c synchronous_commit={commit}"},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    found = _TPS.search(done.stdout)
    if found is None:
        raise RuntimeError(f"pgbench said nothing to count: {done.stdout[-300:]}")
    return float(found[1])
