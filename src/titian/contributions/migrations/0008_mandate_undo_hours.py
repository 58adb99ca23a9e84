"""For how long nothing is debited from a new account, so that a change can be undone."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import migrations

_KEY, _HOURS, _LAW = "autodebit.undo_hours", 24, date(2018, 9, 18)


def add(apps: Any, schema_editor: Any) -> None:
    del schema_editor
    apps.get_model("contributions", "Parameter").objects.create(
        key=_KEY,
        value=Decimal(_HOURS),
        valid_from=_LAW,
        legal_basis="our own choice",
        confidence="L",
    )


def remove(apps: Any, schema_editor: Any) -> None:
    del schema_editor
    apps.get_model("contributions", "Parameter").objects.filter(key=_KEY).delete()


class Migration(migrations.Migration):
    dependencies = [("contributions", "0007_mandate_undo")]

    operations = [migrations.RunPython(add, remove)]
