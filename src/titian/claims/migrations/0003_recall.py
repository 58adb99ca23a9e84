from django.db import migrations, models

ACTS = [
    "submit",
    "mend",
    "recall",
    "complete",
    "check",
    "send_back",
    "approve",
    "refuse",
    "dispute",
    "grant",
    "uphold",
    "pay",
    "expire",
]


class Migration(migrations.Migration):
    """A facility may take a claim back that nobody has decided."""

    dependencies = [("claims", "0002_clocks")]

    operations = [
        migrations.RemoveConstraint(model_name="claimstep", name="claim_step_act"),
        migrations.AlterField(
            model_name="claimstep",
            name="act",
            field=models.CharField(choices=[(act, act) for act in ACTS], max_length=9),
        ),
        migrations.AddConstraint(
            model_name="claimstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ACTS)), name="claim_step_act"
            ),
        ),
    ]
