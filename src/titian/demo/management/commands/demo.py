from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from titian.demo.announcing import settle_announcements
from titian.demo.banking.settling import settle_bank
from titian.demo.bridges import settle_bridges
from titian.demo.care import settle_care
from titian.demo.city import settle_city
from titian.demo.claims import settle_beds, settle_claims
from titian.demo.clubs import settle_clubs
from titian.demo.complaining import settle_complaints
from titian.demo.hospitals.keeping import settle_hospitals
from titian.demo.outreach import settle_outreach
from titian.demo.papers import settle_letters, settle_referrals
from titian.demo.parties import settle_parties
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
            ("city", settle_city),
            ("bank", settle_bank),
            ("bridges", settle_bridges),
            ("hospitals", settle_hospitals),
            ("dues", settle_dues),
            ("referrals", settle_referrals),
            ("care", settle_care),
            ("clubs", settle_clubs),
            ("claims", settle_claims),
            ("beds", settle_beds),
            ("letters", settle_letters),
            ("parties", settle_parties),
            ("announcements", settle_announcements),
            ("outreach", settle_outreach),
            ("complaints", settle_complaints),
        )
        for name, settle in steps:
            come = settle(by=by, at=at)
            if options["verbosity"]:
                self.stdout.write(f"demo {name}: {come or 'nothing'} new")
