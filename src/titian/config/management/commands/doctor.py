import json
import logging
import sys
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from titian.config.doctor.examining import examine, worst
from titian.config.doctor.findings import Finding, Level
from titian.kernel import clock

_SIGNS = {Level.OK: "[ ok ]", Level.WARN: "[ !  ]", Level.BAD: "[ !! ]"}


class Command(BaseCommand):
    help = "Say what is wrong with this installation, and what to do. Ends with 1 if it is bad."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--en", action="store_true", help="in English")
        parser.add_argument("--json", action="store_true", help="for machines")
        parser.add_argument(
            "--probe", action="store_true", help="also call the channels and our own address"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)  # we say it in words
        found = examine(clock.now(), probe=options["probe"])
        with translation.override("en" if options["en"] else "id"):
            if options["json"]:
                self.stdout.write(json.dumps([_row(one) for one in found], indent=1))
            else:
                self._say(found)
        if worst(found) is Level.BAD:
            sys.exit(1)

    def _say(self, found: Sequence[Finding]) -> None:
        for one in found:
            self.stdout.write(f"{_SIGNS[one.level]} {one.sentence()}")
            if one.advice():
                self.stdout.write(f"       -> {one.advice()}")


def _row(one: Finding) -> dict[str, object]:
    return {
        "check": one.check, "state": one.state, "level": one.level, "data": dict(one.data),
        "sentence": one.sentence(), "advice": one.advice(),
    }  # fmt: skip
