"""What Django's constraints cannot say: doctor and letter are of the visit's own facility and
person; and the first dated amounts.
"""

from django.db import migrations

_LATE = "DEFERRABLE INITIALLY DEFERRED"
_OWN_DOCTOR = (
    "FOREIGN KEY (facility_id, practitioner_id)"
    f" REFERENCES facility_practitioner (facility_id, id) {_LATE}"
)
_OWN_VISIT = (
    "FOREIGN KEY (facility_id, person_id, visit_id)"
    f" REFERENCES visit (facility_id, person_id, id) {_LATE}"
)
_TOGETHER = [
    ("visit", "visit_of", "UNIQUE (facility_id, person_id, id)"),
    ("visit", "visit_own_doctor", _OWN_DOCTOR),
    ("visit_letter", "visit_letter_own_doctor", _OWN_DOCTOR),
    ("visit_letter", "visit_letter_own_visit", _OWN_VISIT),
]
_AMOUNTS = """
INSERT INTO visit_parameter (key, value, valid_from, basis) VALUES
  ('letter.one_per_specialty', 1, DATE '2020-01-01',
   'Satu SEP rawat jalan per orang, hari, dan poli'),
  ('identity.hours', 72, DATE '2014-01-01',
   'Permenkes 28/2014: 3 x 24 jam hari kerja'),
  ('visit.days_back', 30, DATE '2020-01-01',
   'Kunjungan yang dicatat kemudian karena jaringan putus')
"""


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_initial"), ("facilities", "0002_together")]

    operations = [
        *(
            migrations.RunSQL(
                f"ALTER TABLE {table} ADD CONSTRAINT {name} {rule}",
                f"ALTER TABLE {table} DROP CONSTRAINT {name}",
            )
            for table, name, rule in _TOGETHER
        ),
        migrations.RunSQL(_AMOUNTS, "DELETE FROM visit_parameter"),
    ]
