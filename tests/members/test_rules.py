from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.members import new_person
from titian.members import rules
from titian.members.errors import ChangeNotPossible
from titian.members.types import (
    Change,
    Happening,
    Membership,
    Relation,
    Segment,
    Sex,
    Standing,
    Status,
    WardClass,
)

DAY = date(2025, 3, 1)


def history(*changes: Change) -> list[Happening]:
    return [
        Happening(change, DAY + timedelta(days=n), Segment.PBPU, WardClass.THIRD)
        for n, change in enumerate(changes)
    ]


@pytest.mark.parametrize(
    "changes, status",
    [
        ([Change.REGISTERED], Status.AKTIF),
        ([Change.REGISTERED_UNPAID], Status.MENUNGGU_BAYAR_PERTAMA),
        ([Change.REGISTERED_UNPAID, Change.FIRST_PAYMENT], Status.AKTIF),
        ([Change.REGISTERED, Change.FELL_IN_ARREARS], Status.NONAKTIF_TUNGGAKAN),
        ([Change.REGISTERED, Change.FELL_IN_ARREARS, Change.ARREARS_PAID], Status.AKTIF),
        ([Change.REGISTERED, Change.LEFT_SEGMENT], Status.NONAKTIF_SEGMEN),
        ([Change.REGISTERED, Change.LEFT_SEGMENT, Change.REACTIVATED], Status.AKTIF),
        ([Change.REGISTERED, Change.LEFT_SEGMENT, Change.JOINED_SEGMENT], Status.AKTIF),
        ([Change.REGISTERED, Change.WENT_ABROAD], Status.DITANGGUHKAN_LN),
        ([Change.REGISTERED, Change.WENT_ABROAD, Change.RETURNED], Status.AKTIF),
        ([Change.REGISTERED, Change.FELL_IN_ARREARS, Change.DIED], Status.MENINGGAL),
        ([Change.REGISTERED, Change.MERGED], Status.DUPLIKAT),
    ],
)
def test_a_history_leads_to_a_status(changes: list[Change], status: Status) -> None:
    assert rules.folded(history(*changes)).status is status


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [Change.FIRST_PAYMENT],
        [Change.REGISTERED, Change.REGISTERED],
        [Change.REGISTERED, Change.FIRST_PAYMENT],
        [Change.REGISTERED, Change.ARREARS_PAID],
        [Change.REGISTERED, Change.DIED, Change.REACTIVATED],
        [Change.REGISTERED, Change.DIED, Change.DIED],
        [Change.REGISTERED, Change.MERGED, Change.DIED],
    ],
)
def test_what_cannot_have_happened_is_refused(changes: list[Change]) -> None:
    with pytest.raises(ChangeNotPossible):
        rules.folded(history(*changes))


def test_days_never_run_backwards() -> None:
    now = rules.begun(history(Change.REGISTERED)[0])

    with pytest.raises(ChangeNotPossible):
        rules.after(now, Happening(Change.DIED, DAY - timedelta(days=1)))


def test_a_new_segment_must_be_named() -> None:
    now = rules.begun(history(Change.REGISTERED)[0])

    with pytest.raises(ChangeNotPossible):
        rules.after(now, Happening(Change.JOINED_SEGMENT, DAY))


def test_joining_a_segment_brings_its_class_and_leaving_keeps_the_old_one() -> None:
    now = rules.begun(history(Change.REGISTERED)[0])

    joined = rules.after(
        now, Happening(Change.JOINED_SEGMENT, DAY, Segment.PPU_BU, WardClass.FIRST)
    )
    left = rules.after(joined, Happening(Change.LEFT_SEGMENT, DAY))

    assert (joined.segment, joined.ward_class) == (Segment.PPU_BU, WardClass.FIRST)
    assert (left.segment, left.ward_class) == (Segment.PPU_BU, WardClass.FIRST)


@given(st.lists(st.sampled_from(list(Change)), max_size=8))
def test_every_step_the_table_allows_is_taken_and_no_other(changes: list[Change]) -> None:
    now: Membership | None = None
    for happening in history(*changes):
        allowed = rules.BEGINNINGS if now is None else rules.possible_changes(now)
        try:
            following = rules.begun(happening) if now is None else rules.after(now, happening)
        except ChangeNotPossible:
            assert happening.change not in allowed
            continue
        assert happening.change in allowed
        assert (following.died_on is not None) == (following.status is Status.MENINGGAL)
        assert following.happenings == (now.happenings if now else 0) + 1
        now = following


@pytest.mark.parametrize(
    "born, on, adult",
    [
        (date(2008, 11, 21), date(2026, 11, 20), False),
        (date(2008, 11, 21), date(2026, 11, 21), True),
        (date(2008, 2, 29), date(2026, 2, 28), False),
        (date(2008, 2, 29), date(2026, 3, 1), True),
    ],
)
def test_eighteen_is_grown_up(born: date, on: date, *, adult: bool) -> None:
    assert rules.is_adult(born, on) is adult


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("segment", [None, *Segment])
def test_every_status_has_its_words_and_next_step(status: Status, segment: Segment | None) -> None:
    who = new_person()
    standing = Standing(
        1, who.full_name, who.birth_date, Sex.FEMALE, status, DAY, segment, None, None, 1, 1,
        Relation.HEAD,
    )  # fmt: skip

    assert rules.situation(standing) in rules.SITUATIONS
    assert (rules.tone(rules.situation(standing)) == "ok") is (status is Status.AKTIF)


def test_whoever_left_work_is_told_something_else_than_whoever_left_the_poor_list() -> None:
    assert rules.situation(None) == "unknown"
    assert rules.tone("unknown") == "bad"
