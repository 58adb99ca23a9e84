from django.db import migrations, models

import titian.bridging.ports

_FAULTS = list(titian.bridging.ports.Fault)


class Migration(migrations.Migration):
    dependencies = [("demo", "0002_bank")]

    operations = [
        migrations.CreateModel(
            name="DemoFault",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cons_id", models.CharField(blank=True, default="", max_length=20)),
                ("wire", models.CharField(blank=True, default="", max_length=12)),
                (
                    "fault",
                    models.CharField(choices=[(one, one) for one in _FAULTS], max_length=12),
                ),
                ("seconds", models.PositiveSmallIntegerField(default=0)),
                ("left", models.PositiveSmallIntegerField()),
                ("made_at", models.DateTimeField()),
            ],
            options={"db_table": "demo_fault"},
        ),
        migrations.AddConstraint(
            model_name="demofault",
            constraint=models.CheckConstraint(
                condition=models.Q(("fault__in", _FAULTS)), name="demo_fault_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="demofault",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("fault", "slow"), _negated=True), ("seconds__gt", 0), _connector="OR"
                ),
                name="demo_fault_slow",
            ),
        ),
    ]
