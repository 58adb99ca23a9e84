"""People ask in their own words; each story ends in an answer, a form or a person."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from tests.assistant.talking import keys, paths, say, words
from tests.conftest import StatementBudget
from tests.factories.frontdoor import make_member
from tests.factories.members import acting_for, at_facility, make_family, new_person
from tests.factories.queue import NOON, make_clinic, make_session
from titian.assistant.models import Conversation, Turn
from titian.assistant.rules.pages import PAGES
from titian.assistant.types import Door, Intent, Keeper, Side
from titian.complaints.models import Case
from titian.notifications.types import Channel
from titian.queue.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text, path",
    [
        ("mau pindah faskes", "/ubah/faskes/"),
        ("daftar bpjs bayi baru lahir", "/ubah/bayi/"),
        ("bisa nyicil tunggakan ga", "/iuran/cicilan/"),
        ("nomor hp saya ganti", "/ubah/telepon/"),
        ("bapak saya meninggal bpjs nya gimana", "/ubah/meninggal/"),
        ("kode otp ga masuk", "/masuk/"),
        ("daftar kis gratis dari pemkot syaratnya apa", "/kota/"),
        ("kacamata ditanggung bpjs ga", "/hak/"),
    ],
)
def test_a_wish_leads_to_its_page(text: str, path: str) -> None:
    turned = say(text)

    assert path in paths(turned.replies)
    assert "officer" in keys(turned)


def test_an_emergency_hears_119_at_once_even_in_the_middle_of_something() -> None:
    say("berapa tagihan saya")

    assert "119" in words(say("tolong ibu saya pingsan"))


def test_what_is_not_ours_is_refused_with_a_way_on() -> None:
    turned = say("obat apa untuk batuk")

    assert "di luar yang bisa saya bantu" in words(turned)
    assert paths(turned.replies) == ["/bantuan/"]


def test_a_person_can_always_be_had() -> None:
    turned = say("mau bicara sama petugas")

    assert turned.keeper is Keeper.WAITING
    assert say("halo?").replies == ()


def test_the_same_message_again_is_answered_with_the_same_words_and_once() -> None:
    first = say("berapa tagihan saya", key="wamid.1")
    again = say("berapa tagihan saya", key="wamid.1")

    assert again.is_again
    assert again.replies == first.replies
    mine = Conversation.objects.latest("pk")
    assert Turn.objects.filter(conversation=mine, side=Side.PERSON).count() == 1


def test_a_message_that_comes_late_moves_nothing() -> None:
    say("berapa tagihan saya")
    state = Conversation.objects.latest("pk").state_sealed

    late = say("mau berobat", at=NOON - timedelta(minutes=5))

    assert "baru sampai" in words(late)
    assert Conversation.objects.latest("pk").state_sealed == state


def test_a_signed_in_member_reads_their_own_dues_without_being_asked_who_they_are() -> None:
    (person,) = make_family(new_person("Siti Aminah"))
    turned = say("berapa tagihan saya", by=acting_for(person), door=Door.WEB, sender="t" * 22)

    assert "/iuran/" in paths(turned.replies)
    assert Conversation.objects.latest("pk").person_id == person


def test_a_stranger_hears_nothing_of_anybody() -> None:
    turned = say("berapa tagihan saya")

    assert "NIK" in words(turned)
    assert paths(turned.replies) == []


def test_three_wrong_codes_cool_down() -> None:
    siti = make_member(Channel.WHATSAPP, at=NOON)
    who = " ".join(siti.identity.values())
    said = ["berapa tagihan saya", who, "111111", "222222", "333333"]

    last = [say(text, sender="628000") for text in said][-1]

    assert "30 menit" in words(last) or "petugas" in words(last)


def test_a_known_and_an_unknown_nik_are_answered_alike() -> None:
    known = new_person("Siti Aminah", born=date(1960, 8, 17))
    make_family(known)
    answers = []
    nik_known = str(known.nik)
    for nik in (nik_known, nik_known[:-4] + "9998"):
        say("cek tagihan saya", sender=nik)
        answers.append(words(say(f"{nik} 17-08-1960", sender=nik)))

    assert all("Kode 6 angka" in one or "Belum ada nomor" in one for one in answers)


def test_a_complaint_is_filed_in_the_persons_own_words_and_once() -> None:
    before = Case.objects.count()
    say("petugas loket kasar sekali kemarin pagi di puskesmas")
    filed = say("1", key="yes")
    say("1", key="yes")

    assert "nomor" in words(filed)
    assert Case.objects.count() == before + 1


def test_two_messages_are_enough_for_a_number_when_the_speaker_is_known() -> None:
    clinic = make_clinic()
    make_session(clinic)
    (person,) = make_family(at_facility(new_person("Siti Aminah"), clinic.facility))
    me, token = acting_for(person), "b" * 22

    offered = say("bu mau periksa ke poli umum", by=me, door=Door.WEB, sender=token)
    taken = say("1", by=me, door=Door.WEB, sender=token, key="press")
    say("1", by=me, door=Door.WEB, sender=token, key="press")

    assert [key for key in keys(offered) if key.startswith("s:")]
    assert "A-1" in words(taken)
    assert Ticket.objects.filter(person=person).count() == 1


def test_a_number_is_cancelled_when_the_speaker_says_which() -> None:
    clinic = make_clinic()
    make_session(clinic)
    (person,) = make_family(at_facility(new_person("Siti Aminah"), clinic.facility))
    me, token = acting_for(person), "c" * 22
    for text in ("mau periksa ke poli umum", "1", "batalkan antrian saya"):
        say(text, by=me, door=Door.WEB, sender=token)

    assert "Sudah dibatalkan" in words(say("1", by=me, door=Door.WEB, sender=token))


def test_a_turn_costs_few_statements(statements: type[StatementBudget]) -> None:
    say("halo")

    with statements.at_most(6):
        say("mau pindah faskes")


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_wish_and_every_page_has_its_words(language: str) -> None:
    served = [f"intent.{one}" for one in Intent if one not in _TALK]
    labels = [page.label for pages in PAGES.values() for page in pages]
    wanted = [*served, *(f"say.page.{one}" for one in PAGES), *labels]

    with translation.override(language):
        assert [key for key in wanted if translation.gettext(key) == key] == []


_TALK = {"greet", "thanks", "stop", "yes", "no", "none"}
