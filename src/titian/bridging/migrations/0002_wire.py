import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import titian.platform.db.fields


class Migration(migrations.Migration):
    dependencies = [("bridging", "0001_banks"), ("facilities", "0003_scheme_codes")]

    operations = [
        migrations.CreateModel(
            name="Consumer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cons_id", models.CharField(max_length=20)),
                ("secret_sealed", titian.platform.db.fields.SealedTextField()),
                ("key_hashes", models.JSONField()),
                ("username", models.CharField(max_length=40)),
                ("password_sealed", titian.platform.db.fields.SealedTextField()),
                ("app_code", models.CharField(default="095", max_length=10)),
                ("old_secret_sealed", titian.platform.db.fields.OptionalSealedTextField(null=True)),
                (
                    "old_password_sealed",
                    titian.platform.db.fields.OptionalSealedTextField(null=True),
                ),
                ("old_key_hashes", models.JSONField(default=dict)),
                ("overlaps_until", models.DateTimeField(null=True)),
                ("is_active", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="facilities.facility",
                    ),
                ),
            ],
            options={
                "db_table": "wire_consumer",
                "constraints": (
                    models.UniqueConstraint(fields=("cons_id",), name="wire_consumer_cons_id"),
                    models.CheckConstraint(
                        condition=Q(("cons_id__regex", "^[0-9]{1,20}$")),
                        name="wire_consumer_digits",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            ("overlaps_until__isnull", True),
                            Q(
                                ("old_password_sealed__isnull", False),
                                ("old_secret_sealed__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="wire_consumer_overlap_whole",
                    ),
                ),
            },
        ),
        migrations.CreateModel(
            name="WireCall",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("said_cons_id", models.CharField(max_length=20)),
                (
                    "wire",
                    models.CharField(
                        choices=[
                            ("vclaim", "vclaim"),
                            ("antrean_rs", "antrean_rs"),
                            ("antrean_fktp", "antrean_fktp"),
                            ("pcare", "pcare"),
                            ("aplicares", "aplicares"),
                            ("icare", "icare"),
                            ("records", "records"),
                            ("pharmacy", "pharmacy"),
                        ],
                        max_length=12,
                    ),
                ),
                ("method", models.CharField(max_length=7)),
                ("template", models.CharField(max_length=160)),
                ("code", models.CharField(max_length=8)),
                ("status", models.PositiveSmallIntegerField()),
                ("milliseconds", models.PositiveIntegerField()),
                ("digest", models.BinaryField(max_length=32, null=True)),
                ("request_sealed", titian.platform.db.fields.OptionalSealedTextField(null=True)),
                ("answer_sealed", titian.platform.db.fields.OptionalSealedTextField(null=True)),
                (
                    "consumer",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bridging.consumer",
                    ),
                ),
            ],
            options={
                "db_table": "wire_call",
                "indexes": [
                    models.Index(fields=["at"], name="wire_call_at"),
                    models.Index(fields=["consumer", "-id"], name="wire_call_of"),
                ],
                "constraints": (
                    models.UniqueConstraint(
                        condition=Q(("digest__isnull", False)),
                        fields=("consumer", "digest"),
                        name="wire_call_once",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            ("digest__isnull", True), ("consumer__isnull", False), _connector="OR"
                        ),
                        name="wire_call_claims_whole",
                    ),
                ),
            },
        ),
    ]
