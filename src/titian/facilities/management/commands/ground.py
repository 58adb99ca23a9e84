from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Load the real regions and facilities; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        """Regions first, then what stands in them."""
