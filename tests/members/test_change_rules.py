"""What may be typed, which hours count, and which day it is: without a database."""

from datetime import date

import pytest

from titian.members import rules
from titian.members.errors import RequestIncomplete, RequestNotNeeded, RequestValueWrong
from titian.members.types import Asker, PaperKind, RequestKind, RequestStep, Verdict

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "day, months, later",
    [
        ("2026-08-31", 3, "2026-11-30"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-12-01", 3, "2027-03-01"),
    ],
)
def test_months_later_stay_within_the_month(day: str, months: int, later: str) -> None:
    assert rules.months_later(date.fromisoformat(day), months) == date.fromisoformat(later)


def test_next_month_begins_on_its_first_also_at_the_end_of_the_year() -> None:
    assert rules.first_of_next_month(date(2026, 12, 31)) == date(2027, 1, 1)


def test_numbers_and_names_have_one_spelling() -> None:
    phone = rules.readable(
        RequestKind.PHONE, {"channel": "sms", "phone": "+62 812-3456-789"}, today=TODAY
    )
    name = rules.readable(
        RequestKind.IDENTITY,
        {"why": "typing", "full_name": "  Dewi \t Lestari ", "foreign": "x"},
        today=TODAY,
    )

    assert phone == {"channel": "sms", "phone": "628123456789"}
    assert name == {"why": "typing", "full_name": "Dewi Lestari"}


@pytest.mark.parametrize(
    "kind, wanted, field",
    [
        (RequestKind.PHONE, {"channel": "sms", "phone": "12"}, "phone"),
        (RequestKind.PHONE, {"channel": "pigeon", "phone": "0812345678"}, "channel"),
        (RequestKind.EMAIL, {"email": "a@b"}, "email"),
        (RequestKind.EMAIL, {"email": "a b@surat.id"}, "email"),
        (RequestKind.EMAIL, {"email": "a@b@surat.id"}, "email"),
        (RequestKind.IDENTITY, {"why": "nik", "nik": "3573009999999999"}, "nik"),
        (RequestKind.IDENTITY, {"why": "typing", "birth_date": "2026-11-24"}, "birth_date"),
        (RequestKind.IDENTITY, {"why": "typing", "birth_date": "1860-01-01"}, "birth_date"),
        (RequestKind.IDENTITY, {"why": "fun", "full_name": "Dewi"}, "why"),
        (RequestKind.WARD_CLASS, {"ward_class": "KRIS"}, "ward_class"),
        (RequestKind.SEGMENT, {"segment": "PBI_JK", "ward_class": "III"}, "segment"),
        (RequestKind.ABROAD, {"leaves_on": "2027-01-01", "returns_on": "2026-12-01"}, "returns_on"),
        (RequestKind.DEATH, {"died_on": "30-02-2026"}, "died_on"),
        (RequestKind.DUPLICATE, {"other_number": "123"}, "other_number"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_field(
    kind: RequestKind, wanted: dict[str, str], field: str
) -> None:
    with pytest.raises(RequestValueWrong) as refused:
        rules.readable(kind, wanted, today=TODAY)

    assert refused.value.data == {"field": field}


def test_what_is_missing_is_named_all_at_once() -> None:
    with pytest.raises(RequestIncomplete) as refused:
        rules.readable(RequestKind.NEWBORN, {"sex": " "}, today=TODAY)

    assert refused.value.data == {"missing": ("birth_date", "sex")}


def test_identity_needs_something_to_change() -> None:
    with pytest.raises(RequestIncomplete):
        rules.readable(RequestKind.IDENTITY, {"why": "typing"}, today=TODAY)


def test_every_person_on_a_new_card_is_whole() -> None:
    wanted = {
        "kk_number": "3573002011260001",
        "address": "Jl. Melati 4",
        "ward_class": "III",
        "people": "1",
        "person_1_name": "Joko",
    }

    with pytest.raises(RequestIncomplete) as refused:
        rules.readable(RequestKind.FAMILY, wanted, today=TODAY)

    assert refused.value.data == {
        "missing": ("person_1_birth_date", "person_1_sex", "person_1_relation")
    }


def test_what_is_so_already_is_not_asked() -> None:
    with pytest.raises(RequestNotNeeded):
        rules.unlike({"why": "typing", "full_name": "Dewi"}, {"full_name": "Dewi"})


@pytest.mark.parametrize("kind", list(RequestKind))
def test_every_kind_is_a_whole_row_with_hours(kind: RequestKind) -> None:
    row = rules.KINDS[kind]

    assert row.askers <= frozenset(Asker)
    assert Asker.OFFICER in row.askers
    assert rules.DEFAULTS[f"change_hours_{kind}"] > 0
    assert rules.may_be_missing(kind) >= {*row.fields, *map(str, PaperKind)}


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_answer_has_reasons_and_a_step(verdict: Verdict) -> None:
    assert rules.reasons_for(RequestKind.IDENTITY, verdict)
    assert str(verdict) in rules.STEPS


def test_nothing_leads_out_of_an_end() -> None:
    for before, _ in rules.STEPS.values():
        assert not before & rules.ENDED
    assert {to for _, to in rules.STEPS.values()} == set(RequestStep)


def test_a_child_shows_the_birth_record_where_a_grown_up_shows_the_card() -> None:
    wanted = {"why": "court", "full_name": "Putri"}

    assert rules.papers_needed(RequestKind.IDENTITY, wanted, is_child=True) == [
        PaperKind.BIRTH,
        PaperKind.KK,
        PaperKind.COURT,
    ]
