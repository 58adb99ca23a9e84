"""A spreadsheet as offices really send it: numbers for NIK, formulas, hidden sheets, bombs."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from titian.platform.uploads import services as uploads
from titian.platform.uploads.errors import UploadTooLarge, UploadUnreadable

_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACK = "http://schemas.openxmlformats.org/package/2006"
_DAY = 1  # the style of a cell that is a day


def text(said: str) -> str:
    return f'<c t="inlineStr"><is><t>{said}</t></is></c>'


def number(said: str, *, style: int = 0) -> str:
    return f'<c s="{style}"><v>{said}</v></c>'


def book(*sheets: str, hidden: int = 0, after: str = "") -> bytes:
    """The first `hidden` sheets are hidden; `after` follows the cells of each."""
    names = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name="L{n}" sheetId="{n}" r:id="rId{n}"'
        f"{' state=&quot;hidden&quot;'.replace('&quot;', chr(34)) if n <= hidden else ''}/>"
        for n in names
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/worksheet" Target="worksheets/s{n}.xml"/>'
        for n in names
    )
    styles = f'<Relationship Id="rId99" Type="{_REL}/styles" Target="styles.xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACK}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACK}/relationships"><Relationship Id="r1" '
        f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACK}/relationships">{links}'
        f"{styles}</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    for n, cells in zip(names, sheets, strict=True):
        parts[f"xl/worksheets/s{n}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData>{after}</worksheet>'
        )
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, _XML + content)
    return out.getvalue()


def row(*cells: str) -> str:
    return f"<row>{''.join(cells)}</row>"


def test_texts_stay_as_they_are_and_days_are_written_as_days() -> None:
    [cells] = uploads.rows_of_sheet(
        book(row(text("3573000301900001"), text("0812"), number("32949", style=_DAY)))
    )

    assert cells == ["3573000301900001", "0812", "1990-03-17"]


def test_a_number_of_sixteen_digits_has_lost_its_last_and_says_so() -> None:
    [cells] = uploads.rows_of_sheet(
        book(row(number("3573000301900010"), number("123456789012345")))
    )

    assert cells == ["357300030190001?", "123456789012345"]


def test_a_lost_zero_in_front_is_no_fraction_behind() -> None:
    [cells] = uploads.rows_of_sheet(book(row(number("81234500012"), number("1.5"))))

    assert cells == ["81234500012", "1.5"]


def test_of_a_formula_the_value_is_read_and_nothing_is_computed() -> None:
    formula = '<c t="str"><f>HYPERLINK("http://example.invalid")</f><v>Siti Contoh</v></c>'

    [cells] = uploads.rows_of_sheet(book(row(formula, "<c><f>1+1</f><v>2</v></c>")))

    assert cells == ["Siti Contoh", "2"]


def test_the_first_sheet_that_is_seen_is_read() -> None:
    read = uploads.rows_of_sheet(book(row(text("daftar pilihan")), row(text("Nomor KK")), hidden=1))

    assert read == [["Nomor KK"]]


def test_a_merged_title_over_the_head_is_one_row_of_its_own() -> None:
    merged = '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'

    read = uploads.rows_of_sheet(
        book(row(text("DAFTAR WARGA"), "<c/>") + row(text("Nomor KK"), text("NIK")), after=merged)
    )

    assert read == [["DAFTAR WARGA", ""], ["Nomor KK", "NIK"]]


@pytest.mark.slow
def test_ten_megabytes_that_unpack_to_gigabytes_are_refused() -> None:
    out = BytesIO()
    whole = book(row(text("Nomor KK")))
    with ZipFile(BytesIO(whole)) as old, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=9) as new:
        for name in old.namelist():
            if name != "xl/worksheets/s1.xml":
                new.writestr(name, old.read(name))
        with new.open("xl/worksheets/s1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData><row>'.encode())
            cell = text("A" * 2000).encode() * 500
            for _ in range(800):
                sheet.write(cell)

    with pytest.raises(UploadTooLarge):
        uploads.rows_of_sheet(out.getvalue())


def test_what_only_begins_like_a_sheet_is_refused() -> None:
    with pytest.raises(UploadUnreadable):
        uploads.rows_of_sheet(b"PK\x03\x04" + b"\0" * 200)
