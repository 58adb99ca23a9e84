from typing import Any

from django.core.management.base import BaseCommand

from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.queue import services as queue


class Command(BaseCommand):
    help = "Make practice sessions from the schedules for as far ahead as people may book."

    def handle(self, *args: Any, **options: Any) -> None:
        made = queue.generate_ahead(by=Actor.system("queue.plan"), at=clock.now())
        self.stdout.write(f"{made} new practice sessions")
