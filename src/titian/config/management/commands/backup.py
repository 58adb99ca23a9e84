from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from titian.config import home
from titian.kernel import clock
from titian.platform.backup import rules
from titian.platform.backup import services as backups
from titian.platform.backup.errors import CannotDo
from titian.platform.backup.pacing import go_last


class Command(BaseCommand):
    help = "Back up database, documents and keys, for the recovery key alone to open."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", nargs="?", type=Path, help="folder (TITIAN_BACKUP_DIR)")
        parser.add_argument("--keep", default=settings.TITIAN_BACKUP_KEEP, help="e.g. 7d,4w,12m")
        parser.add_argument(
            "--share",
            type=float,
            default=settings.TITIAN_BACKUP_SHARE,
            help="of one processor's time, up to 1",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target = options["target"] or settings.TITIAN_BACKUP_DIR
        if not target:
            raise CommandError("where to? Name a folder, or set TITIAN_BACKUP_DIR")
        if not 0.01 <= options["share"] <= 1:
            raise CommandError("--share is more than 0.01 and at most 1")
        go_last()
        begun = clock.now()
        try:
            backups.refuse_half_restored()
            made = backups.take(
                Path(target).resolve(),
                to=settings.TITIAN_BACKUP_TO,
                secrets=home.kept_secrets(),
                share=options["share"],
                keep=rules.keeping(options["keep"]),
                at=begun,
            )
        except (CannotDo, OSError, ValueError) as error:
            raise CommandError(f"no backup was made: {error}") from error
        self.stdout.write(backups.in_words(made, seconds=(clock.now() - begun).total_seconds()))
