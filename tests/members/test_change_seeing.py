"""What may be asked is told before anything is typed; who sees a request, and what it costs."""

from datetime import date, timedelta

import pytest
from django.db import connection

from tests.conftest import StatementBudget
from tests.factories.members import (
    acting_for,
    make_facility,
    make_person,
    staff_of,
    staff_of_region,
)
from tests.factories.requests import (
    FIRST_OF_DECEMBER,
    MONDAY,
    Household,
    a_branch_officer,
    a_household,
    asks,
)
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.errors import (
    PersonOutOfReach,
    RequestAlreadyOpen,
    RequestGone,
    RequestIncomplete,
    RequestNotAllowed,
    RequestNotYours,
    RequestSettled,
)
from titian.members.models import Helping
from titian.members.types import (
    Help,
    Offer,
    PaperKind,
    RequestKind,
    RequestStep,
    Segment,
    WardClass,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ADDRESS = {"address": "Jl. Kenanga 1, RT 3"}
PHONE = {"channel": "sms", "phone": "081200000009"}


def helper_of(person_id: int, *helps: Help) -> Actor:
    helper = make_person("Rini Astuti")
    Helping.objects.create(
        person_id=person_id,
        helper_id=helper,
        kind="family",
        helps=[Help.SEE, *helps],
        given_at=MONDAY - timedelta(days=9),
        given_by="tests",
        how="code",
        ends_on=date(2027, 1, 1),
    )
    return acting_for(helper)


def offers_by_kind(person_id: int, viewer: Actor) -> dict[RequestKind, Offer]:
    found = members_read.offers(person_id, viewer=viewer, at=MONDAY)
    return {one.kind: one for one in found}


def test_every_kind_is_offered_with_its_hours_and_day() -> None:
    home = a_household()

    offers = offers_by_kind(home.father, acting_for(home.father))

    assert list(offers) == list(RequestKind)
    facility = offers[RequestKind.FACILITY]
    assert (facility.is_allowed, facility.is_risky) == (True, True)
    assert facility.effective_on == date(2026, 12, 1)
    assert facility.current == {"facility": home.place.code}
    assert offers[RequestKind.IDENTITY].papers == (PaperKind.KTP, PaperKind.KK)


@pytest.mark.parametrize(
    "segment, kind, way",
    [
        (Segment.PPU_BU, RequestKind.WARD_CLASS, "employer"),
        (Segment.PBI_JK, RequestKind.WARD_CLASS, "segment"),
        (Segment.PPU_BU, RequestKind.SEGMENT, "employer"),
        (Segment.PBPU, RequestKind.SEGMENT, "counter"),
        (Segment.PPU_BU, RequestKind.REACTIVATION, "counter"),
    ],
)
def test_what_a_rule_forbids_is_said_with_the_way_round(
    segment: Segment, kind: RequestKind, way: str
) -> None:
    home = a_household(segment)

    offer = offers_by_kind(home.father, acting_for(home.father))[kind]

    assert not offer.is_allowed
    assert offer.blocked_by.startswith("members.request_")
    assert offer.way_round == way


def test_too_soon_is_said_with_the_day_from_which_it_goes() -> None:
    home, other = a_household(), make_facility("Puskesmas Lain")
    asks(home.mother, RequestKind.FACILITY, {"facility": other.code})
    members.apply_due_requests(at=FIRST_OF_DECEMBER)

    offer = members_read.offer(
        home.mother,
        RequestKind.FACILITY,
        viewer=acting_for(home.mother),
        at=FIRST_OF_DECEMBER + timedelta(days=9),
    )

    assert (offer.blocked_by, offer.way_round) == ("members.request_too_soon", "moved")
    assert offer.blocked_until == date(2027, 3, 1)


def test_one_under_way_is_pointed_to() -> None:
    home = a_household()
    asked = asks(home.mother, RequestKind.PHONE, PHONE)

    offer = offers_by_kind(home.mother, acting_for(home.mother))[RequestKind.PHONE]

    assert (offer.is_allowed, offer.way_round) == (False, "see_open")
    assert offer.open_request == asked.request_id
    with pytest.raises(RequestAlreadyOpen) as refused:
        asks(home.mother, RequestKind.PHONE, {**PHONE, "phone": "081200000010"})
    assert refused.value.data == {"request_id": asked.request_id}


def test_a_head_asks_for_the_child_but_not_for_an_adults_own_things() -> None:
    home = a_household()

    offers = offers_by_kind(home.mother, acting_for(home.father))

    assert offers[RequestKind.PHONE].blocked_by == RequestNotYours.code
    assert offers[RequestKind.PHONE].current == {}
    assert offers[RequestKind.IDENTITY].blocked_by == "members.consent_missing"
    assert offers[RequestKind.NEWBORN].is_allowed
    assert offers_by_kind(home.daughter, acting_for(home.father))[RequestKind.PHONE].is_allowed


def test_a_helper_asks_what_was_allowed_and_never_a_phone() -> None:
    home = a_household()
    helper, watcher = helper_of(home.mother, Help.CHANGES), helper_of(home.mother, Help.BOOK)

    view = asks(home.mother, RequestKind.ADDRESS, ADDRESS, by=helper)

    assert view.step is RequestStep.DONE
    with pytest.raises(RequestNotYours):
        asks(home.mother, RequestKind.PHONE, PHONE, by=helper)
    with pytest.raises(PersonOutOfReach):
        asks(home.mother, RequestKind.ADDRESS, ADDRESS, by=watcher)


def test_a_stranger_neither_asks_nor_sees() -> None:
    home, stranger = a_household(), acting_for(make_person("Orang Lain"))
    asked = asks(home.mother, RequestKind.PHONE, PHONE)

    with pytest.raises(PersonOutOfReach):
        members_read.offers(home.mother, viewer=stranger, at=MONDAY)
    with pytest.raises(RequestGone):
        members_read.request(asked.request_id, viewer=stranger, at=MONDAY)
    with pytest.raises(RequestGone):
        members.undo(request_id=asked.request_id, by=stranger, at=MONDAY)


def test_a_head_does_not_read_an_adults_new_number() -> None:
    home = a_household()
    asked = asks(home.mother, RequestKind.PHONE, PHONE)
    head = acting_for(home.father)

    assert members_read.requests_of(home.mother, viewer=head, at=MONDAY) == []
    with pytest.raises(RequestGone):
        members_read.request(asked.request_id, viewer=head, at=MONDAY)


def test_the_counter_enters_but_a_planner_does_not() -> None:
    home = a_household()

    view = asks(home.mother, RequestKind.ADDRESS, ADDRESS, by=staff_of(home.place))

    assert view.steps[0].by == "officer"
    with pytest.raises(RequestNotAllowed):
        asks(home.mother, RequestKind.PHONE, PHONE, by=staff_of(home.place, "manager"))


def test_the_old_address_hears_of_a_risky_change_and_undoes_it() -> None:
    home = a_household()
    asked = asks(home.mother, RequestKind.PHONE, PHONE)
    mother = acting_for(home.mother)

    undone = members.undo(request_id=asked.request_id, by=mother, at=MONDAY + timedelta(hours=71))

    assert (asked.may_undo, asked.may_confirm) == (True, True)
    assert undone.step is RequestStep.UNDONE
    assert members.apply_due_requests(at=MONDAY + timedelta(days=30)) == 0
    again = members.undo(request_id=asked.request_id, by=mother, at=MONDAY)
    assert again.step is RequestStep.UNDONE


def test_after_it_took_effect_there_is_nothing_to_undo() -> None:
    home = a_household()
    asked = asks(home.mother, RequestKind.PHONE, PHONE)
    late = MONDAY + timedelta(hours=72)

    with pytest.raises(RequestSettled):
        members.undo(request_id=asked.request_id, by=acting_for(home.mother), at=late)


def test_only_the_person_confirms() -> None:
    home = a_household()
    asked = asks(home.daughter, RequestKind.PHONE, PHONE, by=acting_for(home.father))

    with pytest.raises(RequestGone):
        members.confirm(request_id=asked.request_id, by=acting_for(home.father), at=MONDAY)


def test_what_an_officer_has_not_decided_is_withdrawn() -> None:
    home = a_household()
    wanted = {"leaves_on": "2026-12-05", "returns_on": "2027-12-05"}
    asked = asks(home.mother, RequestKind.ABROAD, wanted, PaperKind.TRAVEL)

    view = members.withdraw(request_id=asked.request_id, by=acting_for(home.mother), at=MONDAY)

    assert (asked.may_withdraw, view.step) == (True, RequestStep.WITHDRAWN)


def test_papers_that_are_needed_are_asked_for_before_anything_is_kept() -> None:
    home = a_household()

    with pytest.raises(RequestIncomplete) as refused:
        asks(home.mother, RequestKind.NEWBORN, {"birth_date": "2026-11-20", "sex": "L"})

    assert refused.value.data == {"missing": (PaperKind.BIRTH,)}


def test_pages_of_requests_stay_within_their_statements(
    statements: type[StatementBudget],
) -> None:
    home = a_busy_household()
    mother, officer = acting_for(home.mother), a_branch_officer()
    waiting = members_read.work_list(viewer=officer, at=MONDAY)[0].request_id

    with statements.at_most(6):
        members_read.offers(home.mother, viewer=mother, at=MONDAY)
    with statements.at_most(5):
        members_read.requests_of(home.mother, viewer=mother, at=MONDAY)
    with statements.at_most(1):
        members_read.work_list(viewer=officer, at=MONDAY)
    with statements.at_most(9):
        members_read.case(waiting, viewer=officer, at=MONDAY)


def a_busy_household() -> Household:
    home = a_household(Segment.PBPU, WardClass.SECOND)
    asks(home.mother, RequestKind.PHONE, PHONE)
    asks(home.mother, RequestKind.EMAIL, {"email": "dewi@surat.id"})
    wanted = {"leaves_on": "2026-12-05", "returns_on": "2027-12-05"}
    asks(home.mother, RequestKind.ABROAD, wanted, PaperKind.TRAVEL)
    return home


@pytest.mark.parametrize(
    "index, condition",
    [
        ("member_request_work", "step = 'open' ORDER BY due_at LIMIT 20"),
        ("member_request_set", "step = 'set' AND effective_at <= now() ORDER BY effective_at"),
        (
            "member_request_one_alive",
            "person_id = 1 AND kind = 'phone' AND step IN ('open', 'repair', 'set')",
        ),
    ],
)
def test_what_waits_is_found_by_index(index: str, condition: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN SELECT id FROM member_request WHERE {condition}")
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert index in plan


def test_a_branch_elsewhere_does_not_see_the_list() -> None:
    a_busy_household()

    assert members_read.work_list(viewer=staff_of_region("11.71"), at=MONDAY) == []
