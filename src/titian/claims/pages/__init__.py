"""Pages of claims: e-Claim of a facility, and the branch that decides."""
