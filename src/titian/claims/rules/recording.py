"""A care sheet as the record of its visit: how it ended, and by whose hand."""

from collections.abc import Iterable, Mapping

from titian.claims.types import CareSheet
from titian.facilities.types import PractitionerView
from titian.visits.types import Outcome

_OUTCOMES: Mapping[str, Outcome] = {
    "1": Outcome.HOME,
    "2": Outcome.REFERRED,
    "3": Outcome.OWN_REQUEST,
    "4": Outcome.DIED,
    "5": Outcome.OTHER,
}
_HEALED = "1"


def outcome_of(sheet: CareSheet) -> Outcome:
    """By the way out; who went home by the doctor's word and is well has recovered."""
    left = _OUTCOMES.get(sheet.way_out, Outcome.HOME)
    return Outcome.RECOVERED if left is Outcome.HOME and sheet.condition == _HEALED else left


def codes_in_order(sheet: CareSheet) -> list[str]:
    """The main diagnosis first."""
    return [one.code for one in sorted(sheet.diagnoses, key=lambda one: one.level != "1")]


def treated_by(sheet: CareSheet, own: Iterable[PractitionerView]) -> int | None:
    """Programs write the scheme's code of the doctor, people the name; None when it is neither."""
    said = sheet.doctor.strip().casefold()
    names = ((one.id, str(one.scheme_code or ""), one.name.casefold()) for one in own)
    return next((pk for pk, code, name in names if said and said in (code, name)), None)
