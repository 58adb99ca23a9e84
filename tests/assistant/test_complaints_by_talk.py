"""A complaint in one's own words: guessed, confirmed by number, found again."""

from uuid import uuid4

import pytest

from tests.assistant.talking import keys, paths, say, words
from tests.factories.members import acting_for, make_facility, make_family, new_person
from tests.factories.queue import NOON
from titian.assistant.types import Door, Turned
from titian.complaints.models import Case
from titian.complaints.types import Category
from titian.members import services as members
from titian.members.types import RequestKind
from titian.platform.db import words as search_words

pytestmark = pytest.mark.django_db

WRONG = "petugas loket kasar sekali kemarin pagi waktu saya antre"


def writes(sender: str, *texts: str) -> list[Turned]:
    return [say(text, sender=sender) for text in texts]


def says(person: int, text: str) -> Turned:
    return say(text, by=acting_for(person), door=Door.WEB, sender=f"c{person}")


def test_the_guess_is_shown_and_the_number_pressed_decides() -> None:
    asked, filed = writes("62866001", WRONG, "2")

    abouts = [key[2:] for key in keys(asked) if key.startswith("c:")]
    assert WRONG in words(asked)
    assert abouts[-1] == Category.OTHER or Category.OTHER in abouts
    case = Case.objects.latest("pk")
    assert (case.category, case.number in words(filed)) == (abouts[1], True)
    assert paths(filed.replies) == [f"/keluhan/{case.token_sealed}/"]


@pytest.mark.parametrize("answer, is_there", [("ya", True), ("bukan", False)])
def test_a_place_that_was_named_is_asked_for(answer: str, is_there: bool) -> None:
    place = make_facility("Puskesmas Wetan Kali")
    place.words = ["wetan", "kali"]
    place.save()
    search_words.forget()

    _, asked, _ = writes("62866002", "obat habis terus di puskesmas wetan kali", "1", answer)

    assert place.name in words(asked)
    assert Case.objects.latest("pk").facility_id == (place.pk if is_there else None)


def test_no_sends_nothing() -> None:
    before = Case.objects.count()
    _, answer = writes("62866003", WRONG, "jangan")

    assert "tidak dikirim" in words(answer)
    assert Case.objects.count() == before


def test_who_says_who_they_are_hears_where_their_complaint_is() -> None:
    (person,) = make_family(new_person("Siti Aminah"))
    says(person, WRONG)
    says(person, "1")

    answer = says(person, "di mana keluhan saya")

    case = Case.objects.latest("pk")
    assert case.number in words(answer)
    assert "sedang dikerjakan" in words(answer)
    assert WRONG not in words(answer)


def test_nobody_hears_of_the_complaint_of_somebody_else() -> None:
    mine, other = make_family(new_person("Siti Aminah")), make_family(new_person("Dewi"))
    says(mine[0], WRONG)
    says(mine[0], "1")

    assert "Tidak ada keluhan" in words(says(other[0], "sampai mana keluhan saya"))


def test_a_stranger_gets_the_page_and_may_say_who_they_are() -> None:
    (answer,) = writes("62866004", "status pengaduan saya sampai mana")

    assert "NIK" in words(answer)
    assert "/keluhan/" in paths(answer.replies)


def test_a_change_that_is_under_way_is_told() -> None:
    (person,) = make_family(new_person("Siti Aminah"))
    members.ask(
        person_id=person,
        kind=RequestKind.ADDRESS,
        wanted={"address": "Jalan Mawar 5 RT 2"},
        papers=(),
        client_key=uuid4(),
        by=acting_for(person),
        at=NOON,
    )

    answer = says(person, "berkas permohonan saya sampai mana")

    assert "Alamat rumah: Selesai." in words(answer)
    assert "LACAK" in words(answer)
    assert "Mawar" not in words(answer)
