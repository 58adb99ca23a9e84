"""What is promised to who asks instead of complaining (domain-rules §5.1)."""

from datetime import date
from typing import Any

from django.db import migrations

_ROWS = [
    ("solve_days.question", 5, date(2018, 12, 5), "Permenpan 62/2018: normative question"),
    ("solve_days.information", 10, date(2010, 5, 1), "UU 14/2008 art. 22(7)"),
]


def add(apps: Any, schema_editor: Any) -> None:
    del schema_editor
    parameter = apps.get_model("complaints", "ComplaintParameter")
    parameter.objects.bulk_create(
        parameter(key=key, value=days, valid_from=since, basis=basis)
        for key, days, since, basis in _ROWS
    )


def remove(apps: Any, schema_editor: Any) -> None:
    del schema_editor
    keys = [key for key, *_ in _ROWS]
    apps.get_model("complaints", "ComplaintParameter").objects.filter(key__in=keys).delete()


class Migration(migrations.Migration):
    dependencies = [("complaints", "0003_kinds_levels_merges")]

    operations = [migrations.RunPython(add, remove)]
