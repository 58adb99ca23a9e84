"""What becomes of eligibility letters over the wire: changed, deleted, patients who leave."""

import pytest

from tests.factories.vclaim import DAY, MONTH, YEAR, Patient, Ward, day_after, make_ward, send_on
from titian.facilities.models import Facility
from titian.visits.models import EligibilityLetter

pytestmark = pytest.mark.django_db


def test_another_hospitals_letter_is_not_there(ward: Ward, clinic: Facility, siti: Patient) -> None:
    number = ward.issue(siti, send_on(siti, clinic, ward))
    other = make_ward()

    read = other.get(f"/SEP/{number}")
    gone = other.delete("/SEP/2.0/delete", {"request": {"t_sep": {"noSep": number}}})

    assert (read.code, gone.code) == ("201", "201")
    assert read.response is None
    assert siti.name not in str(read.raw)
    assert EligibilityLetter.objects.get(number=number).state == "issued"


def test_a_letter_is_changed(ward: Ward, clinic: Facility, siti: Patient) -> None:
    number = ward.issue(siti, send_on(siti, clinic, ward))
    change = {
        "noSep": number,
        "klsRawat": {"klsRawatHak": "3", "klsRawatNaik": "", "pembiayaan": ""},
        "noMR": "99-99",
        "catatan": "ralat",
        "diagAwal": "E11.9",
        "poli": {"tujuan": "", "eksekutif": "0"},
        "dpjpLayan": ward.doctor_code("JAN"),
        "noTelp": "0813",
        "user": "x",
    }

    answer = ward.put("/SEP/2.0/Update", {"request": {"t_sep": change}})

    assert (answer.code, answer.response, answer.sealed) == ("200", number, True)
    read = ward.get(f"/SEP/{number}").response
    assert (read["peserta"]["noMr"], read["catatan"]) == ("99-99", "ralat")
    assert read["dpjp"]["kdDPJP"] == ward.doctor_code("JAN")
    assert read["tujuanKunj"]["kode"] == "0"


def test_a_deleted_letter_answers_in_the_clear_and_frees_its_referral(
    ward: Ward, clinic: Facility, siti: Patient
) -> None:
    referral = send_on(siti, clinic, ward)
    number = ward.issue(siti, referral)

    gone = ward.delete("/SEP/2.0/delete", {"request": {"t_sep": {"noSep": number, "user": "x"}}})

    assert (gone.code, gone.response, gone.sealed) == ("200", number, False)
    assert ward.issue(siti, referral) != number


def test_the_older_delete_is_sealed(ward: Ward, siti: Patient) -> None:
    number = ward.issue(siti)

    gone = ward.delete("/SEP/Delete", {"request": {"t_sep": {"noSep": number, "user": "x"}}})

    assert (gone.response, gone.sealed) == (number, True)


def test_an_inpatient_leaves(ward: Ward, siti: Patient) -> None:
    number = ward.issue(siti, jnsPelayanan="1", dpjpLayan="")
    left = {
        "noSep": number,
        "statusPulang": "1",
        "noSuratMeninggal": "",
        "tglMeninggal": "",
        "tglPulang": DAY,
        "noLPManual": "",
        "user": "x",
    }

    answer = ward.put("/SEP/2.0/updtglplg", {"request": {"t_sep": left}})

    assert (answer.code, answer.raw["response"]) == ("200", None)
    listed = ward.get(f"/Sep/updtglplg/list/bulan/{MONTH}/tahun/{YEAR}/").response["list"]
    assert set(listed[0]) == {
        "noSep", "noSepUpdating", "jnsPelayanan", "ppkTujuan", "noKartu", "nama", "tglSep",
        "tglPulang", "status", "tglMeninggal", "noSurat", "keterangan", "user",
    }  # fmt: skip
    assert (listed[0]["noSep"], listed[0]["status"]) == (number, "1")
    found = ward.get(f"/Sep/updtglplg/list/bulan/{MONTH}/tahun/{YEAR}/{siti.card}")
    assert found.code == "200"
    assert ward.get(f"/Sep/updtglplg/list/bulan/{MONTH}/tahun/{YEAR}/nobody").code == "201"


def test_the_older_form_of_leaving_has_a_clock_time(ward: Ward, siti: Patient) -> None:
    number = ward.issue(siti, jnsPelayanan="1", dpjpLayan="")
    left = {"noSep": number, "tglPlg": f"{DAY} 09:00:00", "ppkPelayanan": ward.code}

    assert ward.put("/Sep/updtglplg", {"request": {"t_sep": left}}).code == "200"


def test_a_death_needs_its_day(ward: Ward, siti: Patient) -> None:
    number = ward.issue(siti, jnsPelayanan="1", dpjpLayan="")
    left = {"noSep": number, "statusPulang": "4", "tglPulang": DAY, "user": "x"}

    answer = ward.put("/SEP/2.0/updtglplg", {"request": {"t_sep": left}})

    assert "tglMeninggal" in answer.message


def test_nobody_leaves_tomorrow(ward: Ward, siti: Patient) -> None:
    number = ward.issue(siti, jnsPelayanan="1", dpjpLayan="")
    left = {"noSep": number, "statusPulang": "1", "tglPulang": day_after(1), "user": "x"}

    assert ward.put("/SEP/2.0/updtglplg", {"request": {"t_sep": left}}).code == "201"


def test_the_grouper_reads_in_the_clear(ward: Ward, siti: Patient) -> None:
    number = ward.issue(siti)

    answer = ward.get(f"/sep/cbg/{number}")

    assert not answer.sealed
    assert set(answer.raw["response"]["pesertasep"]) == {
        "kelamin", "klsRawat", "nama", "noKartuBpjs", "noMr", "noRujukan", "tglLahir",
        "tglPelayanan", "tktPelayanan",
    }  # fmt: skip
