"""The clocks of claims as §10.4 has them, and steps that nobody rewrites."""

from datetime import date
from typing import Any

from django.db import migrations

_FROM = date(2014, 1, 1)
_LAW = "Perpres 82/2018 art. 76-77 (M)"
ROWS = [
    ("claim.send_day", 10, _LAW),
    ("claim.receipt_days", 10, _LAW),
    ("claim.pay_days", 15, _LAW),
    ("claim.expire_months", 6, _LAW),
    ("claim.repair_days", 30, "a choice (L)"),
    ("claim.most_papers", 12, "a choice"),
]
_FORWARD = """
CREATE FUNCTION claim_step_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'steps of claims are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER claim_step_append_only BEFORE UPDATE OR DELETE ON claim_step
  FOR EACH ROW EXECUTE FUNCTION claim_step_stays();
"""
_BACK = """
DROP TRIGGER claim_step_append_only ON claim_step;
DROP FUNCTION claim_step_stays();
"""


def _seed(apps: Any, _: Any) -> None:
    parameter = apps.get_model("claims", "ClaimParameter")
    parameter.objects.bulk_create(
        parameter(key=key, value=value, valid_from=_FROM, basis=basis) for key, value, basis in ROWS
    )


def _unseed(apps: Any, _: Any) -> None:
    apps.get_model("claims", "ClaimParameter").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = (("claims", "0001_initial"),)

    operations = (
        migrations.RunPython(_seed, _unseed),
        migrations.RunSQL(_FORWARD, _BACK),
    )
