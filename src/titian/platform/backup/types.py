"""What is written down about a backup."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE, UPLOADS, KEYS = "database.age", "uploads.age", "keys.age"
FILES = (DATABASE, UPLOADS, KEYS)


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows of a table, and the sum of their 64-bit hashes: it does not depend on their order."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the backup as it lies there, encrypted."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. Says nothing about a person; `seal` proves that it was not changed.

    `uploads` counts documents, `gone` names those that were let go while it was made; `keys` is
    the fingerprint of the sealing key, never the key.
    """

    format: int
    made_at: datetime
    titian: str
    postgresql: str
    migrations: Sequence[str]
    tables: Mapping[str, Counted]
    uploads: int
    gone: Sequence[str]
    keys: str
    files: Mapping[str, Written]
    seal: str = ""

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.files.values())

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "made_at": self.made_at.isoformat()}


def manifest_from(data: Mapping[str, Any]) -> Manifest:
    """Raises KeyError, TypeError or ValueError for what is no manifest of ours."""
    return Manifest(
        **{
            **data,
            "made_at": datetime.fromisoformat(data["made_at"]),
            "tables": {name: Counted(**one) for name, one in data["tables"].items()},
            "files": {name: Written(**one) for name, one in data["files"].items()},
        }
    )


class Remains(StrEnum):
    """Of a restore that was interrupted: copies beside, or what is in place by half."""

    NOTHING = "nothing"
    COPIES = "copies"
    HALF_IN_PLACE = "half_in_place"


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The newest whole backup, and what became of the tries since: for doctor and metrics.

    `whole_at` is None when there never was one; `failed` is the latest try's error when it came
    after that, else empty; `is_expected` when a folder for nightly backups is set: then one
    that `is_too_old` (30 hours, or none at all) is a thing to be told of.
    """

    is_expected: bool
    whole_at: datetime | None
    is_too_old: bool
    bytes: int
    seconds: float
    failed: str
    is_running: bool
