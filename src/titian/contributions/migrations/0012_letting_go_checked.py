from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("contributions", "0011_letting_go")]

    operations = [
        ValidateConstraint(model_name="ledgerentry", name="contribution_ledger_accounts"),
        ValidateConstraint(model_name="payment", name="contribution_payment_amount"),
        ValidateConstraint(model_name="payment", name="contribution_payment_via"),
    ]
