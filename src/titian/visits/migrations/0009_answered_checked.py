from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("visits", "0008_answered")]

    operations = [
        ValidateConstraint(model_name="historyleave", name="visit_history_leave_heard"),
        ValidateConstraint(model_name="letterapproval", name="visit_approval_refused"),
    ]
