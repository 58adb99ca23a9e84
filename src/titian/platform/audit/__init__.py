"""Who did or looked at what, and when: written in the same transaction, for investigation.

Owns the audit entries; plain references, no foreign keys, append-only (a trigger refuses
updates and deletes). Announces nothing. Stands on db.
"""
