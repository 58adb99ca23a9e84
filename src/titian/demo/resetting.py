"""The sandbox as it was: what programmers did to the people of the scenarios is taken back.

By the verbs of the trade, never by deleting: what was written today is withdrawn, letters are
cancelled, which frees their referrals, numbers in a line are given back, faults end; papers of
the demo's own that were withdrawn are written again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import yaml
from django.db import connection

from titian.demo.bridges import bridges, settle_bridges
from titian.demo.faults import stop_faults
from titian.demo.papers import own_letter, settle_letters, settle_referrals
from titian.demo.people.characters import DATA
from titian.demo.scenarios import scenarios
from titian.demo.taking_back import take_back, take_papers_back
from titian.demo.trying import DEVELOPER
from titian.facilities import selectors as facilities_read
from titian.facilities.errors import FacilityUnknown
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.errors import PersonUnknown
from titian.queue import selectors as queue_read
from titian.queue import services as queue


def reset(*, at: datetime, cards: set[str] | None = None) -> int:
    """For these cards, or everybody of the scenarios; how many things were taken back. Of two at
    once the second begins when the first has ended, and finds nothing left.
    """
    with _alone():
        return _reset(at, cards)


@contextmanager
def _alone() -> Iterator[None]:
    """Held by the connection, not by a transaction: each verb keeps its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('titian.demo.reset'))")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('titian.demo.reset'))")


def _reset(at: datetime, cards: set[str] | None) -> int:
    done = 0 if cards else stop_faults()
    settle_bridges(by=DEVELOPER, at=at)
    for person_id in _people(cards or set(known_cards(at)), at):
        done += _care(person_id, at) + _tickets(person_id, at)
    return done + _papers(cards, at)


def known_cards(at: datetime) -> Iterator[str]:
    """The cards of the scenarios and of the demo's referrals."""
    yield from (one.card for one in scenarios(day_of(at)) if one.card)
    told = yaml.safe_load((DATA / "papers.yaml").read_text())
    yield from (one["card"] for part in ("referrals", "letters") for one in told[part])


def _people(cards: set[str], at: datetime) -> Iterator[int]:
    for card in sorted(cards):
        try:
            found = members_read.find_by_identifier(card, viewer=DEVELOPER, at=at)
        except PersonUnknown:
            continue
        yield found.person_id


def _care(person_id: int, at: datetime) -> int:
    """What the demo's facilities wrote today; the demo's own control letter stays."""
    done = sum(take_back(person_id, facility_id, at=at) for facility_id in _facilities())
    return done + take_papers_back(person_id, at=at, spared=own_letter(person_id, at=at))


def _papers(cards: set[str] | None, at: datetime) -> int:
    """The demo's own papers that somebody withdrew, written again."""
    try:
        done = settle_referrals(by=DEVELOPER, at=at, cards=cards)
        return done + settle_letters(by=DEVELOPER, at=at, cards=cards)
    except (FacilityUnknown, PersonUnknown):  # a sandbox without its people
        return 0


def _tickets(person_id: int, at: datetime) -> int:
    """Numbers in a line that have not been called."""
    whose, done = Actor.member("demo", person_id), 0
    for ticket in queue_read.open_tickets(viewer=whose, at=at):
        try:
            queue.cancel(code=ticket.code, by=whose, at=at)
        except Refusal:
            continue
        done += 1
    return done


def _facilities() -> Iterator[int]:
    for bridge in bridges():
        try:
            yield facilities_read.facility_by_code(bridge.facility_code).id
        except FacilityUnknown:
            continue
