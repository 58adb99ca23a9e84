"""The answers to OWASP's standard: all lines are there, and what they name exists."""

import re
from itertools import chain

from tests.repository.tree import ROOT

# How many requirements of levels 1 and 2 each chapter of ASVS 4.0.3 has.
CHAPTERS = dict(enumerate((38, 54, 18, 9, 30, 13, 12, 15, 7, 5, 8, 15, 13, 23), start=1))
STATES = {"holds", "does not apply", "not yet"}
NAMED = re.compile(r"`((?:src|tests|docs|deploy|requirements|tools|bench)/[\w./-]+)`")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
PAPERS = ("docs/security/asvs.md", "docs/security/threat-model.md")


def rows() -> list[tuple[str, str, str, str]]:
    return ROW.findall((ROOT / PAPERS[0]).read_text())


def test_every_requirement_has_one_line() -> None:
    numbers = [number for number, *_ in rows()]
    per_chapter = {n: sum(one.startswith(f"{n}.") for one in numbers) for n in CHAPTERS}

    assert len(set(numbers)) == len(numbers)
    assert per_chapter == CHAPTERS


def test_every_line_says_how_it_stands_and_by_what() -> None:
    assert {state for _, _, state, _ in rows()} == STATES
    assert not [number for number, what, _, by in rows() if len(what) < 3 or len(by) < 4]


def test_every_file_that_is_named_exists() -> None:
    named = chain.from_iterable(NAMED.findall((ROOT / paper).read_text()) for paper in PAPERS)

    assert not [path for path in sorted(set(named)) if not (ROOT / path).exists()]


def test_the_count_at_the_top_is_the_count_of_the_lines() -> None:
    states = [state for _, _, state, _ in rows()]
    hold, free, not_yet = (states.count(one) for one in ("holds", "does not apply", "not yet"))

    said = f"{len(states)} lines: {hold} hold, {free} do not apply, {not_yet} not yet."
    assert said in (ROOT / PAPERS[0]).read_text()
