"""What Django's constraints cannot say: one room at a time, and one facility for all parts."""

from django.db import migrations

_ONE_ROOM_AT_A_TIME = """
ALTER TABLE facility_schedule ADD CONSTRAINT facility_schedule_one_room EXCLUDE USING gist (
    int8range(practitioner_id, practitioner_id, '[]') WITH &&,
    int4range(
        (weekday * 1440 + extract(hour FROM starts) * 60 + extract(minute FROM starts))::int,
        (weekday * 1440 + extract(hour FROM ends) * 60 + extract(minute FROM ends))::int
    ) WITH &&,
    daterange(valid_from, valid_until) WITH &&
)
"""

_LATE = "(facility_id, id) DEFERRABLE INITIALLY DEFERRED"
_OWN_SERVICE = f"FOREIGN KEY (facility_id, service_id) REFERENCES facility_service {_LATE}"
_OWN_PERSON = f"FOREIGN KEY (facility_id, practitioner_id) REFERENCES facility_practitioner {_LATE}"
_SAME_FACILITY = [
    ("facility_service", "facility_service_of", "UNIQUE (facility_id, id)"),
    ("facility_practitioner", "facility_practitioner_of", "UNIQUE (facility_id, id)"),
    ("facility_schedule", "facility_schedule_own_service", _OWN_SERVICE),
    ("facility_schedule", "facility_schedule_own_person", _OWN_PERSON),
    ("facility_exception", "facility_exception_own_service", _OWN_SERVICE),
    ("facility_exception", "facility_exception_own_person", _OWN_PERSON),
]


class Migration(migrations.Migration):
    dependencies = [("facilities", "0001_initial")]

    operations = [
        migrations.RunSQL(
            _ONE_ROOM_AT_A_TIME,
            "ALTER TABLE facility_schedule DROP CONSTRAINT facility_schedule_one_room",
        ),
        *(
            migrations.RunSQL(
                f"ALTER TABLE {table} ADD CONSTRAINT {name} {rule}",
                f"ALTER TABLE {table} DROP CONSTRAINT {name}",
            )
            for table, name, rule in _SAME_FACILITY
        ),
    ]
