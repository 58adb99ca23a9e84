from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from titian.config.recovering import add_key_arguments, recovery_key
from titian.contributions import selectors as contributions_read
from titian.platform.backup import services as backups
from titian.platform.backup.errors import CannotDo


class Command(BaseCommand):
    help = "Prove that a backup can be restored; or, with --live, that the running system is sound."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", nargs="?", type=Path, help="a backup, or a folder of them")
        parser.add_argument("--live", action="store_true", help="look at what is running instead")
        add_key_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["live"] == bool(options["source"]):
            raise CommandError("name a backup, or say --live")
        try:
            if options["live"]:
                self._live()
            else:
                self._backup(options)
        except (CannotDo, OSError) as error:
            raise CommandError(str(error)) from error

    def _backup(self, options: dict[str, Any]) -> None:
        workplace = Path(settings.TITIAN_HOME)
        source = options["source"].resolve()
        say = self.stdout.write
        found = backups.verify(source, recovery_key(options), workplace=workplace, say=say)
        say(f"this backup can be restored: {found.rows} rows, {found.uploads} documents")

    def _live(self) -> None:
        backups.verify_live(say=self.stdout.write)
        if apart := contributions_read.out_of_balance():
            raise CannotDo(f"the ledger and the bills differ by {apart} rupiah")
        self.stdout.write("the ledger is in balance")
