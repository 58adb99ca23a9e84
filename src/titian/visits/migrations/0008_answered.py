"""Leave may be refused, with words; a reading may be allowed at a counter. Every old row obeys the
new rules: stated first, checked in the next step, without stopping anybody.
"""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import titian.platform.db.fields

_ANSWERED = models.Q(
    models.Q(("refused_at__isnull", True), ("refused_by", "")),
    models.Q(
        models.Q(("refused_by", ""), _negated=True),
        ("granted_at__isnull", True),
        ("refused_at__gte", models.F("asked_at")),
        ("answer_sealed__isnull", False),
    ),
    _connector="OR",
)
_HEARD = models.Q(
    models.Q(("document", ""), ("given_by", "")),
    models.Q(models.Q(("given_by", ""), _negated=True), models.Q(("document", ""), _negated=True)),
    _connector="OR",
)


class Migration(migrations.Migration):
    dependencies = [
        ("facilities", "0004_beds"),
        ("members", "0013_recalled_checked"),
        ("visits", "0007_covered"),
    ]

    operations = [
        migrations.AddField(
            model_name="historyleave",
            name="document",
            field=models.CharField(blank=True, db_default="", default="", max_length=8),
        ),
        migrations.AddField(
            model_name="historyleave",
            name="given_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
        migrations.AddField(
            model_name="letterapproval",
            name="answer_sealed",
            field=titian.platform.db.fields.OptionalSealedTextField(null=True),
        ),
        migrations.AddField(
            model_name="letterapproval",
            name="refused_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="letterapproval",
            name="refused_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
        migrations.AddIndex(
            model_name="letterapproval",
            index=models.Index(
                condition=models.Q(("granted_at__isnull", True), ("refused_at__isnull", True)),
                fields=["asked_at"],
                name="visit_approval_waiting",
            ),
        ),
        AddConstraintNotValid(
            model_name="historyleave",
            constraint=models.CheckConstraint(condition=_HEARD, name="visit_history_leave_heard"),
        ),
        AddConstraintNotValid(
            model_name="letterapproval",
            constraint=models.CheckConstraint(condition=_ANSWERED, name="visit_approval_refused"),
        ),
    ]
