"""Who has the card at hand and no NIK says its thirteen digits, with the same limits."""

from datetime import date

import pytest

from tests.assistant.talking import PHONE, say, words
from tests.factories.members import make_family, new_person
from titian.assistant.models import Conversation
from titian.assistant.rules import identity, saying
from titian.members import selectors as members_read
from titian.members.types import NewContact
from titian.notifications.types import Channel

BORN = date(1960, 8, 17)


@pytest.mark.parametrize(
    "said, card",
    [
        ("0009990000017", "0009990000017"),
        ("kartu saya 0009990000017, lahir 17-08-1960", "0009990000017"),
        ("17-08-1960 0009990000017", "0009990000017"),
        ("0009 9900 0001 7", "0009990000017"),
        ("0009990000017 17 08 1960", "0009990000017"),
        ("3573001708600001", ""),
        ("3573 0017 0860 0001", ""),
        ("0812345678901 hp saya", ""),
        ("6281234567890", ""),
        ("17-08-1960", ""),
        ("000999000001", ""),
    ],
)
def test_a_card_number_is_thirteen_digits_and_no_phone(said: str, card: str) -> None:
    assert identity.card_in(said) == card


@pytest.mark.parametrize("said", ["0009990000017 17-08-1960", "17 agustus 1960, 0009990000017"])
def test_the_birth_date_beside_it_is_read(said: str) -> None:
    assert identity.birth_date_in(said) == BORN


def test_of_a_card_or_a_nik_only_the_end_leaves_but_a_number_to_pay_to_is_whole() -> None:
    said = "0009990000017 dan 3573001708600001, bayar ke 8888809990000017"

    assert saying.covered(said) == "•••0017 dan •••0001, bayar ke 8888809990000017"


@pytest.mark.django_db
def test_a_card_and_a_birth_date_from_the_number_on_record_tell_ones_own() -> None:
    known = new_person("Siti Aminah", born=BORN, contacts=(NewContact(Channel.WHATSAPP, PHONE),))
    make_family(known)
    say("berapa tagihan saya")

    answer = words(say(f"{known.card_number} 17-08-1960"))

    assert "kode" not in answer.casefold()
    person = Conversation.objects.latest("pk").person_id
    assert person == members_read.match(known.card_number, BORN)
    assert person == members_read.match(known.nik or "", BORN)


@pytest.mark.django_db
def test_card_first_and_date_second() -> None:
    known = new_person("Siti Aminah", born=BORN, contacts=(NewContact(Channel.WHATSAPP, PHONE),))
    make_family(known)
    say("berapa tagihan saya")

    assert "tanggal lahir" in words(say(known.card_number))
    say("17-08-1960")

    row = Conversation.objects.latest("pk")
    assert row.person_id == members_read.match(known.card_number, BORN)
    assert known.card_number not in row.state_sealed


@pytest.mark.django_db
def test_a_known_and_an_unknown_card_are_answered_alike() -> None:
    known = new_person("Siti Aminah", born=BORN)
    make_family(known)
    answers = []
    for card in (known.card_number, "0009989999999"):
        say("cek tagihan saya", sender=f"62857{card}")
        answers.append(words(say(f"{card} 17-08-1960", sender=f"62857{card}")))

    assert "Siti" not in " ".join(answers)
    assert all("Kode 6 angka" in one or "Belum ada nomor" in one for one in answers)


@pytest.mark.django_db
def test_the_status_of_a_card_is_active_or_not_and_nothing_else() -> None:
    known = new_person("Siti Aminah", born=BORN)
    make_family(known)
    say("bpjs saya aktif ga")

    answer = words(say(f"{known.card_number} 17-08-1960"))

    assert "AKTIF" in answer
    assert "Siti" not in answer


@pytest.mark.django_db
def test_after_trying_cards_one_waits_as_with_niks() -> None:
    answers = []
    for last in range(12):
        say("cek tagihan saya")
        answers.append(words(say(f"00099899000{last:02} 17-08-1960")))

    assert any("Tunggu" in one for one in answers)
