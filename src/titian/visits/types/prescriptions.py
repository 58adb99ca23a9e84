"""What a pharmacy hands out on an eligibility letter, as plain records."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class NewPrescription:
    """`own_number` is the pharmacy's own; `kind` as in CodeList.MEDICINE_KIND."""

    pharmacy_id: int
    letter_number: str
    own_number: str
    kind: str
    service_code: str
    practitioner_code: str
    prescribed_on: date
    dispensed_on: date
    repeats: int = 0


@dataclass(frozen=True, slots=True)
class NewLine:
    """`times` a day, `each` time; medicines of one compound share its mark."""

    medicine_code: str
    times: int
    each: Decimal
    amount: int
    days: int
    compound: str = ""
    requested: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class LineView:
    line_id: int
    said: NewLine
    medicine_name: str
    price: int

    @property
    def cost(self) -> int:
        return self.price * self.said.amount


@dataclass(frozen=True, slots=True)
class PrescriptionView:
    number: str
    person_id: int
    said: NewPrescription
    recorded_at: datetime
    lines: tuple[LineView, ...]

    @property
    def cost(self) -> int:
        return sum(line.cost for line in self.lines)
