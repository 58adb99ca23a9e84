"""Carries across: other organisations' formats, both directions.

Holds the adapters of the ports that packages below declare (WhatsApp Cloud API, SMS gateway,
SMTP), the addresses gateways call back, and the door of the banks (SNAP BI): who they are, their
tokens, every call and its answer. Announces nothing; each adapter is off until its settings are
given, the door is shut until a bank is added.
"""
