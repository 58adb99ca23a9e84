"""Reads of claims: a facility's own, a branch's, and for a member only that they are covered."""

from titian.claims.selectors.by_letters import claims_of_letters
from titian.claims.selectors.concerning import concerned_by_claim, letter_at_branch
from titian.claims.selectors.filling import sheet_to_fill
from titian.claims.selectors.held import HELD
from titian.claims.selectors.lists import BranchList, Month, Pile, branch_list, facility_month
from titian.claims.selectors.parameters import amounts
from titian.claims.selectors.reaching import decides, facilities_of, own_facility
from titian.claims.selectors.reading import (
    claim,
    claims_left_on,
    costs_of,
    facility_of,
    paper,
    sheet,
    sheets,
)

__all__ = [
    "HELD",
    "BranchList",
    "Month",
    "Pile",
    "amounts",
    "branch_list",
    "claim",
    "claims_left_on",
    "claims_of_letters",
    "concerned_by_claim",
    "costs_of",
    "decides",
    "facilities_of",
    "facility_month",
    "facility_of",
    "letter_at_branch",
    "own_facility",
    "paper",
    "sheet",
    "sheet_to_fill",
    "sheets",
]
