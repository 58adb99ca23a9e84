from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA
from titian.platform.measures import selectors as measured
from titian.platform.measures import services as measures


class Command(BaseCommand):
    help = "Say planned work in advance on the status page: list, plan, or call off."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="starts", help="as 2026-12-05T22:00, Western time")
        parser.add_argument("--until", dest="ends")
        parser.add_argument("--id", dest="said_id", help="what people read, in Indonesian")
        parser.add_argument("--en", dest="said_en", help="and in English")
        parser.add_argument("--call-off", type=int, metavar="NUMBER")

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        if options["call_off"] is not None:
            if not measures.call_off(options["call_off"], at=at):
                raise CommandError("there is no such plan that is not over")
        elif options["starts"]:
            self._plan(options, at)
        for one in measured.planned(at=at):
            period = " - ".join(
                f"{moment.astimezone(JAKARTA):%Y-%m-%d %H:%M}"
                for moment in (one.starts_at, one.ends_at)
            )
            self.stdout.write(f"{one.pk}: {period} WIB  {one.said_id} / {one.said_en}")

    def _plan(self, options: dict[str, Any], at: datetime) -> None:
        lacking = [name for name in ("ends", "said_id", "said_en") if not options[name]]
        if lacking:
            raise CommandError("--until, --id and --en are needed as well")
        try:
            measures.plan_maintenance(
                starts_at=_moment(options["starts"]),
                ends_at=_moment(options["ends"]),
                said_id=options["said_id"],
                said_en=options["said_en"],
                by=Actor.system("operator"),
                at=at,
            )
        except ValueError as error:
            raise CommandError(str(error)) from error


def _moment(told: str) -> datetime:
    """Western Indonesian time unless it says another zone."""
    moment = datetime.fromisoformat(told)
    return moment if moment.tzinfo else moment.replace(tzinfo=JAKARTA)
