"""`titian fhir allow|forbid|list`: which facilities' systems may read as FHIR, and what."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from titian.bridging import selectors as bridging_read
from titian.bridging import services as bridging
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal

_BY = Actor.system("command.fhir")


class Command(BaseCommand):
    help = "Facilities' systems at the FHIR door: docs/bridging/fhir.md"

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("list", help="the scopes of each system")
        allow = acts.add_parser("allow", help="from now on exactly these scopes")
        allow.add_argument("cons_id")
        allow.add_argument("scopes", nargs="+", help="e.g. system/Patient.rs system/Coverage.rs")
        acts.add_parser("forbid", help="nothing at this door").add_argument("cons_id")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["act"] == "list":
            for cons_id, scopes in bridging_read.fhir_grants().items():
                self.stdout.write(f"{cons_id}  {' '.join(scopes)}")
            return
        wanted = options.get("scopes") or []
        try:
            bridging.allow_fhir(cons_id=options["cons_id"], scopes=wanted, by=_BY, at=clock.now())
        except Refusal as error:
            raise CommandError(f"{error} {error.data or ''}".strip()) from error
        self.stdout.write(" ".join(wanted) or "nothing")
