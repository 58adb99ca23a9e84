"""The letter of poverty, and what the ledger and payments may say besides. Every old row obeys the
new rules, so they are stated first and checked afterwards, without stopping anybody.
"""

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import titian.contributions.types
import titian.platform.db.fields


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0010_dues_of_the_poor"),
        ("members", "0008_request_proof"),
    ]

    operations = [
        migrations.CreateModel(
            name="PoorLetter",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number_sealed", titian.platform.db.fields.SealedTextField()),
                ("issued_on", models.DateField()),
                ("client_key", models.UUIDField(unique=True)),
                ("recorded_by", models.CharField(max_length=80)),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_by", models.CharField(blank=True, default="", max_length=80)),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "contribution_poor_letter",
            },
        ),
        migrations.RemoveConstraint(
            model_name="ledgerentry",
            name="contribution_ledger_accounts",
        ),
        migrations.RemoveConstraint(
            model_name="payment",
            name="contribution_payment_amount",
        ),
        migrations.RemoveConstraint(
            model_name="payment",
            name="contribution_payment_via",
        ),
        migrations.AlterField(
            model_name="ledgerentry",
            name="credit",
            field=models.CharField(
                choices=[
                    (
                        titian.contributions.types.LedgerAccount["MEMBER_DUE"],
                        titian.contributions.types.LedgerAccount["MEMBER_DUE"],
                    ),
                    (
                        titian.contributions.types.LedgerAccount["GOVERNMENT_DUE"],
                        titian.contributions.types.LedgerAccount["GOVERNMENT_DUE"],
                    ),
                    (
                        titian.contributions.types.LedgerAccount["LOCAL_DUE"],
                        titian.contributions.types.LedgerAccount["LOCAL_DUE"],
                    ),
                    (
                        titian.contributions.types.LedgerAccount["EMPLOYER_DUE"],
                        titian.contributions.types.LedgerAccount["EMPLOYER_DUE"],
                    ),
                    (
                        titian.contributions.types.LedgerAccount["BANK"],
                        titian.contributions.types.LedgerAccount["BANK"],
                    ),
                    (
                        titian.contributions.types.LedgerAccount["CONTRIBUTION"],
                        titian.contributions.types.LedgerAccount["CONTRIBUTION"],
                    ),
                    (
                        titian.contributions.types.LedgerAccount["FINE"],
                        titian.contributions.types.LedgerAccount["FINE"],
                    ),
                    (
                        titian.contributions.types.LedgerAccount["WRITTEN_OFF"],
                        titian.contributions.types.LedgerAccount["WRITTEN_OFF"],
                    ),
                ],
                max_length=14,
            ),
        ),
        migrations.AlterField(
            model_name="ledgerentry",
            name="debit",
            field=models.CharField(
                choices=[
                    (
                        titian.contributions.types.LedgerAccount["MEMBER_DUE"],
                        titian.contributions.types.LedgerAccount["MEMBER_DUE"],
                    ),
                    (
                        titian.contributions.types.LedgerAccount["GOVERNMENT_DUE"],
                        titian.contributions.types.LedgerAccount["GOVERNMENT_DUE"],
                    ),
                    (
                        titian.contributions.types.LedgerAccount["LOCAL_DUE"],
                        titian.contributions.types.LedgerAccount["LOCAL_DUE"],
                    ),
                    (
                        titian.contributions.types.LedgerAccount["EMPLOYER_DUE"],
                        titian.contributions.types.LedgerAccount["EMPLOYER_DUE"],
                    ),
                    (
                        titian.contributions.types.LedgerAccount["BANK"],
                        titian.contributions.types.LedgerAccount["BANK"],
                    ),
                    (
                        titian.contributions.types.LedgerAccount["CONTRIBUTION"],
                        titian.contributions.types.LedgerAccount["CONTRIBUTION"],
                    ),
                    (
                        titian.contributions.types.LedgerAccount["FINE"],
                        titian.contributions.types.LedgerAccount["FINE"],
                    ),
                    (
                        titian.contributions.types.LedgerAccount["WRITTEN_OFF"],
                        titian.contributions.types.LedgerAccount["WRITTEN_OFF"],
                    ),
                ],
                max_length=14,
            ),
        ),
        migrations.AlterField(
            model_name="ledgerentry",
            name="entry",
            field=models.CharField(
                choices=[
                    (
                        titian.contributions.types.Entry["CHARGE"],
                        titian.contributions.types.Entry["CHARGE"],
                    ),
                    (
                        titian.contributions.types.Entry["SUBSIDY"],
                        titian.contributions.types.Entry["SUBSIDY"],
                    ),
                    (
                        titian.contributions.types.Entry["LOCAL"],
                        titian.contributions.types.Entry["LOCAL"],
                    ),
                    (
                        titian.contributions.types.Entry["STATE"],
                        titian.contributions.types.Entry["STATE"],
                    ),
                    (
                        titian.contributions.types.Entry["SHARE"],
                        titian.contributions.types.Entry["SHARE"],
                    ),
                    (
                        titian.contributions.types.Entry["PAYMENT"],
                        titian.contributions.types.Entry["PAYMENT"],
                    ),
                    (
                        titian.contributions.types.Entry["FORGIVEN"],
                        titian.contributions.types.Entry["FORGIVEN"],
                    ),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="payment",
            name="via",
            field=models.CharField(
                choices=[
                    (
                        titian.contributions.types.Via["VIRTUAL_ACCOUNT"],
                        titian.contributions.types.Via["VIRTUAL_ACCOUNT"],
                    ),
                    (
                        titian.contributions.types.Via["QRIS"],
                        titian.contributions.types.Via["QRIS"],
                    ),
                    (
                        titian.contributions.types.Via["AUTODEBIT"],
                        titian.contributions.types.Via["AUTODEBIT"],
                    ),
                    (
                        titian.contributions.types.Via["RECONCILIATION"],
                        titian.contributions.types.Via["RECONCILIATION"],
                    ),
                    (
                        titian.contributions.types.Via["WRITE_OFF"],
                        titian.contributions.types.Via["WRITE_OFF"],
                    ),
                ],
                max_length=15,
            ),
        ),
        AddConstraintNotValid(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "credit__in",
                        [
                            titian.contributions.types.LedgerAccount["MEMBER_DUE"],
                            titian.contributions.types.LedgerAccount["GOVERNMENT_DUE"],
                            titian.contributions.types.LedgerAccount["LOCAL_DUE"],
                            titian.contributions.types.LedgerAccount["EMPLOYER_DUE"],
                            titian.contributions.types.LedgerAccount["BANK"],
                            titian.contributions.types.LedgerAccount["CONTRIBUTION"],
                            titian.contributions.types.LedgerAccount["FINE"],
                            titian.contributions.types.LedgerAccount["WRITTEN_OFF"],
                        ],
                    ),
                    (
                        "debit__in",
                        [
                            titian.contributions.types.LedgerAccount["MEMBER_DUE"],
                            titian.contributions.types.LedgerAccount["GOVERNMENT_DUE"],
                            titian.contributions.types.LedgerAccount["LOCAL_DUE"],
                            titian.contributions.types.LedgerAccount["EMPLOYER_DUE"],
                            titian.contributions.types.LedgerAccount["BANK"],
                            titian.contributions.types.LedgerAccount["CONTRIBUTION"],
                            titian.contributions.types.LedgerAccount["FINE"],
                            titian.contributions.types.LedgerAccount["WRITTEN_OFF"],
                        ],
                    ),
                ),
                name="contribution_ledger_accounts",
            ),
        ),
        AddConstraintNotValid(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount__gt", 0),
                    models.Q(("amount", 0), ("via", titian.contributions.types.Via["WRITE_OFF"])),
                    _connector="OR",
                ),
                name="contribution_payment_amount",
            ),
        ),
        AddConstraintNotValid(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "via__in",
                        [
                            titian.contributions.types.Via["VIRTUAL_ACCOUNT"],
                            titian.contributions.types.Via["QRIS"],
                            titian.contributions.types.Via["AUTODEBIT"],
                            titian.contributions.types.Via["RECONCILIATION"],
                            titian.contributions.types.Via["WRITE_OFF"],
                        ],
                    )
                ),
                name="contribution_payment_via",
            ),
        ),
        migrations.AddField(
            model_name="poorletter",
            name="family",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.family",
            ),
        ),
        migrations.AddIndex(
            model_name="poorletter",
            index=models.Index(fields=["family"], name="contribution_poor_letter_of"),
        ),
        migrations.AddConstraint(
            model_name="poorletter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by", "")),
                    models.Q(
                        models.Q(("withdrawn_by", ""), _negated=True),
                        ("withdrawn_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="contribution_poor_letter_withdrawn",
            ),
        ),
    ]
