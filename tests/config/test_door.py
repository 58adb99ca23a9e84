"""What the door answers and writes is what the pages alone answer and write."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError
from pytest_django import Settings

from tests.config.pressed_situations import IN_ORDER, SITUATIONS, Situation, World
from tests.config.pressing import Answered, Press, in_one_set, send, send_at_noon
from tests.factories.queue import NOON, make_person
from titian.config.pages.answering import Door, Inner
from titian.config.pages.rush import rush_door, windows
from titian.kernel import clock
from titian.queue.models import Hold

# Over the server's own entrance each request gives its connection back: nothing is rolled back.
pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]


@pytest.fixture(scope="module")
def pages() -> Inner:
    return get_wsgi_application()


@pytest.fixture
def at_noon() -> Iterator[None]:
    with clock.fixed(NOON):
        yield


def shape_of(answer: Answered) -> tuple[object, ...]:
    """What was said, without numbers, codes and tokens that are different each time."""
    headers = {name: plain(value) for name, value in answer.headers.items()}
    headers.pop("X-Request-ID", None)
    return answer.status, headers, plain(answer.body)


def plain(text: str) -> str:
    text = re.sub(r'(name="csrfmiddlewaretoken" value=)"[^"]+"', r"\1", text)
    text = re.sub(r"<svg.*?</svg>", "QR", text, flags=re.DOTALL)  # of a receipt's code
    text = re.sub(r'href="/keluhan/\?[^"]*"', "LINK", text)  # signed, with the receipt's code
    text = re.sub(r"titian_(csrf|sesi)=[^;]+", r"\1", text)
    text = re.sub(r"\b[0-9A-Z]{3}-[0-9A-Z]{3}\b|/tiket/[^/]+/", "CODE", text)
    text = re.sub(r"expires=[^;]+", "expires", text)
    return re.sub(r"\d+", "0", text)


def one_per_window() -> list[Press]:
    return [World().hold(make_person()), World().take(make_person())]


@pytest.mark.usefixtures("at_noon")
@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_door_answers_and_writes_as_the_pages_do(pages: Inner, situation: Situation) -> None:
    alone, through = World(), World()
    door = rush_door(pages)
    send(door, World().hold(make_person()))  # so that a plain answer has been learnt

    expected = [send(pages, press) for press in situation(alone)]
    answers = [send(door, press) for press in situation(through)]

    assert [shape_of(each) for each in answers] == [shape_of(each) for each in expected]
    assert through.rows() == alone.rows()


def test_each_of_a_set_gets_what_it_would_get_alone(pages: Inner) -> None:
    with clock.fixed(NOON):
        worlds = [(each, World(), World()) for each in SITUATIONS if each not in IN_ORDER]
        plugs = one_per_window()
        alone = [(each, world, each(world)) for each, world, _ in worlds]
        through = [(each, world, each(world)) for each, _, world in worlds]

    expected = [send_at_noon(pages, press) for *_, presses in alone for press in presses]
    together = [press for *_, presses in through for press in presses]
    answers = in_one_set(pages, windows(), plugs, together)

    assert [shape_of(each) for each in answers] == [shape_of(each) for each in expected]
    for (each, by_pages, _), (_, by_door, _) in zip(alone, through, strict=True):
        assert by_door.rows() == by_pages.rows(), each.__name__


def test_of_many_in_one_set_as_many_get_a_number_as_there_are_places(pages: Inner) -> None:
    with clock.fixed(NOON):
        world, plugs = World(), one_per_window()
        presses = [world.hold(make_person()) for _ in range(12)]

    answers = in_one_set(pages, windows(), plugs, presses)

    assert sorted(each.status[:3] for each in answers) == ["303"] * 3 + ["409"] * 9
    assert Hold.objects.filter(session=world.session).count() == 3


def test_the_same_person_twice_in_a_set_holds_one_place(pages: Inner) -> None:
    with clock.fixed(NOON):
        world, plugs = World(), one_per_window()
        presses = [world.hold(make_person())] * 4

    answers = in_one_set(pages, windows(), plugs, presses)

    assert len({each.headers["Location"] for each in answers}) == 1
    assert Hold.objects.filter(session=world.session).count() == 1


@pytest.mark.usefixtures("at_noon")
def test_a_set_that_fails_is_decided_by_the_pages_one_by_one(pages: Inner) -> None:
    world = World()

    def broken(*_: object, **__: object) -> list[object]:
        raise ValueError("a fault of ours")

    door = Door(pages, [replace(window, decide=broken) for window in windows()])
    answer = send(door, world.hold(make_person()))

    assert answer.status.startswith("303")
    assert Hold.objects.filter(session=world.session).count() == 1


@pytest.mark.usefixtures("at_noon")
def test_who_comes_while_the_database_is_away_is_told_at_once(
    pages: Inner, settings: Settings
) -> None:
    settings.TITIAN_RAISE_FAULTS = False

    def away(*_: object, **__: object) -> list[object]:
        raise OperationalError("couldn't get a connection after 5.00 sec")

    door = Door(pages, [replace(window, decide=away) for window in windows()])
    answer = send(door, World().hold(make_person()))

    assert answer.status.startswith("503")
    assert "Traceback" not in answer.body
