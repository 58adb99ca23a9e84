"""Reference lists of care as plain records."""

from dataclasses import dataclass
from enum import StrEnum


class CodeList(StrEnum):
    """Short lists of codes of the first-care service; the values name rows of the data file."""

    CONSCIOUSNESS = "consciousness"
    LEAVING_OUTPATIENT = "leaving_outpatient"
    LEAVING_INPATIENT = "leaving_inpatient"
    PROGNOSIS = "prognosis"
    ALLERGY_FOOD = "allergy_food"
    ALLERGY_AIR = "allergy_air"
    ALLERGY_DRUG = "allergy_drug"
    PLACE_OF_CARE = "place_of_care"
    PROGRAMME = "programme"
    ACTIVITY = "activity"
    EXCEPTION = "exception"
    MEDICINE_KIND = "medicine_kind"


@dataclass(frozen=True, slots=True)
class ListedMedicine:
    """A medicine of the formulary; `price` is in rupiah for the smallest unit."""

    code: str
    name: str
    is_back_referral: bool
    is_chronic: bool
    is_chemo: bool
    price: int
    restriction: str


@dataclass(frozen=True, slots=True)
class ListedProcedure:
    """A procedure first care is paid for one by one; `place` as in CodeList.PLACE_OF_CARE."""

    code: str
    name: str
    highest_cost: int
    has_value: bool
    place: str
