"""VClaim's own words and shapes, as pure functions: what a body says, what a record becomes."""
