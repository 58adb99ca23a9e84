from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("members", "0006_happenings")]

    operations = [ValidateConstraint(model_name="membershipevent", name="member_event_change")]
