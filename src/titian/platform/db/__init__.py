"""The database: the embedded server, sealed fields, statements over sets, lint of models.

Owns no table. Announces nothing. Stands on kernel.
"""
