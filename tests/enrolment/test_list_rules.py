"""What a line of the scheme's list means beside our own record."""

from dataclasses import replace
from datetime import date

import pytest

from titian.enrolment import rules
from titian.enrolment.errors import SheetHeadUnknown, SheetUnreadable
from titian.enrolment.types import Finding, Listed
from titian.members.types import CityRecord, Relation, Segment, Sex, Status

BORN = date(1990, 3, 17)
AS_OF = date(2026, 11, 24)
LINE = Listed(2, "1100005703900001", "Ani Contoh", BORN)
OURS = CityRecord(
    person_id=1,
    nik=LINE.nik,
    full_name="Ani Contoh",
    birth_date=BORN,
    sex=Sex.FEMALE,
    relation=Relation.HEAD,
    status=Status.AKTIF,
    since=date(2024, 1, 1),
    segment=Segment.PBPU_PEMDA,
    died_on=None,
    village_code="35.73.01.1006",
    village_name="Pandanwangi",
    kk_number="3573002011250001",
    address="",
    head_name="Ani Contoh",
    facility_code="",
)


@pytest.mark.parametrize(
    "found, means",
    [
        (OURS, Finding.AGREES),
        (replace(OURS, village_code=""), Finding.AGREES),
        (None, Finding.UNKNOWN),
        (replace(OURS, status=Status.MENINGGAL, died_on=AS_OF), Finding.DIED),
        (replace(OURS, status=Status.DUPLIKAT), Finding.DOUBLE),
        (replace(OURS, village_code="35.07.01.2001"), Finding.MOVED),
        (replace(OURS, segment=Segment.PPU_BU), Finding.COVERED_ELSEWHERE),
        (replace(OURS, status=Status.NONAKTIF_SEGMEN), Finding.ENDED),
        (replace(OURS, birth_date=date(1991, 3, 17)), Finding.DIFFERS),
    ],
)
def test_a_line_means_what_our_record_says(found: CityRecord | None, means: Finding) -> None:
    assert rules.finding(LINE, found, city="35.73") is means


def test_a_second_line_of_the_same_number_is_a_double() -> None:
    assert rules.finding(LINE, OURS, city="35.73", is_again=True) is Finding.DOUBLE


@pytest.mark.parametrize("line", [replace(LINE, nik="123"), replace(LINE, birth_date=None)])
def test_a_line_that_cannot_be_is_not_guessed_at(line: Listed) -> None:
    assert rules.finding(line, OURS, city="35.73") is Finding.UNREADABLE


def test_missing_is_who_was_covered_before_the_list_was_made() -> None:
    later = replace(OURS, since=date(2026, 11, 25))

    assert rules.is_missing(OURS, on_list=False, as_of=AS_OF)
    assert not rules.is_missing(OURS, on_list=True, as_of=AS_OF)
    assert not rules.is_missing(later, on_list=False, as_of=AS_OF)
    assert not rules.is_missing(replace(OURS, nik=""), on_list=False, as_of=AS_OF)


def test_only_who_is_missing_since_lately_is_safe_to_keep() -> None:
    lately = replace(OURS, since=date(2026, 11, 1))

    assert rules.is_safe_to_keep(Finding.MISSING, lately, AS_OF)
    assert not rules.is_safe_to_keep(Finding.MISSING, OURS, AS_OF)
    assert not rules.is_safe_to_keep(Finding.DIED, lately, AS_OF)


def test_a_file_is_read_by_its_heads() -> None:
    text = "Nama Lengkap,NIK,Tgl Lahir\nAni Contoh,1100 0057 0390 0001,17/03/1990\n,,\n"

    assert list(rules.listed(text)) == [LINE]


def test_a_file_without_a_column_names_it() -> None:
    with pytest.raises(SheetHeadUnknown) as refused:
        list(rules.listed("nik;nama\n1;2\n"))

    assert refused.value.data == {"missing": "tanggal lahir"}


@pytest.mark.parametrize("text", ['nik;nama;tanggal lahir\n"1;2', "nik\0"])
def test_a_broken_file_is_refused(text: str) -> None:
    with pytest.raises(SheetUnreadable):
        list(rules.listed(text))
