"""Limits need no log entry a request: after a crash they simply start empty."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE account_bucket SET UNLOGGED; "
            "ALTER TABLE account_bucket SET (fillfactor = 60);",
            "ALTER TABLE account_bucket SET LOGGED;",
        ),
    ]
