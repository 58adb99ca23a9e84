"""Take a document in, say what it is for, let it go."""

import json
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.platform.db.transactions import refuse_transaction, require_transaction
from titian.platform.uploads import sheets, vault
from titian.platform.uploads.cleaning import Verdict
from titian.platform.uploads.errors import (
    UploadEmpty,
    UploadGone,
    UploadKindUnknown,
    UploadLocked,
    UploadTooBig,
    UploadTooLarge,
    UploadUnreadable,
)
from titian.platform.uploads.models import Upload
from titian.platform.uploads.types import FileKind, Kept, Opened

MOST_BYTES = 5 * 2**20
_PATIENCE_SECONDS = 25
_UNUSED_FOR = timedelta(days=2)
_BATCH = 500

_REFUSED: Mapping[int, type[Refusal]] = {
    Verdict.KIND_UNKNOWN: UploadKindUnknown,
    Verdict.UNREADABLE: UploadUnreadable,
    Verdict.LOCKED: UploadLocked,
}
_KINDS = {Verdict.PICTURE: FileKind.JPEG, Verdict.PDF: FileKind.PDF}


def keep(*, content: bytes, size: int, by: Actor, at: datetime) -> int:
    """Take a document; returns its id. Refused in words when it cannot be taken.

    The file is on the disk before the row is: a crash between leaves a file without a row, which
    the clean-up finds, never a row without its file.
    """
    refuse_transaction()
    if not content:
        raise UploadEmpty
    if size > MOST_BYTES:
        raise UploadTooBig(megabytes=MOST_BYTES // 2**20)
    kind, clean = _written_anew(content)
    return _stored(kind, clean, by=by, at=at)


def keep_made(*, pdf: bytes, by: Actor, at: datetime) -> int:
    """Take a document that we made and signed, byte for byte: written anew its signature would
    not hold. Never for what somebody sent in.
    """
    refuse_transaction()
    return _stored(FileKind.PDF, pdf, by=by, at=at)


def _stored(kind: FileKind, content: bytes, *, by: Actor, at: datetime) -> int:
    name = vault.new_name()
    vault.write(name, content)
    row = Upload(name=name, kind=kind, size=len(content), digest=sha256(content).digest(), at=at)
    row.by = by.ref
    row.save(force_insert=True)
    return row.pk


def use(upload_id: int, *, used_for: str) -> None:
    """From now on the document belongs to something; it is no orphan any more."""
    require_transaction()
    if not Upload.objects.filter(pk=upload_id, used_for="").update(used_for=used_for):
        raise UploadGone


def release(upload_ids: Collection[int]) -> None:
    """Nothing needs these any more: the clean-up takes them, after the time of an unused one."""
    Upload.objects.filter(pk__in=list(upload_ids)).update(used_for="")


def kept(upload_ids: Collection[int]) -> dict[int, Kept]:
    found = Upload.objects.filter(pk__in=list(upload_ids))
    return {row.pk: Kept(row.pk, FileKind(row.kind), row.size, row.at) for row in found}


def opened(upload_id: int, *, used_for: str) -> Opened:
    """The content of a document that belongs to this; who may ask is the caller's decision."""
    row = Upload.objects.filter(pk=upload_id, used_for=used_for).first()
    if row is None:
        raise UploadGone
    return Opened(FileKind(row.kind), vault.read(row.name))


def clean_up(at: datetime) -> int:
    """Remove documents that never belonged to anything, and files that no row knows."""
    unused = Upload.objects.filter(used_for="", at__lt=at - _UNUSED_FOR)[:_BATCH]
    names = list(unused.values_list("name", flat=True))
    Upload.objects.filter(name__in=names, used_for="").delete()
    still = set(Upload.objects.filter(name__in=names).values_list("name", flat=True))
    gone = [name for name in names if name not in still]
    for name in gone:
        vault.remove(name)
    return len(gone) + _remove_strays(at)


def _remove_strays(at: datetime) -> int:
    """Files that no row knows, and what somebody who was killed left half written."""
    old = list(vault.older_than(at - _UNUSED_FOR))
    removed = 0
    for start in range(0, len(old), _BATCH):
        part = old[start : start + _BATCH]
        names = [name for name, _ in part]
        known = set(Upload.objects.filter(name__in=names).values_list("name", flat=True))
        for name, path in part:
            if path.suffix or name not in known:
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def rows_of_sheet(content: bytes) -> list[list[str]]:
    """The cells of a CSV or XLSX, read by a process of its own; nothing of it is kept."""
    refuse_transaction()
    if not content:
        raise UploadEmpty
    if len(content) > MOST_BYTES:
        raise UploadTooBig(megabytes=MOST_BYTES // 2**20)
    status, read = _in_a_process("titian.platform.uploads.sheets", content)
    if status == sheets.TAKEN:
        rows: list[list[str]] = json.loads(read)
        return rows
    raise _REFUSED.get(status, UploadTooLarge)


def rows_of_long_sheet(content: bytes) -> list[list[str]]:
    """As `rows_of_sheet`, of as many rows as fit into what a page may send."""
    refuse_transaction()
    if not content:
        raise UploadEmpty
    if len(content) > MOST_BYTES:
        raise UploadTooBig(megabytes=MOST_BYTES // 2**20)
    status, read = _in_a_process("titian.platform.uploads.sheets", content, "stream")
    if status == sheets.TAKEN:
        return [json.loads(line) for line in read.splitlines()]
    raise _REFUSED.get(status, UploadTooLarge)


def rows_of_file(path: Path) -> Iterator[list[str]]:
    """The rows of a CSV or XLSX of any length on this machine, read by a process of its own while
    they are used. Refused in words when it is neither, or cannot be read to its end.
    """
    if not path.stat().st_size:
        raise UploadEmpty
    command = [sys.executable, "-I", "-m", "titian.platform.uploads.sheets", "stream"]
    with (
        path.open("rb") as file,
        subprocess.Popen(
            command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
        ) as reader,
    ):
        try:
            for line in reader.stdout or ():
                yield json.loads(line)
        except GeneratorExit:  # who asked needs no more
            reader.kill()
            raise
        if reader.wait() != sheets.TAKEN:
            raise _REFUSED.get(reader.returncode, UploadTooLarge)


def _written_anew(content: bytes) -> tuple[FileKind, bytes]:
    status, clean = _in_a_process("titian.platform.uploads.cleaning", content)
    verdict = Verdict(status) if status in set(Verdict) else Verdict.TOO_LARGE
    if verdict in _KINDS:
        return _KINDS[verdict], clean
    raise _REFUSED.get(verdict, UploadTooLarge)


def _in_a_process(module: str, content: bytes, *how: str) -> tuple[int, bytes]:
    """By a process that has only this file, little memory and little time."""
    command = [sys.executable, "-I", "-m", module, *how]
    try:
        done = subprocess.run(
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE_SECONDS,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired as error:
        raise UploadTooLarge from error
    return done.returncode, done.stdout
