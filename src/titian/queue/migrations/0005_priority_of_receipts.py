"""A receipt of a failure of ours gives priority. More is allowed than before, so no old row can be
against it; stated without stopping anybody, checked in the next step.
"""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import titian.queue.types.line


class Migration(migrations.Migration):
    dependencies = [("queue", "0004_proposed_hours_checked")]

    operations = [
        migrations.RemoveConstraint(model_name="ticket", name="queue_ticket_priority"),
        AddConstraintNotValid(
            model_name="ticket",
            constraint=models.CheckConstraint(
                condition=models.Q(("priority__in", [*titian.queue.types.line.Priority])),
                name="queue_ticket_priority",
            ),
        ),
    ]
