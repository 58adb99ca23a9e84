"""Whatever is wished for and whatever is written then: an answer, a form or a person in six."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from tests.assistant.talking import VISITOR, say, words
from tests.factories.members import acting_for, at_facility, make_family, new_person
from tests.factories.queue import NOON, make_clinic, make_session
from titian.assistant.models import Conversation
from titian.assistant.rules import memory
from titian.assistant.types import Door, Intent, Keeper, Turned
from titian.kernel.actors import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MOST = 6
_WISHES = {
    Intent.STATUS: "kartu saya masih aktif tidak",
    Intent.BILL: "berapa tagihan saya",
    Intent.VA_NUMBER: "nomor va saya berapa",
    Intent.PAY_HOW: "cara bayar iuran lewat apa",
    Intent.FINE: "ada denda kalau telat",
    Intent.INSTALMENT: "bisa nyicil tunggakan ga",
    Intent.CARD: "kartu saya hilang",
    Intent.SCREENING: "cara isi skrining",
    Intent.COVERED: "kacamata ditanggung bpjs ga",
    Intent.REGISTER_HOW: "cara daftar bpjs baru",
    Intent.CITY_ENROL: "daftar kis gratis dari pemkot syaratnya apa",
    Intent.GUIDE: "kamu bisa apa",
    Intent.FACILITY_FIND: "puskesmas terdekat di mana",
    Intent.OFFICE_FIND: "alamat kantor bpjs",
    Intent.SCHEDULE: "jadwal dokter gigi hari apa",
    Intent.QUEUE_STATUS: "antrean saya sampai nomor berapa",
    Intent.COMPLAINT_STATUS: "status pengaduan saya sampai mana",
    Intent.APPLICATION_STATUS: "permohonan saya sampai mana",
    Intent.REFERRAL: "rujukan saya masih berlaku tidak",
    Intent.EMERGENCY: "tolong ibu saya pingsan",
    Intent.CHANGE_FACILITY: "mau pindah faskes",
    Intent.CHANGE_PHONE: "nomor hp saya ganti",
    Intent.CHANGE_ADDRESS: "alamat rumah saya pindah",
    Intent.CHANGE_IDENTITY: "nama saya di kartu salah ketik",
    Intent.CHANGE_CLASS: "mau pindah kelas",
    Intent.CHANGE_SEGMENT: "saya resign mau mandiri",
    Intent.ADD_FAMILY: "mau tambah anggota keluarga",
    Intent.NEWBORN: "daftar bpjs bayi baru lahir",
    Intent.REACTIVATE: "tolong aktifkan lagi bpjs saya",
    Intent.DEACTIVATE: "bapak saya meninggal bpjs nya gimana",
    Intent.DOUBLE_DATA: "kartu saya dobel ada dua",
    Intent.BOOK: "mau berobat gigi besok",
    Intent.CANCEL_BOOKING: "batalkan antrian saya",
    Intent.MOVE_BOOKING: "pindah jadwal periksa ke jumat",
    Intent.COMPLAIN: "saya mau komplain",
    Intent.CODE_MISSING: "kode otp ga masuk",
    Intent.OFFICER: "mau bicara sama petugas",
}
_WRONG = (
    "hmm apa ya", "99", "1", "2", "tidak", "iya", "besok sore", "3573001708600001",
    "17-08-1960", "123456", "🙏", "x" * 5000, "petugas loket kasar sekali kemarin di puskesmas",
)  # fmt: skip
_WALK = (
    *_WISHES.values(), *_WRONG, "halo", "bukan", "999999", "\x00\u202e<script>",
    "jalan mawar 5 rt 2 rw 3", "asdf qwer", "kepesertaan saya kok begini", "suami saya",
)  # fmt: skip


def is_open(turned: Turned) -> bool:
    if turned.keeper is not Keeper.ASSISTANT:
        return False
    row = Conversation.objects.get(pk=turned.conversation_id)
    return bool(memory.read(row.state_sealed, spoke_at=NOON, at=NOON).asks)


def talks(by: Actor, sender: str, *texts: str) -> None:
    """Until nothing stands open any more."""
    said: Counter[str] = Counter()
    for step, text in enumerate(texts, 1):
        at = NOON + timedelta(seconds=step)
        turned = say(text, by=by, door=Door.WEB, sender=sender, at=at)
        assert turned.replies, text
        if not is_open(turned):
            assert words(turned)
            return
        said[words(turned)] += 1
        assert said.most_common(1)[0][1] <= 2, said
        assert step < MOST, texts
    raise AssertionError(f"still open: {texts}")


def test_every_wish_is_in_the_table() -> None:
    speech = {Intent.GREET, Intent.THANKS, Intent.STOP, Intent.YES, Intent.NO, Intent.NONE}

    assert set(_WISHES) == set(Intent) - speech


@pytest.mark.parametrize("intent", _WISHES)
def test_a_wish_that_is_followed_by_the_wrong_words_ends(intent: Intent) -> None:
    clinic = make_clinic()
    make_session(clinic)
    (person,) = make_family(at_facility(new_person("Siti Aminah"), clinic.facility))
    for number, wrong in enumerate(_WRONG):
        for by in (VISITOR, acting_for(person)):
            sender = f"end-{intent}-{number}-{by.kind}"
            talks(by, sender, _WISHES[intent], *[wrong] * MOST)


@pytest.mark.parametrize("seed", range(16))
def test_whatever_is_written_ends_in_an_answer_a_form_or_a_person_within_six(seed: int) -> None:
    walk, open_since = Random(seed), 0
    clinic = make_clinic()
    make_session(clinic)
    (person,) = make_family(at_facility(new_person("Siti Aminah"), clinic.facility))
    by = acting_for(person) if seed % 2 else VISITOR
    for step in range(40):
        at = NOON + timedelta(seconds=step)
        turned = say(walk.choice(_WALK), by=by, door=Door.WEB, sender=f"walk-{seed}", at=at)
        if turned.keeper is not Keeper.ASSISTANT:
            return
        assert turned.replies
        open_since = open_since + 1 if is_open(turned) else 0
        assert open_since < MOST


def test_a_question_that_was_not_understood_twice_is_a_persons() -> None:
    say("berapa tagihan saya", sender="ask-twice")
    again = say("hmm apa ya", sender="ask-twice")
    handed = say("hmm apa ya", sender="ask-twice")

    assert "belum menangkapnya" in words(again)
    assert handed.keeper is Keeper.WAITING
