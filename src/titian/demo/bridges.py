"""The demo's facilities whose systems may call over the bridge, and what proves them."""

from dataclasses import dataclass
from datetime import datetime

import yaml

from titian.bridging import selectors as bridging_read
from titian.bridging import services as bridging
from titian.bridging.types import Credentials, Wire
from titian.demo.people.characters import DATA
from titian.facilities import selectors as facilities_read
from titian.facilities.errors import FacilityUnknown
from titian.kernel.actors import Actor

_FHIR = ("system/*.crs",)


@dataclass(frozen=True, slots=True)
class Bridge:
    """A facility's system of the sandbox; its credentials are no secret."""

    title: str
    facility_code: str
    credentials: Credentials


def bridges() -> list[Bridge]:
    told = yaml.safe_load((DATA / "bridges.yaml").read_text())
    return [
        Bridge(
            one["title"],
            one["facility"],
            Credentials(
                cons_id=one["cons_id"],
                secret=one["secret"],
                user_keys={wire: one["user_key"].format(service=wire.value) for wire in Wire},
                username=one["username"],
                password=one["password"],
            ),
        )
        for one in told["bridges"]
    ]


def settle_bridges(*, by: Actor, at: datetime) -> int:
    """Let these systems call unless they may; returns how many came. A place that is not on
    record has none.
    """
    known = {one.cons_id for one in bridging_read.consumers(viewer=by)}
    come = 0
    for one in bridges():
        if one.credentials.cons_id in known:
            continue
        try:
            place = facilities_read.facility_by_code(one.facility_code)
        except FacilityUnknown:
            continue
        given = one.credentials
        bridging.make_consumer(facility_id=place.id, given=given, by=by, at=at)
        bridging.allow_fhir(cons_id=given.cons_id, scopes=_FHIR, by=by, at=at)
        come += 1
    return come
