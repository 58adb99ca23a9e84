from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from titian.contributions import services as contributions
from titian.kernel import clock
from titian.kernel.actors import Actor


class Command(BaseCommand):
    help = "Bill a month for everybody. Goes on where an earlier run of the same month stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--month", required=True, help="YYYY-MM")
        parser.add_argument(
            "--late", action="store_true", help="a second turn, for who joined after the first"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        people = contributions.bill_month(
            month=_month(options["month"]),
            by=Actor.system("contributions.bill"),
            at=clock.now(),
            late=options["late"],
            progress=lambda count: self.stdout.write(f"  {count} people"),
        )
        self.stdout.write(f"{people} people")


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise CommandError("--month wants YYYY-MM") from error
