"""Leave for unusual letters, making sure of somebody, and asking a colleague next door."""

from typing import Any

import pytest

from tests.factories.members import TODAY
from tests.factories.vclaim import (
    DAY,
    MONTH,
    YEAR,
    Patient,
    Ward,
    day_after,
    make_ward,
    send_on,
)
from titian.facilities.models import Facility

pytestmark = pytest.mark.django_db

CHECK = "/SEP/FingerPrint"


def leave(siti: Patient, **changes: str) -> dict[str, Any]:
    asked = {
        "noKartu": siti.card,
        "tglSep": DAY,
        "jnsPelayanan": "2",
        "jnsPengajuan": "2",
        "keterangan": "jari terluka",
        "user": "x",
    }
    return {"request": {"t_sep": asked | changes}}


def answers(ward: Ward, siti: Patient, **changes: str) -> dict[str, Any]:
    told = {
        "noKartu": siti.card,
        "tglSep": DAY,
        "jenPel": "2",
        "ppkPelSep": ward.code,
        "tglLahir": "1990-03-17",
        "ppkPst": "",
        "user": "x",
    }
    return {"request": {"t_sep": told | changes}}


def is_sure(ward: Ward, siti: Patient) -> str:
    said = ward.get(f"{CHECK}/Peserta/{siti.card}/TglPelayanan/{DAY}")
    assert said.code == "200"
    assert set(said.response) == {"kode", "status"}
    return str(said.response["kode"])


def test_leave_is_asked_for_granted_and_listed(ward: Ward, siti: Patient) -> None:
    asked = ward.post("/Sep/pengajuanSEP", leave(siti))
    assert (asked.code, asked.response) == ("200", siti.card)
    assert is_sure(ward, siti) == "0"

    granted = ward.post("/Sep/aprovalSEP", leave(siti))

    assert granted.response == siti.card
    assert is_sure(ward, siti) == "1"
    (line,) = ward.get(f"/Sep/persetujuanSEP/list/bulan/{MONTH}/tahun/{YEAR}").response["list"]
    assert set(line) == {"noKartu", "nama", "tglsep", "jnspelayanan", "persetujuan", "status"}
    assert line["status"] == "Disetujui"


def test_nothing_is_granted_that_nobody_asked_for(ward: Ward, siti: Patient) -> None:
    answer = ward.post("/Sep/aprovalSEP", leave(siti))

    assert answer.code == "201"
    assert "pengajuan" in answer.message.lower()


def test_a_wrong_kind_of_leave_is_refused(ward: Ward, siti: Patient) -> None:
    assert "jnsPengajuan" in ward.post("/Sep/pengajuanSEP", leave(siti, jnsPengajuan="5")).message


def test_leave_is_of_one_hospital(ward: Ward, siti: Patient) -> None:
    ward.post("/Sep/pengajuanSEP", leave(siti))
    other = make_ward()

    assert other.post("/Sep/aprovalSEP", leave(siti)).code == "201"
    assert other.get(f"/Sep/persetujuanSEP/list/bulan/{MONTH}/tahun/{YEAR}").code == "201"


def test_a_letter_of_yesterday_needs_leave(ward: Ward, siti: Patient) -> None:
    yesterday = day_after(-1)
    emergency = {"tujuan": "IGD", "eksekutif": "0"}
    late = ward.wish(siti, tglSep=yesterday, poli=emergency)
    assert ward.post("/SEP/2.0/insert", late).code == "201"

    for path in ("/Sep/pengajuanSEP", "/Sep/aprovalSEP"):
        ward.post(path, leave(siti, tglSep=yesterday, jnsPengajuan="1"))

    assert ward.post("/SEP/2.0/insert", late).code == "200"


def test_who_knows_birth_day_and_clinic_is_the_person(
    ward: Ward, clinic: Facility, siti: Patient
) -> None:
    path = f"{CHECK}/randomquestion/faskesterdaftar/nokapst/{siti.card}/tglsep/{DAY}"
    offered = ward.get(path).response["faskes"]
    assert {"kode": clinic.scheme_code, "nama": clinic.name} in offered
    assert ward.get(path).response["faskes"] == offered

    wrong = ward.post(f"{CHECK}/randomanswer", answers(ward, siti, ppkPst="9P000000"))
    right = ward.post(f"{CHECK}/randomanswer", answers(ward, siti, ppkPst=str(clinic.scheme_code)))

    assert (wrong.response, right.response) == ("False", "True")
    assert is_sure(ward, siti) == "1"
    letter = ward.issue(siti)
    listed = ward.get(f"{CHECK}/List/Peserta/TglPelayanan/{DAY}").response["list"]
    assert listed == [{"noKartu": siti.card, "noSEP": letter}]
    assert make_ward().get(f"{CHECK}/List/Peserta/TglPelayanan/{DAY}").code == "201"


def test_three_wrong_answers_are_enough(ward: Ward, clinic: Facility, siti: Patient) -> None:
    for day in ("01", "02", "03"):
        told = answers(ward, siti, tglLahir=f"1990-03-{day}", ppkPst=str(clinic.scheme_code))
        assert ward.post(f"{CHECK}/randomanswer", told).response == "False"

    right = ward.post(f"{CHECK}/randomanswer", answers(ward, siti, ppkPst=str(clinic.scheme_code)))

    assert right.code == "201"
    assert is_sure(ward, siti) == "0"


def test_a_consultation_next_door_belongs_to_the_same_letter(
    ward: Ward, clinic: Facility, siti: Patient
) -> None:
    referral = send_on(siti, clinic, ward)
    letter = ward.issue(siti, referral)
    consult = ward.wish(
        siti,
        referral,
        poli={"tujuan": "JAN", "eksekutif": "0"},
        tujuanKunj="2",
        assesmentPel="4",
        dpjpLayan=ward.doctor_code("JAN"),
    )

    answer = ward.post("/SEP/2.0/insert", consult)

    assert answer.response["sep"]["noSep"] == letter
    inside = ward.get(f"/SEP/Internal/{letter}").response
    assert inside["count"] == "1"
    (line,) = inside["list"]
    assert len(line) == 24
    assert (line["kdpoliasal"], line["kdpolituj"]) == ("INT", "JAN")
    assert line["nosurat"].startswith(f"{ward.code}{TODAY:%m%y}N")
    assert line["kddokter"] == ward.doctor_code("JAN")

    gone = {
        "noSep": letter,
        "noSurat": line["nosurat"],
        "tglRujukanInternal": DAY,
        "kdPoliTuj": "JAN",
        "user": "x",
    }
    other = make_ward()
    assert other.get(f"/SEP/Internal/{letter}").code == "201"
    assert other.delete("/SEP/Internal/delete", {"request": {"t_sep": gone}}).code == "201"
    assert ward.delete("/SEP/Internal/delete", {"request": {"t_sep": gone}}).response == letter
    assert ward.get(f"/SEP/Internal/{letter}").code == "201"
