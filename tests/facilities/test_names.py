import pytest

from titian.facilities.rules import names
from titian.facilities.rules.placing import Area, place_of_hospital, place_of_puskesmas
from titian.facilities.types import FacilityKind


@pytest.mark.parametrize(
    "written, read",
    [
        ("PUSKESMAS KECAMATAN KOJA", "Puskesmas Kecamatan Koja"),
        ("PUSKESMAS KELURAHAN SUNTER JAYA II", "Puskesmas Kelurahan Sunter Jaya II"),
        ("RS  GUNUNG MARIA", "RS Gunung Maria"),
        ("RSUP DR. SARDJITO", "RSUP dr. Sardjito"),
        ("RS IBU DAN ANAK PURI", "RS Ibu dan Anak Puri"),
        ("RS TK. IV 05.07.02 KEDIRI", "RS Tk. IV 05.07.02 Kediri"),
        ("RS UMUM ISLAM ASY-SYIFAA", "RS Umum Islam Asy-Syifaa"),
    ],
)
def test_names_are_read_in_ordinary_case(written: str, read: str) -> None:
    assert names.in_ordinary_case(written) == read


def test_a_search_says_which_kind_is_wanted() -> None:
    assert names.kind_and_words("RSUD Malang") == (
        FacilityKind.HOSPITAL,
        ["umum", "daerah", "malang"],
    )
    assert names.kind_and_words("pkm dinoyo") == (FacilityKind.PUSKESMAS, ["dinoyo"])
    assert names.kind_and_words("Rumah Sakit") == (None, ["rs"])


@pytest.fixture
def area() -> Area:
    area = Area("Kota Malang")
    area.add_district("35.73.03", "Kedungkandang")
    area.add_district("35.73.05", "Lowokwaru")
    area.add_village("35.73.03.1011", "Arjowinangun")
    area.add_village("35.73.05.1003", "Sumbersari")
    area.add_village("35.73.03.1099", "Sumbersari")
    area.add_village("35.73.03.1006", "Kedungkandang")
    return area


@pytest.mark.parametrize(
    "name, code",
    [
        ("PUSKESMAS KEDUNGKANDANG", "35.73.03"),
        ("PUSKESMAS KEDUNG KANDANG", "35.73.03"),
        ("PUSKESMAS KELURAHAN KEDUNGKANDANG II", "35.73.03.1006"),
        ("PUSKESMAS ARJOWINANGUN", "35.73.03.1011"),
        ("PUSKESMAS ARJOWINANGIN", "35.73.03.1011"),
        ("PUSKESMAS LAIN/LOWOKWARU", "35.73.05"),
        ("PUSKESMAS SUMBERSARI", None),
        ("PUSKESMAS GRIBIG", None),
    ],
)
def test_a_puskesmas_is_placed_by_the_name_it_bears(
    name: str, code: str | None, area: Area
) -> None:
    assert place_of_puskesmas(name, area) == code


@pytest.mark.parametrize(
    "name, code",
    [
        ("RS UMUM DAERAH LOWOKWARU", "35.73.05"),
        ("RS HERMINA KEDUNG KANDANG", "35.73.03"),
        ("RS LOWOKWARU MEDIKA", None),
        ("RS ISLAM MALANG", None),
    ],
)
def test_a_hospital_is_placed_by_the_district_at_the_end_of_its_name(
    name: str, code: str | None, area: Area
) -> None:
    assert place_of_hospital(name, area) == code
