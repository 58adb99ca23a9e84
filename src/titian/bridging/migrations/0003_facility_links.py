import django.db.models.deletion
from django.db import migrations, models

import titian.platform.db.fields


class Migration(migrations.Migration):
    dependencies = [
        ("bridging", "0002_wire"),
        ("facilities", "0003_scheme_codes"),
    ]

    operations = [
        migrations.CreateModel(
            name="FacilityLink",
            fields=[
                (
                    "facility",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="facilities.facility",
                    ),
                ),
                ("base_url", models.CharField(max_length=300)),
                (
                    "layout",
                    models.CharField(
                        choices=[("khanza", "khanza"), ("mlite", "mlite"), ("clinic", "clinic")],
                        max_length=10,
                    ),
                ),
                ("username", models.CharField(max_length=80)),
                ("password_sealed", titian.platform.db.fields.SealedTextField()),
                ("headers", models.JSONField(default=dict)),
                ("paths", models.JSONField(default=dict)),
                ("is_active", models.BooleanField(default=True)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "facility_link",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("base_url__startswith", "https://"),
                            ("base_url__startswith", "http://"),
                            _connector="OR",
                        ),
                        name="facility_link_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("layout__in", ["khanza", "mlite", "clinic"])),
                        name="facility_link_layout",
                    ),
                ],
            },
        ),
    ]
