"""`titian reconcile <partner> <file>`: lay a bank's daily file beside our books."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from titian.bridging import services as bridging
from titian.contributions import selectors as contributions_read
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal

_BY = Actor.system("command.reconcile")


class Command(BaseCommand):
    help = "Take a bank's file of payments; the same file twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("partner")
        parser.add_argument("file")
        parser.add_argument("--day", type=date.fromisoformat, help="when the file does not say")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            taken = bridging.take_statement(
                content=Path(options["file"]).read_bytes(),
                partner=options["partner"],
                day=options["day"],
                by=_BY,
                at=clock.now(),
            )
            seen, differences = contributions_read.statement(taken, viewer=_BY)
        except (Refusal, OSError) as error:
            raise CommandError(f"{error} {getattr(error, 'data', '')}") from error
        self.stdout.write(
            f"{seen.day}: {seen.lines} lines, {seen.matched} matched, {seen.booked} booked,"
            f" {seen.open} to settle"
        )
        for one in differences:
            how = one.settlement or "open"
            self.stdout.write(f"row {one.row}  {one.kind}  {one.request_id}  {one.reason}  {how}")
