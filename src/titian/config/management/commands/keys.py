import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from titian.config import home
from titian.config.recovering import passphrase
from titian.platform.backup import recovery
from titian.platform.backup.errors import CannotDo
from titian.platform.keys import selectors as keys_read
from titian.platform.keys import services as keys
from titian.platform.keys.errors import ChangeUnderWay, StillUsed
from titian.platform.keys.services import GRACE_SECONDS


class Command(BaseCommand):
    help = "The recovery key of backups, and the keys that seal."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="what", required=True)
        made = commands.add_parser("recovery", help="make the recovery key")
        made.add_argument("file", type=Path, help="where its secret half goes: not on this machine")
        made.add_argument("--locked", action="store_true", help="opens with a passphrase alone")
        made.add_argument("--passphrase-file", type=Path)
        made.add_argument("--also", action="store_true", help="beside the one there is")

        turned = commands.add_parser("rotate", help="seal with a new key from now on")
        turned.add_argument("--after", type=float, default=GRACE_SECONDS, help="seconds")
        commands.add_parser("status", help="how far the change is")
        commands.add_parser("reseal", help="do it here and now instead of in the worker")
        commands.add_parser("retire", help="forget the keys that nothing needs any more")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['what']}")(options)
        except (CannotDo, ChangeUnderWay, StillUsed, OSError) as error:
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

    def _rotate(self, options: dict[str, Any]) -> None:
        key = keys.rotate(after=options["after"])
        self.stdout.write(f"key {key} seals in {options['after']:.0f} seconds; back up now")
        self.stdout.write("the worker seals the rest anew: titian keys status")

    def _status(self, _: dict[str, Any]) -> None:
        if wait := keys_read.waiting_since_rotation():
            self.stdout.write(f"the new key seals in {wait:.0f} seconds")
        left = keys_read.left()
        for name, count in sorted(left.items()):
            self.stdout.write(f"{count:>10}  {name}")
        self.stdout.write(f"{sum(left.values())} to be sealed with the key that writes now")

    def _reseal(self, _: dict[str, Any]) -> None:
        if wait := keys_read.waiting_since_rotation():
            raise CannotDo(f"the new key seals in {wait:.0f} seconds: wait for it")
        self.stdout.write(f"{keys.seal_everything_anew()} values and documents sealed anew")

    def _retire(self, _: dict[str, Any]) -> None:
        self.stdout.write(f"{keys.retire()} keys retired")
