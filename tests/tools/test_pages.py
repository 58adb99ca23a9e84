from tools import pages


def test_a_table_can_be_read_back() -> None:
    page = pages.table(["name", "meaning"], [["A", "first"], ["B", "one | two"]])

    assert pages.rows_of(page)[0] == ["A", "first"]
    assert pages.meanings(page)["A"] == "first"
    assert len(pages.rows_of(page)) == 2


def test_a_page_of_several_tables_has_no_headers_among_its_rows() -> None:
    first, second = pages.table(["x"], [["1"]]), pages.table(["y"], [["2"]])

    assert pages.rows_of(f"{first}\n\n{second}\n") == [["1"], ["2"]]
