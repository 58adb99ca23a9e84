"""`python -m deploy.ha.story`: three nodes and two web hosts from nothing, and what they survive.

Members book all the while. One thing after the other is taken away; each time the longest pause
between two acknowledged bookings is measured, and what was lost comes back. In the end every
acknowledged booking is looked for on all three nodes. Ends with 1 when a bar is missed.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from deploy.ha import cost
from deploy.ha.cluster import ROOT, Cluster, find_tools
from deploy.ha.load import Bookers
from deploy.ha.nodes import Node
from deploy.ha.processes import wait_until
from deploy.ha.verdict import counted, undelivered

BAR_SECONDS = 15.0
_SERVED_AGAIN = 20  # bookings after which service counts as resumed
_LONGEST = 60.0
_REJOIN_SECONDS = 120.0
_CALM_SECONDS = 4.0
_PEOPLE, _SESSIONS = 5000, 25
_REWOUND = "running pg_rewind"
_COPIED = "replica has been created"


@dataclass
class Story:
    cluster: Cluster
    bookers: Bookers
    begun: float = field(default_factory=time.monotonic)
    missed: list[str] = field(default_factory=list)

    def say(self, words: str) -> None:
        _said(self.begun, words)

    def act(self, kind: str, strike: Callable[[], Callable[[], None]]) -> None:
        """Take something away, measure the pause, give it back, wait until all is whole."""
        time.sleep(_CALM_SECONDS)
        struck = time.monotonic()
        give_back = strike()
        try:
            wait_until(
                lambda: self.bookers.served_since(self._resumed(struck)) >= _SERVED_AGAIN,
                "bookings are served again", seconds=_LONGEST,
            )  # fmt: skip
        except TimeoutError as late:
            self.missed.append(f"{kind}: {late}")
        pause = self.bookers.longest_pause(struck, time.monotonic())
        self.say(f"  {kind}: {pause:.1f} s without service (at most {BAR_SECONDS:.0f})")
        if pause > BAR_SECONDS:
            self.missed.append(f"{kind}: {pause:.1f} s without service")
        give_back()
        took = self.cluster.wait_for_standbys(_REJOIN_SECONDS)
        wait_until(self.cluster.healthy, "both web hosts are well", seconds=_REJOIN_SECONDS)
        self.say(f"  all three nodes stream again and both web hosts are well, {took:.1f} s later")

    def _resumed(self, struck: float) -> float:
        """A stroke may take effect a moment later: bookings count only after the pause."""
        return struck + 3.0

    def kill_postgres(self) -> Callable[[], None]:
        node = self.cluster.the_leader()
        self._name(node, "kill -9 of PostgreSQL")
        node.kill_postgres()
        return lambda: self._came_back(node)

    def kill_node(self) -> Callable[[], None]:
        node = self.cluster.the_leader()
        self._name(node, "kill -9 of PostgreSQL, Patroni and etcd")
        node.kill_all()

        def again() -> None:
            self.say(f"  {node.name} is started again")
            node.etcd.start()
            node.patroni.start()
            self._came_back(node)

        return again

    def cut_node(self) -> Callable[[], None]:
        node = self.cluster.the_leader()
        self.cluster.lead_etcd(node)  # etcd 15247: it may end the leases of the others later
        self._name(node, "cut from the other nodes, its PostgreSQL goes on; its etcd led")
        node.cut_off()

        def again() -> None:
            self.say(f"  {node.name} is connected again, still believing it is primary")
            node.connect_again()
            self._came_back(node)

        return again

    def kill_etcd(self) -> Callable[[], None]:
        node = self.cluster.the_leader()
        self._name(node, "kill -9 of its etcd only")
        node.etcd.kill()
        return node.etcd.start

    def kill_web(self) -> Callable[[], None]:
        web = self.cluster.webs[0]
        self.say("web host 1: kill -9 of all its processes, web and worker")
        web.kill()
        return web.start

    def _name(self, node: Node, what: str) -> None:
        standby = self.cluster.synchronous()
        self.say(f"{node.name}, primary: {what} (synchronous: {standby.name if standby else '-'})")
        self._log_begins = node.patroni_log.stat().st_size

    def _came_back(self, node: Node) -> None:
        """Wait until it streams, and say how it came back."""
        wait_until(self.cluster.whole, f"{node.name} is back", seconds=_REJOIN_SECONDS)
        with node.patroni_log.open() as log:
            log.seek(self._log_begins)
            told = log.read()
        way = "rewound by pg_rewind" if _REWOUND in told else "it had nothing that others lacked"
        self.say(f"  {self.cluster.the_leader().name} is primary; {node.name} follows: {way}")
        if _COPIED in told:
            self.say(f"  {node.name} was copied anew")


def tell(story: Story) -> None:
    for kind, strike in (
        ("PostgreSQL of the primary killed", story.kill_postgres),
        ("the primary's node killed", story.kill_node),
        ("the primary's node cut off", story.cut_node),
        ("one etcd killed", story.kill_etcd),
        ("a web host killed", story.kill_web),
    ):
        story.act(kind, strike)


def judge(story: Story) -> None:
    """Every node is asked, after the standbys have all of it."""
    bookers, cluster = story.bookers, story.cluster
    bookers.stop()
    told = bookers.acknowledged
    story.say(
        f"{len(told)} bookings acknowledged, {bookers.tries_again} requests sent again,"
        f" {bookers.looks} looks from the waiting room, {len(bookers.refused)} refused"
    )
    if bookers.refused:
        story.missed.append(f"refused: {', '.join(sorted(set(bookers.refused)))}")
    try:
        wait_until(lambda: undelivered(cluster.url) == 0, "everything told", seconds=60)
    except TimeoutError:
        story.missed.append(f"{undelivered(cluster.url)} events are not delivered")
    try:
        wait_until(cluster.works_again, "worker and jobs on both hosts", seconds=60)
        story.say("  everything announced is delivered; worker and jobs are at it")
    except TimeoutError as late:
        story.missed.append(str(late))
    for node in cluster.nodes:
        found = counted(cluster.url_at(node.ports.pg), told, bookers.sessions)
        story.say(
            f"  {node.name}: {found.tickets} tickets, lost={found.lost} doubled={found.doubled}"
            f" gaps={found.gaps}"
        )
        if found.lost or found.doubled or found.gaps or found.tickets != len(told):
            story.missed.append(f"{node.name}: {found}")


def prepare(cluster: Cluster) -> tuple[deque[dict[str, object]], list[int]]:
    """Members signed in, and sessions with a place for each."""
    done = subprocess.run(
        [sys.executable, "-m", "deploy.ha.settlers", str(_PEOPLE), str(_SESSIONS)],
        cwd=ROOT, env={**os.environ, **cluster.environment(1), "TITIAN_DEMO": "1"},
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    made = json.loads(done.stdout)
    return deque(made["people"]), list(made["sessions"])


def _said(begun: float, words: str) -> None:
    print(f"{time.monotonic() - begun:7.1f} s  {words}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.ha.story", description=__doc__)
    parser.add_argument("--patroni", type=Path, help="an environment that has Patroni")
    parser.add_argument("--keep", action="store_true", help="keep the folder with all logs")
    parser.add_argument("--cost", action="store_true", help="measure what two copies cost, too")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    home = Path(tempfile.mkdtemp(prefix="titian-ha-"))
    home.chmod(0o711)
    cluster = Cluster(home, find_tools(given.patroni))
    begun = time.monotonic()
    whole = False
    try:
        story = _begin(cluster, begun)
        tell(story)
        judge(story)
        if given.cost:
            story.say(str(cost.measure(cluster)))
        whole = not story.missed
        story.say("every bar is met" if whole else f"MISSED: {'; '.join(story.missed)}")
    finally:
        cluster.stop()
        if whole and not given.keep:
            shutil.rmtree(home)
        else:
            print(f"logs: {home}")
    return 0 if whole else 1


def _begin(cluster: Cluster, begun: float) -> Story:
    cluster.start()
    _said(begun, "three nodes: a primary, a synchronous standby, one more")
    cluster.start_web()
    _said(begun, "two web hosts behind HAProxy")
    people, sessions = prepare(cluster)
    bookers = Bookers(f"http://localhost:{cluster.web_port}", people, sessions)
    bookers.start()
    _said(begun, f"{len(people)} members are signed in; they begin to book")
    return Story(cluster, bookers, begun)


if __name__ == "__main__":
    sys.exit(main())
