from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("queue", "0006_priority_of_receipts_checked")]

    operations = [
        migrations.AddIndex(
            model_name="errand",
            index=models.Index(
                condition=models.Q(("receipt", ""), _negated=True),
                fields=["receipt"],
                name="queue_errand_receipt",
            ),
        ),
    ]
