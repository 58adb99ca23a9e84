"""Whatever is pasted into a conversation is taken, kept and shown as letters, never run."""

import unicodedata
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.html import escape

from tests.assistant.test_whatsapp_door import a_phone, answer, heard
from titian.assistant.models import Turn
from titian.assistant.types import Side

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TEXTS = {
    "emoji, joined and coloured": "😭👨‍👩‍👧‍👦🤦🏽‍♀️🇮🇩 tolong",
    "quotes of every kind": "\"a\" 'b' `c` “d” ‘e’ «f» \\ %s %(x)s {{ 7*7 }} {% now %}",
    "500 question marks": "?" * 500,
    "from right to left": "\u202eterbalik\u202c \u200f عربي \u2066x\u2069",
    "nothing one can see": "a\u200b\u200c\u200d\u2060\ufeff\u00adb",
    "accents upon accents": "z" + "\u0335\u0321\u034f" * 60,
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;&#60; </textarea>",
    "a command for a database": "'; DROP TABLE assistant_turn; --",
    "control characters": "a\x01\x08\x0b\x1b[31m\x7f\u2028\u2029b",
    "other planes": "\U0010fffd \U000e0041 \ufffe 𠮷野家",
    "NUL": "nol\0di tengah",
    "10,000 characters": "Antre lama sekali. " * 526 + "sampai",
}
any_text = pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))


@any_text
def test_the_page_takes_it_or_says_why_not_with_the_text_still_there(
    client: Client, text: str
) -> None:
    client.get("/tanya/")

    answer = client.post("/tanya/", {"kunci": str(uuid4()), "teks": text})

    page = (client.get("/tanya/") if answer.status_code == 303 else answer).content.decode()
    assert answer.status_code in (303, 422)
    assert (answer.status_code == 422) == (len(text) > 1_000)
    assert escape(text.replace("\0", "")) in page.replace("\0", "")
    assert "<script>alert" not in page


@any_text
def test_whatsapp_takes_what_can_be_seen_and_answers_once(text: str) -> None:
    phone = a_phone()

    (said,) = answer(heard(phone, text))

    turn = Turn.objects.filter(side=Side.PERSON).latest("pk")
    seen = "".join(c for c in text if not unicodedata.category(c).startswith("C"))
    assert said.data
    assert seen.strip().startswith(turn.text_sealed.rstrip("…"))
