"""What a prescription on a letter must be, and how much of a medicine it may hand out."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from math import ceil

from titian.visits.types.prescriptions import NewLine, NewPrescription
from titian.visits.types.reference import ListedMedicine

BACK_REFERRAL, CHRONIC, CHEMO = KINDS = ("1", "2", "3")
MOST_UNITS = "prescription.most_units"
# The amount that says for how many days each kind may be handed out at once.
MOST_DAYS: Mapping[str, str] = {
    BACK_REFERRAL: "prescription.back_referral_days",
    CHRONIC: "prescription.chronic_days",
    CHEMO: "prescription.chemo_days",
}
_OWN_NUMBER = re.compile(r"[0-9A-Za-z./-]{1,20}")
_IS_LISTED: Mapping[str, Callable[[ListedMedicine], bool]] = {
    BACK_REFERRAL: lambda one: one.is_back_referral,
    CHRONIC: lambda one: one.is_chronic,
    CHEMO: lambda one: one.is_chemo,
}


def refusal(new: NewPrescription, *, letter_day: date, today: date) -> str:
    """What does not fit, or "": the kind, the pharmacy's own number, the order of the days."""
    if new.kind not in KINDS:
        return "kind"
    if not _OWN_NUMBER.fullmatch(new.own_number):
        return "own_number"
    if not letter_day <= new.prescribed_on <= new.dispensed_on <= today:
        return "days"
    return ""


def is_of_kind(kind: str, line: NewLine, listed: ListedMedicine) -> bool:
    """Whether the formulary has the medicine for this kind; what goes into a compound is free."""
    return bool(line.compound) or _IS_LISTED[kind](listed)


def most_units(line: NewLine, most: int) -> int:
    """What lasts for the days that were said, and never more than `most`. How much goes into a
    compound does not follow from its doses.
    """
    if line.compound:
        return most
    return min(most, ceil(line.times * line.each * line.days))
