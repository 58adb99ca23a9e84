"""Changing the keys that seal, while everything runs.

Owns no table: the ring of keys is a file, and every sealed value says which key it needs.
Announces nothing. Stands on uploads, jobs and db.
"""
