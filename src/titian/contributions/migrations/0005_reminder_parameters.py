"""How many days before something happens families are reminded of it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import migrations

_LAW = date(2018, 9, 18)
_ROWS = [("first_days", 5), ("last_days", 1), ("suspension_days", 4), ("age_days", 30)]


def add(apps: Any, schema_editor: Any) -> None:
    del schema_editor
    parameter = apps.get_model("contributions", "Parameter")
    parameter.objects.bulk_create(
        parameter(
            key=f"reminder.{key}",
            value=Decimal(days),
            valid_from=_LAW,
            legal_basis="our own choice",
            confidence="L",
        )
        for key, days in _ROWS
    )


def remove(apps: Any, schema_editor: Any) -> None:
    del schema_editor
    keys = [f"reminder.{key}" for key, _ in _ROWS]
    apps.get_model("contributions", "Parameter").objects.filter(key__in=keys).delete()


class Migration(migrations.Migration):
    dependencies = [("contributions", "0004_reminder_choice")]

    operations = [migrations.RunPython(add, remove)]
