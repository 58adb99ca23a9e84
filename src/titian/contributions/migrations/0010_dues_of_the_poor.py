"""What domain-rules §2.1, §2.4 and §2.5 name besides: the two payers of the help for class III,
the contribution of veterans, the letter of poverty, and the law on arrears that is not there yet.
"""

from datetime import date
from typing import Any

from django.db import migrations

_LATER = None
_NOW = "Perpres 64/2020"
_2021, _LAW = date(2021, 1, 1), date(2018, 9, 18)
_ASSUMED = "how long a letter counts is set here"

# key, value, valid from, valid to, legal basis, confidence
ROWS = [
    ("subsidy.pbpu.III.local", "2800", _2021, _LATER, _NOW, "M"),
    ("subsidy.pbpu.KRIS.local", "2800", _2021, _LATER, "no tariff yet: as class III", "L"),
    ("veteran.rate", "0.05", _LAW, _LATER, "Perpres 82/2018", "H"),
    ("veteran.share", "0.45", _LAW, _LATER, "Perpres 82/2018", "H"),
    ("veteran.basic_salary", "3204700", _LAW, date(2023, 12, 31), "PP 15/2019, to check", "L"),
    ("veteran.basic_salary", "3461100", date(2024, 1, 1), _LATER, "PP 5/2024, to check", "L"),
    ("fine.poor_letter_days", "180", _LAW, _LATER, _ASSUMED, "L"),
    ("arrears_writeoff", "0", _LAW, _LATER, "draft Perpres, not signed: 1 switches it on", "L"),
    ("arrears_writeoff.max_months", "24", _LAW, _LATER, "draft Perpres, not signed", "L"),
]


def add(apps: Any, schema_editor: Any) -> None:
    del schema_editor
    parameter = apps.get_model("contributions", "Parameter")
    names = ("key", "value", "valid_from", "valid_to", "legal_basis", "confidence")
    parameter.objects.bulk_create(parameter(**dict(zip(names, row, strict=True))) for row in ROWS)


def remove(apps: Any, schema_editor: Any) -> None:
    del schema_editor
    keys = [key for key, *_ in ROWS]
    apps.get_model("contributions", "Parameter").objects.filter(key__in=keys).delete()


class Migration(migrations.Migration):
    dependencies = [("contributions", "0009_terms")]

    operations = [migrations.RunPython(add, remove)]
