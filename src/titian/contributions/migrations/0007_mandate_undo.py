"""A replaced mandate can be had back for a while; the gateway is told of an end afterwards."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contributions", "0006_reconciliation")]

    operations = [
        migrations.AddField(
            model_name="mandate",
            name="ended_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="mandate",
            name="replaces",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contributions.mandate",
            ),
        ),
        migrations.AddIndex(
            model_name="mandate",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", False), ("ended_at__isnull", True)),
                fields=["closed_at"],
                name="contribution_mandate_ending",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True), ("closed_at__isnull", False), _connector="OR"
                ),
                name="contribution_mandate_ended",
            ),
        ),
    ]
