"""Carries across: other organisations' formats, both directions.

Holds the adapters of the ports that packages below declare (WhatsApp Cloud API, SMS gateway,
SMTP) and the addresses gateways call back. Owns no table yet, announces nothing; each adapter
is off until its settings are given.
"""
