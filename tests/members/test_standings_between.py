"""Many standings in one statement are those that each would have got alone."""

from datetime import date, timedelta
from itertools import product

import pytest

from tests.conftest import StatementBudget
from tests.factories.members import (
    NOON,
    TODAY,
    a_couple_and_a_child,
    acting_for,
    make_person,
)
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members.errors import PersonOutOfReach
from titian.members.models import Helping
from titian.members.types import Help, Standing

pytestmark = pytest.mark.django_db


def lets_help(person: int, helper: int, *helps: Help, until: date, ended: bool = False) -> None:
    Helping.objects.create(
        person_id=person, helper_id=helper, kind="kader", helps=list(helps), given_at=NOON,
        given_by="tests", how="code", ends_on=until, ended_at=NOON if ended else None,
        ended_by="tests" if ended else "",
    )  # fmt: skip


def alone(person: int, viewer: Actor, to: Help) -> Standing | None:
    try:
        return members_read.standing(person, viewer=viewer, on=TODAY, to=to)
    except PersonOutOfReach:
        return None


def a_village() -> tuple[list[int], list[Actor]]:
    father, mother, child = a_couple_and_a_child()
    elder, books, looks, late, undone = (make_person() for _ in range(5))
    lets_help(elder, books, Help.SEE, Help.BOOK, until=TODAY)
    lets_help(elder, looks, Help.SEE, until=TODAY + timedelta(days=1))
    lets_help(elder, late, Help.SEE, Help.BOOK, until=TODAY - timedelta(days=1))
    lets_help(elder, undone, Help.SEE, Help.BOOK, until=TODAY, ended=True)
    lets_help(child, books, Help.SEE, Help.BOOK, until=TODAY)
    people = [father, mother, child, elder, books, looks, late, undone]
    viewers = [*(acting_for(one) for one in people), Actor.visitor(), Actor.staff(1)]
    return [*people, 10**15], viewers


@pytest.mark.parametrize("to", [Help.SEE, Help.BOOK])
def test_each_is_told_what_they_would_be_told_alone(to: Help) -> None:
    people, viewers = a_village()
    asked = list(product(people, viewers))

    together = members_read.standings_between(asked, on=TODAY, to=to)

    assert together == [alone(person, viewer, to) for person, viewer in asked]
    assert sum(one is not None for one in together) > len(people)


def test_however_many_ask_it_is_one_statement(statements: type[StatementBudget]) -> None:
    people, viewers = a_village()

    with statements.at_most(1):
        members_read.standings_between(list(product(people, viewers)), on=TODAY, to=Help.BOOK)
