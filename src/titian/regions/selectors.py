"""Reads of regions; nothing here is personal."""

from titian.regions.types import RegionView


def find(text: str, limit: int = 10) -> list[RegionView]:
    """Regions of any kind by name or code; forgives abbreviations, old names, typing errors."""
    raise NotImplementedError


def name_of(code: str) -> str:
    """The name; raises RegionUnknown."""
    raise NotImplementedError


def path_of(code: str) -> list[RegionView]:
    """From the province down to the region itself; raises RegionUnknown."""
    raise NotImplementedError


def timezone_of(code: str) -> str:
    """The IANA zone of the region's province."""
    raise NotImplementedError


def population_of_regencies() -> dict[str, int]:
    """People per kabupaten/kota (514)."""
    raise NotImplementedError
