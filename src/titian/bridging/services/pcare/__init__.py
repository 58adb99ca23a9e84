"""PCare (bpjs-protocols §8): what a clinic's system reads and writes."""

from titian.bridging.services.pcare import (
    check_ups,
    groups,
    histories,
    lines,
    onward,
    people,
    references,
    registrations,
    screenings,
    visits,
)

ROUTES = (
    *people.ROUTES,
    *references.ROUTES,
    *registrations.ROUTES,
    *visits.ROUTES,
    *histories.ROUTES,
    *lines.ROUTES,
    *groups.ROUTES,
    *check_ups.ROUTES,
    *onward.ROUTES,
    *screenings.ROUTES,
)
