import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0004_letters_and_places")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="urgent_told",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("officer", models.CharField(max_length=80)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("hands_to", models.CharField(blank=True, default="", max_length=80)),
                ("entered_at", models.DateTimeField()),
                ("handed_at", models.DateTimeField(null=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enrolment.office",
                    ),
                ),
            ],
            options={
                "db_table": "enrol_absence",
                "indexes": [
                    models.Index(
                        condition=models.Q(("handed_at__isnull", True)),
                        fields=["first_day"],
                        name="enrol_absence_to_hand",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="enrol_absence_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hands_to", models.F("officer")), _negated=True),
                        name="enrol_absence_to_another",
                    ),
                    models.UniqueConstraint(
                        fields=("office", "officer", "first_day"), name="enrol_absence_once"
                    ),
                ],
            },
        ),
    ]
