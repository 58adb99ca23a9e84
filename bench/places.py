"""Practice sessions to book at, made as any are: from schedules of facilities on Titian."""

from datetime import datetime, time, timedelta

from bench.ground import BENCH, rows
from titian.facilities import services as facilities
from titian.facilities.types import Sitting
from titian.kernel.clock import JAKARTA
from titian.queue import services as queue

_FACILITIES = 100
_DAYS = 14  # enough for a thousand sessions, holidays apart
_ORDINARY, _MORNING, _HOT = 40, 1_000, 32_000  # bookable places of one session


def spread(count: int, *, at: datetime) -> list[int]:
    """Ids of `count` ordinary sessions at a hundred health centres."""
    return _sessions(_FACILITIES, count, code="UJI", letter="U", bookable=_ORDINARY, at=at)


def morning(*, at: datetime) -> list[int]:
    """Ids of a thousand sessions with places for everybody who comes in a long rush."""
    return _sessions(_FACILITIES, 1000, code="PAGI", letter="P", bookable=_MORNING, at=at)


def hot(*, at: datetime) -> list[int]:
    """The id of one session that everybody wants."""
    return _sessions(1, 1, code="RAMAI", letter="R", bookable=_HOT, at=at)


def _sessions(
    facility_count: int, count: int, *, code: str, letter: str, bookable: int, at: datetime
) -> list[int]:
    chosen = rows(
        "SELECT id FROM facility WHERE kind = 'puskesmas' ORDER BY id LIMIT %s", [facility_count]
    )
    ids = [facility for (facility,) in chosen]
    services = [_service(facility, code, letter, bookable, at) for facility in ids]
    first = at.astimezone(JAKARTA).date() + timedelta(days=1)
    queue.generate(
        facility_ids=ids, first=first, last=first + timedelta(days=_DAYS), by=BENCH, at=at
    )
    made = rows(
        "SELECT id FROM queue_session WHERE service_id = ANY(%s) AND state = 'open' AND date >= %s"
        " ORDER BY date, id LIMIT %s",
        [services, first, count],
    )
    if len(made) < count:
        raise RuntimeError(f"only {len(made)} of {count} sessions could be made")
    return [session for (session,) in made]


def _service(facility: int, code: str, letter: str, bookable: int, at: datetime) -> int:
    """A service with a doctor who sits on every day of the week."""
    facilities.start_using_titian(facility_id=facility, by=BENCH, at=at, is_sample=True)
    service = facilities.add_service(
        facility_id=facility, code=code, name=f"Uji {code}", letter=letter, by=BENCH, at=at
    )
    doctor = facilities.add_practitioner(
        facility_id=facility, name=f"Dokter {code}", by=BENCH, at=at
    )
    starts, ends = time(8), time(14)
    for weekday in range(1, 8):
        sitting = Sitting(service, doctor, weekday, starts, ends, bookable, counter=10)
        facilities.set_schedule(
            facility_id=facility,
            sitting=sitting,
            valid_from=at.astimezone(JAKARTA).date(),
            by=BENCH,
            at=at,
        )
    return service
