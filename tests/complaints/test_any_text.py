"""Whatever is pasted is taken, kept as it is, and shown, never run: by person and office alike."""

import secrets
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from urllib.parse import quote_plus, urlencode
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.defaultfilters import linebreaksbr
from django.test import Client
from django.utils.html import escape
from PIL import Image

from tests.factories.accounts import signed_in_staff
from tests.factories.complaints import about_step, filed
from tests.factories.enrolment import CITY, TUESDAY, make_city, submitted
from tests.factories.uploads import a_pdf, a_photo_taken_sideways
from titian.complaints import rules
from titian.complaints.models import Case, Message
from titian.kernel import clock
from titian.kernel.scopes import EVERYWHERE, Grant, Scope
from titian.notifications.models import Message as Notice

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SOCIAL = (Grant("agency", Scope("office", f"{CITY}/social")),)
WATCHING = tuple(Grant(role, Scope(EVERYWHERE, "")) for role in ("head_office",))
FORM = "application/x-www-form-urlencoded"

TEXTS = {
    "emoji, joined and coloured": "😭👨‍👩‍👧‍👦🤦🏽‍♀️🇮🇩 tolong",
    "quotes of every kind": "\"a\" 'b' `c` “d” ‘e’ «f» \\ \\\\ %s %(x)s {{ 7*7 }} {% now %}",
    "500 question marks": "?" * 500,
    "10,000 characters": "Antre lama sekali. " * 526 + "sampai",
    "from right to left": "\u202eterbalik\u202c \u200f عربي \u2066x\u2069",
    "nothing one can see": "a\u200b\u200c\u200d\u2060\ufeff\u00adb",
    "accents upon accents": "z" + "\u0335\u0321\u034f" * 60,
    "not composed, not changed": "é is e\u0301, ﬁ is fi, Ａ is A, \u212b",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;&#60; </textarea>",
    "a command for a database": "'; DROP TABLE complaint_case; --",
    "a formula of a sheet": '=HYPERLINK("http://contoh";"x")\n+1\n-1\n@SUM(A1)',
    "control characters": "a\x01\x08\x0b\x1b[31m\x7f\x85\u2028\u2029b",
    "lines and tabs": "satu\n\n\ttab\n  maju\ntiga",
    "other planes": "\U0010fffd \U000e0041 \ufffe 𠮷野家",
}
CHANGED = {
    "line ends are made alike": ("a\r\nb\rc", "a\nb\nc"),
    "space around is left out": ("  \n lima jam \n ", "lima jam"),
    "NUL is left out": ("nol\0di tengah", "noldi tengah"),
}
ALL = [(text, text) for text in TEXTS.values()] + list(CHANGED.values())
NAMES = [*TEXTS, *CHANGED]
any_text = pytest.mark.parametrize("text, kept", ALL, ids=NAMES)


@pytest.fixture(autouse=True)
def a_tuesday() -> Iterator[None]:
    make_city()
    with clock.fixed(TUESDAY + timedelta(minutes=5)):
        yield


@pytest.fixture
def phone() -> Client:
    return Client(REMOTE_ADDR=f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1")


def shown(text: str) -> str:
    return linebreaksbr(text, autoescape=True)


def said_in(case: Case) -> list[str]:
    return [one.text_sealed for one in Message.objects.filter(case=case).order_by("pk")]


@any_text
def test_a_complaint_is_kept_byte_for_byte_and_shown_as_letters(
    phone: Client, client: Client, text: str, kept: str
) -> None:
    form = {"kunci": str(uuid4()), "jenis": "queue", "isi": text, "kontak": "siti@contoh.id"}

    page = phone.post("/keluhan/", form, follow=True).content.decode()

    case = Case.objects.get(client_key=form["kunci"])
    (mail,) = Notice.objects.filter(recipient_ref=f"complaint:{case.pk}")
    signed_in_staff(client, WATCHING)
    desk = client.get(f"/petugas/keluhan/{case.number}/").content.decode()
    table = client.get("/petugas/keluhan-angka/csv")
    assert said_in(case) == [kept]
    assert said_in(case)[0].encode() == kept.encode()
    assert shown(kept) in page
    assert shown(kept) in desk
    assert table.status_code == 200
    assert kept not in f"{mail.data} {table.content.decode()}"


@any_text
def test_what_the_person_adds_and_what_the_office_answers_are_kept_alike(
    phone: Client, client: Client, text: str, kept: str
) -> None:
    complaint = filed(about_step(submitted()))
    signed_in_staff(client, SOCIAL)
    mine, theirs = f"/keluhan/{complaint.token}/", f"/petugas/keluhan/{complaint.number}/"

    phone.post(mine, {"kunci": str(uuid4()), "langkah": "add", "isi": text})
    seen = complaint.row.moves_made
    answer = {"kunci": str(uuid4()), "dilihat": str(seen), "langkah": "answer", "isi": text}
    client.post(theirs, answer)

    assert said_in(complaint.row)[1:] == [kept, kept]
    assert phone.get(mine).content.decode().count(shown(kept)) == 2
    assert client.get(theirs).content.decode().count(shown(kept)) == 2


@any_text
def test_a_refused_form_gives_the_text_back_whole(phone: Client, text: str, kept: str) -> None:
    answer = phone.post("/keluhan/", {"kunci": str(uuid4()), "jenis": "", "isi": text})

    assert answer.status_code == 422
    assert escape(text) in answer.content.decode()


@pytest.mark.parametrize(
    "sent, kept",
    [
        (b"a%ED%A0%80b", "a\ufffd\ufffd\ufffdb"),
        (b"a%FF%FEb", "a\ufffd\ufffdb"),
        (b"a%C3", "a\ufffd"),
    ],
    ids=["half of a pair", "no letters at all", "cut in the middle of a letter"],
)
def test_bytes_that_are_no_text_are_taken_with_the_sign_for_it(
    phone: Client, sent: bytes, kept: str
) -> None:
    key = str(uuid4())
    body = urlencode({"kunci": key, "jenis": "queue"}).encode() + b"&isi=" + sent

    assert phone.post("/keluhan/", body, content_type=FORM).status_code == 303

    assert said_in(Case.objects.get(client_key=key)) == [kept]


def test_half_a_pair_that_comes_from_within_is_left_out() -> None:
    assert rules.sound_words("a\ud83db\udfff c") == "ab c"


def test_twenty_thousand_emoji_arrive_whole(phone: Client) -> None:
    key, text = str(uuid4()), "😢" * 20_000
    body = f"kunci={key}&jenis=queue&isi={quote_plus(text)}".encode()

    assert phone.post("/keluhan/", body, content_type=FORM).status_code == 303

    assert said_in(Case.objects.get(client_key=key)) == [text]


@pytest.mark.parametrize(
    "content",
    [b"MZ\x90 a program", b"<html><script>alert(1)</script>", b"%PDF-1.7\nnothing", b"",
     a_photo_taken_sideways()[:200], a_pdf(password="rahasia"), a_pdf(pages=11)],
    ids=["a program", "a page", "a broken PDF", "nothing", "half a photo", "a locked PDF",
         "a PDF of many pages"],
)  # fmt: skip
def test_a_photo_that_cannot_be_taken_loses_nothing_of_the_text(
    phone: Client, content: bytes
) -> None:
    form = {"kunci": str(uuid4()), "jenis": "queue", "isi": 'Antre "lima" jam 😤'}
    photo = SimpleUploadedFile("foto.jpg", content, "image/jpeg")

    answer = phone.post("/keluhan/", {**form, "foto": photo})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert escape(form["isi"]) in page
    assert 'value="queue" checked' in page
    assert 'role="alert"' in page
    assert not Case.objects.filter(client_key=form["kunci"]).exists()


def test_a_photo_is_drawn_anew_and_tells_nothing_of_where_it_was_taken(phone: Client) -> None:
    taken = a_photo_taken_sideways()
    form = {"kunci": str(uuid4()), "jenis": "queue", "isi": "Lihat antrean ini"}
    photo = SimpleUploadedFile("rumah-siti.jpg", taken, "image/jpeg")

    page = phone.post("/keluhan/", {**form, "foto": photo}, follow=True)

    kept = phone.get(f"{page.redirect_chain[-1][0]}foto/")
    assert kept["Content-Type"] == "image/jpeg"
    drawn = Image.open(BytesIO(kept.content))
    assert drawn.size == (40, 60)
    assert not dict(drawn.getexif())
    assert b"Siti" in taken
    assert b"Siti" not in kept.content
    assert b"Exif" not in kept.content
    assert "rumah-siti" not in page.content.decode()


def test_a_photo_may_come_later_once_and_the_same_press_twice_is_one(phone: Client) -> None:
    form = {"kunci": str(uuid4()), "jenis": "queue", "isi": "Antre lima jam"}
    link = phone.post("/keluhan/", form)["Location"]
    assert 'name="foto"' in phone.get(link).content.decode()

    def sent(**changes: str) -> int:
        photo = SimpleUploadedFile("antre.jpg", a_photo_taken_sideways(), "image/jpeg")
        said = {"kunci": key, "langkah": "add", "isi": "Ini fotonya", "foto": photo}
        return phone.post(link, {**said, **changes}).status_code

    key = str(uuid4())
    assert (sent(), sent(), sent(kunci=str(uuid4()))) == (303, 303, 422)

    assert Image.open(BytesIO(phone.get(f"{link}foto/").content)).size == (40, 60)
    assert said_in(Case.objects.get(client_key=form["kunci"])) == ["Antre lima jam", "Ini fotonya"]
    assert 'name="foto"' not in phone.get(link).content.decode()
