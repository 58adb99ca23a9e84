"""People, counters, families and drafts for one block of kills; run by `inside`, prints JSON.

`python -m tests.faults.inside kills.settle '{"book": 80, …}'`: how many of each sort are wished.
"""

import json
import sys
from datetime import timedelta
from uuid import uuid4

from django.db import transaction

from tests.factories.accounts import make_staff
from tests.factories.counter import people_come
from tests.factories.queue import SETUP, acting_for, make_clinic, make_people, make_session
from tests.faults import enrolling, owing
from titian.accounts import services as accounts
from titian.kernel import clock
from titian.kernel.clock import JAKARTA
from titian.kernel.scopes import Grant, Scope
from titian.members import services as members
from titian.members.types import NewContact
from titian.queue import services as queue
from titian.queue.models import PracticeSession

_SESSIONS, _COUNTERS = 3, 2
_FULL_BY = 0.9  # this share of the wishes finds a place


def booking(wished: int) -> dict[str, object]:
    """Members with open sessions; fewer places than wishes."""
    at = clock.now()
    tomorrow = (at + timedelta(days=1)).replace(hour=2, minute=0, second=0, microsecond=0)
    clinic = make_clinic()
    sessions = [
        make_session(
            clinic,
            starts_at=tomorrow + timedelta(days=day),
            bookable=max(int(wished * _FULL_BY / _SESSIONS), 1),
        )
        for day in range(_SESSIONS)
    ]
    return {"people": _members(wished), "sessions": [one.pk for one in sessions]}


def _members(number: int) -> list[dict[str, object]]:
    at, made = clock.now(), []
    for person in make_people(number):
        contacts = [NewContact("whatsapp", f"62811{person:08}")]
        members.replace_contacts(person_id=person, contacts=contacts, by=SETUP, at=at)
        opened = accounts.open_member_session(
            subject=str(person), display_name="Siti", device="kills", by=SETUP, at=at
        )
        made.append({"person": person, "token": opened.token})
    return made


def counters(walk_ins: int, check_ins: int, calls: int) -> list[dict[str, object]]:
    """Counters with people who booked and people in line, each with an officer signed in."""
    return [_counter(walk_ins, check_ins, calls) for _ in range(_COUNTERS)]


def _counter(walk_ins: int, check_ins: int, calls: int) -> dict[str, object]:
    at = clock.now()
    midnight = at.astimezone(JAKARTA).replace(hour=0, minute=0, second=1, microsecond=0)
    clinic = make_clinic()
    session = make_session(
        clinic, starts_at=at + timedelta(hours=1), bookable=check_ins, counter=walk_ins + calls
    )
    codes = [_booked(person, session) for person in make_people(check_ins)]
    starts_at = max(at - timedelta(hours=1), midnight)
    PracticeSession.objects.filter(pk=session.pk).update(
        starts_at=starts_at, date=starts_at.astimezone(JAKARTA).date()
    )
    people_come(session, clinic.desk, *(f"Orang {n}" for n in range(calls)), at=at)
    officer = make_staff((Grant("desk", Scope("facility", clinic.facility.code)),))
    opened = accounts.open_session(
        account=officer.account_id, device="kills", by=SETUP, at=clock.now()
    )
    return {"session": session.pk, "token": opened.token, "booked": codes}


def _booked(person: int, session: PracticeSession) -> str:
    by, at = acting_for(person), clock.now()
    held = queue.hold(person_id=person, session_id=session.pk, by=by, at=at)

    return queue.confirm(hold_id=held.hold_id, client_key=uuid4(), by=by, at=at).code


@transaction.atomic
def settle(wished: dict[str, int]) -> dict[str, object]:
    return {
        "booking": booking(wished["book"]),
        "counters": counters(wished["walk_in"], wished["check_in"], wished["call"]),
        "paying": owing.owing(wished["pay"]),
        "enrolling": enrolling.drafts(wished["enrol"], clock.now() - timedelta(minutes=1)),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(settle(json.loads(sys.argv[1]))) + "\n")
