import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from titian.config import home
from titian.config.recovering import passphrase
from titian.platform.backup import recovery
from titian.platform.backup.errors import CannotDo


class Command(BaseCommand):
    help = "The recovery key of backups, and the keys that seal."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="what", required=True)
        made = commands.add_parser("recovery", help="make the recovery key")
        made.add_argument("file", type=Path, help="where its secret half goes: not on this machine")
        made.add_argument("--locked", action="store_true", help="opens with a passphrase alone")
        made.add_argument("--passphrase-file", type=Path)
        made.add_argument("--also", action="store_true", help="beside the one there is")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['what']}")(options)
        except (CannotDo, OSError) as error:
            raise CommandError(str(error)) from error

    def _recovery(self, options: dict[str, Any]) -> None:
        known = home.recovery_recipients()
        if known and not options["also"]:
            raise CannotDo(f"there is one: {known[0]}; a second one beside it: --also")
        secret, public = recovery.new_key()
        content = f"# Titian, recovery key {public}\n{secret}\n".encode()
        if options["locked"]:
            content = recovery.locked(content.decode(), passphrase(options, twice=True))
        handle = os.open(options["file"], os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        path = home.recovery_file()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text("\n".join([*known, public, ""]))
        self.stdout.write(f"backups are written for {public}")
        self.stdout.write(
            f"take {options['file']} to another place now: without it no backup opens, and whoever"
            " has it opens all of them"
        )
