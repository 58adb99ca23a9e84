from django.db import migrations, models

_SENT = ["approved", "returned", "sent", "verifying", "waiting"]


class Migration(migrations.Migration):
    """A draft keeps nobody out; a press that moved an application is known again."""

    dependencies = [("enrolment", "0002_append_only")]

    operations = [
        migrations.RemoveConstraint("application", "enrol_application_one_under_way"),
        migrations.AddConstraint(
            "application",
            models.UniqueConstraint(
                condition=models.Q(state__in=_SENT),
                fields=("kk_index", "kind"),
                name="enrol_application_one_under_way",
            ),
        ),
        migrations.AddField("move", "client_key", models.UUIDField(null=True, unique=True)),
    ]
