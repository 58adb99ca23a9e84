"""The parameters as the law has them: domain-rules §2.1 with its history, and §12.1."""

from datetime import date
from typing import Any

from django.db import migrations

_LATER = None
_2019 = "Perpres 82/2018"
_2020 = "Perpres 75/2019"
_NOW = "Perpres 64/2020"
_FORMER_END, _ANNULLED_END = date(2019, 12, 31), date(2020, 3, 31)
_BETWEEN_END, _HALF_END = date(2020, 6, 30), date(2020, 12, 31)
_FIRST, _JANUARY, _APRIL = date(2014, 1, 1), date(2020, 1, 1), date(2020, 4, 1)
_JULY, _2021, _LAW = date(2020, 7, 1), date(2021, 1, 1), date(2018, 9, 18)
_REHAB, _REHAB2 = date(2022, 1, 1), date(2025, 9, 1)

# key, value, valid from, valid to, legal basis, confidence
ROWS = [
    ("tariff.pbpu.I", "80000", _FIRST, _FORMER_END, _2019, "M"),
    ("tariff.pbpu.II", "51000", _FIRST, _FORMER_END, _2019, "M"),
    ("tariff.pbpu.III", "25500", _FIRST, _FORMER_END, _2019, "M"),
    ("tariff.pbpu.I", "160000", _JANUARY, _ANNULLED_END, "Perpres 75/2019 (annulled)", "M"),
    ("tariff.pbpu.II", "110000", _JANUARY, _ANNULLED_END, "Perpres 75/2019 (annulled)", "M"),
    ("tariff.pbpu.III", "42000", _JANUARY, _ANNULLED_END, "Perpres 75/2019 (annulled)", "M"),
    ("tariff.pbpu.I", "80000", _APRIL, _BETWEEN_END, _2019, "M"),
    ("tariff.pbpu.II", "51000", _APRIL, _BETWEEN_END, _2019, "M"),
    ("tariff.pbpu.III", "25500", _APRIL, _BETWEEN_END, _2019, "M"),
    ("tariff.pbpu.I", "150000", _JULY, _LATER, _NOW, "H"),
    ("tariff.pbpu.II", "100000", _JULY, _LATER, _NOW, "H"),
    ("tariff.pbpu.III", "42000", _JULY, _LATER, _NOW, "H"),
    ("tariff.pbpu.KRIS", "42000", _JULY, _LATER, "no tariff yet: as class III", "L"),
    ("subsidy.pbpu.III", "16500", _JULY, _HALF_END, _NOW, "H"),
    ("subsidy.pbpu.III", "7000", _2021, _LATER, _NOW, "H"),
    ("subsidy.pbpu.KRIS", "7000", _2021, _LATER, "no tariff yet: as class III", "L"),
    ("tariff.pbi", "42000", date(2019, 8, 1), _LATER, _2020, "H"),
    ("ppu.rate.employer", "0.04", _2021, _LATER, _NOW, "H"),
    ("ppu.rate.worker", "0.01", _2021, _LATER, _NOW, "H"),
    ("ppu.rate.extra", "0.01", _2021, _LATER, _NOW, "H"),
    ("ppu.wage_cap", "12000000", _2021, _LATER, _NOW, "H"),
    ("ppu.class1_wage_over", "4000000", _2021, _LATER, _NOW, "H"),
    ("ppu.wage_floor", "2169349", _2021, _LATER, "lowest UMP of 2025; set each region's own", "L"),
    ("due_day", "10", _FIRST, _LATER, _2019, "H"),
    ("first_payment.wait_days", "14", _FIRST, _LATER, "Peraturan BPJS 1/2015", "H"),
    ("first_payment.max_days", "30", _FIRST, _LATER, "Peraturan BPJS 1/2015", "H"),
    ("newborn.days", "28", _FIRST, _LATER, _2019, "H"),
    ("child.max_age", "21", _LAW, _LATER, _2019, "H"),
    ("child.max_age.student", "25", _LAW, _LATER, _2019, "H"),
    ("arrears.max_months", "24", _LAW, _LATER, "Perpres 82/2018 art. 42", "H"),
    ("fine.rate", "0.025", _LAW, _HALF_END, _NOW, "M"),
    ("fine.rate", "0.05", _2021, _LATER, _NOW, "H"),
    ("fine.max_months", "12", _LAW, _LATER, _NOW, "H"),
    ("fine.max_amount", "30000000", _LAW, _LATER, _NOW, "H"),
    ("fine.window_days", "45", _LAW, _LATER, "Perpres 64/2020; day 45 inside (L)", "L"),
    ("rehab.min_months", "4", _REHAB, _LATER, "REHAB 2022", "H"),
    ("rehab.max_months", "24", _REHAB, _LATER, "REHAB 2022", "H"),
    ("rehab.max_instalments", "12", _REHAB, _LATER, "REHAB 2022", "H"),
    ("rehab.last_reg_day", "28", _REHAB, _LATER, "REHAB 2022", "H"),
    ("rehab2.max_instalments", "12", _REHAB2, _LATER, "REHAB 2.0", "M"),
    ("rehab2.moved.min_months", "2", _REHAB2, _LATER, "REHAB 2.0", "M"),
    ("rehab2.moved.max_instalments", "36", _REHAB2, _LATER, "REHAB 2.0", "M"),
    ("rehab2.moved.min_amount", "35000", _REHAB2, _LATER, "REHAB 2.0", "M"),
    ("autodebit.days_before", "3", _FIRST, _LATER, "set by each bank", "L"),
]
FLOORS_FROM = _2021
FLOORS = [("35", "2305985"), ("35.73", "3507693")]  # Jawa Timur, Kota Malang


def _seed(apps: Any, _: Any) -> None:
    parameter = apps.get_model("contributions", "Parameter")
    names = ("key", "value", "valid_from", "valid_to", "legal_basis", "confidence")
    rows = [dict(zip(names, row, strict=True)) for row in ROWS]
    basis = {"legal_basis": "minimum wage of 2025, to be checked", "confidence": "L"}
    rows += [
        {
            "key": "ppu.wage_floor",
            "region": region,
            "value": value,
            "valid_from": FLOORS_FROM,
            **basis,
        }
        for region, value in FLOORS
    ]
    parameter.objects.bulk_create([parameter(**row) for row in rows])


def _unseed(apps: Any, _: Any) -> None:
    apps.get_model("contributions", "Parameter").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = (("contributions", "0002_append_only"),)

    operations = (migrations.RunPython(_seed, _unseed),)
