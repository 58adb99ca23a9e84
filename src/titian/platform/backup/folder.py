"""How a backup lies in its folder: under its final name only when it is whole."""

import hmac
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from titian.platform.backup import rules
from titian.platform.backup.errors import NotWhole
from titian.platform.backup.streams import settle, written
from titian.platform.backup.types import FORMAT, MANIFEST, Manifest, manifest_from
from titian.platform.db.keyring import derived

_STAMP = "titian-%Y%m%dT%H%M%SZ"
_HALF = ".unfinished-"


def version() -> str:
    return metadata.version("titian")


def unfinished(target: Path, at: datetime) -> Path:
    half = target / f"{_HALF}{at.astimezone(UTC).strftime(_STAMP)}"
    half.mkdir(mode=0o700)
    return half


def remove_unfinished(target: Path) -> None:
    """What a killed backup left; the caller holds the folder's lock."""
    for half in target.glob(f"{_HALF}*"):
        shutil.rmtree(half)


def finish(half: Path, manifest: Manifest, master: bytes) -> Path:
    """The manifest last, everything on the disk, then the name."""
    sealed = replace(manifest, seal=_seal(manifest, master))
    path = half / MANIFEST
    with path.open("x") as file:
        json.dump(sealed.as_data(), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    settle(half)
    whole = half.with_name(half.name.removeprefix(_HALF))
    half.rename(whole)
    settle(whole.parent)
    return whole


def manifest(backup: Path) -> Manifest:
    """Raises NotWhole for a folder that is no finished backup of a format we know."""
    if backup.name.startswith(_HALF):
        raise NotWhole(f"{backup} was never finished")
    try:
        data = json.loads((backup / MANIFEST).read_text())
        found = manifest_from(data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotWhole(f"{backup} is no whole backup: {error}") from error
    if found.format != FORMAT:
        raise NotWhole(f"{backup} has format {found.format}; this Titian reads {FORMAT}")
    return found


def with_migrations(manifest: Manifest, migrations: Sequence[str]) -> Manifest:
    return replace(manifest, migrations=migrations)


def check_files(backup: Path, wanted: Manifest) -> None:
    """Raises NotWhole for the first file that is missing, or not as it was written."""
    for name, before in wanted.files.items():
        try:
            now = written(backup / name)
        except FileNotFoundError as error:
            raise NotWhole(f"{name} is missing") from error
        if now != before:
            raise NotWhole(f"{name} was altered or cut short since it was written")


def check_seal(wanted: Manifest, master: bytes) -> None:
    """Raises NotWhole for a manifest that was written by somebody without the sealing key."""
    if not hmac.compare_digest(_seal(wanted, master), wanted.seal):
        raise NotWhole("the manifest was changed, or the keys belong to another backup")


def backups(target: Path) -> dict[datetime, Path]:
    """The finished ones in a folder, by their moments."""
    found: dict[datetime, Path] = {}
    for path in target.glob("titian-*"):
        try:
            found[datetime.strptime(path.name, _STAMP).replace(tzinfo=UTC)] = path
        except ValueError:
            continue
    return found


def newest(source: Path) -> Path:
    """A backup itself, or the newest in a folder of them; raises NotWhole when there is none."""
    if (source / MANIFEST).exists() or source.name.startswith(_HALF):
        return source
    found = backups(source)
    if not found:
        raise NotWhole(f"no backup in {source}")
    return found[max(found)]


def rotate(target: Path, keep: Mapping[str, int]) -> list[Path]:
    """Let go of what need not be kept; renamed first, so that a half removed one has no name."""
    found = backups(target)
    kept = rules.to_keep(found, keep)
    removed = [path for moment, path in sorted(found.items()) if moment not in kept]
    for path in removed:
        half = path.with_name(f"{_HALF}{path.name}")
        path.rename(half)
        shutil.rmtree(half)
    return removed


def _seal(manifest: Manifest, master: bytes) -> str:
    text = json.dumps(replace(manifest, seal="").as_data(), sort_keys=True)
    return hmac.digest(derived(master, "backup"), text.encode(), "sha256").hex()
