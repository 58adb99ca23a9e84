"""Whose work a claim is, for whoever takes in what went wrong with it; nothing personal."""

from titian.claims.errors import ClaimUnknown
from titian.claims.models import Claim
from titian.claims.selectors.reaching import branch_reach
from titian.claims.types import Concerned
from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor


def concerned_by_claim(claim_id: int) -> Concerned:
    """Its branch decides about facilities of this region. Raises ClaimUnknown."""
    row = Claim.objects.filter(pk=claim_id).first()
    if row is None:
        raise ClaimUnknown
    officers = frozenset({row.prepared_by, row.submitted_by, row.decided_by} - {""})
    return Concerned(facilities_read.facility(row.facility_id).regency_code, officers)


def letter_at_branch(claim_id: int, *, viewer: Actor) -> str:
    """The number of the letter, for the branch that has the claim; "" for all others."""
    found = Claim.objects.filter(branch_reach(viewer), pk=claim_id)
    return found.values_list("letter_number", flat=True).first() or ""
