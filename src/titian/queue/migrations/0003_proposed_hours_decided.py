"""A manager decides about proposed hours. The rules are stated first, checked in the next step,
without stopping anybody.
"""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import titian.queue.types.hours


class Migration(migrations.Migration):
    dependencies = [
        ("facilities", "0004_beds"),
        ("queue", "0002_outside"),
    ]

    operations = [
        migrations.AddField(
            model_name="proposedhours",
            name="decided_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="proposedhours",
            name="decided_by",
            field=models.CharField(blank=True, default="", max_length=80),
        ),
        migrations.AddField(
            model_name="proposedhours",
            name="verdict",
            field=models.CharField(blank=True, default="", max_length=8),
        ),
        migrations.AddField(
            model_name="proposedhours",
            name="words",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        AddConstraintNotValid(
            model_name="proposedhours",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["", *titian.queue.types.hours.HoursVerdict])),
                name="queue_proposed_verdict",
            ),
        ),
        AddConstraintNotValid(
            model_name="proposedhours",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by", ""), ("verdict", "")),
                    models.Q(
                        models.Q(("verdict", ""), _negated=True),
                        models.Q(("decided_by", ""), _negated=True),
                        ("decided_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="queue_proposed_decided_whole",
            ),
        ),
        AddConstraintNotValid(
            model_name="proposedhours",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verdict", ""),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="queue_proposed_by_another",
            ),
        ),
        AddConstraintNotValid(
            model_name="proposedhours",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("verdict", titian.queue.types.hours.HoursVerdict["REFUSED"]), _negated=True
                    ),
                    models.Q(models.Q(("words", ""), _negated=True), ("refused_at__isnull", False)),
                    _connector="OR",
                ),
                name="queue_proposed_refused_why",
            ),
        ),
        AddConstraintNotValid(
            model_name="proposedhours",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("applied_at__isnull", True), ("refused_at__isnull", True), _connector="OR"
                ),
                name="queue_proposed_one_end",
            ),
        ),
    ]
