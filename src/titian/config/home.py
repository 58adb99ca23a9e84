"""The data directory, its secrets, and which database is used."""

import os
import secrets
from collections.abc import Iterable, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from titian.platform.db.embedded import EmbeddedPostgres


def data_directory() -> Path:
    """`TITIAN_HOME`, default `var/` below the working directory."""
    return Path(os.environ.get("TITIAN_HOME", "var")).resolve()


def secret(name: str) -> str:
    """A secret from `TITIAN_<NAME>`, else the one kept in the data directory, made at need.

    Losing the sealing key loses every identity number: `docs/operations` says how to keep it.
    """
    given = os.environ.get(f"TITIAN_{name.upper()}")
    if given:
        return given
    path = data_directory() / "secrets" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def supervisor_file() -> Path:
    return data_directory() / "up.pid"


def supervisor() -> int | None:
    """The process of `titian up` that runs on this data directory."""
    try:
        number = int(supervisor_file().read_text())
        command = Path(f"/proc/{number}/cmdline").read_bytes()
    except (OSError, ValueError):
        return None
    return number if b"\0up" in command else None


def measures_directory() -> Path:
    """Where all processes of this machine count; the library asks the environment for it."""
    folder = data_directory() / "measures"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
    return folder


def networks(given: Iterable[str]) -> list[IPv4Network | IPv6Network]:
    """Addresses and networks as given, e.g. 127.0.0.1 or 10.0.0.0/24.

    Raises RuntimeError where the number of proxies is still given: it was believed from anybody.
    """
    if os.environ.get("TITIAN_PROXIES"):
        raise RuntimeError("TITIAN_PROXIES is gone: name the proxies by TITIAN_TRUSTED_PROXIES")
    return [ip_network(one.strip(), strict=False) for one in given if one.strip()]


_KEPT = ("sealing_key", "secret_key", "push_key")


def ring_file() -> Path:
    """Where sealing keys after the first lie, unless `TITIAN_KEYS_FILE` names another file."""
    given = os.environ.get("TITIAN_KEYS_FILE")
    return Path(given) if given else data_directory() / "secrets" / "sealing_ring.json"


def kept_secrets() -> dict[str, str]:
    """What a backup must hold beside the database, by name."""
    kept = {name: secret(name) for name in _KEPT}
    if ring_file().exists():
        kept["ring"] = ring_file().read_text()
    return kept


def check_secrets(restored: Mapping[str, str]) -> None:
    """Raises ValueError where a setting gives another key than a backup: it would be used."""
    for name in _KEPT:
        given = os.environ.get(f"TITIAN_{name.upper()}")
        if given and given != restored[name]:
            raise ValueError(f"TITIAN_{name.upper()} is not the key of the backup")


def place_secrets(restored: Mapping[str, str], *, stamp: str) -> None:
    """Put a backup's keys where they belong; others that lie there are kept beside.

    Killed at any moment, it can be done again: there is always one or the other.
    """
    places = {name: data_directory() / "secrets" / name for name in _KEPT}
    for name, path in (*places.items(), ("ring", ring_file())):
        _place_secret(path, restored.get(name), stamp)


def _place_secret(path: Path, content: str | None, stamp: str) -> None:
    there = path.read_text() if path.exists() else None
    if there == content:
        return
    if there is not None:
        _write_secret(path.with_name(f"{path.name}.before-{stamp}"), there)
    if content is None:
        path.unlink()
    else:
        _write_secret(path, content)


def _write_secret(path: Path, content: str) -> None:
    """Beside first, then moved."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = path.with_name(f"{path.name}.new")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    half.rename(path)


def recovery_file() -> Path:
    return data_directory() / "backup" / "recipients"


def recovery_recipients() -> list[str]:
    """Public recovery keys that `titian keys recovery` wrote down."""
    path = recovery_file()
    return path.read_text().split() if path.exists() else []


def uses_embedded_database() -> bool:
    return not os.environ.get("TITIAN_DATABASE_URL")


def embedded() -> EmbeddedPostgres:
    return EmbeddedPostgres(data_directory())
