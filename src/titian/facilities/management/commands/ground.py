from typing import Any

from django.core.management.base import BaseCommand

from titian.facilities import services as facilities
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.regions import services as regions


class Command(BaseCommand):
    help = "Load the real regions and facilities; safe to repeat."
    requires_system_checks = ()  # loads rows only; the pages do not matter

    def handle(self, *args: Any, **options: Any) -> None:
        """Regions first, then what stands in them."""
        by, at = Actor.system("ground"), clock.now()
        for name, load in (("regions", regions.load), ("facilities", facilities.load)):
            written = load(by=by, at=at)
            if options["verbosity"]:
                self.stdout.write(f"{name}: {written or 'nothing new,'} rows written")
