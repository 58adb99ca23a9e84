from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

_NAMES = (
    "queue_proposed_verdict",
    "queue_proposed_decided_whole",
    "queue_proposed_by_another",
    "queue_proposed_refused_why",
    "queue_proposed_one_end",
)


class Migration(migrations.Migration):
    dependencies = [("queue", "0003_proposed_hours_decided")]

    operations = [ValidateConstraint(model_name="proposedhours", name=name) for name in _NAMES]
