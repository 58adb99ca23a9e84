import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("helpdesk", "0006_who_came_checked"),
        ("members", "0013_recalled_checked"),
    ]

    operations = [
        migrations.CreateModel(
            name="LostCode",
            fields=[
                ("message_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=6, unique=True)),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.person",
                    ),
                ),
            ],
            options={
                "db_table": "helpdesk_lost_code",
                "indexes": [
                    models.Index(fields=["person", "at"], name="helpdesk_lost_of_person"),
                ],
            },
        ),
    ]
