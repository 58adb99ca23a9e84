"""What a helper may do is limited by what was allowed, on every page, and until its last day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_member
from tests.factories.contributions import PayingFamily, paying_family
from tests.factories.frontdoor import a_visitor
from tests.factories.members import acting_for, at_facility, make_family, make_person, new_person
from tests.factories.queue import make_clinic, make_session
from titian.accounts.selectors import refs_of
from titian.contributions import selectors as contributions_read
from titian.contributions.errors import NotYourDues
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.errors import PersonOutOfReach
from titian.members.models import Helping
from titian.members.types import Help, NewPerson, RequestKind
from titian.queue import services as queue
from titian.web.templatetags.web_words import ACTS, act_word

pytestmark = pytest.mark.django_db

DINOYO = "35.73.05.1004"


def as_member(person_id: int) -> tuple[Client, Actor]:
    client = a_visitor()
    return client, signed_in_member(client, person_id)


def lets(person_id: int, helper: Actor, *helps: Help) -> int:
    """The person read a code out, the helper typed it."""
    elder = PEOPLE[person_id]
    at = clock.now()
    code = members.make_help_code(helps=helps, by=acting_for(person_id), at=at).code
    return members.take_help_code(
        nik=elder.nik or "", birth_date=elder.birth_date, code=code, by=helper, at=at
    )


PEOPLE: dict[int, NewPerson] = {}


def an_elder() -> int:
    clinic = make_clinic()
    person = at_facility(new_person("Sutinah"), clinic.facility)
    (person_id,) = make_family(person)
    PEOPLE[person_id] = person
    return person_id


@contextmanager
def a_year_later() -> Iterator[None]:
    with clock.fixed(clock.now() + timedelta(days=366)):
        yield


def books_for(person_id: int, by: Actor, at: datetime) -> None:
    session = make_session(make_clinic(), starts_at=at + timedelta(days=1))
    held = queue.hold(person_id=person_id, session_id=session.pk, by=by, at=at)
    queue.confirm(hold_id=held.hold_id, client_key=uuid4(), by=by, at=at)


# Booking


def test_who_may_book_books_and_who_may_not_is_refused() -> None:
    elder, at = an_elder(), clock.now()
    (_, rini), (_, tono) = as_member(make_person("Rini")), as_member(make_person("Tono"))
    lets(elder, rini, Help.BOOK)
    lets(elder, tono, Help.DUES, Help.CHANGES)

    books_for(elder, rini, at)

    with pytest.raises(PersonOutOfReach):
        books_for(elder, tono, at + timedelta(minutes=1))


def test_nobody_books_after_the_last_day() -> None:
    elder = an_elder()
    _, rini = as_member(make_person("Rini"))
    lets(elder, rini, Help.BOOK)

    with a_year_later(), pytest.raises(PersonOutOfReach):
        books_for(elder, rini, clock.now())


# Dues


def a_family_that_pays() -> PayingFamily:
    return paying_family(1)


def gives(person_id: int, helper: Actor, *helps: Help) -> None:
    """As at a counter, for somebody whose numbers the test does not hold."""
    at = clock.now()
    Helping.objects.create(
        person_id=person_id,
        helper_id=int(helper.subject),
        kind="family",
        helps=[Help.SEE, *helps],
        given_at=at,
        given_by="tests",
        how="code",
        ends_on=at.date() + timedelta(days=365),
    )


def test_dues_are_seen_by_who_may_and_hidden_from_who_may_not() -> None:
    head = a_family_that_pays().people[0]
    (payer, rini), (other, tono) = as_member(make_person("Rini")), as_member(make_person("Tono"))
    gives(head, rini, Help.DUES)
    gives(head, tono, Help.BOOK)

    assert payer.get(f"/iuran/?orang={head}").status_code == 200
    refused = other.get(f"/iuran/?orang={head}")

    assert refused.status_code in (403, 404)
    with pytest.raises((NotYourDues, PersonOutOfReach)):
        contributions_read.dues_of(head, viewer=tono, at=clock.now())
    with a_year_later(), pytest.raises((NotYourDues, PersonOutOfReach)):
        contributions_read.dues_of(head, viewer=rini, at=clock.now())


# Changes


def wants_another_address(person_id: int, by: Actor) -> None:
    members.ask(
        person_id=person_id,
        kind=RequestKind.ADDRESS,
        wanted={"address": "Jalan Contoh 1"},
        papers=(),
        client_key=uuid4(),
        by=by,
        at=clock.now(),
    )


def test_changes_are_asked_by_who_may_and_refused_to_who_may_not() -> None:
    elder = an_elder()
    (_, rini), (_, tono) = as_member(make_person("Rini")), as_member(make_person("Tono"))
    lets(elder, rini, Help.CHANGES)
    lets(elder, tono, Help.BOOK, Help.DUES)

    assert members_read.offers(elder, viewer=rini, at=clock.now())

    with pytest.raises(PersonOutOfReach):
        wants_another_address(elder, tono)
    with a_year_later(), pytest.raises(PersonOutOfReach):
        wants_another_address(elder, rini)


# The card


def test_the_card_closes_the_moment_leave_ends() -> None:
    elder = an_elder()
    client, rini = as_member(make_person("Rini"))
    helping = lets(elder, rini, Help.BOOK)
    assert client.get(f"/kartu/{elder}/").status_code == 200

    client.post(f"/keluarga/bantu/{helping}/akhiri/")

    assert client.get(f"/kartu/{elder}/").status_code == 404


# What the person sees


def test_everything_a_helper_did_stands_on_the_persons_page() -> None:
    elder = an_elder()
    client, rini = as_member(make_person("Rini Astuti"))
    with clock.fixed(clock.now() - timedelta(hours=1)):
        lets(elder, rini, Help.BOOK)
    books_for(elder, rini, clock.now())
    client.get(f"/kartu/{elder}/")

    page = as_member(elder)[0].get("/keluarga/bantuan/").content.decode()

    for word in ("Mulai membantu", "Mengambil nomor antrean", "Melihat kartu"):
        assert word in page
    assert page.count("Rini Astuti") >= 4


def test_nobody_else_sees_what_the_helper_did() -> None:
    elder = an_elder()
    _, rini = as_member(make_person("Rini Astuti"))
    lets(elder, rini, Help.BOOK)

    page = as_member(make_person("Orang Lain"))[0].get("/keluarga/bantuan/").content.decode()

    assert "Rini Astuti" not in page


def test_what_somebody_did_before_they_helped_is_not_told() -> None:
    elder = an_elder()
    _, rini = as_member(make_person("Rini"))
    before = members_read.helper_acts(acting_for(elder))
    lets(elder, rini, Help.BOOK)

    after = members_read.helper_acts(acting_for(elder))

    assert before == []
    assert [act.action for act in after] == ["members.helper_given"]
    assert refs_of([rini.subject])


def test_every_act_has_its_words() -> None:
    assert all(not act_word(action).startswith("act.") for action in [*ACTS, "queue.unheard"])
