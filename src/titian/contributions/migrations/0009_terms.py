"""Windows of care that people are told beside those of dues: domain-rules §3.1, §3.2, §3.5."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import migrations

_SINCE = date(2018, 9, 18)
_ROWS = [
    ("referral.valid_days", 90, "BPJS Kesehatan, 2023", "H"),
    ("facility.away_visits", 3, "BPJS Kesehatan", "M"),
    ("hospital.identity_days", 3, "Permenkes 28/2014", "M"),
]


def add(apps: Any, schema_editor: Any) -> None:
    del schema_editor
    parameter = apps.get_model("contributions", "Parameter")
    parameter.objects.bulk_create(
        parameter(
            key=key,
            value=Decimal(value),
            valid_from=_SINCE,
            legal_basis=basis,
            confidence=confidence,
        )
        for key, value, basis, confidence in _ROWS
    )


def remove(apps: Any, schema_editor: Any) -> None:
    del schema_editor
    keys = [key for key, *_ in _ROWS]
    apps.get_model("contributions", "Parameter").objects.filter(key__in=keys).delete()


class Migration(migrations.Migration):
    dependencies = [("contributions", "0008_mandate_undo_hours")]

    operations = [migrations.RunPython(add, remove)]
