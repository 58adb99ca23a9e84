"""Files of every make, from the command line: broken off, twice at once, weighed only."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from tests.factories.imports import (
    BY,
    HEADS,
    a_clinic,
    a_family,
    a_file,
    bring,
    csv_text,
    faults_of,
)
from titian.imports import services as imports
from titian.imports.errors import FileTooLong, FileUnreadable, HeadUnknown
from titian.imports.models import Import
from titian.imports.rules import first_heads
from titian.imports.services import running
from titian.imports.types import Counts, Kind
from titian.kernel import clock
from titian.members.models import Person
from titian.platform.db.sealing import blind_index
from titian.platform.uploads.sheets import MOST_UNPACKED

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "make",
    [
        lambda lines: csv_text(Kind.MEMBERS, lines, mark=";", end="\r\n").encode(),
        lambda lines: b"\xef\xbb\xbf" + csv_text(Kind.MEMBERS, lines).encode(),
        lambda lines: csv_text(Kind.MEMBERS, lines, mark="\t").encode(),
        lambda lines: csv_text(Kind.MEMBERS, lines, end="\r\n\r\n").encode(),
    ],
    ids=["semicolon-crlf", "bom", "tab", "empty-lines"],
)
def test_csv_of_every_make_is_read(tmp_path: Path, make: object) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(make(a_family(2)))  # type: ignore[operator]  # one of the makes above

    assert bring(Kind.MEMBERS, path).counts == Counts(new=2)


def test_a_workbook_with_numbers_as_texts_and_one_that_lost_digits(tmp_path: Path) -> None:
    (sound,), (lost,) = a_family(1), a_family(1)
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, first_heads(Kind.MEMBERS))
        for line, one in enumerate((sound, lost), 1):
            for column, name in enumerate(HEADS[Kind.MEMBERS]):
                sheet.write_string(line, column, one.get(name, ""))
        sheet.write_number(2, 0, int(lost["nik"]))

    done = bring(Kind.MEMBERS, path)

    assert faults_of(done) == {3: ["nik_lost"]}
    assert done.counts == Counts(new=1, broken=1)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04 not a workbook"])
def test_a_file_that_is_not_one_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)

    with pytest.raises((FileUnreadable, HeadUnknown)):
        bring(Kind.MEMBERS, path)


def test_columns_that_are_missing_are_named(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("kode,nama\n1,2\n")

    with pytest.raises(HeadUnknown) as refused:
        bring(Kind.FACILITIES, path)

    assert refused.value.data == {"missing": "jenis, kode wilayah"}


def test_broken_off_in_the_middle_it_goes_on_and_nothing_is_doubled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "ROWS_AT_ONCE", 2)
    lines = [a_clinic() for _ in range(5)]
    path = a_file(tmp_path, Kind.FACILITIES, lines)
    parts = iter(range(2))

    def cut_short(_: int) -> None:
        if next(parts, None) is None:
            raise KeyboardInterrupt

    looked = imports.look_through(Kind.FACILITIES, path)
    with pytest.raises(KeyboardInterrupt):
        imports.bring_file(looked=looked, path=path, by=BY, at=clock.now(), progress=cut_short)
    half = Import.objects.get(digest=looked.digest)
    done = bring(Kind.FACILITIES, path)

    assert (half.place, done.id) == (4, half.pk)
    assert done.counts == Counts(new=5)


def test_a_dry_run_says_what_would_be_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (sound,), (wrong,) = a_family(1), a_family(1, sex="X")
    path = a_file(tmp_path, Kind.MEMBERS, [sound, wrong])

    call_command("import", "members", str(path), dry_run=True, verbosity=0)

    assert "would be new 1, changed 0, same 0, broken 1" in capsys.readouterr().out
    assert not Person.objects.filter(nik_index=blind_index("nik", sound["nik"])).exists()
    mend = (tmp_path / f"{path.stem}.perbaiki.csv").read_text("utf-8-sig")
    assert "Jenis kelamin: L atau P. (sex)" in mend


def test_the_file_of_broken_rows_is_mended_and_given_again(tmp_path: Path) -> None:
    path = a_file(tmp_path, Kind.FACILITIES, [a_clinic(), a_clinic(kind="toko")])
    call_command("import", "facilities", str(path), verbosity=0)
    mend = tmp_path / f"{path.stem}.perbaiki.csv"

    mend.write_text(mend.read_text("utf-8-sig").replace("toko", "klinik"))

    assert bring(Kind.FACILITIES, mend).counts == Counts(new=1)


def test_a_formula_in_a_cell_is_not_run_by_who_opens_the_file(tmp_path: Path) -> None:
    path = a_file(tmp_path, Kind.FACILITIES, [a_clinic(name="=1+1", kind="toko")])

    call_command("import", "facilities", str(path), verbosity=0)

    assert ";'=1+1;" in (tmp_path / f"{path.stem}.perbaiki.csv").read_text("utf-8-sig")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no such file"):
        call_command("import", "members", str(tmp_path / "none.csv"))


def test_a_workbook_too_long_to_be_held_whole_is_refused_and_says_what_to_do(
    tmp_path: Path,
) -> None:
    path = tmp_path / "kota.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (MOST_UNPACKED + 1))

    with pytest.raises(FileTooLong):
        bring(Kind.MEMBERS, path)
    with pytest.raises(CommandError, match="Simpan sebagai CSV"):
        call_command("import", "members", str(path), verbosity=0)
