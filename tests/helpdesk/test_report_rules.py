"""What makes a report, who is behind it, and what may be published: decided by values alone."""

from datetime import date

import pytest

from titian.helpdesk.errors import (
    ReportSettled,
    ReportWordsMissing,
    ReportWordsTooMany,
    WordsTellOfAPerson,
)
from titian.helpdesk.rules import reports as rules
from titian.helpdesk.types import Act, Cause, PartyKind, ReportState

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "people, least, enough",
    [(4, 5, False), (5, 5, True), (6, 5, True), (0, 0, False), (1, 0, True), (1, 1, True)],
)
def test_as_many_people_as_the_parameter_says_make_a_report(
    people: int, least: int, enough: bool
) -> None:
    assert rules.is_enough(people, least) is enough


@pytest.mark.parametrize(
    "feature, reason, side, kind",
    [
        ("frontdoor:sign_in", "notifications.no_way", "ours", PartyKind.GATEWAY),
        ("frontdoor:sign_in", "fault", "ours", PartyKind.OPERATOR),
        ("contributions:pay", "fault", "ours", PartyKind.OPERATOR),
        ("contributions:pay", "bank.away", "theirs", PartyKind.BANK),
        ("queue.task", "queue.task_order", "theirs", PartyKind.HOSPITAL),
        ("members:home", "database_away", "ours", PartyKind.OPERATOR),
        ("visits:desk", "vclaim.away", "theirs", PartyKind.SCHEME),
        ("desk", "desk.booking", "ours", PartyKind.OPERATOR),
        ("somewhere", "something", "theirs", PartyKind.OPERATOR),
    ],
)
def test_each_part_of_the_way_has_somebody_behind_it(
    feature: str, reason: str, side: str, kind: PartyKind
) -> None:
    assert rules.behind(Cause(feature, reason, side)) is kind


@pytest.mark.parametrize(
    "place, told",
    [("35.73", "35.73"), ("35.99", "35"), ("36.04", ""), ("", ""), ("3573258", "3573258")],
)
def test_the_nearest_party_is_told(place: str, told: str) -> None:
    assert rules.nearest(["", "35", "35.73", "3573258"], place) == told


def test_where_nobody_is_known_nobody_is_told() -> None:
    assert rules.nearest(["35.73"], "36.04") is None


@pytest.mark.parametrize(
    "rows, kind, hours",
    [
        ([], "bank", 16),
        ([("answer_hours", 8, TODAY, None)], "bank", 8),
        ([("answer_hours", 8, TODAY, None), ("answer_hours.bank", 4, TODAY, None)], "bank", 4),
        ([("answer_hours.bank", 4, TODAY, None)], "hospital", 16),
    ],
)
def test_the_hours_to_answer_are_data_for_each_kind(
    rows: list[tuple[str, int, date, date | None]], kind: str, hours: int
) -> None:
    assert rules.number_in_force(rules.ANSWER, rows, TODAY, kind) == hours


@pytest.mark.parametrize(
    "state, act, to",
    [
        (ReportState.OPEN, Act.SEND, ReportState.SENT),
        (ReportState.SENT, Act.ANSWER, ReportState.ANSWERED),
        (ReportState.ANSWERED, Act.ANSWER, ReportState.ANSWERED),
        (ReportState.SENT, Act.MEND, ReportState.MENDED),
        (ReportState.ANSWERED, Act.MEND, ReportState.MENDED),
        (ReportState.OPEN, Act.CLOSE, ReportState.CLOSED),
        (ReportState.SENT, Act.MERGE, ReportState.MERGED),
        (ReportState.MENDED, Act.CORRECT, ReportState.MENDED),
        (ReportState.OPEN, Act.ANSWER, None),
        (ReportState.MENDED, Act.ANSWER, None),
        (ReportState.CLOSED, Act.MEND, None),
        (ReportState.MERGED, Act.CLOSE, None),
        (ReportState.SENT, Act.SEND, None),
        (ReportState.SENT, Act.CORRECT, None),
    ],
)
def test_the_life_of_a_report_is_one_table(
    state: ReportState, act: Act, to: ReportState | None
) -> None:
    if to is None:
        with pytest.raises(ReportSettled):
            rules.after(state, act)
    else:
        assert rules.after(state, act) is to


@pytest.mark.parametrize(
    "words",
    ["Mati sejak 22-11-2026 09.00, nyala 2026-11-22 10:15.", "Galat 502 pada 120 kiriman", "OK 😀"],
)
def test_plain_words_with_dates_and_figures_are_published(words: str) -> None:
    assert rules.published_words(f"  {words}\n") == words


@pytest.mark.parametrize(
    "words",
    ["Hubungi 081234567890", "0812-3456-7890", "NIK 3573 0012 3456 0001", "+62 812 3456 7890"],
)
def test_numbers_of_people_are_not_published(words: str) -> None:
    with pytest.raises(WordsTellOfAPerson):
        rules.published_words(words)


def test_nothing_and_too_much_are_refused() -> None:
    with pytest.raises(ReportWordsMissing):
        rules.published_words(" \n\u200b ")
    with pytest.raises(ReportWordsTooMany):
        rules.published_words("a" * (rules.MOST_CHARACTERS + 1))


def test_few_people_are_told_as_few() -> None:
    assert rules.people_told(4) is None
    assert rules.people_told(5) == 5
