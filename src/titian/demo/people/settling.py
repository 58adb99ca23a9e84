"""The named people move in: families are registered, staff get their accounts. Safe to repeat."""

from dataclasses import replace
from datetime import datetime

from titian.accounts import selectors as accounts_read
from titian.accounts import services as accounts
from titian.demo.people.characters import Household, households, staff
from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.types import Help, NewFamily, NewPerson


def settle_people(*, by: Actor, at: datetime) -> int:
    """Register the households that are not on record yet; returns how many people came."""
    told = households(day_of(at))
    known = members_read.families_on_record(one.family.kk_number for one in told)
    come = [one for one in told if one.family.kk_number not in known]
    return sum(_settle(household, by=by, at=at) for household in come)


def settle_staff(*, by: Actor, at: datetime) -> int:
    """Make the staff accounts that are not there yet; returns how many."""
    new = [one for one in staff() if accounts_read.staff_named(one.username) is None]
    for one in new:
        accounts.create_staff(
            username=one.username,
            display_name=one.name,
            password=one.password,
            totp_secret=one.totp_secret,
            grants=[one.grant],
            by=by,
            at=at,
        )
    return len(new)


def _settle(household: Household, *, by: Actor, at: datetime) -> int:
    family = _with_facilities(household)
    ids = members.register_family(family=family, by=by, at=at, source="demo")
    for n in household.consenting:
        own = Actor.member("demo", ids[n])
        members.give_consent(by=own, at=at, on=day_of(at))
    for n in household.kaders:
        nik, village = family.people[n].nik or "", family.village_code or ""
        members.appoint_kader(number=nik, village_code=village, by=by, at=at)
    for helped, helper in household.helpers:
        _lets_help(family.people[helped], ids[helped], ids[helper], at=at)
    return len(ids)


def _lets_help(person: NewPerson, person_id: int, helper_id: int, *, at: datetime) -> None:
    """The code was read out and typed, as on two phones."""
    own, helper = Actor.member("demo", person_id), Actor.member("demo", helper_id)
    code = members.make_help_code(helps=(Help.BOOK, Help.DUES), by=own, at=at).code
    members.take_help_code(
        nik=person.nik or "", birth_date=person.birth_date, code=code, by=helper, at=at
    )


def _with_facilities(household: Household) -> NewFamily:
    """The codes of the file become the ids of this database."""
    ids = {
        code: facilities_read.facility_by_code(code).id for code in set(household.facility_codes)
    }
    people = tuple(
        replace(person, facility_id=ids[code])
        for person, code in zip(household.family.people, household.facility_codes, strict=True)
    )
    return replace(household.family, people=people)
