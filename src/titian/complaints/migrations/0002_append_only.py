from django.db import migrations

_FORWARD = """
CREATE FUNCTION complaint_move_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'moves of cases are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER complaint_move_append_only BEFORE UPDATE OR DELETE ON complaint_move
  FOR EACH ROW EXECUTE FUNCTION complaint_move_is_append_only();
"""
_BACK = """
DROP TRIGGER complaint_move_append_only ON complaint_move;
DROP FUNCTION complaint_move_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_initial")]

    operations = [migrations.RunSQL(_FORWARD, _BACK)]
