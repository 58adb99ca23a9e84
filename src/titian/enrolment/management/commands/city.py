"""`titian city`: a city begins to enrol, with its offices and procedures to approve."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from titian.enrolment import services as enrolment
from titian.enrolment.types import Terms
from titian.kernel import clock
from titian.kernel.actors import Actor


class Command(BaseCommand):
    help = 'Open a city: titian city 35.73 "Kepala Dinas Kesehatan" --from 2026-01-01 --same-day'

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="the city's region code")
        parser.add_argument("head_title", help="who signs its letters")
        parser.add_argument("--from", dest="valid_from", type=date.fromisoformat, required=True)
        parser.add_argument("--same-day", action="store_true", help="UHC Prioritas")
        parser.add_argument("--cutoff-day", type=int, help="letters after it: a month later")
        parser.add_argument("--people", type=int, help="how many are paid for; none: no limit")
        parser.add_argument("--basis", default="", help="the agreement it rests on")

    def handle(self, *args: Any, **options: Any) -> None:
        term = Terms(
            valid_from=options["valid_from"],
            same_day=options["same_day"],
            cutoff_day=options["cutoff_day"],
            people_paid=options["people"],
        )
        written = enrolment.open_city(
            code=options["code"],
            head_title=options["head_title"],
            term=term,
            basis=options["basis"],
            by=Actor.system("command.city"),
            at=clock.now(),
        )
        self.stdout.write(f"city {options['code']}: {written or 'nothing new,'} rows written")
