from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.identifiers import spoken_code
from titian.notifications import services as notifications
from titian.notifications.types import Address, Channel, Recipient, Urgency


class Command(BaseCommand):
    help = "Send a trial message, to see whether a channel is set up rightly."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("channel", choices=list(Channel))
        parser.add_argument("to", help="a number as 628... or an e-mail address")
        parser.add_argument("--language", default="id")

    def handle(self, *args: Any, **options: Any) -> None:
        code = spoken_code(6)
        address = Address(Channel(options["channel"]), options["to"])
        with transaction.atomic():
            number = notifications.tell(
                to=Recipient(f"trial:{code}", (address,), options["language"]),
                template="notifications/messages/trial.txt",
                data={"code": code},
                urgency=Urgency.CODE,
                key="trial",
                by=Actor.system("trial"),
                at=clock.now(),
            )
        self.stdout.write(f"message {number} waits for the worker; its code is {code}")
