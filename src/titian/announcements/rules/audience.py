"""Whom an announcement is for, and which of several comes first."""

from collections.abc import Iterable

from titian.announcements.types import Audience, Kind, Live

_FIRST = (Kind.DISRUPTION, Kind.HEALTH, Kind.POLICY, Kind.INFO)


def reaches(audience: Audience, region: str, segment: str) -> bool:
    """Whether somebody who lives there and is insured so is meant. Of a region not known only
    what is for the whole country is meant.
    """
    is_here = not audience.regions or any(_lies_in(region, one) for one in audience.regions)
    return is_here and (not audience.segments or segment in audience.segments)


def concerns(audience: Audience, region: str) -> bool:
    """Whether it is worth showing to somebody who asks about a region: told to it, to something
    it lies in, or to a part of it.
    """
    return not audience.regions or any(
        _lies_in(region, one) or (region and _lies_in(one, region)) for one in audience.regions
    )


def most_relevant(live: Iterable[Live]) -> list[Live]:
    """A disruption before all else, what is nearer before what is for all, the newest first."""
    return sorted(live, key=lambda one: (_FIRST.index(one.kind), -_nearness(one), -one.id))


def _nearness(one: Live) -> int:
    return max((len(code) for code in one.audience.regions), default=0)


def _lies_in(region: str, whole: str) -> bool:
    return region == whole or region.startswith(f"{whole}.")
