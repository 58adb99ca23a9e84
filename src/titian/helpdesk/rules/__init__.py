"""Decisions of the help desk, over plain values."""
