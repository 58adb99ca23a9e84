import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from titian.platform.db.fields import SealedTextField
from titian.platform.db.sealing import blind_index, seal, unseal

NIK = "3573001708450001"


@given(st.text(max_size=200).filter(lambda text: "\ud800" not in text))
def test_what_was_sealed_can_be_read_again(text: str) -> None:
    assert unseal(seal(text)) == text


def test_the_same_number_never_looks_the_same() -> None:
    assert seal(NIK) != seal(NIK)
    assert NIK.encode() not in seal(NIK)


@pytest.mark.parametrize("place", [0, 1, 12, 13, -1])
def test_an_altered_seal_is_refused(place: int) -> None:
    sealed = bytearray(seal(NIK))
    sealed[place] ^= 1

    with pytest.raises(InvalidTag):
        unseal(bytes(sealed))


def test_a_number_is_found_again_by_its_index() -> None:
    assert blind_index("nik", NIK) == blind_index("nik", NIK)
    assert len(blind_index("nik", NIK)) == 16


def test_an_index_says_nothing_across_purposes() -> None:
    assert blind_index("nik", NIK) != blind_index("kk", NIK)


def test_a_sealed_field_stores_bytes_and_gives_back_text() -> None:
    field = SealedTextField()

    stored = field.get_prep_value(NIK)

    assert isinstance(stored, bytes)
    assert field.from_db_value(memoryview(stored)) == NIK
    assert field.get_prep_value(None) is None
    assert field.from_db_value(None) is None
