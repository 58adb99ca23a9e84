"""Eligibility letters over the wire: what a hospital sends, and what it hears."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories.members import TODAY
from tests.factories.vclaim import (
    Patient,
    Ward,
    make_patient,
    make_ward,
    send_on,
)
from titian.bridging.types.wire import Wire
from titian.facilities.models import Facility
from titian.members.types import Change, Happening, WardClass
from titian.visits.models import EligibilityLetter

pytestmark = pytest.mark.django_db

BRIEF = {
    "asuransi", "hakKelas", "jnsPeserta", "kelamin", "nama", "noKartu", "noMr", "tglLahir",
}  # fmt: skip
ISSUED = {
    "assestmenPel", "catatan", "diagnosa", "flagProcedure", "informasi", "jnsPelayanan",
    "kdPenunjang", "kdPoli", "kelasRawat", "noRujukan", "noSep", "penjamin", "peserta", "poli",
    "poliEksekutif", "tglSep", "tujuanKunj",
}  # fmt: skip
DETAIL = {
    "noSep", "tglSep", "jnsPelayanan", "kelasRawat", "diagnosa", "noRujukan", "poli",
    "poliEksekutif", "catatan", "penjamin", "kdStatusKecelakaan", "nmstatusKecelakaan",
    "informasi", "lokasiKejadian", "dpjp", "peserta", "klsRawat", "kontrol", "cob", "katarak",
    "tujuanKunj", "flagProcedure", "kdPenunjang", "assestmenPel", "eSEP",
}  # fmt: skip


def refused(ward: Ward, body: dict[str, Any]) -> str:
    answer = ward.post("/SEP/2.0/insert", body)
    assert answer.code == "201"
    assert answer.response is None
    return answer.message


def test_a_referred_patient_gets_a_letter(ward: Ward, clinic: Facility, siti: Patient) -> None:
    referral = send_on(siti, clinic, ward)

    answer = ward.post("/SEP/2.0/insert", ward.wish(siti, referral))

    assert answer.said == ("200", "Sukses")
    assert answer.sealed
    sep = answer.response["sep"]
    assert set(sep) == ISSUED
    assert set(sep["peserta"]) == BRIEF
    assert set(sep["informasi"]) == {"dinsos", "eSEP", "noSKTM", "prolanisPRB"}
    assert sep["noSep"].startswith(f"{ward.code}{TODAY:%m%y}V")
    assert len(sep["noSep"]) == 19
    assert sep["diagnosa"].startswith("I10 - ")
    assert sep["jnsPelayanan"] == "R.Jalan"
    assert (sep["kdPoli"], sep["poliEksekutif"]) == ("INT", "Tidak")
    assert sep["noRujukan"] == referral
    assert sep["peserta"]["noMr"] == "00-12-34"


def test_the_letter_is_read_in_full(ward: Ward, clinic: Facility, siti: Patient) -> None:
    number = ward.issue(siti, send_on(siti, clinic, ward))

    answer = ward.get(f"/SEP/{number}")

    assert answer.sealed
    assert set(answer.response) == DETAIL
    assert set(answer.response["lokasiKejadian"]) == {
        "kdKab", "kdKec", "kdProp", "ketKejadian", "lokasi", "tglKejadian",
    }  # fmt: skip
    assert answer.response["dpjp"]["kdDPJP"] == ward.doctor_code()
    assert answer.response["klsRawat"]["klsRawatHak"] == "3"
    assert answer.response["tujuanKunj"] == {"kode": "0", "nama": "Normal"}
    assert answer.response["informasi"] is None  # a text or null: typed clients read no object


def test_every_leaf_of_the_body_comes_back(ward: Ward, clinic: Facility, siti: Patient) -> None:
    told = {
        "klsRawat": {
            "klsRawatHak": "3",
            "klsRawatNaik": "4",
            "pembiayaan": "2",
            "penanggungJawab": "Pemberi Kerja",
        },
        "tujuanKunj": "1",
        "flagProcedure": "1",
        "kdPenunjang": "12",
        "assesmentPel": "4",
        "cob": {"cob": "1"},
        "katarak": {"katarak": "1"},
        "poli": {"tujuan": "int", "eksekutif": "1"},
    }
    number = ward.issue(siti, send_on(siti, clinic, ward), **told)

    read = ward.get(f"/SEP/{number}").response

    assert read["klsRawat"] == told["klsRawat"]
    assert read["flagProcedure"]["kode"] == "1"
    assert read["kdPenunjang"] == {"kode": "12", "nama": "HEMODIALISA"}
    assert read["assestmenPel"]["kode"] == "4"
    assert (read["cob"], read["katarak"], read["poliEksekutif"]) == ("1", "1", "1")


def test_numbers_may_stand_where_texts_are_meant(
    ward: Ward, clinic: Facility, siti: Patient
) -> None:
    referral = send_on(siti, clinic, ward)
    body = ward.wish(siti, referral, noKartu=int(siti.card), jnsPelayanan=2, tujuanKunj=0)
    body["request"]["t_sep"]["noKartu"] = siti.card  # leading zeros are lost in a number
    body["request"]["t_sep"]["dpjpLayan"] = int(ward.doctor_code())
    body["request"]["t_sep"]["klsRawat"]["klsRawatHak"] = 3

    assert ward.post("/SEP/2.0/insert", body).code == "200"


def test_letter_case_and_slashes_of_a_path_do_not_matter(
    ward: Ward, clinic: Facility, siti: Patient
) -> None:
    number = ward.issue(siti, send_on(siti, clinic, ward))

    for path in (f"/sep/{number}", f"//Sep//{number}/", f"/SEP/{number.lower()}".upper()):
        assert ward.get(path).response["noSep"] == number


def test_the_older_form_writes_the_class_as_text(
    ward: Ward, clinic: Facility, siti: Patient
) -> None:
    body = ward.wish(siti, send_on(siti, clinic, ward), klsRawat="3")

    answer = ward.post("/SEP/1.1/insert", body)

    assert answer.code == "200"
    assert set(answer.response["sep"]) == ISSUED


def test_an_inactive_member_is_refused_and_told_why(ward: Ward, clinic: Facility) -> None:
    left = Happening(Change.LEFT_SEGMENT, TODAY - timedelta(days=30))
    budi = make_patient(clinic, left, name="Budi Santoso")

    said = refused(ward, ward.wish(budi, poli={"tujuan": "IGD", "eksekutif": "0"}))

    assert "tidak aktif" in said.lower()


def test_nobody_has_such_a_card(ward: Ward, siti: Patient) -> None:
    assert refused(ward, ward.wish(siti, noKartu="0009990000000")) == "Peserta Tidak Ditemukan"
    assert refused(ward, ward.wish(siti, noKartu="123")) == "Peserta Tidak Ditemukan"


def test_outpatient_care_needs_a_paper(ward: Ward, siti: Patient) -> None:
    assert "rujukan" in refused(ward, ward.wish(siti)).lower()


def test_a_referral_ends_after_ninety_days(ward: Ward, clinic: Facility, siti: Patient) -> None:
    referral = send_on(siti, clinic, ward, days_ago=91)

    assert "rujukan" in refused(ward, ward.wish(siti, referral)).lower()


def test_a_referral_is_used_once(ward: Ward, clinic: Facility, siti: Patient) -> None:
    referral = send_on(siti, clinic, ward)
    number = ward.issue(siti, referral)

    said = refused(ward, ward.wish(siti, referral))

    assert number in said or "sudah" in said
    assert EligibilityLetter.objects.filter(person=siti.person_id).count() == 1


def test_a_referral_to_another_hospital_is_not_there(
    ward: Ward, clinic: Facility, siti: Patient
) -> None:
    referral = send_on(siti, clinic, make_ward())

    assert ward.post("/SEP/2.0/insert", ward.wish(siti, referral)).code == "201"
    assert not EligibilityLetter.objects.filter(person=siti.person_id).exists()


def test_a_referral_is_for_one_specialty(ward: Ward, clinic: Facility, siti: Patient) -> None:
    referral = send_on(siti, clinic, ward)
    heart = {"tujuan": "JAN", "eksekutif": "0"}

    said = refused(ward, ward.wish(siti, referral, poli=heart))
    with_reason = ward.post(
        "/SEP/2.0/insert", ward.wish(siti, referral, poli=heart, assesmentPel="1")
    )

    assert "untuk" in said
    assert "JAN" in said
    assert with_reason.code == "200"


def test_one_letter_a_day_and_specialty(ward: Ward, siti: Patient) -> None:
    number = ward.issue(siti)

    emergency = {"tujuan": "IGD", "eksekutif": "0"}
    assert number in refused(ward, ward.wish(siti, poli=emergency))


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"ppkPelayanan": "9999R999"}, "bukan kode faskes Anda"),
        ({"jnsPelayanan": "3"}, "jnsPelayanan diisi 1"),
        ({"tglSep": "kemarin"}, "Format tglSep Tidak Sesuai"),
        ({"diagAwal": "QQQ"}, "QQQ"),
        ({"poli": {"tujuan": "XYZ"}}, "Poli XYZ tidak ada"),
        ({"poli": {}}, "poli.tujuan belum diisi"),
        ({"dpjpLayan": "1"}, "dpjpLayan 1 bukan dokter"),
        ({"klsRawat": {"klsRawatHak": "1"}}, "di atas hak peserta"),
        ({"klsRawat": {"klsRawatNaik": "9"}}, "klsRawatNaik tidak dikenal"),
        ({"tujuanKunj": "7"}, "tujuanKunj tidak dikenal"),
        ({"jaminan": {"lakaLantas": "1"}}, "tglKejadian diisi"),
        ({"tglSep": "2027-01-01"}, ""),
    ],
)
def test_what_does_not_fit_is_refused_by_name(
    ward: Ward, clinic: Facility, siti: Patient, changes: dict[str, Any], said: str
) -> None:
    referral = send_on(siti, clinic, ward)

    assert said in refused(ward, ward.wish(siti, referral, **changes))


def test_a_body_without_its_wrapping_is_refused(ward: Ward) -> None:
    assert "request.t_sep" in ward.post("/SEP/2.0/insert", {"t_sep": {}}).message


def test_a_member_of_a_higher_class_lies_in_it(ward: Ward, clinic: Facility) -> None:
    rich = make_patient(clinic, name="Rini Hartati", ward_class=WardClass.FIRST)

    number = ward.issue(rich, klsRawat={"klsRawatHak": "1"}, jnsPelayanan="1", dpjpLayan="")

    read = ward.get(f"/SEP/{number}").response
    assert (read["kelasRawat"], read["jnsPelayanan"]) == ("Kelas 1", "Rawat Inap")


def test_the_same_call_again_writes_once(ward: Ward, clinic: Facility, siti: Patient) -> None:
    body = ward.wish(siti, send_on(siti, clinic, ward))

    first = ward.hospital.send("POST", Wire.VCLAIM, "/SEP/2.0/insert", body)
    again = ward.hospital.send("POST", Wire.VCLAIM, "/SEP/2.0/insert", body)

    assert (first.code, again.code == "200") == ("200", False)
    assert EligibilityLetter.objects.filter(person=siti.person_id).count() == 1
