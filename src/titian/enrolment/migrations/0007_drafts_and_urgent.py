from django.db import migrations, models

_SENT = ["approved", "returned", "sent", "verifying", "waiting"]


class Migration(migrations.Migration):
    """Drafts are found by their age, urgent cases by their clock."""

    dependencies = [("enrolment", "0006_batches")]

    operations = [
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("is_urgent", True), ("state__in", _SENT)),
                fields=["urgent_until"],
                name="enrol_application_urgent",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("state", "draft")),
                fields=["drafted_at"],
                name="enrol_application_drafts",
            ),
        ),
    ]
