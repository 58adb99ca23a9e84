"""Verbs of regions: load what the package ships, and remember which release it was."""

from titian.regions.services.loading import load, shipped_rows
from titian.regions.services.releases import digest_of, mark_loaded

__all__ = ["digest_of", "load", "mark_loaded", "shipped_rows"]
