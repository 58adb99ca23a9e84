"""Dated amounts of visits and letters; the defaults say where they come from."""

from collections.abc import Iterable, Mapping
from datetime import date

from titian.kernel.dated import Dated, in_force

DEFAULTS: Mapping[str, int] = {
    "letter.one_per_specialty": 1,  # else one a day
    "identity.hours": 72,  # §3.5, counted on working days
    "visit.days_back": 30,  # a clinic that was offline writes its visits down later
    # No open source says how much is handed out at once: a month of it, as is usual.
    "prescription.back_referral_days": 30,
    "prescription.chronic_days": 30,
    "prescription.chemo_days": 30,
    "prescription.most_units": 1_000,
}


def amount(rows: Iterable[Dated], key: str, on: date) -> int:
    """The one in force on a day."""
    found = in_force(rows, key, on)
    return DEFAULTS[key] if found is None else found
