"""The path of a referral: FKTP, then hospital class D, C, B, A; and who may leave it (§3.2).

The scheme is about to refer by the competence of a service instead of the class of a hospital:
whoever changes this changes `_TARGETS` and nothing else.
"""

from dataclasses import dataclass

from titian.facilities.types import FacilityKind
from titian.referrals.errors import (
    DestinationMissing,
    NotAHospital,
    NotPrimary,
    OngoingOnly,
    OnlyHospitals,
    PathSkipped,
    SameFacility,
    SpecialtyMissing,
    SpecialtyNotThere,
)
from titian.referrals.types import Exemption, Origin, ReferralKind

_UPWARD = "DCBA"
# Whom each may refer to without giving a reason; an unknown class is taken as fitting.
_TARGETS = {"": "DC", "D": "DC", "C": "CB", "B": "BA", "A": "A"}
# ICD-10 beginnings of treatments that go straight to the usual hospital after the first time:
# kidney failure on dialysis, haemophilia, thalassaemia, chemotherapy and radiotherapy.
ONGOING = ("N18", "Z49", "D66", "D67", "D68", "D56", "Z51", "C")


@dataclass(frozen=True, slots=True)
class Station:
    """One end of a referral, as far as it is known. `specialties` None: nobody has said."""

    id: int
    name: str
    kind: FacilityKind
    hospital_class: str = ""
    specialties: frozenset[str] | None = None

    @property
    def is_hospital(self) -> bool:
        return self.kind is FacilityKind.HOSPITAL


@dataclass(frozen=True, slots=True)
class Route:
    """What is to be decided: whoever sends, where to, for which service, and why so."""

    kind: ReferralKind
    start: Station
    end: Station | None
    specialty_code: str
    diagnosis_code: str
    exemption: Exemption = Exemption.NONE
    was_there: bool = False  # a referral for such an illness led there before


def origin_of(start: Station) -> Origin:
    return Origin.HOSPITAL if start.is_hospital else Origin.FKTP


def require_route(route: Route) -> None:
    """Raises whatever of the path the referral does not keep to."""
    if route.end is not None and route.end.id == route.start.id:
        raise SameFacility
    if route.kind is ReferralKind.BACK:
        _require_back(route)
    else:
        _require_onward(route)


def _require_back(route: Route) -> None:
    if not route.start.is_hospital:
        raise OnlyHospitals
    if route.end is None:
        raise DestinationMissing
    if route.end.is_hospital:
        raise NotPrimary(name=route.end.name)


def _require_onward(route: Route) -> None:
    if not route.specialty_code or route.specialty_code.isdecimal():
        raise SpecialtyMissing
    if route.exemption is Exemption.ONGOING:
        _require_ongoing(route)
    if route.end is None:
        return
    if not route.end.is_hospital:
        raise NotAHospital(name=route.end.name)
    known = route.end.specialties
    if known is not None and route.specialty_code not in known:
        raise SpecialtyNotThere(specialty=route.specialty_code, name=route.end.name)
    if route.exemption is Exemption.NONE and not _keeps_path(route.start, route.end):
        raise PathSkipped(theirs=route.end.hospital_class)


def _require_ongoing(route: Route) -> None:
    if not route.was_there or not route.diagnosis_code.startswith(ONGOING):
        raise OngoingOnly


def _keeps_path(start: Station, end: Station) -> bool:
    if not end.hospital_class or (start.is_hospital and not start.hospital_class):
        return True
    return end.hospital_class in _TARGETS[start.hospital_class if start.is_hospital else ""]


def by_path(stations: list[Station]) -> list[Station]:
    """The lowest class first, those of unknown class behind; the order given otherwise stays."""
    return sorted(stations, key=lambda one: (_UPWARD + " ").index(one.hospital_class or " "))
