from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("notifications", "0005_wishes")]

    operations = [
        ValidateConstraint(model_name="message", name="message_state"),
        ValidateConstraint(model_name="message", name="message_channel"),
    ]
