from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("queue", "0005_priority_of_receipts")]

    operations = [ValidateConstraint(model_name="ticket", name="queue_ticket_priority")]
