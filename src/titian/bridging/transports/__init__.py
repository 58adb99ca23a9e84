"""Adapters of `notifications.ports.Transport`; each is off until its settings are given."""
