from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("demo", "0003_faults"),
    ]

    operations = [
        migrations.CreateModel(
            name="DemoHospital",
            fields=[
                (
                    "facility_code",
                    models.CharField(max_length=20, primary_key=True, serialize=False),
                ),
                ("memory", models.JSONField(default=dict)),
            ],
            options={"db_table": "demo_hospital"},
        ),
    ]
