"""A signed-in member's own pages as they last were, for when the database is away for a minute.

Owns files in the data directory: sealed, found only with the session's own cookie, gone after
ten minutes, at sign-out, and when an account's devices are signed out.
"""
