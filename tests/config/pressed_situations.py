"""What people press when they book, each in a world of its own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from tests.config.pressing import Press
from tests.factories.accounts import SETUP, make_staff
from tests.factories.members import a_couple_and_a_child
from tests.factories.queue import MORNING, NOON, book, make_clinic, make_person, make_session
from titian.accounts import services as accounts
from titian.accounts.models import Session
from titian.accounts.selectors import token_hash
from titian.facilities.models import Facility
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.members.models import Helping
from titian.members.types import Change
from titian.platform.audit.models import AuditEntry
from titian.platform.failures.models import Failure
from titian.platform.outbox.models import OutboxEvent
from titian.queue import services as queue
from titian.queue.models import DayClaim, Hold, PracticeSession, Ticket, TicketEvent

HOLD = "/berobat/pegang/"


class World:
    """One clinic with one session, and what people press there."""

    def __init__(self) -> None:
        self.clinic = make_clinic()
        self.session = make_session(self.clinic, bookable=3)
        self.accounts: list[str] = []

    def member(self, person: int) -> str:
        """The cookie of a person who has signed in."""
        opened = accounts.open_member_session(
            subject=str(person), display_name="Siti", device="tests", by=SETUP, at=NOON
        )
        self.accounts.append(f"account:{opened.account_id}")
        return opened.token

    def hold(self, person: int, by: int | None = None, **more: object) -> Press:
        fields = {"sesi": self.session.pk, "orang": person, **more}
        return Press(HOLD, fields, session=self.member(by or person))

    def take(self, person: int) -> Press:
        """Ask for the number of a place that is held already."""
        token = self.member(person)
        by = Actor.member(self.accounts[-1].removeprefix("account:"), person)
        held = queue.hold(person_id=person, session_id=self.session.pk, by=by, at=NOON)
        return Press(f"{HOLD}{held.hold_id}/ambil/", {"kunci": uuid4()}, session=token)

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """All that was written, without what is different each time."""
        here = {"session_id": self.session.pk}
        entries = AuditEntry.objects.filter(actor__in=self.accounts).order_by("id")
        told = OutboxEvent.objects.filter(facts__session_id=self.session.pk)
        failed = Failure.objects.filter(account__in=self.accounts).order_by("at", "code")
        session = PracticeSession.objects.filter(pk=self.session.pk)
        return {
            "holds": list(Hold.objects.filter(**here).values_list("priority", "extended")),
            "tickets": list(
                Ticket.objects.filter(**here)
                .order_by("number")
                .values_list("number", "state", "part", "priority", "payer")
            ),
            "claims": list(
                DayClaim.objects.filter(ticket_id__in=Ticket.objects.filter(**here).values("pk"))
                .order_by("date")
                .values_list("date", "scope")
            ),
            "history": list(
                TicketEvent.objects.filter(**here)
                .order_by("ticket_id", "id")
                .values_list("action", "from_state", "to_state", "at")
            ),
            "counters": list(session.values_list("used_bookable", "last_number")),
            # Whoever waits looks again; a set is one change, however many were in it.
            "looks_again": [(session.filter(revision__gt=0).exists(),)],
            "audit": list(entries.values_list("action", "at")),
            "events": list(told.values_list("name", "announced_at")),
            "receipts": list(failed.values_list("feature", "reason", "side", "status")),
        }


Situation = Callable[[World], list[Press]]


def for_oneself(world: World) -> list[Press]:
    return [world.hold(make_person())]


def for_a_child(world: World) -> list[Press]:
    father, _, child = a_couple_and_a_child()
    return [world.hold(child, by=father)]


def by_a_helper(world: World) -> list[Press]:
    elder, helper = make_person(), make_person()
    Helping.objects.create(
        person_id=elder, helper_id=helper, kind="kader", helps=["see", "book"], given_at=NOON,
        given_by="tests", how="code", ends_on=NOON.date() + timedelta(days=9),
    )  # fmt: skip
    return [world.hold(elder, by=helper)]


def by_a_helper_who_may_only_look(world: World) -> list[Press]:
    elder, helper = make_person(), make_person()
    Helping.objects.create(
        person_id=elder, helper_id=helper, kind="kader", helps=["see"], given_at=NOON,
        given_by="tests", how="code", ends_on=NOON.date() + timedelta(days=9),
    )  # fmt: skip
    return [world.hold(elder, by=helper)]


def by_a_stranger(world: World) -> list[Press]:
    return [world.hold(make_person(), by=make_person())]


def for_nobody(world: World) -> list[Press]:
    return [world.hold(10**15, by=make_person())]


def no_longer_insured(world: World) -> list[Press]:
    return [world.hold(make_person(change=Change.REGISTERED_UNPAID))]


def more_than_places(world: World) -> list[Press]:
    return [world.hold(make_person()) for _ in range(5)]


def an_unknown_session(world: World) -> list[Press]:
    return [world.hold(make_person(), sesi=10**14)]


def one_that_is_over(world: World) -> list[Press]:
    past = make_session(world.clinic, starts_at=NOON - timedelta(hours=9))
    return [world.hold(make_person(), sesi=past.pk)]


def the_same_again(world: World) -> list[Press]:
    person = make_person()
    return [world.hold(person), world.hold(person)]


def a_second_that_day(world: World) -> list[Press]:
    person = make_person()
    book(person, make_session(world.clinic, starts_at=MORNING + timedelta(hours=2)))
    return [world.hold(person)]


def with_a_paper(world: World) -> list[Press]:
    return [world.hold(make_person(), acuan="0123")]


def a_broken_form(world: World) -> list[Press]:
    return [world.hold(make_person(), sesi="abc"), world.hold(make_person(), sesi="")]


def a_form_of_another_site(world: World) -> list[Press]:
    press = world.hold(make_person())
    return [replace(press, origin="http://elsewhere.example"), replace(press, secret="d" * 32)]


def nobody_signed_in(world: World) -> list[Press]:
    press = world.hold(make_person())
    return [replace(press, session=""), replace(press, session="x" * 43)]


def staff(world: World) -> list[Press]:
    who = make_staff((Grant("desk", Scope("facility", world.clinic.facility.code)),))
    opened = accounts.open_session(account=who.account_id, device="tests", by=SETUP, at=NOON)
    return [replace(world.hold(make_person()), session=opened.token)]


def in_english(world: World) -> list[Press]:
    presses = more_than_places(world)
    return [replace(press, cookies="; bahasa=en") for press in presses]


def the_first_of_the_day(world: World) -> list[Press]:
    press = world.hold(make_person())
    Session.objects.filter(token_hash=token_hash(press.session)).update(
        seen_at=NOON - timedelta(days=2)
    )
    return [press]


def taking_it(world: World) -> list[Press]:
    return [world.take(make_person()), world.take(make_person())]


def taking_it_twice(world: World) -> list[Press]:
    press = world.take(make_person())
    return [press, press, replace(press, fields={"kunci": uuid4()})]


def taking_what_is_gone(world: World) -> list[Press]:
    press = world.take(make_person())
    Hold.objects.filter(session=world.session).delete()
    return [press]


def taking_what_another_holds(world: World) -> list[Press]:
    press = world.take(make_person())
    return [replace(press, session=world.member(make_person()))]


def taking_late_what_others_took(world: World) -> list[Press]:
    press = world.take(make_person())
    Hold.objects.filter(session=world.session).update(expires_at=NOON - timedelta(seconds=1))
    for _ in range(3):
        book(make_person(), world.session)
    return [press]


def taking_from_a_closed_session(world: World) -> list[Press]:
    press = world.take(make_person())
    PracticeSession.objects.filter(pk=world.session.pk).update(state="closed")
    return [press]


def taking_where_the_facility_gives_the_numbers(world: World) -> list[Press]:
    press = world.take(make_person())
    Facility.objects.filter(pk=world.clinic.facility.pk).update(keeps_own_queue=True)
    return [press]


def taking_with_a_broken_key(world: World) -> list[Press]:
    press = world.take(make_person())
    return [replace(press, fields={"kunci": "1"}), replace(press, fields={})]


SITUATIONS: list[Situation] = [
    for_oneself, for_a_child, by_a_helper, by_a_helper_who_may_only_look, by_a_stranger,
    for_nobody, no_longer_insured, more_than_places, an_unknown_session, one_that_is_over,
    the_same_again, a_second_that_day, with_a_paper, a_broken_form, a_form_of_another_site,
    nobody_signed_in, staff, in_english, the_first_of_the_day, taking_it, taking_it_twice,
    taking_what_is_gone, taking_what_another_holds, taking_late_what_others_took,
    taking_from_a_closed_session, taking_where_the_facility_gives_the_numbers,
    taking_with_a_broken_key,
]  # fmt: skip

# Which of these gets the place, or the page, depends on who is first.
IN_ORDER = {more_than_places, in_english, taking_it_twice, the_same_again}
