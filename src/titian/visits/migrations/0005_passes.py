import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("facilities", "0003_scheme_codes"),
        ("members", "0008_request_proof"),
        ("visits", "0004_around_letters"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoryPass",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("token_hash", models.BinaryField(max_length=32)),
                ("consumer", models.CharField(max_length=20)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="facilities.facility",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.person",
                    ),
                ),
                (
                    "practitioner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="facilities.practitioner",
                    ),
                ),
            ],
            options={
                "db_table": "visit_history_pass",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("token_hash",), name="visit_history_pass_token"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("made_at"))),
                        name="visit_history_pass_order",
                    ),
                ],
            },
        ),
    ]
