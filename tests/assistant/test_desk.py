"""Officers take conversations, one officer at a time, and what they say arrives."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from tests.factories.talks import AT, an_officer, taken, waits
from titian.assistant import selectors as assistant_read
from titian.assistant import services as assistant
from titian.assistant.errors import NotTalkOfficer, TalkGone, TalkTaken, WordsMissing
from titian.assistant.models import Conversation, Turn
from titian.assistant.pages.presenters import DeskPage
from titian.assistant.selectors.later import later_path
from titian.assistant.types import Door, Keeper, Side
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.notifications.models import Message
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def said_by_officers(row: Conversation) -> list[str]:
    turns = Turn.objects.filter(conversation=row, side=Side.OFFICER).order_by("pk")
    return [turn.text_sealed for turn in turns]


def messages() -> list[Message]:
    return list(Message.objects.filter(key__startswith="assistant.officer:").order_by("pk"))


def test_who_waits_longest_stands_on_top_and_other_regions_are_not_there() -> None:
    officer = an_officer()
    later, first = waits(at=AT + timedelta(minutes=5)), waits(at=AT)
    elsewhere = waits(office="35.78")

    shown = [line.conversation_id for line in assistant_read.desk(viewer=officer)]

    assert shown == [first.pk, later.pk]
    assert elsewhere.pk not in shown


def test_somebody_nobody_knows_waits_at_every_office() -> None:
    row = waits(office="")

    for region in ("35.73", "35.78"):
        lines = assistant_read.desk(viewer=an_officer(region))
        assert row.pk in {line.conversation_id for line in lines}


def test_an_officer_takes_it_and_each_look_is_written_down() -> None:
    officer, row = an_officer(), waits()

    taken(officer, row=row)
    found = assistant_read.desk_talk(row.pk, viewer=officer, at=AT)

    assert found.is_mine
    assert found.turns[0].text == "Kartu ibu saya kok tidak aktif ya bu"
    looked = AuditEntry.objects.filter(action="assistant.looked", actor=officer.ref)
    assert looked.count() == 1


def test_a_second_officer_finds_it_taken() -> None:
    first, second = an_officer(), an_officer()
    row = taken(first)

    with pytest.raises(TalkTaken):
        taken(second, row=row)
    with pytest.raises(TalkTaken):
        say(row, second, "Saya juga bisa.")

    assert len(said_by_officers(row)) == 1


def say(row: Conversation, by: Actor, words: str, key: UUID | None = None) -> None:
    client_key = key or uuid4()
    assistant.answer(conversation_id=row.pk, words=words, client_key=client_key, by=by, at=AT)


def test_an_answer_over_whatsapp_is_one_message_however_often_it_is_pressed() -> None:
    officer, key = an_officer(), uuid4()
    row = taken(officer)

    for _ in range(3):
        say(row, officer, "Sudah kami aktifkan, Bu.", key)

    assert len(said_by_officers(row)) == 2
    assert len(messages()) == 2
    assert "Sudah kami aktifkan" in str(messages()[1].data)


def test_an_answer_on_the_web_stands_in_the_conversation_and_is_sent_to_no_phone() -> None:
    officer = an_officer()
    row = taken(officer, row=waits(door=Door.WEB, sender="a-token"))

    say(row, officer, "Sudah, ya.")

    talk = assistant_read.find_talk(door=Door.WEB, sender="a-token")
    assert talk is not None
    assert talk.turns[-1].text == "Sudah, ya."
    assert messages() == []


def test_nothing_is_no_answer() -> None:
    officer = an_officer()
    row = taken(officer)

    with pytest.raises(WordsMissing):
        say(row, officer, " \n\x00 ")


Act = Callable[..., None]


@pytest.mark.parametrize(
    "act, keeper",
    [
        (assistant.put_back, Keeper.WAITING),
        (assistant.give_back, Keeper.ASSISTANT),
        (assistant.close, Keeper.ASSISTANT),
    ],
)
def test_it_is_passed_on_once_and_the_same_press_again_is_the_same(act: Act, keeper: str) -> None:
    officer = an_officer()
    row = taken(officer)
    key = uuid4()

    for _ in range(2):
        act(conversation_id=row.pk, client_key=key, by=officer, at=AT)

    row.refresh_from_db()
    assert row.keeper == keeper
    assert row.officer == ""
    with pytest.raises(TalkTaken):
        say(row, officer, "Masih ada?")


def test_who_closed_it_sees_that_it_is_over_and_a_colleague_sees_nothing() -> None:
    officer, colleague = an_officer(), an_officer()
    row = taken(officer)
    assistant.close(conversation_id=row.pk, client_key=uuid4(), by=officer, at=AT)

    assert assistant_read.desk_talk(row.pk, viewer=officer, at=AT).keeper is Keeper.ASSISTANT
    with pytest.raises(TalkGone):
        assistant_read.desk_talk(row.pk, viewer=colleague, at=AT)


@pytest.mark.parametrize(
    "viewer",
    [
        Actor.visitor(),
        Actor.member(1, 2),
        Actor.staff("desk", (Grant("desk", Scope("facility", "1")),)),
    ],
)
def test_others_see_no_conversation(viewer: Actor) -> None:
    row = waits()

    with pytest.raises(NotTalkOfficer):
        assistant_read.desk(viewer=viewer)
    with pytest.raises(NotTalkOfficer):
        assistant_read.desk_talk(row.pk, viewer=viewer, at=AT)


def test_an_answer_of_a_later_day_is_read_by_its_link_alone() -> None:
    officer = an_officer()
    row = taken(officer)
    say(row, officer, "Silakan datang hari Kamis.")
    turn = Turn.objects.filter(conversation=row, side=Side.OFFICER).order_by("-pk")[0]

    signed = later_path(turn.pk).split("/")[3]

    assert assistant_read.find_later(signed).text == "Silakan datang hari Kamis."
    with pytest.raises(TalkGone):
        assistant_read.find_later(signed[:-1])


@pytest.mark.parametrize(
    "hour, is_open, opens",
    [(3, True, (24, 10)), (9, False, (25, 8)), (23, False, (25, 8)), (0, False, (24, 8))],
)
def test_an_office_says_when_it_opens(hour: int, is_open: bool, opens: tuple[int, int]) -> None:
    found = assistant_read.desk_of("35.73", at=datetime(2026, 11, 24, hour, tzinfo=UTC))

    assert found.is_open is is_open
    assert (found.opens_at.day, found.opens_at.hour) == opens


def test_an_officer_reads_what_was_understood_and_what_was_offered() -> None:
    row = waits()
    Turn.objects.create(
        conversation=row, side=Side.PERSON, key="seen:1", text_sealed="denda telat", by="visitor",
        intent="fine", opinion="card", opinion_of="model-1", at=AT,
    )  # fmt: skip

    found = assistant_read.desk_talk(row.pk, viewer=an_officer(), at=AT)
    lines = {line.text: line for line in DeskPage(found).lines}

    assert lines["Saya sambungkan."].offered == "Menu"
    assert lines["denda telat"].wish == "Denda"
    assert lines["denda telat"].opinion == "Kartu"
    assert lines["denda telat"].turn.opinion_of == "model-1"
    assert found.desk.is_open
    assert found.desk.name


def test_an_officer_at_night_reads_what_the_person_was_told_of_the_office() -> None:
    row, night = waits(), datetime(2026, 11, 24, 20, 0, tzinfo=UTC)

    found = assistant_read.desk_talk(row.pk, viewer=an_officer(), at=night)

    assert not found.desk.is_open
    assert DeskPage(found).opens == "Rabu 25 November, 08.00"
