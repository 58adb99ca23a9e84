from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("members", "0009_veterans")]

    operations = [
        ValidateConstraint(model_name="person", name="member_person_segment"),
    ]
