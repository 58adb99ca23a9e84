"""`titian party`: who is told by e-mail when a part of the way fails again and again."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from titian.helpdesk import services as helpdesk
from titian.helpdesk.types import PartyKind
from titian.kernel import clock
from titian.kernel.actors import Actor


class Command(BaseCommand):
    help = "Set whom to tell: titian party gateway 'Message gateway' help@gateway.example"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=list(PartyKind))
        parser.add_argument("name")
        parser.add_argument("email")
        parser.add_argument(
            "--place",
            default="",
            help="a regency, a facility, or of a gateway sms, whatsapp, email; all without it",
        )

    def handle(self, *args: object, **options: str) -> None:
        is_new = helpdesk.set_party(
            kind=PartyKind(options["kind"]),
            name=options["name"],
            email=options["email"],
            place=options["place"],
            by=Actor.system("command.party"),
            at=clock.now(),
        )
        self.stdout.write("set" if is_new else "it was so already")
