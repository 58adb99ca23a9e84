import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """When our own record followed a letter; how many people the city pays for, and where."""

    dependencies = [
        ("enrolment", "0003_once_sent"),
        ("facilities", "0004_beds"),
    ]

    operations = [
        migrations.AddField("city", "people_now", models.PositiveIntegerField(default=0)),
        migrations.AddField("letterline", "effect_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "letterline",
            models.CheckConstraint(
                condition=models.Q(effect_at__isnull=True) | models.Q(is_taken=True),
                name="enrol_letter_line_effect",
            ),
        ),
        migrations.AddIndex(
            "letterline",
            models.Index(
                fields=["active_from", "id"],
                name="enrol_letter_line_due",
                condition=models.Q(is_taken=True, effect_at__isnull=True),
            ),
        ),
        migrations.CreateModel(
            name="CareLimit",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("people", models.PositiveIntegerField()),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enrolment.city",
                    ),
                ),
                (
                    "facility",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="facilities.facility",
                    ),
                ),
            ],
            options={"db_table": "enrol_care_limit"},
        ),
    ]
