"""Named people and places, the demo inbox, simulators. Never installed in production.

Owns the messages of the demo inbox. Announces nothing. May stand on every package but `config`.
"""
