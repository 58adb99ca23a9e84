"""Sealing a value anew with another key is not another value: the rest of the row is as it was."""

from django.db import migrations

_ALLOWED = """
CREATE OR REPLACE FUNCTION enrol_move_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('titian.sealing_anew', true) = 'on'
    AND to_jsonb(NEW) - 'words_sealed' = to_jsonb(OLD) - 'words_sealed' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'moves of applications are append-only' USING ERRCODE = 'restrict_violation';
END $$;
"""
_BEFORE = """
CREATE OR REPLACE FUNCTION enrol_move_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'moves of applications are append-only' USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = (("enrolment", "0009_paid_lists"),)

    operations = (migrations.RunSQL(_ALLOWED, _BEFORE),)
