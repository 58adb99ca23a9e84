"""Facilities and doctors get the codes the scheme knows them by; documents get their serials.

`load` gives every facility of the register its code; doctors are few and get theirs here.
"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("facilities", "0002_together")]

    operations = [
        migrations.AddField(
            "facility", "scheme_code", models.CharField(max_length=8, null=True, unique=True)
        ),
        migrations.AddField(
            "facility", "keeps_own_queue", models.BooleanField(db_default=False, default=False)
        ),
        migrations.AddField(
            "facility",
            "hospital_class",
            models.CharField(blank=True, db_default="", default="", max_length=1),
        ),
        migrations.AddConstraint(
            "facility",
            models.CheckConstraint(
                condition=Q(scheme_code__isnull=True) | Q(scheme_code__regex="^[0-9A-Z]{8}$"),
                name="facility_scheme_code_shape",
            ),
        ),
        migrations.AddConstraint(
            "facility",
            models.CheckConstraint(
                condition=Q(hospital_class="")
                | Q(hospital_class__in=["A", "B", "C", "D"], kind="hospital"),
                name="facility_hospital_class",
            ),
        ),
        migrations.AddField("practitioner", "scheme_code", models.PositiveIntegerField(null=True)),
        migrations.RunSQL(
            "UPDATE facility_practitioner SET scheme_code = 100000 + id WHERE scheme_code IS NULL;"
            " SET CONSTRAINTS ALL IMMEDIATE",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            "practitioner",
            models.UniqueConstraint(
                fields=["facility", "scheme_code"], name="facility_practitioner_code"
            ),
        ),
        migrations.CreateModel(
            name="NumberCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("letter", models.CharField(max_length=1)),
                ("last", models.PositiveIntegerField()),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE,
                        related_name="+",
                        to="facilities.facility",
                    ),
                ),
            ],
            options={
                "db_table": "facility_number",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["facility", "month", "letter"], name="facility_number_once"
                    ),
                    models.CheckConstraint(
                        condition=Q(last__range=(1, 999_999)), name="facility_number_digits"
                    ),
                ],
            },
        ),
    ]
