from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from titian.demo.people.population import (
    MOST_PEOPLE,
    PEOPLE_PER_BLOCK,
    Population,
    card_number,
)
from titian.demo.people.population.ground import read_ground
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members import services as members


class Command(BaseCommand):
    help = (
        "Load an invented population over all kabupaten/kota. The same seed gives the same"
        " people; repeating adds only who is missing. Other writers of people wait meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, default=100_000, help="how many in all")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--processes", type=int, default=2, help="0: in this process")

    def handle(self, *args: Any, **options: Any) -> None:
        """The ground first: somebody lives somewhere. Where it is loaded that takes no time."""
        blocks = self._missing(options["count"])
        call_command("ground", verbosity=0)
        with tqdm(
            total=len(blocks) * PEOPLE_PER_BLOCK, unit="people", disable=not options["verbosity"]
        ) as bar:
            loaded = members.load_families(
                make=Population(options["seed"], read_ground()),
                blocks=blocks,
                people_per_block=PEOPLE_PER_BLOCK,
                by=Actor.system("people"),
                at=clock.now(),
                source="synthetic",
                processes=options["processes"],
                progress=bar.update,
            )
        if options["verbosity"]:
            self.stdout.write(f"people: {loaded} new, whole thousands up to {options['count']}")

    def _missing(self, count: int) -> list[int]:
        """The blocks of 1,000 that are not on record yet, by their first card."""
        if not 0 < count <= MOST_PEOPLE:
            raise CommandError(f"between 1 and {MOST_PEOPLE} people can be made")
        first = {
            card_number(block * PEOPLE_PER_BLOCK): block
            for block in range(-(-count // PEOPLE_PER_BLOCK))
        }
        known = members_read.cards_on_record(first)
        return [block for card, block in first.items() if card not in known]
