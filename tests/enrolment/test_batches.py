"""A spreadsheet of a village office: read, mended in place, sent family by family."""

import csv
from collections.abc import Sequence
from io import StringIO
from uuid import UUID, uuid4

import pytest

from tests.factories.enrolment import (
    DINOYO,
    PANDANWANGI,
    TUESDAY,
    kk_number,
    make_city,
    sheet_row,
    village_officer,
)
from tests.factories.members import make_family, new_person
from tests.factories.uploads import a_photo
from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.errors import BatchGone, NotEnrolmentOfficer, SheetHeadUnknown
from titian.enrolment.models import Application, Batch, BatchRow, Candidate
from titian.enrolment.rules import COLUMNS, cells_of, paper_named, row_faults
from titian.enrolment.types import ApplicationKind, DocumentKind, RowState
from titian.kernel.actors import Actor

pytestmark = pytest.mark.django_db
HEADS = [known[0] for known in COLUMNS.values()]


@pytest.fixture(autouse=True)
def city() -> None:
    make_city()


def taken(
    *rows: dict[str, str], by: Actor | None = None, kind: ApplicationKind = ApplicationKind.NEW
) -> tuple[int, Actor]:
    officer = by or village_officer()
    number = enrolment.take_batch(
        rows=list(enumerate(rows, 2)),
        kind=kind,
        village=PANDANWANGI,
        client_key=uuid4(),
        by=officer,
        at=TUESDAY,
    )
    return number, officer


def states(batch_id: int) -> list[str]:
    rows = BatchRow.objects.filter(batch=batch_id).order_by("line")
    return list(rows.values_list("state", flat=True))


def sent(batch_id: int, by: Actor) -> None:
    enrolment.send_batch(batch_id=batch_id, by=by, at=TUESDAY)
    while enrolment.send_families(at=TUESDAY):
        pass


def test_of_300_rows_with_17_errors_the_17_wait_and_are_mended_in_place() -> None:
    rows = [sheet_row(kk_number(), f"Orang {n}") for n in range(300)]
    wrong = {"nik": "123", "birth": "31-02-1990", "sex": "?", "phone": "12", "name": ""}
    for n in range(17):
        column = list(wrong)[n % 5]
        rows[n * 7][column] = wrong[column]

    number, officer = taken(*rows)
    seen = enrolment_read.batch(number, viewer=officer, at=TUESDAY)
    right = {
        row.row_id: {name: sheet_row(kk_number())[name] for name in row.faults}
        for row in seen.wrong
    }
    left = enrolment.mend_rows(batch_id=number, cells=right, by=officer, at=TUESDAY)

    assert len(seen.wrong) == 17
    assert {len(row.faults) for row in seen.wrong} == {1}
    assert left == 0
    assert set(states(number)) == {RowState.READY}


def test_people_of_one_card_are_one_application_and_wait_for_their_papers() -> None:
    kk = kk_number()
    number, officer = taken(sheet_row(kk), sheet_row(kk, "Anak Contoh", relation="anak"))

    sent(number, officer)

    row = Application.objects.get()
    assert (row.channel, row.entered_by, row.state) == ("batch", officer.ref, "draft")
    assert Candidate.objects.filter(application=row).count() == 2
    assert states(number) == [RowState.DRAFTED, RowState.DRAFTED]


def test_photos_named_after_the_card_complete_and_send_the_family() -> None:
    kk = kk_number()
    number, officer = taken(sheet_row(kk))
    sent(number, officer)
    names = [f"{kk}-kk.jpg", f"{kk}_ktp.jpg", f"{kk}-pernyataan.jpg", "liburan.jpg"]

    filed = enrolment.file_papers(
        batch_id=number, files=dict.fromkeys(names, a_photo()), by=officer, at=TUESDAY
    )

    assert (filed.filed, filed.left, filed.sent) == (3, ("liburan.jpg",), 1)
    assert Application.objects.get().state == "verifying"
    assert states(number) == [RowState.SENT]


def test_a_family_with_a_wrong_row_waits_whole() -> None:
    kk = kk_number()
    number, officer = taken(sheet_row(kk), sheet_row(kk, "Anak Contoh", birth="kemarin"))

    sent(number, officer)

    assert states(number) == [RowState.READY, RowState.WRONG]
    assert not Application.objects.exists()


def test_sent_again_nothing_is_doubled() -> None:
    number, officer = taken(sheet_row(kk_number()))

    sent(number, officer)
    sent(number, officer)

    assert Application.objects.count() == 1


def test_who_is_covered_is_said_on_the_row_and_the_others_go() -> None:
    known = new_person()
    make_family(known)
    number, officer = taken(sheet_row(kk_number(), nik=known.nik or ""), sheet_row(kk_number()))

    sent(number, officer)

    assert states(number) == [RowState.WRONG, RowState.DRAFTED]
    assert BatchRow.objects.get(state=RowState.WRONG).faults == ["enrolment.covered"]


def test_the_same_person_twice_is_wrong_until_one_is_dropped() -> None:
    one = sheet_row(kk_number())
    number, officer = taken(one, {**sheet_row(kk_number()), "nik": one["nik"]})
    before = states(number)

    second = BatchRow.objects.get(batch=number, line=3)
    enrolment.drop_row(batch_id=number, row_id=second.pk, by=officer, at=TUESDAY)

    assert before == [RowState.WRONG, RowState.WRONG]
    assert states(number) == [RowState.READY, RowState.DROPPED]


def test_a_sheet_is_for_its_own_village_only() -> None:
    number, _officer = taken(sheet_row(kk_number()))
    other = village_officer(DINOYO)

    with pytest.raises(BatchGone):
        enrolment_read.batch(number, viewer=other, at=TUESDAY)
    with pytest.raises(BatchGone):
        enrolment.send_batch(batch_id=number, by=other, at=TUESDAY)
    with pytest.raises(NotEnrolmentOfficer):
        taken(sheet_row(kk_number()), by=other)


def test_the_same_press_brings_one_sheet() -> None:
    officer, key = village_officer(), UUID(int=7)

    for _ in range(2):
        enrolment.take_batch(
            rows=[(2, sheet_row(kk_number()))], kind=ApplicationKind.NEW, village=PANDANWANGI,
            client_key=key, by=officer, at=TUESDAY,
        )  # fmt: skip

    assert Batch.objects.count() == 1


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_csv_is_read_however_it_is_parted(mark: str) -> None:
    kk = kk_number()
    content = _csv([HEADS, list(sheet_row(kk).values())], mark)

    rows = enrolment.read_sheet(content)

    assert [line for line, _cells in rows] == [2]
    assert rows[0][1]["kk"] == kk
    assert row_faults(rows[0][1]) == ()


def test_a_sheet_without_a_column_says_which() -> None:
    with pytest.raises(SheetHeadUnknown) as refused:
        cells_of([[head for head in HEADS if head not in ("nik", "alamat")]])

    assert refused.value.data["missing"] == "alamat, nik"


def test_files_are_known_by_their_names() -> None:
    assert paper_named("3573000000000001-kk.jpg") == ("3573000000000001", DocumentKind.KK)
    assert paper_named("3573000000000001_KTP2.PNG") == ("3573000000000001", DocumentKind.KTP)
    assert paper_named("kk.jpg") is None


def test_days_are_read_as_sheets_write_them() -> None:
    kk = kk_number()
    for written in ("17-03-1990", "17/3/1990", "1990-03-17", "1990-03-17 00:00:00"):
        assert row_faults(sheet_row(kk, birth=written)) == (), written
    assert row_faults(sheet_row(kk, birth="1990")) == ("birth",)


def _csv(rows: Sequence[Sequence[str]], mark: str) -> bytes:
    out = StringIO()
    csv.writer(out, delimiter=mark).writerows(rows)
    return out.getvalue().encode()
