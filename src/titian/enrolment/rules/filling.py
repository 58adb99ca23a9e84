"""Whether what was typed can be at all, field by field; and who is covered already."""

from collections.abc import Iterator
from datetime import date

from titian.enrolment.errors import AlreadyCovered, ApplicationWrong, NotPaidByCity
from titian.enrolment.types import Effect, NewApplication, NewCandidate, Procedure
from titian.kernel.identifiers import is_family_card_number, mobile_number, nik_shape
from titian.members.types import Relation, Segment, Sex, Standing, Status

MOST_PEOPLE = 20
_LONGEST = {"head_name": 100, "address": 300, "comes_name": 100, "words": 1000}
_SEXES = frozenset(Sex)
_RELATIONS = frozenset(Relation)
_COVERED = frozenset({Status.AKTIF, Status.MENUNGGU_BAYAR_PERTAMA})
_COVERED_WHEN_URGENT = frozenset({Status.AKTIF})


def require_readable(wanted: NewApplication, *, on: date) -> None:
    """Raises ApplicationWrong with the first field that cannot be as typed. Empty is not wrong,
    but the card: a draft is of some family card.
    """
    for field in _wrong(wanted, on):
        raise ApplicationWrong(field=field)


def require_not_covered(procedure: Procedure, line: int, found: Standing | None) -> None:
    """Our own records first. Raises AlreadyCovered, or NotPaidByCity where only the city's own
    can be put right or ended.
    """
    if procedure.effect is not Effect.ENROL:
        if found is None or found.segment is not Segment.PBPU_PEMDA:
            raise NotPaidByCity(who=line)
        return
    covered = _COVERED_WHEN_URGENT if procedure.is_urgent else _COVERED
    if found is not None and found.status in covered:
        raise AlreadyCovered(who=line)


def _wrong(wanted: NewApplication, on: date) -> Iterator[str]:
    if not is_family_card_number(wanted.kk_number):
        yield "kk_number"
    if wanted.phone and mobile_number(wanted.phone) is None:
        yield "phone"
    yield from (name for name, most in _LONGEST.items() if len(getattr(wanted, name)) > most)
    if wanted.happened_on is not None and not date(1900, 1, 1) <= wanted.happened_on <= on:
        yield "happened_on"
    if len(wanted.people) > MOST_PEOPLE:
        yield "people"
    niks = [one.nik for one in wanted.people if one.nik]
    for line, one in enumerate(wanted.people, 1):
        for name in _wrong_of(one, on):
            yield f"person:{line}:{name}"
        if one.nik and niks.count(one.nik) > 1:
            yield f"person:{line}:nik"


def _wrong_of(one: NewCandidate, on: date) -> Iterator[str]:
    if one.nik and nik_shape(one.nik) is None:
        yield "nik"
    if len(one.full_name) > 100:
        yield "full_name"
    if not date(1900, 1, 1) <= one.birth_date <= on:
        yield "birth_date"
    if one.sex not in _SEXES:
        yield "sex"
    if one.relation not in _RELATIONS:
        yield "relation"
