"""Failure receipts: every refused or broken request of a person is one row with a short code.

Owns the receipts: plain ids and codes, nothing personal, no foreign keys. Written after the
rollback in a transaction of its own; with the database down the code is minted all the same
and spooled to a file. Announces nothing. Stands on audit, outbox, jobs, db.
"""
