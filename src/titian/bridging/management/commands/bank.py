"""`titian bank add|list|rotate|stop|start`: which banks may call; a secret is shown once."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from titian.bridging import selectors as bridging_read
from titian.bridging import services as bridging
from titian.bridging.types import NewBank
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal

_BY = Actor.system("command.bank")


class Command(BaseCommand):
    help = "Banks that may call by SNAP BI: docs/operations/bank.md"

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("list", help="the banks on record")
        add = acts.add_parser("add", help="let a bank call")
        add.add_argument("partner", help="X-PARTNER-ID")
        add.add_argument("name", help="as staff and payers know it")
        add.add_argument("--client-key", required=True, help="X-CLIENT-KEY")
        add.add_argument("--service", required=True, help="partnerServiceId, e.g. 88888")
        add.add_argument("--key", required=True, help="file with its public RSA key (PEM)")
        add.add_argument("--from", dest="networks", action="append", default=[], help="a network")
        rotate = acts.add_parser("rotate", help="a new secret, or (--key) another public key")
        rotate.add_argument("partner")
        rotate.add_argument("--key", default="", help="file with the new public RSA key (PEM)")
        for act in ("stop", "start"):
            acts.add_parser(act).add_argument("partner")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['act']}")(options)
        except (Refusal, OSError) as error:
            said = getattr(error, "data", "")
            raise CommandError(f"{error} {said or ''}".strip()) from error

    def _list(self, options: dict[str, Any]) -> None:
        del options
        for bank in bridging_read.banks():
            state = "" if bank.is_active else "  stopped"
            self.stdout.write(f"{bank.partner_id}  {bank.name}  {bank.service_no}{state}")

    def _add(self, options: dict[str, Any]) -> None:
        bank = NewBank(
            partner_id=options["partner"],
            client_key=options["client_key"],
            name=options["name"],
            service_no=options["service"],
            public_key=Path(options["key"]).read_text(),
            addresses=tuple(options["networks"]),
        )
        secret = bridging.add_bank(bank=bank, by=_BY, at=clock.now())
        self.stdout.write(f"secret {secret}")

    def _rotate(self, options: dict[str, Any]) -> None:
        partner, at = options["partner"], clock.now()
        if options["key"]:
            key = Path(options["key"]).read_text()
            bridging.change_key(partner_id=partner, public_key=key, by=_BY, at=at)
            self.stdout.write("the new key counts from now on")
            return
        secret = bridging.rotate_secret(partner_id=partner, by=_BY, at=at)
        self.stdout.write(f"secret {secret}\nthe one before is taken for another 24 hours")

    def _stop(self, options: dict[str, Any]) -> None:
        self._set_active(options["partner"], is_active=False)

    def _start(self, options: dict[str, Any]) -> None:
        self._set_active(options["partner"], is_active=True)

    def _set_active(self, partner: str, *, is_active: bool) -> None:
        bridging.set_active(partner_id=partner, is_active=is_active, by=_BY, at=clock.now())
        self.stdout.write("may call" if is_active else "stopped")
