"""Reads of imports, and of what places of care still lack."""

from titian.imports.selectors.files import (
    broken_rows,
    handed_over,
    imports_of,
    kinds_for,
    one_import,
    rows_to_mend,
    view_of,
)
from titian.imports.selectors.places import (
    checks_of,
    invites_desk,
    place_of,
    places_of,
    tickets_ahead,
)

__all__ = [
    "broken_rows",
    "checks_of",
    "handed_over",
    "imports_of",
    "invites_desk",
    "kinds_for",
    "one_import",
    "place_of",
    "places_of",
    "rows_to_mend",
    "tickets_ahead",
    "view_of",
]
