"""Claims, their papers and steps, and the dated numbers of their clocks."""

from titian.claims.models.claims import Claim, ClaimPaper, ClaimStep
from titian.claims.models.parameters import ClaimParameter

__all__ = ["Claim", "ClaimPaper", "ClaimParameter", "ClaimStep"]
