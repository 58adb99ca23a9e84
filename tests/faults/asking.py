"""People who ask a hospital's own system for a number: prints their errands as JSON.

`python -m tests.faults.inside asking PORT PEOPLE` links a new facility to a system on that port.
"""

import json
import sys
from datetime import timedelta
from uuid import uuid4

from tests.factories.queue import acting_for, make_clinic, make_people, make_session
from titian.bridging import services as bridging
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.queue import services as queue


def main() -> None:
    port, count = int(sys.argv[1]), int(sys.argv[2])
    at, clinic = clock.now(), make_clinic("RS Contoh")
    clinic.facility.keeps_own_queue = True
    clinic.facility.save()
    clinic.practitioner.scheme_code = 210001
    clinic.practitioner.save()
    bridging.link_facility(
        facility_code=clinic.facility.code,
        base_url=f"http://127.0.0.1:{port}",
        layout="khanza",
        username="titian",
        password="sandi-contoh",  # the example's own, in demo.hospitals.server
        by=Actor.system("tests"),
        at=at,
    )
    session = make_session(clinic, starts_at=at + timedelta(days=2), bookable=count)
    made = []
    for person in make_people(count):
        by = acting_for(person)
        held = queue.hold(person_id=person, session_id=session.pk, by=by, at=at)
        made.append(queue.ask_outside(hold_id=held.hold_id, client_key=uuid4(), by=by, at=at))
    told = {"errands": made, "session": session.pk, "facility": clinic.facility.pk}
    sys.stdout.write(json.dumps(told) + "\n")


main()
