"""Families as they might be: who lives together, who pays, and what has happened since."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from titian.demo.people.population.ground import Ground, Regency
from titian.demo.people.population.histories import Coverage, coverage_for, history_of
from titian.demo.people.population.names import name_for
from titian.demo.people.population.numbers import (
    Numbers,
    card_number,
    numbers_of,
    telephone,
)
from titian.members.types import NewContact, NewFamily, NewPerson, Relation, Sex

PEOPLE_PER_BLOCK = 1_000
LATEST = date(2026, 10, 1)  # nobody is born after it, so that every run gives the same people
_SIZES, _SIZE_WEIGHTS = (1, 2, 3, 4, 5, 6), (8, 17, 25, 27, 14, 9)
_GROWN_UP = 17


@dataclass(frozen=True, slots=True)
class Population:
    """`population(block)` gives the families of one block: always the same 1,000 people."""

    seed: int
    ground: Ground

    def __call__(self, block: int) -> list[NewFamily]:
        random = Random(f"titian:{self.seed}:{block}")  # noqa: S311 - repeatable, not secret
        person = block * PEOPLE_PER_BLOCK
        return [self._family(random, person + start, size) for start, size in _households(random)]

    def _family(self, random: Random, first: int, size: int) -> NewFamily:
        regency = self.ground.regency_of(first)
        coverage = coverage_for(random, LATEST)
        facility = random.choice(regency.facilities) if regency.facilities else None
        home = _Home(random, regency, coverage, facility)
        roles = _roles(random, size)
        head_year = LATEST.year - random.randint(24, 45) - random.randint(0, 25)
        people = tuple(
            home.person(first + n, relation, head_year) for n, relation in enumerate(roles)
        )
        return NewFamily(
            kk_number=numbers_of(first).kk(regency.code, random.randint(2008, 2025)),
            people=people,
            village_code=random.choice(regency.villages) if regency.villages else None,
            months_in_arrears=coverage.months_in_arrears,
        )


def _households(random: Random) -> list[tuple[int, int]]:
    """Where each family of a block starts and how many it is; together exactly the block."""
    households, start = [], 0
    while start < PEOPLE_PER_BLOCK:
        size = random.choices(_SIZES, _SIZE_WEIGHTS)[0]
        size = min(size, PEOPLE_PER_BLOCK - start)
        households.append((start, size))
        start += size
    return households


def _roles(random: Random, size: int) -> list[Relation]:
    roles = [Relation.HEAD]
    if size > 1 and random.random() < 0.88:
        roles.append(Relation.SPOUSE)
    if size > 4 and random.random() < 0.4:
        roles.append(Relation.PARENT)
    return roles + [Relation.CHILD] * (size - len(roles))


@dataclass(slots=True)
class _Home:
    """What the people of one family share while they are made up one after another."""

    random: Random
    regency: Regency
    coverage: Coverage
    facility: int | None
    family_name: str = ""
    head_sex: Sex = Sex.MALE

    def person(self, number: int, relation: Relation, head_year: int) -> NewPerson:
        numbers, sex = numbers_of(number), self._sex(relation)
        born = self._born(numbers, relation, head_year)
        name = name_for(self.random, sex, self.family_name if relation is Relation.CHILD else "")
        if relation is Relation.HEAD:
            self.family_name, self.head_sex = name.split()[-1], sex
        return NewPerson(
            nik=numbers.nik(self.regency.code, born, is_female=sex is Sex.FEMALE),
            card_number=card_number(number),
            full_name=name,
            birth_date=born,
            sex=sex,
            relation=relation,
            happenings=history_of(self.random, self.coverage, born, LATEST),
            facility_id=self.facility,
            contacts=self._contacts(number, born),
        )

    def _sex(self, relation: Relation) -> Sex:
        if relation is Relation.SPOUSE:
            return Sex.FEMALE if self.head_sex is Sex.MALE else Sex.MALE
        chance = 0.82 if relation is Relation.HEAD else 0.5
        return Sex.MALE if self.random.random() < chance else Sex.FEMALE

    def _born(self, numbers: Numbers, relation: Relation, head_year: int) -> date:
        year = {
            Relation.HEAD: head_year,
            Relation.SPOUSE: min(head_year + self.random.randint(-2, 7), LATEST.year - 19),
            Relation.PARENT: head_year - self.random.randint(19, 26),
            Relation.CHILD: min(head_year + self.random.randint(20, 38), LATEST.year),
        }[relation]
        return numbers.born_near(year, latest=LATEST)

    def _contacts(self, number: int, born: date) -> tuple[NewContact, ...]:
        """Grown-ups have a telephone for the most part, fewer of the old."""
        age = (LATEST - born) // timedelta(days=365)
        dice = self.random.random()
        if age < _GROWN_UP or dice > (0.85 if age < 60 else 0.5):
            return ()
        phone = NewContact("sms" if dice < 0.12 else "whatsapp", telephone(number))
        if dice > 0.6:
            return (phone, NewContact("email", f"orang{number}@contoh.test"))
        return (phone,)
