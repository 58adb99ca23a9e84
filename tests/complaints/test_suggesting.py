"""What a case seems to be about: measured on sentences nobody trained on, decided by officers."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.factories.complaints import about_step, said
from tests.factories.enrolment import TUESDAY, agency_officer, make_city, submitted
from titian import complaints as package
from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.complaints.models import CaseSuggestion
from titian.complaints.rules.urgency import urgency_of
from titian.complaints.selectors.suggesting import triage
from titian.complaints.types import Category, Urgency
from titian.enrolment.types import OfficeKind
from titian.kernel.actors import Actor
from titian.kernel.language import Guess
from tools.train_language import Row, rows_of, train

DATA = Path(package.__file__).parent / "data"
HELD_OUT = rows_of(DATA / "sentences_held_out.tsv")
FRESH = rows_of(DATA / "sentences_fresh.tsv")
Guessed = list[tuple[str, list[Guess]]]


def guessed(rows: Sequence[Row]) -> Guessed:
    return [(label, triage().predict(text)) for label, text in rows]


def share_right(found: Guessed, among: int = 1) -> float:
    return sum(label in [g.label for g in guess[:among]] for label, guess in found) / len(found)


@pytest.mark.parametrize("rows", [HELD_OUT, FRESH], ids=["held out", "fresh"])
def test_four_of_five_are_sorted_right_and_the_right_one_is_nearly_always_among_three(
    rows: list[Row],
) -> None:
    found = guessed(rows)

    assert share_right(found) >= 0.80
    assert share_right(found, 3) >= 0.93


@pytest.mark.parametrize("rows", [HELD_OUT, FRESH], ids=["held out", "fresh"])
def test_who_is_sure_is_right(rows: list[Row]) -> None:
    sure = [(label, guess) for label, guess in guessed(rows) if guess[0].probability >= 0.8]

    assert len(sure) >= len(rows) / 2
    assert share_right(sure) >= 0.9


def test_every_category_has_sentences_and_none_is_both_learnt_and_asked() -> None:
    learnt = rows_of(DATA / "sentences.tsv")
    asked = {text for _, text in (*HELD_OUT, *FRESH)}

    for rows in (learnt, HELD_OUT, FRESH):
        assert {label for label, _ in rows} == set(Category)
    assert not asked & {text for _, text in learnt}
    assert len(learnt) >= 600


def test_the_weights_are_small_and_made_of_these_sentences() -> None:
    learnt = rows_of(DATA / "sentences.tsv")

    assert (DATA / "triage.json").stat().st_size <= 400_000
    assert train(learnt).partition('"bias"')[0] in (DATA / "triage.json").read_text()


@pytest.mark.parametrize(
    "words, urgency",
    [
        ("bapak saya sesak nafas ditolak igd rs", Urgency.REFUSED),
        ("UGD ga ditangani 2 jam anak kejang", Urgency.REFUSED),
        ("adik pendarahan disuruh pulang sama bidan", Urgency.REFUSED),
        ("rs minta deposit 3jt dulu baru ditangani", Urgency.CHARGED),
        ("disuruh byr dulu baru bs masuk kamar", Urgency.CHARGED),
        ("diminta uang muka sebelum operasi", Urgency.CHARGED),
        ("aku pengen mati aja", Urgency.SELF_HARM),
        ("capek hidup, mau bunuh diriiii", Urgency.SELF_HARM),
        ("kulo pingin mati mawon", Urgency.SELF_HARM),
        ("bpjs mati padahal iuran lunas", Urgency.NONE),
        ("obat darah tinggi habis", Urgency.NONE),
        ("antre dari jam 5 pagi", Urgency.NONE),
    ],
)
def test_what_cannot_wait_is_seen(words: str, urgency: Urgency) -> None:
    assert urgency_of(words) is urgency


def test_few_ordinary_sentences_raise_an_alarm() -> None:
    calm = [r for r in HELD_OUT if r[0] not in {Category.HOSPITAL, Category.CHARGE, Category.CARE}]

    assert sum(urgency_of(text) is not Urgency.NONE for _, text in calm) <= len(calm) / 50


@pytest.fixture
def officer() -> Actor:
    make_city()
    return agency_officer(OfficeKind.SOCIAL)


@pytest.mark.django_db
def test_an_officer_sees_the_guess_and_the_person_does_not(officer: Actor) -> None:
    complaint = said("obat di apotek kosong terus", about_step(submitted()))

    seen = complaints_read.case(complaint.number, viewer=officer, at=TUESDAY)
    own = complaints_read.case_of_link(complaint.token, at=TUESDAY)

    assert seen.suggested is not None
    assert (seen.suggested.category, seen.category) == (Category.MEDICINE, Category.ENROLMENT)
    assert seen.suggested.version == triage().version
    assert own.suggested is None


@pytest.mark.django_db
def test_what_the_officer_decides_is_the_category_and_the_guess_stays(officer: Actor) -> None:
    complaint = said("obat di apotek kosong terus", about_step(submitted()))

    for _ in range(2):
        complaints.decide_category(
            number=complaint.number,
            category=Category.CHARGE,
            is_facility_right=None,
            by=officer,
            at=TUESDAY,
        )

    kept = CaseSuggestion.objects.get(case=complaint.row)
    assert complaint.row.category == Category.CHARGE
    assert (kept.category, kept.decided, kept.by) == ("medicine", "charge", officer.ref)


@pytest.mark.django_db
def test_what_cannot_wait_stands_on_top_of_the_list(officer: Actor) -> None:
    application = submitted()
    calm = said("sudah tiga minggu tidak ada kabar", about_step(application))
    urgent = said("ibu saya stroke ditolak igd", about_step(application))

    listed = complaints_read.work_list(viewer=officer, at=TUESDAY)
    own = complaints_read.case_of_link(urgent.token, at=TUESDAY)

    assert [line.number for line in listed.lines] == [urgent.number, calm.number]
    assert own.urgency is Urgency.REFUSED
