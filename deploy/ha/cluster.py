"""The whole set-up of the story: three nodes, two web hosts, HAProxy before all of it."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from deploy.ha.nodes import HOST, Node, Ports, Tools, filled
from deploy.ha.processes import Process, wait_until
from titian.platform.db.embedded import BINARIES

ROOT = Path(__file__).resolve().parents[2]
_PROGRAMS = ("etcd", "haproxy")
_START_SECONDS = 120.0
_WEB_SECONDS = 600.0


@dataclass
class Cluster:
    home: Path
    tools: Tools
    nodes: list[Node] = field(default_factory=list)
    webs: list[Process] = field(default_factory=list)
    secrets: dict[str, str] = field(default_factory=dict)
    haproxy: Process = field(init=False)
    pg_port: int = 0
    web_port: int = 0
    web_ports: list[int] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The application's database, wherever the primary is."""
        return self.url_at(self.pg_port)

    def url_at(self, port: int) -> str:
        return f"postgresql://titian:{self.secrets['TITIAN_PASSWORD']}@{HOST}:{port}/titian"

    def start(self) -> None:
        self.plan()
        for node in self.nodes:
            node.etcd.start()
        for node in self.nodes:
            node.patroni.start()
        wait_until(lambda: self.leader() is not None, "a leader", seconds=_START_SECONDS)
        self._create_database()
        self.haproxy.start()
        self.wait_for_standbys(_START_SECONDS)

    def start_web(self) -> None:
        """One after the other: the first makes the tables."""
        for web, port in zip(self.webs, self.web_ports, strict=True):
            web.start()
            self._wait_for(web, port)

    def _wait_for(self, web: Process, port: int) -> None:
        def is_up() -> bool:
            if not web.is_running():
                raise RuntimeError(f"a web host ended: {web.log.read_text()[-2000:]}")
            return _healthy(port)

        wait_until(is_up, f"web host on {port}", seconds=_WEB_SECONDS)

    def leader(self) -> Node | None:
        """Who holds the lease and serves as primary now."""
        for node in self.nodes:
            told = node.says()
            if told.get("role") in ("primary", "master") and told.get("state") == "running":
                return node
        return None

    def the_leader(self) -> Node:
        node = self.leader()
        if node is None:
            raise RuntimeError("no node is primary")
        return node

    def lead_etcd(self, node: Node) -> None:
        """Its etcd leads the others from now on: the worst one to lose."""
        told = {each.name: each.ask_etcd("status") for each in self.nodes}
        wanted = told[node.name]["header"]["member_id"]
        leads = told[node.name]["leader"]
        for each in self.nodes:
            if told[each.name]["header"]["member_id"] == leads != wanted:
                each.ask_etcd("transfer-leadership", targetID=wanted)

    def synchronous(self) -> Node | None:
        return next((node for node in self.nodes if node.says().get("sync_standby")), None)

    def whole(self) -> bool:
        """A primary, two that stream from it on its timeline, one of them synchronous."""
        told = [node.says() for node in self.nodes]
        streaming = [t for t in told if t.get("replication_state") == "streaming"]
        same = {t.get("timeline") for t in told}
        return (
            len(same) == 1 and len(streaming) == len(self.nodes) - 1
            and self.leader() is not None and self.synchronous() is not None
        )  # fmt: skip

    def wait_for_standbys(self, seconds: float) -> float:
        return wait_until(self.whole, "all nodes stream, one synchronously", seconds=seconds)

    def healthy(self) -> bool:
        return all(_healthy(port) for port in self.web_ports)

    def works_again(self) -> bool:
        """On both hosts, as `/healthz` tells: worker and job runner are at it, nothing is stuck."""
        told = [_health_of(port) for port in self.web_ports]
        return all(
            one.get("worker") == "up" and one.get("outbox_stuck") == 0
            and "jobs.runner" not in str(one.get("failing"))
            for one in told
        )  # fmt: skip

    def stop(self) -> None:
        for process in [*self.webs, *([self.haproxy] if hasattr(self, "haproxy") else [])]:
            process.end()
        for node in self.nodes:
            node.connect_again()
            node.patroni.end()
        for node in self.nodes:
            node.etcd.end()

    def environment(self, number: int) -> dict[str, str]:
        """Of one web host: its own home, what all share by name; uploads lie on shared storage."""
        home = self.home / f"web{number}"
        home.mkdir(exist_ok=True)
        (self.home / "uploads").mkdir(exist_ok=True, mode=0o700)
        if not (home / "uploads").exists():
            (home / "uploads").symlink_to(self.home / "uploads")
        return {
            "TITIAN_HOME": str(home),
            "TITIAN_PORT": str(self.web_ports[number - 1]),
            "TITIAN_ORIGIN": f"http://localhost:{self.web_port}",
            "TITIAN_DATABASE_URL": self.url,
            "TITIAN_DEMO": "0",
            "DJANGO_SETTINGS_MODULE": "titian.config.settings",
            "TITIAN_TRUSTED_PROXIES": HOST,
            **{key: self.secrets[key] for key in _SHARED},
        }

    def plan(self) -> None:
        """Ports, secrets, and every file filled in."""
        free = _free_ports(16)
        per_node = [Ports(*free[first : first + 4]) for first in (0, 4, 8)]
        self.pg_port, self.web_port, *self.web_ports = free[12:16]
        self.secrets = {name: secrets.token_urlsafe(24) for name in (*_DATABASE, *_SHARED)}
        shared = {
            **{name: self.secrets[name] for name in _DATABASE},
            "ETCD_HOSTS": ",".join(f"{HOST}:{ports.etcd}" for ports in per_node),
            "ETCD_CLUSTER": ",".join(
                f"node{n}=http://{HOST}:{ports.peer}" for n, ports in enumerate(per_node, 1)
            ),
            "NETWORK": "127.0.0.1/32",
            "SHARED_BUFFERS": "128MB",
        }
        for number, ports in enumerate(per_node, 1):
            node = Node(f"node{number}", self.home / f"node{number}", ports)
            node.set_up(self.tools, shared)
            self.nodes.append(node)
        for number in (1, 2):
            self.webs.append(Process(
                [sys.executable, str(ROOT / "manage.py"), "up"],
                log=self.home / f"web{number}.log", env=self.environment(number),
            ))  # fmt: skip
        self._plan_haproxy(per_node)

    def _plan_haproxy(self, per_node: list[Ports]) -> None:
        values = {
            "DOOR_HOST": HOST,
            "DOOR_PG_PORT": str(self.pg_port),
            "DOOR_WEB_PORT": str(self.web_port),
            **{f"WEB{n}": f"{HOST}:{port}" for n, port in enumerate(self.web_ports, 1)},
        }
        for n, ports in enumerate(per_node, 1):
            values |= {f"NODE{n}_PG": f"{HOST}:{ports.pg}", f"NODE{n}_HOST": HOST,
                       f"NODE{n}_REST_PORT": str(ports.rest)}  # fmt: skip
        path = self.home / "haproxy.cfg"
        path.write_text(filled("haproxy.cfg", values))
        command = [self.tools.haproxy, "-db", "-f", str(path)]
        self.haproxy = Process(command, log=self.home / "haproxy.log")

    def _create_database(self) -> None:
        """What an operator does once, by hand, on the primary."""
        port, password = self.the_leader().ports.pg, self.secrets["SUPERUSER_PASSWORD"]
        with psycopg.connect(
            host=HOST, port=port, user="postgres", password=password, dbname="postgres",
            autocommit=True,
        ) as connection:  # fmt: skip
            connection.execute(
                sql.SQL("CREATE ROLE titian LOGIN PASSWORD {}").format(
                    sql.Literal(self.secrets["TITIAN_PASSWORD"])
                )
            )
            connection.execute("CREATE DATABASE titian OWNER titian")


_DATABASE = ("SUPERUSER_PASSWORD", "REPLICATION_PASSWORD", "REWIND_PASSWORD", "TITIAN_PASSWORD")
_SHARED = ("TITIAN_SEALING_KEY", "TITIAN_SECRET_KEY", "TITIAN_PUSH_KEY")


def find_tools(patroni: Path | None) -> Tools:
    """Debian's etcd and HAProxy, PostgreSQL of `TITIAN_HA_PG_BIN` or of the wheel, and Patroni.

    Raises LookupError with what to install.
    """
    missing = [name for name in _PROGRAMS if shutil.which(name, path=_PATH) is None]
    if missing:
        raise LookupError(f"missing: {', '.join(missing)}; apt install etcd-server haproxy")
    home = patroni or ROOT / "var" / "patroni"
    python = home / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    if subprocess.run(
        [str(python), "-c", "import patroni"], check=False, capture_output=True
    ).returncode:
        wanted = Path(__file__).parent / "requirements.txt"
        subprocess.run(
            [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(wanted)],
            check=True,
        )
    pg_bin = Path(os.environ.get("TITIAN_HA_PG_BIN", BINARIES))
    etcd, haproxy = (shutil.which(name, path=_PATH) or name for name in _PROGRAMS)
    return Tools(python, pg_bin, etcd, haproxy)


_PATH = os.environ.get("PATH", "") + ":/usr/sbin"


def _free_ports(count: int) -> list[int]:
    """Of the system's choosing, all different: held together, then let go."""
    held = [socket.socket() for _ in range(count)]
    try:
        for each in held:
            each.bind((HOST, 0))
        return [int(each.getsockname()[1]) for each in held]
    finally:
        for each in held:
            each.close()


def _healthy(port: int) -> bool:
    return bool(_health_of(port))


def _health_of(port: int) -> dict[str, object]:
    """What it says of itself; empty when it does not answer, or the database is away."""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=4) as answer:
            return dict(json.load(answer))
    except (OSError, ValueError):
        return {}
