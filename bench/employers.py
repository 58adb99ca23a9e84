"""Employers for the workers among the people, so that a month has bills of every segment."""

from random import Random

from bench.ground import rows
from titian.contributions.models import Employer, Employment
from titian.kernel import clock

_WORKERS = 200  # of an ordinary employer
_AT_ONCE = 5000
_HEADS = """
SELECT p.id, p.family_id FROM member_person p JOIN member_family f ON f.head_id = p.id
WHERE p.segment IN ('PPU_PN', 'PPU_BU') AND p.status = 'AKTIF' ORDER BY p.id
"""


def employ_everybody() -> int:
    """Every head of a family whose segment is work gets an employer and a wage; how many."""
    chance = Random(20_261_121)
    heads = rows(_HEADS)
    codes = [f"{number:08}" for number in range(-(-len(heads) // _WORKERS))]
    employers = Employer.objects.bulk_create(
        Employer(code=code, name=f"PT Uji Beban {code}") for code in codes
    )
    Employment.objects.bulk_create(
        (
            Employment(
                employer=employers[place // _WORKERS],
                person_id=person,
                family_id=family,
                wage_sealed=str(chance.randrange(2_000_000, 15_000_000, 1000)),
                extra_members=chance.choice((0, 0, 0, 1)),
                started_on=clock.today().replace(month=1, day=1),
            )
            for place, (person, family) in enumerate(heads)
        ),
        batch_size=_AT_ONCE,
    )
    return len(heads)
