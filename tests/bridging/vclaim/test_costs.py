"""What a call costs: few statements however long the lists, and no table read whole."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import StatementBudget
from tests.factories.crowd import read_whole
from tests.factories.vclaim import DAY, Patient, Ward, make_patient, send_on
from titian.facilities.models import Facility

pytestmark = pytest.mark.django_db

LARGE = (
    "person", "referral", "referral_letter", "visit", "visit_letter", "visit_chronic_plan",
    "visit_identity", "visit_approval", "claim", "audit_entry", "wire_call",
)  # fmt: skip


# Each with the statements it may cost, the door's own included: one more than it does.
READS = {
    "participant": (f"/Peserta/nokartu/{{card}}/tglSEP/{DAY}", 4),
    "referral": ("/Rujukan/{referral}", 7),
    "referrals of a card": ("/Rujukan/List/Peserta/{card}", 7),
    "letter": ("/SEP/{letter}", 9),
    "letters of a day": (f"/Monitoring/Kunjungan/Tanggal/{DAY}/JnsPelayanan/2", 5),
    "history": (
        f"/monitoring/HistoriPelayanan/NoKartu/{{card}}/tglMulai/{DAY}/tglAkhir/{DAY}",
        6,
    ),
    "plans": (f"/prb/tglMulai/{DAY}/tglAkhir/{DAY}", 5),
    "fingerprint": (f"/SEP/FingerPrint/Peserta/{{card}}/TglPelayanan/{DAY}", 6),
    "control letters": (
        f"/RencanaKontrol/ListRencanaKontrol/tglAwal/{DAY}/tglAkhir/{DAY}/filter/1",
        3,
    ),
    "sheets": (f"/LPK/TglMasuk/{DAY}/JnsPelayanan/2", 4),
    "claims": (f"/Monitoring/Klaim/Tanggal/{DAY}/JnsPelayanan/2/Status/1", 3),
}
INSERT = 36


@pytest.mark.parametrize("what", list(READS))
def test_a_read_costs_few_statements(
    what: str, ward: Ward, clinic: Facility, siti: Patient, statements: "type[StatementBudget]"
) -> None:
    referral = send_on(siti, clinic, ward)
    known = {"card": siti.card, "referral": referral, "letter": ward.issue(siti, referral)}
    ward.get("/referensi/kelasrawat")
    path, most = READS[what]

    with statements.at_most(most) as captured:
        ward.get(path.format(**known))

    sent = [one["sql"] for one in captured]
    with connection.cursor() as cursor:  # of a few rows any planner would read all, index or not
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert not read_whole(sent, LARGE)


def test_a_list_costs_the_same_for_one_and_for_many(ward: Ward, clinic: Facility) -> None:
    path = f"/Monitoring/Kunjungan/Tanggal/{DAY}/JnsPelayanan/2"
    costs = []
    ward.get(path)  # now everything that is kept in memory is
    for people in (1, 4):
        for _ in range(people):
            ward.issue(make_patient(clinic))
        with CaptureQueriesContext(connection) as captured:
            found = ward.get(path).response["sep"]
        costs.append((len(found), [one["sql"].split(" WHERE ")[0] for one in captured]))

    assert [found for found, _ in costs] == [1, 5]
    assert len(costs[0][1]) == len(costs[1][1]), costs


def test_a_letter_is_issued_in_a_bounded_number_of_statements(
    ward: Ward, clinic: Facility, siti: Patient, statements: "type[StatementBudget]"
) -> None:
    ward.issue(make_patient(clinic))  # now everything that is kept in memory is
    body = ward.wish(siti, send_on(siti, clinic, ward))

    with statements.at_most(INSERT):
        assert ward.post("/SEP/2.0/insert", body).code == "200"
