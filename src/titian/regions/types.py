from dataclasses import dataclass
from enum import StrEnum


class RegionKind(StrEnum):
    PROVINCE = "province"
    REGENCY = "regency"
    DISTRICT = "district"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class RegionView:
    """`within` names what the region lies in, nearest first: "Kota Malang, Jawa Timur"."""

    code: str
    name: str
    kind: RegionKind
    within: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.name}, {self.within}" if self.within else self.name
