"""Sealing a value anew with another key is not another value: the rest of the row is as it was."""

from django.db import migrations

_ALLOWED = """
CREATE OR REPLACE FUNCTION assistant_turn_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('titian.sealing_anew', true) = 'on'
    AND to_jsonb(NEW) - 'text_sealed' = to_jsonb(OLD) - 'text_sealed' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'turns of conversations are append-only' USING ERRCODE = 'restrict_violation';
END $$;
"""
_BEFORE = """
CREATE OR REPLACE FUNCTION assistant_turn_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'turns of conversations are append-only' USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = (("assistant", "0003_second_opinions"),)

    operations = (migrations.RunSQL(_ALLOWED, _BEFORE),)
