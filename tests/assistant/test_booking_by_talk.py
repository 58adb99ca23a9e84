"""A number taken, moved and given back in one's own words: whatever day it is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.assistant.talking import paths, say, words
from tests.factories.members import acting_for, at_facility, make_family, new_person
from tests.factories.queue import Clinic, book, make_clinic, make_session
from titian.assistant.types import Door, Turned
from titian.facilities.models import Service
from titian.kernel.actors import Actor
from titian.queue import selectors as queue_read
from titian.queue.models import Ticket
from titian.queue.types import LIVE, TicketState

pytestmark = pytest.mark.django_db

THURSDAY = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)  # 10.00 in Malang
FRIDAY = THURSDAY + timedelta(days=1)
SATURDAY = THURSDAY + timedelta(days=2)
CHRISTMAS_EVE = datetime(2026, 12, 24, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Patient:
    person: int
    clinic: Clinic
    me: Actor

    def says(self, text: str, *, at: datetime, key: str = "", choice: str = "") -> Turned:
        sender = f"patient-{self.person}"
        return say(text, by=self.me, door=Door.WEB, sender=sender, at=at, key=key, choice=choice)

    @property
    def live(self) -> list[date]:
        found = Ticket.objects.filter(person=self.person, state__in=LIVE)
        return [one.session.date for one in found.select_related("session")]


@pytest.fixture
def patient() -> Patient:
    clinic = make_clinic()
    (person,) = make_family(at_facility(new_person("Siti Aminah"), clinic.facility))
    return Patient(person, clinic, acting_for(person))


def dental(clinic: Clinic) -> Clinic:
    gigi = Service.objects.create(
        facility=clinic.facility, code="002", name="Poli Gigi", letter="G"
    )
    return Clinic(clinic.facility, gigi, clinic.practitioner)


def morning_of(at: datetime) -> datetime:
    return at.replace(hour=1)


def afternoon_of(at: datetime) -> datetime:
    return at.replace(hour=8)


@pytest.mark.parametrize(
    "asked_at, seats_at, seats, expected, day",
    [
        (THURSDAY, morning_of(FRIDAY), 5, "Pilih waktunya", "2026-11-27"),
        (THURSDAY, afternoon_of(FRIDAY), 5, "Pada waktu itu tidak ada tempat", "2026-11-27"),
        (THURSDAY, morning_of(FRIDAY), 0, "sudah penuh", ""),
        (SATURDAY, morning_of(SATURDAY) + timedelta(days=2), 5, "Min 29/11 tidak", "2026-11-30"),
        (
            CHRISTMAS_EVE,
            morning_of(CHRISTMAS_EVE) + timedelta(days=4),
            5,
            "Jum 25/12 hari libur",
            "2026-12-28",
        ),
    ],
)
def test_tomorrow_morning_at_the_dentists_is_answered_as_it_is(
    patient: Patient, asked_at: datetime, seats_at: datetime, seats: int, expected: str, day: str
) -> None:
    make_session(dental(patient.clinic), starts_at=seats_at, bookable=seats)

    answer = patient.says("bu mau berobat gigi besok pagi", at=asked_at)

    if not day:
        assert "belum ada tempat kosong" in words(answer)
        assert "/berobat/" in paths(answer.replies)
        return
    assert expected in words(answer)
    taken = patient.says("1", at=asked_at)
    assert "Nomor antrean: G-1" in words(taken)
    assert patient.live == [date.fromisoformat(day)]


def test_a_full_day_is_told_with_the_next_one(patient: Patient) -> None:
    gigi = dental(patient.clinic)
    make_session(gigi, starts_at=morning_of(FRIDAY), bookable=0)
    make_session(gigi, starts_at=morning_of(FRIDAY) + timedelta(days=3))

    answer = patient.says("mau periksa gigi besok pagi", at=THURSDAY)

    assert "Jum 27/11 sudah penuh" in words(answer)
    patient.says("1", at=THURSDAY)
    assert patient.live == [date(2026, 11, 30)]


def test_a_clinic_without_a_dentist_says_so_and_offers_its_doctor(patient: Patient) -> None:
    make_session(patient.clinic, starts_at=morning_of(FRIDAY))

    answer = patient.says("bu mau berobat gigi besok pagi", at=THURSDAY)

    assert "tidak punya layanan gigi" in words(answer)
    assert "Poli Umum" in words(answer)
    assert "A-1" in words(patient.says("1", at=THURSDAY))


def test_another_day_said_is_looked_at_again(patient: Patient) -> None:
    gigi = dental(patient.clinic)
    make_session(gigi, starts_at=morning_of(FRIDAY))
    make_session(gigi, starts_at=morning_of(FRIDAY) + timedelta(days=3))
    patient.says("mau periksa gigi besok", at=THURSDAY)

    patient.says("senin saja bu", at=THURSDAY)
    patient.says("1", at=THURSDAY)

    assert patient.live == [date(2026, 11, 30)]


@pytest.mark.parametrize("words_said", ["pindah ke jumat", "pindah jadwal periksa ke jumat"])
def test_a_number_is_moved_and_the_old_one_kept_until_then(
    patient: Patient, words_said: str
) -> None:
    first = make_session(patient.clinic, starts_at=morning_of(FRIDAY) + timedelta(days=3))
    make_session(patient.clinic, starts_at=morning_of(FRIDAY))
    old = book(patient.person, first, at=THURSDAY)

    asked = patient.says(words_said, at=THURSDAY)
    assert patient.live == [date(2026, 11, 30)]
    assert "Nomor lama tetap" in words(asked)
    moved = patient.says("1", at=THURSDAY, key="press")
    patient.says("1", at=THURSDAY, key="press")

    assert "Sudah dipindah" in words(moved)
    assert patient.live == [date(2026, 11, 27)]
    assert Ticket.objects.get(code=old.code).state == TicketState.MOVED


def test_who_cannot_get_the_new_place_keeps_the_old_one(patient: Patient) -> None:
    monday = make_session(patient.clinic, starts_at=morning_of(FRIDAY) + timedelta(days=3))
    friday = make_session(patient.clinic, starts_at=morning_of(FRIDAY), bookable=1)
    book(patient.person, monday, at=THURSDAY)
    patient.says("pindah jadwal periksa ke jumat", at=THURSDAY)
    (faster,) = make_family(new_person("Dewi"))
    book(faster, friday, at=THURSDAY)

    answer = patient.says("1", at=THURSDAY)

    assert "nomornya tetap" in words(answer)
    assert patient.live == [date(2026, 11, 30)]


def test_no_means_the_number_stays(patient: Patient) -> None:
    monday = make_session(patient.clinic, starts_at=morning_of(FRIDAY) + timedelta(days=3))
    make_session(patient.clinic, starts_at=morning_of(FRIDAY))
    book(patient.person, monday, at=THURSDAY)
    patient.says("pindah jadwal periksa ke jumat", at=THURSDAY)

    patient.says("tidak", at=THURSDAY)

    assert patient.live == [date(2026, 11, 30)]


def test_nobody_moves_the_number_of_somebody_else(patient: Patient) -> None:
    monday = make_session(patient.clinic, starts_at=morning_of(FRIDAY) + timedelta(days=3))
    (other,) = make_family(new_person("Dewi"))
    book(other, monday, at=THURSDAY)

    answer = patient.says("pindah jadwal periksa ke jumat", at=THURSDAY)

    assert "Belum ada nomor antrean" in words(answer)
    assert len(queue_read.open_tickets(viewer=acting_for(other), at=THURSDAY)) == 1
