"""Clubs of the chronically ill at the demo's clinics."""

from datetime import datetime

import yaml

from titian.demo.people.characters import DATA
from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.services import NewClub


def settle_clubs(*, by: Actor, at: datetime) -> int:
    """Found what is not there yet; how many that were."""
    founded = 0
    for told in yaml.safe_load((DATA / "clubs.yaml").read_text())["clubs"]:
        place = facilities_read.facility_by_code(told["place"]).id
        there = visits_read.clubs(place, programme=told["programme"], viewer=by)
        if told["name"] in {club.name for club in there}:
            continue
        club = NewClub(
            place,
            told["programme"],
            told["name"],
            told["since"],
            address=told["address"],
            leader_name=told["leader"],
        )
        visits.found_club(club=club, by=by, at=at)
        founded += 1
    return founded
