"""Whom it is for, which comes first, and how a body is read: tables, without a database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories.announcements import BLIMBING, JAYAPURA, MALANG, NOW, PANDANWANGI
from titian.announcements import rules
from titian.announcements.errors import (
    IdentityTold,
    SheetSettled,
    WordsMissing,
    WordsTooMany,
)
from titian.announcements.rules.words import BlockKind
from titian.announcements.types import Act, Audience, Kind, Live, SheetKind, State, Text


@pytest.mark.parametrize(
    "regions, segments, lives, is_paid_by, reached",
    [
        ((), (), PANDANWANGI, "PBI_JK", True),
        ((), (), "", "PBI_JK", True),
        (("35",), (), PANDANWANGI, "PBPU", True),
        ((MALANG,), (), PANDANWANGI, "PBPU", True),
        ((BLIMBING,), (), PANDANWANGI, "PBPU", True),
        ((PANDANWANGI,), (), PANDANWANGI, "PBPU", True),
        ((PANDANWANGI,), (), MALANG, "PBPU", False),  # only the city is known of this person
        (("35.7",), (), PANDANWANGI, "PBPU", False),  # a code, not the start of a text
        (("35.73.0",), (), PANDANWANGI, "PBPU", False),
        ((JAYAPURA,), (), PANDANWANGI, "PBPU", False),
        ((JAYAPURA, MALANG), (), PANDANWANGI, "PBPU", True),
        ((MALANG,), (), "", "PBPU", False),
        ((), ("PBI_JK",), PANDANWANGI, "PBI_JK", True),
        ((), ("PBI_JK", "PPU_BU"), PANDANWANGI, "PBPU", False),
        ((), ("PBI_JK",), PANDANWANGI, "", False),  # of an adult who keeps it to themselves
        ((MALANG,), ("PBPU",), JAYAPURA, "PBPU", False),
    ],
)
def test_an_announcement_reaches_whom_it_is_for(
    regions: tuple[str, ...], segments: tuple[str, ...], lives: str, is_paid_by: str, reached: bool
) -> None:
    assert rules.reaches(Audience(regions, segments), lives, is_paid_by) is reached


@pytest.mark.parametrize(
    "regions, asked, shown",
    [
        ((), "", True),
        ((MALANG,), "", False),
        ((MALANG,), MALANG, True),
        ((PANDANWANGI,), MALANG, True),
        (("35",), MALANG, True),
        ((JAYAPURA,), MALANG, False),
        (("35.7",), MALANG, False),
    ],
)
def test_who_asks_about_a_region_sees_what_concerns_it(
    regions: tuple[str, ...], asked: str, shown: bool
) -> None:
    assert rules.concerns(Audience(regions), asked) is shown


def live(number: int, kind: Kind = Kind.INFO, *regions: str) -> Live:
    until = NOW + timedelta(days=1)
    words = Text("Judul", "Isi")
    return Live(number, kind, words, None, Audience(regions), NOW, until, "Asia/Jakarta", True)


def test_a_disruption_comes_first_then_what_is_nearer_then_the_newest() -> None:
    told = [
        live(1),
        live(2, Kind.INFO, MALANG),
        live(3, Kind.HEALTH),
        live(4, Kind.DISRUPTION),
        live(5),
        live(6, Kind.DISRUPTION, PANDANWANGI),
    ]

    assert [one.id for one in rules.most_relevant(told)] == [6, 4, 3, 2, 5, 1]


def test_it_holds_from_its_first_minute_until_the_minute_it_ends() -> None:
    one = live(1)

    assert not one.holds(NOW - timedelta(seconds=1))
    assert one.holds(NOW)
    assert one.holds(one.ends_at - timedelta(microseconds=1))
    assert not one.holds(one.ends_at)
    assert replace(one, ends_at=NOW + timedelta(minutes=1)).holds(NOW)


@pytest.mark.parametrize("kind", list(SheetKind))
@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("act", [act for act in Act if act is not Act.DRAFT])
def test_every_act_from_every_state_leads_on_or_is_refused(
    kind: SheetKind, state: State, act: Act
) -> None:
    allowed = {
        (State.DRAFT, Act.CHANGE): State.DRAFT,
        (State.DRAFT, Act.PROPOSE): State.PROPOSED,
        (State.PROPOSED, Act.RETURN): State.DRAFT,
        (State.PROPOSED, Act.APPROVE): State.APPROVED,
        (State.APPROVED, Act.PUBLISH): State.PUBLISHED,
        (State.DRAFT, Act.WITHDRAW): State.WITHDRAWN,
        (State.PROPOSED, Act.WITHDRAW): State.WITHDRAWN,
        (State.APPROVED, Act.WITHDRAW): State.WITHDRAWN,
        (State.PUBLISHED, Act.WITHDRAW): State.WITHDRAWN,
    }

    if kind is SheetKind.EDITION:
        allowed[State.APPROVED, Act.RETURN] = State.DRAFT

    if (state, act) in allowed:
        assert rules.after(kind, state, act) is allowed[state, act]
    else:
        with pytest.raises(SheetSettled):
            rules.after(kind, state, act)


def test_the_small_marks_are_read_and_all_else_stays_text() -> None:
    body = "## Jam\nBuka **07.00**,\nlihat [peta](https://contoh.id/a)\n- satu\n2. dua"

    heading, paragraph, items = rules.blocks(body)

    assert (heading.kind, heading.rows[0][0].text) == (BlockKind.HEADING, "Jam")
    assert [span.text for row in paragraph.rows for span in row if span.is_bold] == ["07.00"]
    assert [span.link for row in paragraph.rows for span in row if span.link] == [
        "https://contoh.id/a"
    ]
    assert [row[0].text for row in items.rows] == ["satu", "dua"]


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "//jahat.example/x",
        "/\\jahat.example",
        "http://tanpa-kunci.example",
        'https://a.example/"onclick=x',
        "vbscript:x",
        "tel:javascript",
    ],
)
def test_a_link_that_leads_who_knows_where_stays_as_it_was_typed(link: str) -> None:
    (block,) = rules.blocks(f"Tekan [di sini]({link}) ya")

    assert [span.link for span in block.rows[0]] == [""] * len(block.rows[0])
    assert "di sini" in "".join(span.text for span in block.rows[0])


@pytest.mark.parametrize("body", ["", " ", "\n\n", "**", "[]()", "[a]()", "# ", "- ", "***a**"])
def test_marks_that_are_not_whole_do_no_harm(body: str) -> None:
    rules.blocks(body)
    rules.lead(body)


@pytest.mark.parametrize(
    "text, kept",
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("\0a\x07b", "ab"),
        ("  ꦲꦤꦕꦫꦏ 😤 ", "ꦲꦤꦕꦫꦏ 😤"),
        ("\ud83da", "a"),
    ],
)
def test_what_is_pasted_is_kept_as_far_as_it_can_be(text: str, kept: str) -> None:
    assert rules.sound_words(text, 100) == kept


@pytest.mark.parametrize("text", ["", " \n\t", "\0"])
def test_nothing_is_no_announcement(text: str) -> None:
    with pytest.raises(WordsMissing):
        rules.sound_words(text, 10)


def test_too_much_is_refused_and_never_cut() -> None:
    assert rules.sound_words("a" * 10, 10) == "a" * 10
    with pytest.raises(WordsTooMany):
        rules.sound_words("a" * 11, 10)


@pytest.mark.parametrize(
    "number", ["3573001234567890", "3573 0012 3456 7890", "3573.0012.3456.7890"]
)
def test_a_nik_is_never_told_to_many(number: str) -> None:
    with pytest.raises(IdentityTold):
        rules.sound_words(f"Hubungi {number} segera", 100)


def test_a_telephone_number_and_a_date_may_be_told() -> None:
    assert rules.sound_words("Telepon 0341-1234567 atau 165, 23-11-2026", 100)


def test_whose_page_stands_in_for_a_region() -> None:
    assert rules.chain(PANDANWANGI) == (PANDANWANGI, BLIMBING, MALANG, "35", "")
    assert rules.chain("") == ("",)
    assert rules.monday_of(date(2026, 11, 29)) == date(2026, 11, 23)
