from django.db import migrations

_FORWARD = """
CREATE FUNCTION assistant_turn_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'turns of conversations are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER assistant_turn_append_only BEFORE UPDATE ON assistant_turn
  FOR EACH ROW EXECUTE FUNCTION assistant_turn_is_append_only();
"""
_BACK = """
DROP TRIGGER assistant_turn_append_only ON assistant_turn;
DROP FUNCTION assistant_turn_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("assistant", "0001_initial")]

    operations = [migrations.RunSQL(_FORWARD, _BACK)]
