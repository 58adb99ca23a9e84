"""Shapes of what is typed where care is written down."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from titian.kernel.text import printable
from titian.referrals import selectors as referrals_read
from titian.referrals.errors import DiagnosisUnknown, ProcedureUnknown
from titian.referrals.types import Coded
from titian.visits.types import (
    Findings,
    MedicineLine,
    NewMedicine,
    NewProcedure,
    Outcome,
    VisitView,
)

_MOST = 2**63 - 1
_NAMES = {"autocomplete": "off", "spellcheck": "false"}
_OUTCOMES = [
    (Outcome.HOME, _("Pulang, lanjut di rumah")),
    (Outcome.RECOVERED, _("Sembuh")),
    (Outcome.REFERRED, _("Dirujuk")),
    (Outcome.INSIDE, _("Dikirim ke poli lain di sini")),
    (Outcome.OWN_REQUEST, _("Pulang atas permintaan sendiri")),
    (Outcome.DIED, _("Meninggal")),
    (Outcome.OTHER, _("Lain-lain")),
]
EMPTY_MEDICINES = 2
_MEDICINE = ("obat", "kali", "sekali", "jumlah", "cara")
_LONGEST = (80, 40, 40, 40, 80)
# What is measured, as it is kept, and the field it is typed into.
VITALS = {
    "systolic": "sistol",
    "diastolic": "diastol",
    "weight": "berat",
    "height": "tinggi",
    "temperature": "suhu",
    "pulse": "nadi",
}


class DayForm(forms.Form):
    hari = forms.DateField(required=False)


class TicketForm(forms.Form):
    tiket = forms.IntegerField(min_value=1, max_value=_MOST)


class ComingForm(forms.Form):
    """Who stands at the desk, and for which service."""

    siapa = forms.CharField(
        label=_("NIK atau nomor kartu"),
        help_text=_("NIK 16 angka atau kartu 13 angka."),
        max_length=40,
        widget=forms.TextInput(attrs={**_NAMES, "inputmode": "numeric"}),
    )
    layanan = forms.ChoiceField(label=_("Layanan"))

    def __init__(self, *args: Any, services: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["layanan"] = forms.ChoiceField(label=_("Layanan"), choices=services)


def _measure(label: Any, most: int) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_value=most, max_digits=5, decimal_places=1, required=False
    )


class RecordForm(forms.Form):
    """What does not repeat: complaint, measures, who treated, how it ended."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    keluhan = forms.CharField(
        label=_("Keluhan"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    sistol = _measure(_("Tensi atas"), 300)
    diastol = _measure(_("Tensi bawah"), 200)
    berat = _measure(_("Berat (kg)"), 400)
    tinggi = _measure(_("Tinggi (cm)"), 250)
    suhu = _measure(_("Suhu (°C)"), 45)
    nadi = _measure(_("Nadi"), 300)
    dokter = forms.TypedChoiceField(
        label=_("Dokter atau bidan"), coerce=int, empty_value=None, required=False
    )
    hasil = forms.ChoiceField(label=_("Setelah ini"), choices=_OUTCOMES)

    def __init__(self, *args: Any, doctors: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[int | str, str]] = [("", "–"), *doctors]
        self.fields["dokter"] = forms.TypedChoiceField(
            label=_("Dokter atau bidan"),
            coerce=int,
            empty_value=None,
            required=False,
            choices=choices,
        )


@dataclass(frozen=True, slots=True)
class Chosen:
    """Codes ticked so far, and what the last search found beside them."""

    picked: list[Coded]
    found: list[Coded]
    text: str
    searched: bool


@dataclass(frozen=True, slots=True)
class MedicineRow:
    """One line of the table of medicines, as typed."""

    number: int
    obat: str = ""
    kali: str = ""
    sekali: str = ""
    jumlah: str = ""
    cara: str = ""

    @property
    def medicine(self) -> NewMedicine:
        return NewMedicine(
            name=self.obat, times=self.kali, each=self.sekali, amount=self.jumlah, how=self.cara
        )


def diagnoses_of(data: QueryDict) -> Chosen:
    picked = [one for code in data.getlist("dx")[:30] if (one := _diagnosis(code))]
    text = data.get("cari_dx", "")[:60]
    searched = data.get("aksi") == "cari_dx"
    found = referrals_read.diagnoses(text, limit=12) if searched and text.strip() else []
    return Chosen(_once(picked), _new(found, picked), text, searched)


def procedures_of(data: QueryDict) -> Chosen:
    picked = [one for code in data.getlist("tx")[:30] if (one := _procedure(code))]
    text = data.get("cari_tx", "")[:60]
    searched = data.get("aksi") == "cari_tx"
    found = referrals_read.procedures(text, limit=12) if searched and text.strip() else []
    return Chosen(_once(picked), _new(found, picked), text, searched)


def medicines_of(data: QueryDict) -> list[MedicineRow]:
    """The lines as typed, and some empty ones after them."""
    columns = [data.getlist(name)[:30] for name in _MEDICINE]
    typed = [
        tuple(printable(part, limit) for part, limit in zip(row, _LONGEST, strict=True))
        for row in zip(*columns, strict=False)
    ]
    return _numbered([row for row in typed if row[0]])


def begun_medicines(lines: tuple[MedicineLine, ...]) -> list[MedicineRow]:
    return _numbered([(m.name, m.times, m.each, m.amount, m.how) for m in lines])


def findings_of(
    form: RecordForm, dx: Chosen, tx: Chosen, medicines: list[MedicineRow], ended_on: date
) -> Findings:
    values = form.cleaned_data
    measured = {name: values[field] for name, field in VITALS.items()}
    return Findings(
        diagnoses=tuple(dx.picked),
        outcome=Outcome(values["hasil"]),
        ended_on=ended_on,
        complaint=values["keluhan"],
        practitioner_id=values["dokter"],
        vitals={name: f"{value:g}" for name, value in measured.items() if value is not None},
        procedures=tuple(NewProcedure(one) for one in tx.picked),
        medicines=tuple(row.medicine for row in medicines if row.obat),
    )


def initial_of(visit: VisitView) -> dict[str, Any]:
    measured = {VITALS[name]: value for name, value in visit.vitals.items() if name in VITALS}
    return {
        "keluhan": visit.complaint,
        "dokter": visit.practitioner_id,
        "hasil": visit.outcome or Outcome.HOME,
        **measured,
    }


def _numbered(rows: list[tuple[str, ...]]) -> list[MedicineRow]:
    empty = [("",) * len(_MEDICINE)] * EMPTY_MEDICINES
    return [MedicineRow(n, *row) for n, row in enumerate([*rows, *empty], start=1)]


def _once(codes: list[Coded]) -> list[Coded]:
    return list({one.code: one for one in codes}.values())


def _new(found: list[Coded], picked: list[Coded]) -> list[Coded]:
    known = {one.code for one in picked}
    return [one for one in found if one.code not in known]


def _diagnosis(code: str) -> Coded | None:
    try:
        return referrals_read.diagnosis(code[:10])
    except DiagnosisUnknown:
        return None


def _procedure(code: str) -> Coded | None:
    try:
        return referrals_read.procedure(code[:10])
    except ProcedureUnknown:
        return None
