"""/tanya/ and /petugas/percakapan/ without a script."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.talks import BRANCH, waits
from titian.assistant.models import Conversation, Turn
from titian.assistant.pages.chat import COOKIE
from titian.assistant.types import Door, Keeper, Side

pytestmark = pytest.mark.django_db


def ask(client: Client, words: str, key: str = "", **more: str) -> int:
    form = {"kunci": key or str(uuid4()), "teks": words, **more}
    return int(client.post("/tanya/", form).status_code)


def test_a_visitor_asks_and_reads_the_answer_below(client: Client) -> None:
    client.get("/tanya/")
    assert ask(client, "halo") == 303

    page = client.get("/tanya/").content.decode()

    assert "halo" in page
    assert "Titian (mesin)" in page
    assert "Bicara dengan petugas" in page


def test_the_same_press_again_is_one_message(client: Client) -> None:
    client.get("/tanya/")
    key = str(uuid4())

    assert [ask(client, "halo", key) for _ in range(3)] == [303] * 3

    mine = Conversation.objects.latest("pk")
    assert Turn.objects.filter(conversation=mine, side=Side.PERSON).count() == 1


def test_the_token_is_the_browsers_own_and_never_in_the_page(client: Client) -> None:
    client.get("/tanya/")
    ask(client, "halo")
    token = client.cookies[COOKIE]

    assert len(token.value) == 22
    assert token["httponly"]
    assert token.value not in client.get("/tanya/").content.decode()
    assert "halo" not in Client().get("/tanya/").content.decode()


def test_letting_go_leaves_nothing_in_the_browser(client: Client) -> None:
    client.get("/tanya/")
    ask(client, "rahasia saya")

    assert client.post("/tanya/pergi/").status_code == 303

    assert "rahasia saya" not in client.get("/tanya/").content.decode()


def test_nothing_written_is_asked_for_and_anything_pasted_is_only_text(client: Client) -> None:
    client.get("/tanya/")

    assert ask(client, "") == 422
    assert ask(client, "<script>alert(1)</script>\u202e 😢") == 303
    assert "<script>alert" not in client.get("/tanya/").content.decode()


def test_a_guessed_link_of_an_answer_opens_nothing(client: Client) -> None:
    assert client.get("/tanya/jawaban/x:y:z/").status_code == 404


def test_an_officer_takes_answers_and_closes_on_the_pages(client: Client) -> None:
    signed_in_staff(client, BRANCH, display_name="Yusuf Hidayat")
    row = waits()
    way = f"/petugas/percakapan/{row.pk}/"

    assert f'href="{way}"' in client.get("/petugas/percakapan/").content.decode()
    for step in ({"langkah": "take"}, {"langkah": "answer", "siap": "datang"}):
        assert client.post(way, {"kunci": str(uuid4()), **step}).status_code == 303
    page = client.get(way).content.decode()
    assert "Saya Yusuf, petugas." in page
    assert "KTP dan KK asli" in page
    assert client.post(way, {"kunci": str(uuid4()), "langkah": "answer"}).status_code == 422
    assert client.post(way, {"kunci": str(uuid4()), "langkah": "close"}).status_code == 303

    row.refresh_from_db()
    assert row.keeper == Keeper.ASSISTANT


def test_a_colleague_who_is_late_is_told_and_gets_a_receipt(client: Client) -> None:
    row = waits()
    Conversation.objects.filter(pk=row.pk).update(
        keeper=Keeper.OFFICER, officer="account:other", waits_since=None
    )
    signed_in_staff(client, BRANCH)

    answer = client.post(
        f"/petugas/percakapan/{row.pk}/", {"kunci": str(uuid4()), "langkah": "take"}
    )

    assert answer.status_code == 409
    assert "rekan" in answer.content.decode()
    assert "Kode kendala" in answer.content.decode()


def test_whoever_serves_no_region_finds_no_conversations(client: Client) -> None:
    signed_in_staff(client)

    assert client.get("/petugas/percakapan/").status_code == 403


def test_the_other_members_conversation_is_not_shown_on_a_shared_phone(client: Client) -> None:
    client.get("/tanya/")
    ask(client, "pertanyaan ibu")
    row = Conversation.objects.filter(door=Door.WEB).latest("pk")
    Turn.objects.create(
        conversation=row,
        side=Side.PERSON,
        key="m",
        text_sealed="x",
        by="account:77",
        at=row.spoke_at,
    )

    assert "pertanyaan ibu" not in client.get("/tanya/").content.decode()
