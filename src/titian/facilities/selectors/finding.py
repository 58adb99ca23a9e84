"""The finder of facilities."""

from titian.facilities.types import FacilityView


def find_facilities(text: str, *, limit: int = 20) -> list[FacilityView]:
    """By name, village, kecamatan or kabupaten/kota; forgives typing errors."""
    raise NotImplementedError


def near(region_code: str, *, limit: int = 20) -> list[FacilityView]:
    """The nearest by region: same village, kecamatan, kabupaten/kota, then neighbours."""
    raise NotImplementedError
