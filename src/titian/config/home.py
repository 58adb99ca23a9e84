"""The data directory, its secrets, and which database is used."""

import os
import secrets
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


def uses_embedded_database() -> bool:
    return not os.environ.get("TITIAN_DATABASE_URL")


def embedded() -> EmbeddedPostgres:
    return EmbeddedPostgres(data_directory())
