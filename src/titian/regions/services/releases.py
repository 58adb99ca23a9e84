"""Which release of a shipped data set is loaded."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.regions.models import Release


def digest_of(files: Iterable[Path]) -> str:
    """What a data set is made of: its files and the code that reads them."""
    digest = sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def mark_loaded(*, name: str, digest: str, rows: int, by: Actor, at: datetime) -> None:
    """Remember the release; needs the loader's transaction."""
    Release.objects.update_or_create(pk=name, defaults={"digest": digest, "loaded_at": at})
    entry = audit.Entry(by, "regions.load", f"release:{name}", {"digest": digest, "rows": rows})
    audit.record(entry, at=at)
