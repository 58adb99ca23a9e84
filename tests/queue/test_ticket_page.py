"""The ticket's page: what it says of the line, and what it asks while somebody looks."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import signed_in_member
from tests.factories.queue import (
    MORNING,
    acting_for,
    book,
    make_clinic,
    make_people,
    make_person,
    make_session,
)
from titian.kernel import clock
from titian.queue import services as queue
from titian.queue.selectors import place_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday_noon")]
EARLIER = "Anda bisa dipanggil lebih awal dari perkiraan ini."


def page_of(client: Client, code: str) -> str:
    return client.get(reverse("queue:ticket", args=[code])).content.decode()


def pills_on(page: str) -> list[str]:
    (bar,) = re.findall(r'<div class="line".*?</div>', page)
    return re.findall(r"<i[^>]*>", bar)


def test_with_nobody_before_the_bar_shows_only_me(client: Client) -> None:
    siti = make_person()
    booked = book(siti, make_session())
    signed_in_member(client, siti)

    page = page_of(client, booked.code)

    assert pills_on(page) == ['<i class="me">']
    assert "Anda berikutnya" in page


def test_each_person_before_me_is_one_pill_and_a_long_line_is_cut(client: Client) -> None:
    session = make_session()
    people = make_people(9)
    codes = [book(person, session).code for person in people]

    counts = []
    for person, code in list(zip(people, codes, strict=True))[2::6]:
        signed_in_member(client, person)
        counts.append(pills_on(page_of(client, code)).count("<i>"))

    assert counts == [2, 6]


def test_an_elder_who_has_not_come_yet_may_be_called_earlier_than_the_range(
    client: Client,
) -> None:
    session = make_session()
    book(make_person(), session)
    sutinah = make_person("Sutinah", born=date(1954, 3, 17))
    booked = book(sutinah, session)
    signed_in_member(client, sutinah)

    page = page_of(client, booked.code)

    assert EARLIER in page
    assert 'href="/cara/urutan/"' in page


def test_once_she_is_here_the_range_counts_her_priority_and_nothing_is_said(
    client: Client,
) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    first, sutinah = make_person(), make_person("Sutinah", born=date(1954, 3, 17))
    for_first, booked = book(first, session), book(sutinah, session)
    typed = place_code(clinic.facility.code, session.date)

    with clock.fixed(MORNING):
        queue.check_in(code=for_first.code, by=clinic.desk, at=MORNING)
        queue.check_in(code=booked.code, by=acting_for(sutinah), at=MORNING, typed_at_place=typed)
        signed_in_member(client, sutinah)
        page = page_of(client, booked.code)

    assert EARLIER not in page


def test_who_has_no_priority_is_not_promised_to_be_earlier(client: Client) -> None:
    session = make_session()
    first, siti = make_people(2)
    book(first, session)
    booked = book(siti, session)
    signed_in_member(client, siti)

    assert EARLIER not in page_of(client, booked.code)


def test_the_page_is_read_anew_once_she_is_called(client: Client) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    siti = make_person()
    booked = book(siti, session)
    signed_in_member(client, siti)
    (address,) = re.findall(r'data-live="([^"]+)"', page_of(client, booked.code))

    before = client.get(address).json()
    with clock.fixed(MORNING):
        signed_in_member(client, siti)
        queue.check_in(code=booked.code, by=clinic.desk, at=MORNING)
        queue.call_next(session_id=session.pk, desk=1, by=clinic.desk, at=MORNING)
        after = client.get(address).json()

    assert (before["reload"], after["reload"]) == (False, True)
