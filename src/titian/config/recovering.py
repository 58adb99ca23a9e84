"""How the commands are given the recovery key's secret half."""

from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from titian.platform.backup import recovery
from titian.platform.backup.errors import CannotDo

_LOCKED = b"age-encryption.org/v1"


def add_key_arguments(parser: CommandParser) -> None:
    parser.add_argument("--key", type=Path, help="file with the secret half of the recovery key")
    parser.add_argument("--passphrase-file", type=Path, help="opens a locked recovery key")


def recovery_key(options: dict[str, Any]) -> Any:
    """Raises CannotDo."""
    path: Path | None = options["key"]
    if path is None:
        raise CannotDo("the secret half of the recovery key is needed: --key FILE")
    is_locked = path.is_file() and path.read_bytes().startswith(_LOCKED)
    return recovery.identity(path, passphrase(options) if is_locked else None)


def passphrase(options: dict[str, Any], *, twice: bool = False) -> str:
    """From a file, else asked at the terminal; raises CannotDo for an empty one."""
    given: Path | None = options["passphrase_file"]
    if given is not None:
        words = given.read_text().strip()
    else:
        words = getpass("Passphrase of the recovery key: ")
        if twice and getpass("Once more: ") != words:
            raise CannotDo("the two are not the same")
    if not words:
        raise CannotDo("the passphrase is empty")
    return words
