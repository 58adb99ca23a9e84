"""Getting in and staying in, for an opaque subject: accounts, sessions, codes, passkeys, staff.

Owns the accounts of members and staff, their sessions on devices, one-time codes, passkeys,
staff roles, and the limits that slow guessing down. Does not know who a subject is: that is
`frontdoor`'s to ask of `members`. Stands on notifications and platform.
"""
