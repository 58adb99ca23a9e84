"""What a clinic says of a visit, and a visit as PCare shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from titian.bridging.rules import wire_fields as fields
from titian.bridging.rules.pcare.shapes import coded, refused, told
from titian.referrals.types import CareKind, Coded
from titian.visits.types import CodeList, Outcome, VisitState, VisitView

# The wire's names and the record's, for what is measured and for what is written beside it.
MEASURED: Mapping[str, str] = {
    "sistole": "systolic",
    "diastole": "diastolic",
    "beratBadan": "weight",
    "tinggiBadan": "height",
    "respRate": "breaths",
    "heartRate": "pulse",
    "lingkarPerut": "waist",
    "suhu": "temperature",
}
CHOSEN: Mapping[str, tuple[str, tuple[CodeList, ...]]] = {
    "kdSadar": ("consciousness", (CodeList.CONSCIOUSNESS,)),
    "kdStatusPulang": ("leaving", (CodeList.LEAVING_OUTPATIENT, CodeList.LEAVING_INPATIENT)),
    "kdPrognosa": ("prognosis", (CodeList.PROGNOSIS,)),
    "alergiMakan": ("allergy_food", (CodeList.ALLERGY_FOOD,)),
    "alergiUdara": ("allergy_air", (CodeList.ALLERGY_AIR,)),
    "alergiObat": ("allergy_drug", (CodeList.ALLERGY_DRUG,)),
    "kdTacc": ("exception", (CodeList.EXCEPTION,)),
    "kdTkp": ("place_of_care", (CodeList.PLACE_OF_CARE,)),
}
WRITTEN: Mapping[str, str] = {
    "alasanTacc": "exception_reason",
    "anamnesa": "history",
    "terapiObat": "therapy",
    "terapiNonObat": "therapy_other",
    "bmhp": "materials",
    "kdPoliRujukInternal": "referred_inside",
    "catatan": "remark",
}
OUTCOMES: Mapping[str, Outcome] = {
    "0": Outcome.RECOVERED,
    "1": Outcome.DIED,
    "2": Outcome.OWN_REQUEST,
    "3": Outcome.HOME,
    "4": Outcome.REFERRED,
    "5": Outcome.INSIDE,
    "9": Outcome.OTHER,
}
_LEFT: Mapping[Outcome, str] = {outcome: code for code, outcome in OUTCOMES.items()}
INPATIENT, OUTPATIENT, PROMOTIVE = "20", "10", "50"
_STATES: Mapping[VisitState, str] = {
    VisitState.REGISTERED: "Belum dilayani",
    VisitState.IN_CARE: "Sedang dilayani",
    VisitState.ENDED: "Sudah dilayani",
    VisitState.CANCELLED: "Batal",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One body of `/pendaftaran` or `/kunjungan`, with its names made ours."""

    card: str
    day: date
    service_code: str
    complaint: str
    vitals: Mapping[str, str]
    notes: Mapping[str, object]

    @property
    def care_kind(self) -> CareKind:
        is_inpatient = self.notes.get("place_of_care") == INPATIENT
        return CareKind.INPATIENT if is_inpatient else CareKind.OUTPATIENT


def said(body: fields.Body) -> Said:
    day = fields.day(body, "tglDaftar")
    if day is None:
        raise refused("tglDaftar belum diisi")
    card = fields.digits(body, "noKartu", 13)
    if not card:
        raise refused("noKartu belum diisi")
    return Said(
        card=card,
        day=day,
        service_code=fields.text(body, "kdPoli", longest=10),
        complaint=fields.text(body, "keluhan"),
        vitals=measured(body),
        notes=notes(body),
    )


def measured(body: fields.Body) -> dict[str, str]:
    """Numbers as text; a client's 0 means it was not measured."""
    found = {}
    for name, ours in MEASURED.items():
        value = fields.text(body, name, longest=8).replace(",", ".")
        if not value or not value.strip("0."):
            continue
        if not value.replace(".", "", 1).isdecimal():
            raise refused(f"{name} harus berupa angka")
        found[ours] = value
    return found


def notes(body: fields.Body) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, (ours, _) in CHOSEN.items():
        if value := fields.text(body, name, longest=4):
            found[ours] = value
    for name, ours in WRITTEN.items():
        if value := fields.text(body, name):
            found[ours] = value
    for name, ours in (("kunjSakit", "is_sick"), ("rujukBalik", "is_back_referral")):
        if fields.text(body, name):
            found[ours] = fields.yes(body, name)
    return found


def outcome(notes_said: Mapping[str, object]) -> Outcome:
    found = OUTCOMES.get(str(notes_said.get("leaving", "3")))
    if found is None:
        raise refused("kdStatusPulang tidak dikenal")
    return found


def leaving_code(view: VisitView) -> str:
    """The code that was sent, else the one of how the visit ended."""
    kept = view.notes.get("leaving")
    return str(kept) if kept else _LEFT.get(view.outcome, "") if view.outcome else ""


def state_name(view: VisitView) -> str:
    return _STATES[view.state]


def number(view: VisitView, name: str) -> int | float:
    """A measurement as PCare shows it: 0 where nothing was measured."""
    text = view.vitals.get(MEASURED[name], "")
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return 0
    return int(value) if value == int(value) else value


def numbers(view: VisitView) -> dict[str, int | float]:
    names = ("sistole", "diastole", "beratBadan", "tinggiBadan", "respRate", "heartRate")
    return {name: number(view, name) for name in names}


def place_of_care(view: VisitView) -> str:
    kept = view.notes.get("place_of_care")
    usual = INPATIENT if view.care_kind is CareKind.INPATIENT else OUTPATIENT
    return str(kept or usual)


def is_for_sick(service_code: str) -> bool:
    """Services whose code begins with 02 are for the well: home visits, counselling, sports."""
    return not service_code.startswith("02")


def service(code: str, name: str) -> dict[str, object]:
    return {**coded(code, name, "Poli"), "poliSakit": bool(code) and is_for_sick(code)}


def diagnosis(found: Coded | None, *, non_specialist: bool) -> dict[str, object]:
    shown = coded(found.code if found else "", found.name if found else "", "Diag")
    return {**shown, "nonSpesialis": non_specialist}


def day_told(view: VisitView) -> str | None:
    return told(view.day)
