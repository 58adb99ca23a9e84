"""How long papers hold and when their people are reminded: domain-rules §3.2 and §12.1."""

from datetime import date
from typing import Any

from django.db import migrations

_FIRST = date(2014, 1, 1)

# key, value, valid from, legal basis, confidence
ROWS = [
    ("referral.valid_days", 90, _FIRST, "BPJS spokesman, June 2023", "H"),
    ("referral.remind_days", 7, _FIRST, "our own choice", "L"),
    ("control.valid_days", 30, _FIRST, "no source found: our own choice", "L"),
    ("control.farthest_days", 90, _FIRST, "as long as a referral holds", "L"),
    ("control.remind_days", 3, _FIRST, "our own choice", "L"),
    ("special.valid_days", 90, _FIRST, "as long as a referral holds", "M"),
]


def _seed(apps: Any, _: Any) -> None:
    parameter = apps.get_model("referrals", "ReferralParameter")
    names = ("key", "value", "valid_from", "legal_basis", "confidence")
    parameter.objects.bulk_create([parameter(**dict(zip(names, row, strict=True))) for row in ROWS])


def _unseed(apps: Any, _: Any) -> None:
    apps.get_model("referrals", "ReferralParameter").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = (("referrals", "0001_initial"),)

    operations = (migrations.RunPython(_seed, _unseed),)
