"""Two cases of one matter: answered together, honestly counted, taken apart again."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.complaints import Complaint, about_step, filed, says
from tests.factories.enrolment import CITY, TUESDAY, agency_officer, make_city, submitted
from tests.threads import all_at_once
from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.complaints.errors import CannotMerge, CaseSettled
from titian.complaints.models import Message
from titian.complaints.types import CaseState, ClockKind
from titian.enrolment.types import OfficeKind
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, Grant, Scope

HOUR = timedelta(hours=1)
SOCIAL = (Grant("agency", Scope("office", f"{CITY}/social")),)
SOMEBODY = Actor.visitor()


@pytest.fixture
def two(db: None) -> tuple[Complaint, Complaint]:
    make_city()
    about = about_step(submitted())
    return filed(about), filed(about, contact="0812-3456-7890")


@pytest.fixture
def officer() -> Actor:
    return agency_officer(OfficeKind.SOCIAL)


def merged(row: Complaint, into: Complaint, by: Actor) -> None:
    complaints.merge(
        number=row.number, into=into.number, seen=row.row.moves_made, client_key=uuid4(), by=by,
        at=TUESDAY + HOUR,
    )  # fmt: skip


def test_the_second_link_shows_how_the_first_stands_and_nothing_it_says(
    two: tuple[Complaint, Complaint], officer: Actor
) -> None:
    first, second = two
    merged(second, first, officer)
    complaints.add(token=first.token, words="Rahasia", client_key=uuid4(), by=SOMEBODY, at=TUESDAY)

    view = complaints_read.case_of_link(second.token, at=TUESDAY)
    assert view.state is CaseState.MERGED
    assert view.together is not None
    assert (view.together.number, view.together.state) == (first.number, CaseState.OPEN)
    assert "Rahasia" not in [one.text for one in view.messages]


def test_its_promises_end_unkept_and_nobody_is_told_late(
    two: tuple[Complaint, Complaint], officer: Actor
) -> None:
    first, second = two
    merged(second, first, officer)
    says(complaints.resolve, first, officer, at=TUESDAY + 2 * HOUR)

    stopped = second.clock(ClockKind.FIRST)
    assert (stopped.met_at, stopped.due_at, stopped.tell_at) == (None, None, None)
    assert complaints.tell_clocks(at=TUESDAY + timedelta(days=30)) == 0


def test_what_is_answered_is_answered_to_both_and_each_says_whether_it_helped(
    two: tuple[Complaint, Complaint], officer: Actor
) -> None:
    first, second = two
    merged(second, first, officer)
    with pytest.raises(CaseSettled):
        complaints.confirm(token=second.token, client_key=uuid4(), by=SOMEBODY, at=TUESDAY)

    says(complaints.resolve, first, officer, words="Sudah aktif")
    view = complaints_read.case_of_link(second.token, at=TUESDAY)
    assert view.messages[-1].text == "Sudah aktif"
    complaints.reopen(
        token=second.token, words="Saya belum", client_key=uuid4(), by=SOMEBODY, at=TUESDAY
    )

    assert (first.row.state, second.row.state) == (CaseState.RESOLVED, CaseState.OPEN)
    assert second.row.times_reopened == 1


def test_taken_apart_its_promises_run_as_if_they_had_never_stood(
    two: tuple[Complaint, Complaint], officer: Actor
) -> None:
    first, second = two
    promised = [second.clock(kind).due_at for kind in ClockKind]
    merged(second, first, officer)

    complaints.take_apart(
        number=second.number, client_key=uuid4(), by=officer, at=TUESDAY + 5 * HOUR
    )

    assert second.row.state == CaseState.OPEN
    assert second.row.merged_into is None
    assert [second.clock(kind).due_at for kind in ClockKind] == promised


def test_the_person_takes_it_apart_too(two: tuple[Complaint, Complaint], officer: Actor) -> None:
    first, second = two
    merged(second, first, officer)

    complaints.separate(
        token=second.token, words="Beda", client_key=uuid4(), by=SOMEBODY, at=TUESDAY + HOUR
    )

    assert second.row.state == CaseState.OPEN


def test_only_into_another_that_runs_and_is_the_officers(
    two: tuple[Complaint, Complaint], officer: Actor
) -> None:
    first, second = two
    elsewhere = filed()
    with pytest.raises(CannotMerge):
        merged(first, first, officer)
    with pytest.raises(CannotMerge):
        merged(first, elsewhere, officer)
    merged(second, first, officer)
    with pytest.raises(CannotMerge):
        merged(first, second, officer)


def test_at_the_pages_merged_and_taken_apart(
    client: Client, two: tuple[Complaint, Complaint]
) -> None:
    first, second = two
    address = f"/petugas/keluhan/{second.number}/"
    said = {"kunci": str(uuid4()), "dilihat": "1", "nomor": first.number.lower()}
    with clock.fixed(TUESDAY):
        signed_in_staff(client, SOCIAL)
        wrong = client.post(f"{address}gabung/", {**said, "nomor": second.number})
        assert wrong.status_code == 409
        assert client.post(f"{address}gabung/", said).status_code == 303
        assert first.number in client.get(address).content.decode()
        assert "dijawab bersama" in client.get(f"/keluhan/{second.token}/").content.decode()
        assert client.post(f"{address}pisah/", {"kunci": str(uuid4())}).status_code == 303

    assert second.row.state == CaseState.OPEN


@pytest.mark.slow
@pytest.mark.usefixtures("committed_db")
def test_each_into_the_other_at_once_merges_one_way_and_never_waits_for_ever() -> None:
    officer = Actor.staff("race", (Grant("head_office", Scope(EVERYWHERE)),))
    for _ in range(4):
        first, second = filed(), filed()

        answers = all_at_once(
            [partial(merged, first, second, officer), partial(merged, second, first, officer)]
        )

        assert answers.count(None) == 1
        states = {first.row.state, second.row.state}
        assert states == {CaseState.OPEN, CaseState.MERGED}
        words = Message.objects.filter(case__in=[first.row, second.row])
        assert words.count() == 2
