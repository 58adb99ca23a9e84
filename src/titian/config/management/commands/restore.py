import subprocess
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from titian.config import home
from titian.config.recovering import add_key_arguments, recovery_key
from titian.kernel import clock
from titian.platform.backup import services as backups
from titian.platform.backup.errors import CannotDo


class Command(BaseCommand):
    help = "Restore a backup into this home, and check what was restored."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=Path, help="a backup, or a folder of them: the newest")
        parser.add_argument("--overwrite", action="store_true", help="what is here goes aside")
        add_key_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        begun = clock.now()
        if home.supervisor() is not None:
            raise CommandError("nothing was restored: Titian runs in this home; stop it first")
        try:
            restored = backups.restore(
                options["source"].resolve(),
                recovery_key(options),
                overwrite=options["overwrite"],
                at=begun,
                keys=home,
                say=self.stdout.write,
            )
        except (CannotDo, OSError, ValueError) as error:
            raise CommandError(f"nothing was restored: {error}") from error
        for old in (restored.old_database, restored.old_uploads):
            if old:
                self.stdout.write(f"what was here before is kept as {old}")
        self._go_on("migrate", "--verbosity=0")  # with the restored keys, so in a new process
        self._go_on("verify", "--live")
        took = (clock.now() - begun).total_seconds()
        self.stdout.write(f"restored and verified in {took:.0f} seconds; start Titian: titian up")

    def _go_on(self, *command: str) -> None:
        self.stdout.flush()
        done = subprocess.run([sys.executable, "-m", "django", *command], check=False)
        if done.returncode != 0:
            raise CommandError(f"restored, but `titian {' '.join(command)}` failed: see above")
