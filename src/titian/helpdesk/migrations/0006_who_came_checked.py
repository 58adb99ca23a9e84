from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("helpdesk", "0005_who_came")]

    operations = [
        ValidateConstraint(model_name="priorityplace", name="helpdesk_place_came_for_another"),
    ]
