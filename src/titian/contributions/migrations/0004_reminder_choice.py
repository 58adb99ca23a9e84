import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What families want of reminders; those who have said nothing have no row."""

    dependencies = [("contributions", "0003_parameters"), ("members", "0002_whole")]

    operations = [
        migrations.CreateModel(
            name="ReminderChoice",
            fields=[
                (
                    "family",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="members.family",
                    ),
                ),
                ("stopped", models.BooleanField(default=False)),
                ("snoozed_until", models.DateField(null=True)),
                ("changed_at", models.DateTimeField()),
            ],
            options={"db_table": "contribution_reminder_choice"},
        ),
    ]
