"""What Django's constraints cannot say: the status is that of the last happening of the history,
and the head of a family is one of its own people.
"""

from django.db import migrations

_RULES = [
    ("member_event", "member_event_led_to", "UNIQUE (person_id, number, status)"),
    ("member_person", "member_person_of_family", "UNIQUE (family_id, id)"),
    (
        "member_person",
        "member_person_status_is_last",
        """FOREIGN KEY (id, happenings, status)
           REFERENCES member_event (person_id, number, status) DEFERRABLE INITIALLY DEFERRED""",
    ),
    (
        "member_family",
        "member_family_own_head",
        """FOREIGN KEY (id, head_id)
           REFERENCES member_person (family_id, id) DEFERRABLE INITIALLY DEFERRED""",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} {rule}",
            f"ALTER TABLE {table} DROP CONSTRAINT {name}",
        )
        for table, name, rule in _RULES
    ]
