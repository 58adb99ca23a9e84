"""One illness over the wire: referred, treated, paid for, seen again."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.factories.claims import COSTS, branch_officer, with_paper
from tests.factories.claims import Case as ClaimCase
from tests.factories.members import NOON, staff_of
from tests.factories.vclaim import DAY, MONTH, YEAR, Patient, Ward, day_after, send_on
from tests.factories.visits import Hospital as VisitHospital
from titian.bridging.services.wire import door
from titian.claims import services as claims
from titian.claims.types import ClaimPaperKind
from titian.facilities.models import Facility
from titian.kernel import clock
from titian.referrals import selectors as referrals_read
from titian.visits import selectors as visits_read

pytestmark = pytest.mark.django_db


def sheet(ward: Ward, letter: str) -> dict[str, Any]:
    told = {
        "noSep": letter,
        "tglMasuk": DAY,
        "tglKeluar": DAY,
        "jaminan": "1",
        "poli": {"poli": "INT"},
        "perawatan": {
            "ruangRawat": "1",
            "kelasRawat": "5",
            "caraKeluar": "1",
            "kondisiPulang": "1",
        },
        "diagnosa": [{"kode": "I10", "level": "1"}],
        "procedure": [],
        "rencanaTL": {"tindakLanjut": "4"},
        "DPJP": ward.doctor_code(),
        "user": "x",
    }
    return {"request": {"t_lpk": told}}


def by_control(ward: Ward, siti: Patient, referral: str, control: str, day: str) -> Any:
    """The body of the visit that a control letter leads to."""
    paper = {"noSurat": control, "kodeDPJP": ward.doctor_code()}
    return ward.wish(siti, referral, tglSep=day, skdp=paper, tujuanKunj="2", assesmentPel="5")


def first_visit(ward: Ward, siti: Patient, referral: str) -> tuple[str, str]:
    """The letter, and the control letter that comes out of it."""
    letter = ward.issue(siti, referral)
    asked = {
        "noSEP": letter,
        "kodeDokter": ward.doctor_code(),
        "poliKontrol": "INT",
        "tglRencanaKontrol": day_after(14),
        "user": "x",
    }
    made = ward.post("/RencanaKontrol/insert", {"request": asked}).response
    return letter, str(made["noSuratKontrol"])


def test_one_illness_from_referral_to_care_sheet(
    ward: Ward, clinic: Facility, siti: Patient
) -> None:
    referral = send_on(siti, clinic, ward)
    read = ward.get(f"/Rujukan/Peserta/{siti.card}").response["rujukan"]
    assert read["noKunjungan"] == referral

    letter, _ = first_visit(ward, siti, referral)

    assert ward.get(f"/Rujukan/JumlahSEP/1/{referral}").response["jumlahSEP"] == "1"
    assert ward.post("/LPK/insert", sheet(ward, letter)).response == letter
    (seen,) = ward.get(f"/Monitoring/Kunjungan/Tanggal/{DAY}/JnsPelayanan/2").response["sep"]
    assert seen["noSep"] == letter


def test_the_day_after_neither_paper_serves(ward: Ward, clinic: Facility, siti: Patient) -> None:
    referral = send_on(siti, clinic, ward)
    _, control = first_visit(ward, siti, referral)

    with clock.fixed(NOON + timedelta(days=1)):
        door.forget_paces()
        same = ward.post("/SEP/2.0/insert", ward.wish(siti, referral, tglSep=day_after(1)))
        early = by_control(ward, siti, referral, control, day_after(1))
        too_early = ward.post("/SEP/2.0/insert", early)

    assert (same.code, too_early.code) == ("201", "201")
    assert same.response is None


def test_the_control_letter_leads_to_the_second_visit(
    ward: Ward, clinic: Facility, siti: Patient
) -> None:
    referral = send_on(siti, clinic, ward)
    _, control = first_visit(ward, siti, referral)
    mine = f"Bulan/{MONTH}/Tahun/{YEAR}/Nokartu/{siti.card}/filter/1"

    with clock.fixed(NOON + timedelta(days=14)):
        door.forget_paces()
        body = by_control(ward, siti, referral, control, day_after(14))
        second = ward.post("/SEP/2.0/insert", body)
        shown = ward.get(f"/RencanaKontrol/noSuratKontrol/{control}").response
        (line,) = ward.get(f"/RencanaKontrol/ListRencanaKontrol/{mine}").response["list"]
        detail = ward.get(f"/SEP/{second.response['sep']['noSep']}").response

    assert second.said == ("200", "Sukses")
    assert (shown["flagKontrol"], line["terbitSEP"]) == ("True", "Sudah")
    assert detail["kontrol"]["noSurat"] == control


def test_the_claim_of_a_letter_is_followed_over_the_wire(
    ward: Ward, clinic: Facility, siti: Patient
) -> None:
    letter = ward.issue(siti, send_on(siti, clinic, ward))
    ward.post("/LPK/insert", sheet(ward, letter))
    officer = staff_of(ward.facility, "claims")
    case = ClaimCase(
        VisitHospital(ward.facility, ward.doctors["INT"]),
        siti.person_id,
        letter,
        officer,
        branch_officer(),
    )
    claims.set_costs(letter_number=letter, costs=COSTS, by=officer, at=NOON)
    for kind in (ClaimPaperKind.SUMMARY, ClaimPaperKind.BILL):
        with_paper(case, kind, at=NOON)
    path = f"/Monitoring/Klaim/Tanggal/{DAY}/JnsPelayanan/2/Status"

    claims.submit(letter_number=letter, by=officer, at=NOON)
    (process,) = ward.get(f"{path}/1").response["klaim"]
    claims.complete(letter_number=letter, client_key=uuid4(), by=case.branch, at=NOON)
    claims.approve(
        letter_number=letter, approved=800_000, client_key=uuid4(), by=case.branch, at=NOON
    )
    (approved,) = ward.get(f"{path}/3").response["klaim"]

    assert set(process) == {
        "Inacbg", "biaya", "kelasRawat", "noFPK", "noSEP", "peserta", "poli", "status",
        "tglPulang", "tglSep",
    }  # fmt: skip
    assert process["Inacbg"]["kode"] == COSTS.group_code
    assert process["biaya"]["bySetujui"] == "0"
    assert process["status"] == "Proses Verifikasi"
    assert approved["biaya"]["bySetujui"] == "800000"
    assert approved["noFPK"]
    assert ward.get(f"{path}/1").code == "201"
    changed = {"request": {"t_sep": {"noSep": letter, "catatan": "terlambat"}}}
    assert ward.put("/SEP/2.0/update", changed).code == "201"


def test_what_the_wire_wrote_is_what_the_pages_read(
    ward: Ward, clinic: Facility, siti: Patient
) -> None:
    referral = send_on(siti, clinic, ward)
    letter = ward.issue(siti, referral)
    desk = staff_of(ward.facility, "desk")

    seen = visits_read.letter(letter, viewer=desk, at=NOON)
    paper = referrals_read.referral(referral, viewer=desk, at=NOON)

    assert (seen.referral_number, seen.mr_number) == (referral, "00-12-34")
    assert (paper.state.value, paper.used_by_letter) == ("used", letter)
