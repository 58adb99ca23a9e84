"""Reads of referrals and control letters. Every one starts from who may see; looks of staff and of
bridges are recorded.
"""

from titian.referrals.selectors.amounts import days
from titian.referrals.selectors.booking import (
    as_bookable,
    bookable,
    bookable_for,
    planned_counts,
    reference,
    withdrawn_for,
)
from titian.referrals.selectors.held import HELD
from titian.referrals.selectors.letters import (
    control_letter,
    control_letters_of,
    control_letters_written,
)
from titian.referrals.selectors.reach import is_writer
from titian.referrals.selectors.reference import (
    chronic_programme_of,
    chronic_programmes,
    diagnoses,
    diagnosis,
    procedure,
    procedures,
)
from titian.referrals.selectors.referrals import (
    referral,
    referrals_of,
    referrals_received,
    referrals_written,
    specials_written,
)

__all__ = [
    "HELD",
    "as_bookable",
    "bookable",
    "bookable_for",
    "chronic_programme_of",
    "chronic_programmes",
    "control_letter",
    "control_letters_of",
    "control_letters_written",
    "days",
    "diagnoses",
    "diagnosis",
    "is_writer",
    "planned_counts",
    "procedure",
    "procedures",
    "reference",
    "referral",
    "referrals_of",
    "referrals_received",
    "referrals_written",
    "specials_written",
    "withdrawn_for",
]
