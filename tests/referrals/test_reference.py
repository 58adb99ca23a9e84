"""Finding diagnoses and procedures."""

import pytest

from titian.referrals import selectors as referrals_read
from titian.referrals.errors import DiagnosisUnknown, ProcedureUnknown


def test_a_diagnosis_is_found_with_and_without_its_dot() -> None:
    found = referrals_read.diagnosis("e119")

    assert found == referrals_read.diagnosis(" E11.9 ")
    assert found.name == "Type 2 diabetes mellitus without complications"
    assert found.words == "Diabetes tipe 2 tanpa komplikasi"
    assert found.said == "E11.9 - Type 2 diabetes mellitus without complications"


def test_codes_that_begin_so_come_first() -> None:
    found = referrals_read.diagnoses("a04")

    assert found[0].said == "A04 - Other bacterial intestinal infections"
    assert all(one.code.startswith("A04") for one in found)


def test_words_in_either_language_lead_to_a_diagnosis() -> None:
    assert "I50" in [one.code for one in referrals_read.diagnoses("gagal jantung")]
    assert "A01.0" in [one.code for one in referrals_read.diagnoses("TIPES")]
    assert referrals_read.diagnoses("typhoid fever")[0].code == "A01.0"


def test_codes_of_the_version_that_claims_use_are_known_too() -> None:
    assert referrals_read.diagnosis("A91").words == "Demam berdarah dengue"


def test_nothing_typed_finds_nothing() -> None:
    assert referrals_read.diagnoses("  ") == []
    assert referrals_read.diagnoses("-") == []


def test_what_no_list_has_is_refused() -> None:
    with pytest.raises(DiagnosisUnknown):
        referrals_read.diagnosis("Q99.99")
    with pytest.raises(DiagnosisUnknown):
        referrals_read.diagnosis("A00-A09")
    with pytest.raises(ProcedureUnknown):
        referrals_read.procedure("00.00")


def test_procedures_are_found_by_code_and_word() -> None:
    assert referrals_read.procedures("3995")[0].name == "Cuci darah (hemodialisis)"
    assert "47.09" in [one.code for one in referrals_read.procedures("usus buntu")]
