import pytest

from titian.kernel.identifiers import mobile_number


@pytest.mark.parametrize(
    "typed,kept",
    [
        ("081234567890", "6281234567890"),
        ("0812-3456-7890", "6281234567890"),
        ("81234567890", "6281234567890"),
        ("+62 812 3456 7890", "6281234567890"),
        ("6281234567890", "6281234567890"),
        ("+62 (0)812 3456 7890", "6281234567890"),
        ("006281234567890", "6281234567890"),
        ("+62812345678", "62812345678"),
        ("0812345678901234", None),
        ("08123", None),
        ("02134567890", None),
        ("+1 812 3456 7890", None),
        ("0812 3456 789x", None),
        ("", None),
    ],
)
def test_a_mobile_number_is_kept_in_one_form(typed: str, kept: str | None) -> None:
    assert mobile_number(typed) == kept
