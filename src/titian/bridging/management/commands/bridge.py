"""`titian bridge make|rotate|stop|start|list`: which facilities' systems may call."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from titian.bridging import selectors as bridging_read
from titian.bridging import services as bridging
from titian.bridging.types.wire import Credentials
from titian.facilities import selectors as facilities_read
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal

_BY = Actor.system("command.bridge")


class Command(BaseCommand):
    help = "Facilities' systems that may call the services of BPJS: docs/bridging/README.md"

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("list", help="the systems on record")
        make = acts.add_parser("make", help="let a facility's system call")
        make.add_argument("facility", help="the facility's code, e.g. 3573258, or its kode PPK")
        for act, said in (
            ("rotate", "new secret, password and keys; those before hold another day"),
            ("stop", "it may not call any more"),
            ("start", "it may call again"),
        ):
            acts.add_parser(act, help=said).add_argument("cons_id")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['act']}")(options)
        except Refusal as error:
            raise CommandError(f"{error} {error.data or ''}".strip()) from error

    def _list(self, options: dict[str, Any]) -> None:
        del options
        for one in bridging_read.consumers(viewer=_BY):
            state = "" if one.is_active else "  stopped"
            self.stdout.write(f"{one.cons_id}  {one.facility_name}  {one.username}{state}")

    def _make(self, options: dict[str, Any]) -> None:
        code = options["facility"]
        known = facilities_read.facilities_by_scheme_codes([code])
        place = known.get(code) or facilities_read.facility_by_code(code)
        self._show(bridging.make_consumer(facility_id=place.id, by=_BY, at=clock.now()))

    def _rotate(self, options: dict[str, Any]) -> None:
        made = bridging.rotate_consumer(cons_id=options["cons_id"], by=_BY, at=clock.now())
        self._show(made)
        self.stdout.write("what was valid before is taken for another 24 hours")

    def _stop(self, options: dict[str, Any]) -> None:
        bridging.stop_consumer(cons_id=options["cons_id"], by=_BY, at=clock.now())
        self.stdout.write("stopped")

    def _start(self, options: dict[str, Any]) -> None:
        bridging.start_consumer(cons_id=options["cons_id"], by=_BY, at=clock.now())
        self.stdout.write("may call")

    def _show(self, made: Credentials) -> None:
        """Once; they are not to be seen again."""
        self.stdout.write(f"cons id   {made.cons_id}\nsecret    {made.secret}")
        for wire, key in made.user_keys.items():
            self.stdout.write(f"user_key  {key}  {wire.value}")
        self.stdout.write(f"PCare     {made.username} / {made.password} / {made.app_code}")
