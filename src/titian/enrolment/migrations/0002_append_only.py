from django.db import migrations

_FORWARD = """
CREATE FUNCTION enrol_move_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'moves of applications are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER enrol_move_append_only BEFORE UPDATE OR DELETE ON enrol_move
  FOR EACH ROW EXECUTE FUNCTION enrol_move_is_append_only();
"""
_BACK = """
DROP TRIGGER enrol_move_append_only ON enrol_move;
DROP FUNCTION enrol_move_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0001_initial")]

    operations = [migrations.RunSQL(_FORWARD, _BACK)]
