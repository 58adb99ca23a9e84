"""Nobody is found in figures by being one of a few."""

from hypothesis import given
from hypothesis import strategies as st

from titian.kernel.few import LEAST, fold_few, is_told

PEOPLE = st.lists(st.integers(0, 30), max_size=12)


@given(PEOPLE)
def test_no_group_of_a_few_is_told_alone_or_found_by_subtracting(groups: list[int]) -> None:
    told, folded = fold_few(groups, int)

    assert sum(told) + sum(folded) == sum(groups)
    assert all(one >= LEAST for one in told)
    assert not folded or sum(folded) >= LEAST or not told


def test_none_is_told_a_few_are_not() -> None:
    assert [is_told(n) for n in (0, 1, 4, 5)] == [True, False, False, True]
