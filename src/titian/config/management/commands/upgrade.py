import os
import signal
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from titian.config import home
from titian.config.doctor import database, machine
from titian.config.doctor.findings import Level
from titian.config.readiness import prepare


class Command(BaseCommand):
    help = (
        "After a new version was installed: tables, styles, words; then take it up without a gap."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-reload", action="store_true", help="leave what runs as it is")

    def handle(self, *args: Any, **options: Any) -> None:
        self._refuse_trouble()
        self.stdout.write("a backup first? titian backup; it may run while people are served")
        prepare(call_command, say=self.stdout.write)
        if not options["no_reload"]:
            self._reload()

    def _refuse_trouble(self) -> None:
        """Half an upgrade on a full disk is worse than none."""
        if not database.answers():
            raise CommandError(database.away().sentence())
        room = machine.room_in(settings.TITIAN_HOME)
        if room.level is Level.BAD:
            raise CommandError(f"{room.sentence()} {room.advice()}")

    def _reload(self) -> None:
        running = home.supervisor()
        if running is None:
            self.stdout.write("nothing runs here; elsewhere: systemctl reload titian")
            return
        os.kill(running, signal.SIGUSR2)
        self.stdout.write(f"process {running} takes up the new version; nobody is turned away")
