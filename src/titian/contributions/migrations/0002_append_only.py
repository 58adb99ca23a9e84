"""The database itself refuses to change or remove what was posted or paid."""

from django.db import migrations

_FORWARD = """
CREATE FUNCTION contribution_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger and payments are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER contribution_ledger_append_only BEFORE UPDATE OR DELETE ON contribution_ledger
  FOR EACH ROW EXECUTE FUNCTION contribution_is_append_only();
CREATE TRIGGER contribution_payment_append_only BEFORE UPDATE OR DELETE ON contribution_payment
  FOR EACH ROW EXECUTE FUNCTION contribution_is_append_only();
"""
_BACK = """
DROP TRIGGER contribution_payment_append_only ON contribution_payment;
DROP TRIGGER contribution_ledger_append_only ON contribution_ledger;
DROP FUNCTION contribution_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = (("contributions", "0001_initial"),)

    operations = (migrations.RunSQL(_FORWARD, _BACK),)
