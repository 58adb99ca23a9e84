from django.db import migrations

_FORWARD = """
CREATE FUNCTION announce_move_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'steps of what is told to many are append-only'
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER announce_move_append_only BEFORE UPDATE OR DELETE ON announce_move
  FOR EACH ROW EXECUTE FUNCTION announce_move_is_append_only();
"""
_BACK = """
DROP TRIGGER announce_move_append_only ON announce_move;
DROP FUNCTION announce_move_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("announcements", "0001_initial")]

    operations = [migrations.RunSQL(_FORWARD, _BACK)]
