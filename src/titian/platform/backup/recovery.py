"""The recovery key: backups are written to its public half (age, X25519) and read with the other.

age's format is read by other programs as well: `age -d -i key database.age` works without us.
"""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import pyrage

from titian.platform.backup.errors import CannotDo, NotWhole

_LOCKED = b"age-encryption.org/v1"
_SECRET = "AGE-SECRET-KEY-"  # noqa: S105 - how age's keys begin


def new_key() -> tuple[str, str]:
    """A fresh pair: the secret half, to be kept elsewhere, and the public one."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def locked(secret: str, passphrase: str) -> bytes:
    """A secret key that opens with a passphrase alone (age's scrypt)."""
    return bytes(pyrage.passphrase.encrypt(secret.encode(), passphrase))


def recipients(texts: Sequence[str]) -> list[Any]:
    """Raises CannotDo for what is no public key, or when there is none."""
    if not texts:
        raise CannotDo(
            "no recovery key: make one with `titian keys recovery`, or set TITIAN_BACKUP_TO"
        )
    try:
        return [pyrage.x25519.Recipient.from_str(text.strip()) for text in texts]
    except pyrage.RecipientError as error:
        raise CannotDo(f"not a public recovery key (age1…): {error}") from error


def identity(path: Path, passphrase: str | None = None) -> Any:
    """The secret half out of a file of ours or age's; raises CannotDo."""
    try:
        content = path.read_bytes()
        if content.startswith(_LOCKED):
            if passphrase is None:
                raise CannotDo(f"{path} is locked: its passphrase is needed")
            content = pyrage.passphrase.decrypt(content, passphrase)
        lines = [line for line in content.decode().split() if line.startswith(_SECRET)]
        return pyrage.x25519.Identity.from_str(lines[0])
    except OSError as error:
        raise CannotDo(f"the recovery key cannot be read: {error}") from error
    except pyrage.DecryptError as error:
        raise CannotDo("the passphrase does not open the recovery key") from error
    except (IndexError, UnicodeDecodeError, pyrage.IdentityError) as error:
        raise CannotDo(f"{path} holds no recovery key ({_SECRET}…)") from error


def encrypt(source: Any, sink: Any, to: Sequence[Any]) -> None:
    """From one stream to another, in bounded memory; what the source raises is raised."""
    try:
        pyrage.encrypt_io(source, sink, list(to))
    except pyrage.EncryptError as error:
        raise CannotDo(str(error)) from error


def decrypt(source: IO[bytes], sink: Any, key: Any) -> None:
    """Raises NotWhole when it was altered, cut short or is for another key."""
    try:
        pyrage.decrypt_io(source, sink, [key])
    except (pyrage.DecryptError, OSError) as error:
        raise NotWhole(f"{Path(source.name).name} does not open: {error}") from error


def decrypted(path: Path, key: Any) -> bytes:
    """A small file in memory."""
    out = io.BytesIO()
    with path.open("rb") as source:
        decrypt(source, out, key)
    return out.getvalue()
