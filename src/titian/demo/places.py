"""The facilities of the demo: real ones that are said to use Titian, with an invented schedule."""

from datetime import datetime, time
from typing import Any

import yaml

from titian.demo.people.characters import DATA
from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.facilities.types import FacilityKind, Sitting
from titian.kernel.actors import Actor


def settle_places(*, by: Actor, at: datetime) -> int:
    """Bring the facilities of the file onto Titian unless they are; returns how many came."""
    told = yaml.safe_load((DATA / "places.yaml").read_text())
    come = 0
    for place in told["places"]:
        _open(place, by=by, at=at)
        facility = facilities_read.facility_by_code(place["code"])
        if not facility.uses_titian:
            _settle(facility.id, place, told, by=by, at=at)
            come += 1
    return come


def _open(place: dict[str, Any], *, by: Actor, at: datetime) -> None:
    """An invented place stands in no register: it comes on record first."""
    opened = place.get("opened")
    if opened is not None:
        facilities.open_facility(
            code=place["code"],
            name=opened["name"],
            kind=FacilityKind(opened["kind"]),
            regency_code=opened["regency"],
            district_code=opened["district"],
            by=by,
            at=at,
        )


def _settle(
    facility_id: int, place: dict[str, Any], told: dict[str, Any], *, by: Actor, at: datetime
) -> None:
    """The mark "uses Titian" comes last: a run that is ended halfway begins this place again."""
    services = {
        one["letter"]: facilities.add_service(facility_id=facility_id, by=by, at=at, **one)
        for one in place["services"]
    }
    doctors = [_doctor(facility_id, one, by=by, at=at) for one in place["doctors"]]
    for sitting in _sittings(place, services, doctors):
        facilities.set_schedule(
            facility_id=facility_id, sitting=sitting, valid_from=told["valid_from"], by=by, at=at
        )
    opens, closes = _time(told["opening"]["opens"]), _time(told["opening"]["closes"])
    hours = dict.fromkeys(told["opening"]["days"], (opens, closes))
    facilities.set_opening_hours(facility_id=facility_id, hours=hours, by=by, at=at)
    _set_apart(facility_id, place, by=by, at=at)
    facilities.start_using_titian(
        facility_id=facility_id, by=by, at=at, is_sample=True, phone=place["phone"]
    )


def _doctor(facility_id: int, told: str | dict[str, Any], *, by: Actor, at: datetime) -> int:
    """A name, or a name with the scheme's code that a sandbox should always find."""
    name, code = (told, None) if isinstance(told, str) else (told["name"], told["code"])
    return facilities.add_practitioner(
        facility_id=facility_id, name=name, scheme_code=code, by=by, at=at
    )


def _set_apart(facility_id: int, place: dict[str, Any], *, by: Actor, at: datetime) -> None:
    """Who gives the numbers, and which class a hospital is of."""
    if place.get("own_queue"):
        facilities.keep_own_queue(facility_id=facility_id, keeps=True, by=by, at=at)
    if "hospital_class" in place:
        facilities.classify_hospital(
            facility_id=facility_id, hospital_class=place["hospital_class"], by=by, at=at
        )


def _sittings(place: dict[str, Any], services: dict[str, int], doctors: list[int]) -> list[Sitting]:
    return [
        Sitting(
            services[one["letter"]],
            doctors[one["doctor"]],
            weekday,
            _time(one["hours"][0]),
            _time(one["hours"][1]),
            *one["places"],
        )
        for one in place["sittings"]
        for weekday in one["days"]
    ]


def _time(text: str) -> time:
    return time.fromisoformat(text)
