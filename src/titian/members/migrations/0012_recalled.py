"""A request about data may be taken back. Every old row obeys the new rule: stated first, checked
in the next step, without stopping anybody.
"""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import titian.members.types.own_data

_STEPS = list(titian.members.types.own_data.DataStep)


class Migration(migrations.Migration):
    dependencies = [("members", "0011_late_and_stuck")]

    operations = [
        migrations.RemoveConstraint(model_name="datarequest", name="member_data_request_decided"),
        migrations.AlterField(
            model_name="datarequest",
            name="step",
            field=models.CharField(choices=[(step, step) for step in _STEPS], max_length=8),
        ),
        AddConstraintNotValid(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by", ""), ("step", "open")),
                    models.Q(
                        models.Q(("step", "open"), _negated=True),
                        ("step__in", _STEPS),
                        ("decided_at__isnull", False),
                        ("reasons_sealed__isnull", False),
                        models.Q(("decided_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="member_data_request_decided",
            ),
        ),
    ]
