"""Makes the people; run by `settlers` once Django is set up."""

import json
import sys
from datetime import timedelta

from django.db import transaction

from tests.factories.queue import SETUP, make_clinic, make_people, make_session
from titian.accounts import services as accounts
from titian.kernel import clock
from titian.members import services as members
from titian.members.types import NewContact


@transaction.atomic
def settle(people: int, sessions: int, bookable: int) -> dict[str, object]:
    at = clock.now()
    tomorrow = (at + timedelta(days=1)).replace(hour=2, minute=0, second=0, microsecond=0)
    clinic = make_clinic()
    made = [
        make_session(clinic, starts_at=tomorrow + timedelta(days=day), bookable=bookable)
        for day in range(sessions)
    ]
    settled = []
    for person in make_people(people):
        contacts = [NewContact("whatsapp", f"62811{person:08}")]
        members.replace_contacts(person_id=person, contacts=contacts, by=SETUP, at=at)
        opened = accounts.open_member_session(
            subject=str(person), display_name="Siti", device="storm", by=SETUP, at=at
        )
        settled.append({"person": person, "token": opened.token})
    return {"people": settled, "sessions": [session.pk for session in made]}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(settle(*(int(number) for number in sys.argv[1:4]))))
