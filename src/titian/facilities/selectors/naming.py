"""How the places of staff are called: facilities, and the regions they lie in."""

from collections.abc import Collection, Mapping

from titian.facilities.selectors.places import names_of
from titian.kernel.scopes import REGION, Scope
from titian.regions import selectors as regions_read

_FACILITY = "facility"


def names_of_scopes(scopes: Collection[Scope]) -> Mapping[Scope, str]:
    """Names of those scopes that are a facility or a region; the others are missing."""
    facilities = names_of([one.code for one in scopes if one.kind == _FACILITY])
    regions = regions_read.names_of([one.code for one in scopes if one.kind == REGION])
    known = {_FACILITY: facilities, REGION: regions}
    return {
        scope: known[scope.kind][scope.code]
        for scope in scopes
        if scope.code in known.get(scope.kind, {})
    }
