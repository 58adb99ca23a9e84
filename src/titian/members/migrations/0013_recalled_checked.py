from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("members", "0012_recalled")]

    operations = [ValidateConstraint(model_name="datarequest", name="member_data_request_decided")]
