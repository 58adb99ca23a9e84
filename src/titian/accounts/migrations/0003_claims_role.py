"""A facility's claims officer: sends what the scheme is to pay, and sees no counter."""

from django.db import migrations, models

ROLES = ["desk", "manager", "doctor", "claims", "branch", "operator"]


class Migration(migrations.Migration):
    dependencies = (("accounts", "0002_bucket_unlogged"),)

    operations = (
        migrations.AlterField(
            "rolegrant",
            "role",
            models.CharField(max_length=20, choices=[(role, role) for role in ROLES]),
        ),
        migrations.RemoveConstraint("rolegrant", "account_grant_role"),
        migrations.AddConstraint(
            "rolegrant",
            models.CheckConstraint(condition=models.Q(role__in=ROLES), name="account_grant_role"),
        ),
    )
