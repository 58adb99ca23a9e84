from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from titian.demo.banking.settling import settle_bank
from titian.demo.people.dues import settle_dues
from titian.demo.people.settling import settle_people, settle_staff
from titian.demo.places import settle_places
from titian.kernel import clock
from titian.kernel.actors import Actor


class Command(BaseCommand):
    help = "Load the named demo people, their facilities and staff; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ground and places first: the people have their doctors there."""
        call_command("ground", verbosity=0)
        by, at = Actor.system("demo"), clock.now()
        steps = (
            ("facilities", settle_places),
            ("people", settle_people),
            ("staff", settle_staff),
            ("bank", settle_bank),
            ("dues", settle_dues),
        )
        for name, settle in steps:
            come = settle(by=by, at=at)
            if options["verbosity"]:
                self.stdout.write(f"demo {name}: {come or 'nothing'} new")
