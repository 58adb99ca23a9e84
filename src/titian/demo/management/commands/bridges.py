"""`titian bridges`: what a programmer enters to call the sandbox."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from titian.bridging.types import Wire
from titian.demo.bridges import bridges
from titian.facilities import selectors as facilities_read


class Command(BaseCommand):
    help = "Show the credentials of the demo's facilities: docs/bridging/README.md"

    def handle(self, *args: Any, **options: Any) -> None:
        say = self.stdout.write
        say(f"Bridging sandbox: {settings.TITIAN_ORIGIN}/vclaim-rest (antreanrs, pcare-rest, …)")
        for one in bridges():
            made = one.credentials
            place = facilities_read.facility_by_code(one.facility_code)
            say(f"  {one.title}: kode PPK {place.scheme_code}")
            say(f"    cons id {made.cons_id}  secret {made.secret}")
            example = made.user_keys[Wire.VCLAIM]
            say(
                f"    user_key {example} (other services: {example.replace('vclaim', '<service>')})"
            )
            say(f"    PCare {made.username} / {made.password} / {made.app_code}")
