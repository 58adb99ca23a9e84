"""Care that was given is paid: one claim for each eligibility letter, from its papers to the money.

Owns claims, their care sheets, costs, papers and steps, and the clocks of each state. Announces
ClaimMoved. Facilities send, another person of the scheme's branch decides; members read only
whether they are covered. Stands on visits (letters), members, facilities and platform.
"""
