"""Nothing is told that two people have not seen: who writes, who may approve, what is kept."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.factories.announcements import (
    JAYAPURA,
    MALANG,
    NOW,
    PANDANWANGI,
    announced,
    drafted,
    editor,
    proposed,
    words,
)
from titian.announcements import selectors as announcements_read
from titian.announcements import services as announcements
from titian.announcements.errors import (
    NotEditor,
    OwnWords,
    PeriodWrong,
    ReasonMissing,
    RegionNotYours,
    SheetGone,
    SheetMovedMeanwhile,
    SheetSettled,
)
from titian.announcements.models import Announcement, Move
from titian.announcements.types import State
from titian.kernel.actors import Actor
from titian.kernel.scopes import REGION, Grant, Scope
from titian.platform.audit.models import AuditEntry
from titian.regions.errors import RegionUnknown

pytestmark = pytest.mark.django_db


def approve(row: Announcement, by: Actor, *, seen: int | None = None) -> None:
    announcements.approve(
        announcement_id=row.pk,
        seen=row.version if seen is None else seen,
        client_key=uuid4(),
        by=by,
        at=NOW,
    )


def test_another_editor_approves_and_it_is_told() -> None:
    row = proposed()
    assert announcements_read.for_region(MALANG, at=NOW) == []

    announcements_read.forget()
    approve(row, editor(MALANG))
    announcements_read.forget()

    assert [one.id for one in announcements_read.for_region(MALANG, at=NOW)] == [row.pk]
    said = AuditEntry.objects.filter(target=f"announcement:{row.pk}").values_list("action")
    assert {action for (action,) in said} >= {"announcements.draft", "announcements.approve"}


def test_nobody_approves_their_own_words_not_even_of_an_earlier_version() -> None:
    first, second = editor(MALANG), editor(MALANG)
    row = drafted(by=first)
    announcements.change(
        announcement_id=row.pk,
        new=words(MALANG, title="Loket buka pukul 07.00"),
        seen=1,
        client_key=uuid4(),
        by=second,
        at=NOW,
    )
    announcements.propose(announcement_id=row.pk, seen=2, client_key=uuid4(), by=first, at=NOW)

    for writer in (first, second):
        with pytest.raises(OwnWords):
            approve(row, writer, seen=3)
    approve(row, editor(MALANG), seen=3)


def test_the_database_says_so_too() -> None:
    row = announced()

    with pytest.raises(IntegrityError, match="announcement_two_people"), transaction.atomic():
        Announcement.objects.filter(pk=row.pk).update(decided_by=row.written_by)
    with pytest.raises(IntegrityError, match="announcement_decided"), transaction.atomic():
        Announcement.objects.filter(pk=row.pk).update(decided_by="", decided_at=None)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Move.objects.filter(subject=f"announcement:{row.pk}").update(reason="x")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Move.objects.filter(subject=f"announcement:{row.pk}").delete()


@pytest.mark.parametrize(
    "grants, to, refusal",
    [
        ((), (MALANG,), NotEditor),
        ((Grant("desk", Scope(REGION, MALANG)),), (MALANG,), NotEditor),
        ((Grant("editor", Scope(REGION, MALANG)),), (JAYAPURA,), RegionNotYours),
        ((Grant("editor", Scope(REGION, MALANG)),), (MALANG, JAYAPURA), RegionNotYours),
        ((Grant("editor", Scope(REGION, MALANG)),), ("35",), RegionNotYours),
        ((Grant("editor", Scope(REGION, MALANG)),), (), RegionNotYours),
        ((Grant("editor", Scope("all")),), ("99.99",), RegionUnknown),
    ],
)
def test_an_editor_speaks_to_the_own_region_only_and_to_all_with_the_national_role(
    grants: tuple[Grant, ...], to: tuple[str, ...], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        announcements.draft(new=words(*to), client_key=uuid4(), by=Actor.staff("x", grants), at=NOW)


def test_a_part_of_the_own_region_is_ones_own_and_the_country_is_the_national_editors() -> None:
    assert drafted(words(PANDANWANGI), by=editor(MALANG)).state == State.DRAFT
    country = drafted(words(), by=editor(""))
    announcements.propose(
        announcement_id=country.pk, seen=1, client_key=uuid4(), by=editor(""), at=NOW
    )

    with pytest.raises(SheetGone):
        approve(country, editor(MALANG), seen=2)
    approve(country, editor(""), seen=2)


def test_the_three_people() -> None:
    row = drafted(by=(owner := editor(MALANG)))

    assert announcements_read.announcement_for_editing(row.pk, viewer=owner).id == row.pk
    assert announcements_read.announcement_for_editing(row.pk, viewer=editor("35")).id == row.pk
    with pytest.raises(SheetGone):
        announcements_read.announcement_for_editing(row.pk, viewer=editor(JAYAPURA))
    with pytest.raises(NotEditor):
        announcements_read.announcement_for_editing(row.pk, viewer=Actor.member(1, 1))
    assert row.pk in {one.id for one in announcements_read.drafts_and_told(viewer=owner)}
    assert row.pk not in {
        one.id for one in announcements_read.drafts_and_told(viewer=editor(JAYAPURA))
    }


def test_nobody_approves_what_they_have_not_seen() -> None:
    row = proposed()

    with pytest.raises(SheetMovedMeanwhile):
        approve(row, editor(MALANG), seen=1)


def test_what_is_approved_is_not_changed_but_withdrawn_with_a_reason() -> None:
    row = announced()
    by = editor(MALANG)

    with pytest.raises(SheetSettled):
        announcements.change(
            announcement_id=row.pk,
            new=words(MALANG),
            seen=row.version,
            client_key=uuid4(),
            by=by,
            at=NOW,
        )
    with pytest.raises(ReasonMissing):
        _withdraw(row, by, " ")
    _withdraw(row, by, "Jamnya salah")
    announcements_read.forget()

    assert announcements_read.for_region(MALANG, at=NOW) == []
    view = announcements_read.announcement_for_editing(row.pk, viewer=by)
    assert [one.number for one in view.moves] == [1, 2, 3, 4]
    assert (view.state, view.moves[-1].reason) == (State.WITHDRAWN, "Jamnya salah")


def _withdraw(row: Announcement, by: Actor, reason: str) -> None:
    announcements.withdraw(
        announcement_id=row.pk,
        seen=row.version,
        reason=reason,
        client_key=uuid4(),
        by=by,
        at=NOW,
    )


def test_every_version_keeps_its_words() -> None:
    row = drafted(words(MALANG, title="Satu"), by=(by := editor(MALANG)))
    announcements.change(
        announcement_id=row.pk,
        new=words(MALANG, title="Dua"),
        seen=1,
        client_key=uuid4(),
        by=by,
        at=NOW,
    )

    kept = Move.objects.filter(subject=f"announcement:{row.pk}").order_by("number")
    assert [one.content["title"] for one in kept] == ["Satu", "Dua"]


@pytest.mark.parametrize(
    "starts, ends",
    [(timedelta(0), timedelta(0)), (timedelta(2), timedelta(1)), (timedelta(-9), timedelta(-8))],
)
def test_a_period_that_is_none_is_refused(starts: timedelta, ends: timedelta) -> None:
    with pytest.raises(PeriodWrong):
        drafted(words(MALANG, starts_at=NOW + starts, ends_at=NOW + ends))


def test_the_same_press_again_is_the_same_draft_and_the_same_step() -> None:
    by, key, step = editor(MALANG), uuid4(), uuid4()
    draft = [
        announcements.draft(new=words(MALANG), client_key=key, by=by, at=NOW) for _ in range(2)
    ]
    for _ in range(2):
        announcements.propose(announcement_id=draft[0], seen=1, client_key=step, by=by, at=NOW)

    assert draft[0] == draft[1]
    assert Move.objects.filter(subject=f"announcement:{draft[0]}").count() == 2


@pytest.mark.parametrize("verb", [announcements.propose, announcements.approve])
def test_a_sheet_that_is_not_there_is_gone(verb: Callable[..., None]) -> None:
    with pytest.raises(SheetGone):
        verb(announcement_id=2**40, seen=1, client_key=uuid4(), by=editor(""), at=NOW)
