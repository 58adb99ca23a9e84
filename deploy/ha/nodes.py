"""A node of the story: etcd, Patroni and its PostgreSQL, set up from the files beside."""

import json
import signal
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Any

from deploy.ha.processes import Process, below, give_away, tell, title_of

HERE = Path(__file__).resolve().parent
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Tools:
    """Where the programs lie: Patroni's own environment, PostgreSQL's binaries, Debian's two."""

    patroni_python: Path
    pg_bin: Path
    etcd: str
    haproxy: str


@dataclass(frozen=True, slots=True)
class Ports:
    """Of one node."""

    pg: int
    rest: int
    etcd: int
    peer: int


@dataclass
class Node:
    name: str
    home: Path
    ports: Ports
    etcd: Process = field(init=False)
    patroni: Process = field(init=False)
    frozen: list[int] = field(default_factory=list)

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def patroni_log(self) -> Path:
        return self.home / "patroni.log"

    def set_up(self, tools: Tools, shared: dict[str, str]) -> None:
        """Its folder with etcd.yml and patroni.yml filled in; nothing runs yet."""
        give_away(self.home)
        values = {
            **shared,
            "NODE": self.name, "HOST": HOST, "HOME_DIR": str(self.home), "DATA": str(self.data),
            "PG_PORT": str(self.ports.pg), "REST_PORT": str(self.ports.rest),
            "ETCD_PORT": str(self.ports.etcd), "PEER_PORT": str(self.ports.peer),
            "ETCD_DATA": str(self.home / "etcd"), "PG_BIN": str(tools.pg_bin),
        }  # fmt: skip
        for name in ("etcd.yml", "patroni.yml"):
            (self.home / name).write_text(filled(name, values))
        self.etcd = Process(
            [tools.etcd, "--config-file", str(self.home / "etcd.yml")],
            log=self.home / "etcd.log", unprivileged=True,
        )  # fmt: skip
        self.patroni = Process(
            [str(tools.patroni_python), str(HERE / "patroni_node.py"),
             str(self.home / "patroni.yml")],
            log=self.patroni_log, unprivileged=True,
            env={"PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip

    def says(self) -> dict[str, object]:
        """What Patroni tells of this node; empty when it does not answer."""
        try:
            with urllib.request.urlopen(f"http://{HOST}:{self.ports.rest}/patroni", timeout=2) as r:
                return dict(json.load(r))
        except urllib.error.HTTPError as refused:
            return dict(json.load(refused))
        except (OSError, ValueError):
            return {}

    def ask_etcd(self, what: str, **said: object) -> dict[str, Any]:
        """Of etcd's maintenance, over its JSON gateway; its numbers come as text."""
        with urllib.request.urlopen(
            f"http://{HOST}:{self.ports.etcd}/v3/maintenance/{what}",
            data=json.dumps(said).encode(), timeout=5,
        ) as answer:  # fmt: skip
            return dict(json.load(answer))

    def postmaster(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])

    def kill_postgres(self) -> None:
        tell(self.postmaster(), signal.SIGKILL)

    def kill_all(self) -> None:
        """The whole node but its disk."""
        postmaster = self.postmaster()
        self.patroni.kill()
        self.etcd.kill()
        tell(postmaster, signal.SIGKILL)

    def cut_off(self) -> None:
        """As if its cable to the other nodes were pulled: lease, etcd and replication stand
        still, while PostgreSQL goes on and the web still reaches it.
        """
        senders = [p for p in below(self.postmaster()) if "walsender" in title_of(p)]
        self.frozen = [self.patroni.pid, self.etcd.pid, *senders]
        for pid in self.frozen:
            tell(pid, signal.SIGSTOP)

    def connect_again(self) -> None:
        for pid in self.frozen:
            tell(pid, signal.SIGCONT)
        self.frozen = []


def filled(name: str, values: dict[str, str]) -> str:
    """A file of this folder with its ${…} filled in; raises KeyError for one nobody gave."""
    return Template((HERE / name).read_text()).substitute(values)
