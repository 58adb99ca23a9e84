"""Words without a domain: who acts, when, for how long, and how a refusal is said.

Owns no data and imports no framework. Every other package may stand on it.
"""
