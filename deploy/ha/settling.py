"""Makes invented members, signed in, and sessions with a place for each; run by `settlers`."""

import json
import sys
from datetime import timedelta

from django.core.management import call_command
from django.db import connection

from tests.factories.queue import make_clinic, make_session
from titian.accounts import services as accounts
from titian.accounts.types import Newcomer
from titian.kernel import clock
from titian.kernel.actors import Actor

_STORY = Actor.system("story")
_ACTIVE = "SELECT id, full_name FROM member_person WHERE status = 'AKTIF' ORDER BY id LIMIT %s"


def settle(people: int, sessions: int) -> dict[str, object]:
    """A fifth of the invented population is not active: so many more are made."""
    at = clock.now()
    call_command("people", count=people * 2, processes=0, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(_ACTIVE, [people])
        chosen = cursor.fetchall()
    newcomers = [Newcomer(str(pk), name) for pk, name in chosen]
    opened = accounts.open_member_sessions(newcomers, device="story", by=_STORY, at=at)
    tomorrow = (at + timedelta(days=1)).replace(hour=2, minute=0, second=0, microsecond=0)
    clinic, places = make_clinic(), -(-len(chosen) // sessions) + 5
    made = [
        make_session(clinic, starts_at=tomorrow + timedelta(days=day), bookable=places)
        for day in range(sessions)
    ]
    return {
        "people": [
            {"person": pk, "token": session.token}
            for (pk, _), session in zip(chosen, opened, strict=True)
        ],
        "sessions": [session.pk for session in made],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(settle(*(int(number) for number in sys.argv[1:3]))))
