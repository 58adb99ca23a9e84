import os
import signal
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from titian.config import home
from titian.config.readiness import make_ready, welcome
from titian.config.supervisor import Child, Supervisor, web_command, worker_command
from titian.platform.backup import services as backups
from titian.platform.backup.errors import CannotDo
from titian.platform.measures.counting import begin_anew


class Command(BaseCommand):
    help = "Make everything ready and run the web server and the worker until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workers", type=int, default=2, help="web processes")
        parser.add_argument("--threads", type=int, default=192, help="threads of each")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            backups.refuse_half_restored()
        except CannotDo as error:
            raise CommandError(str(error)) from error
        begin_anew()
        make_ready(call_command, say=self.stdout.write)
        children = [
            Child("web", web_command(
                port=settings.TITIAN_PORT, workers=options["workers"], threads=options["threads"]
            ), reload_by=signal.SIGHUP),
            Child("worker", worker_command()),
        ]  # fmt: skip
        home.supervisor_file().write_text(str(os.getpid()))
        self.stdout.write(welcome())
        if settings.TITIAN_DEMO:
            call_command("bridges")
        Supervisor(children, embedded=home.uses_embedded_database()).run()
