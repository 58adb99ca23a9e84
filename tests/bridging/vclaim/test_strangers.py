"""No facility sees another's patients: a stranger asks everything, with all the right numbers."""

import json
import re
from collections.abc import Iterator

import pytest

from tests.factories.members import TODAY
from tests.factories.vclaim import DAY, Patient, Ward, day_after, make_ward, send_on
from tests.factories.wire import Answer
from titian.bridging.services.wire import door
from titian.bridging.services.wire.table import TABLE
from titian.bridging.types.wire import Route, Wire
from titian.facilities.models import Facility

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

_PLACE = re.compile(r"\{(\w+)\}")
RECORD, NOTE, COMPLAINT = "RM-RAHASIA", "catatan rahasia", "pusing dua minggu"

Numbers = dict[str, str]


@pytest.fixture
def numbers(ward: Ward, siti: Patient, clinic: Facility) -> Numbers:
    """A patient of the ward: referred, treated, planned to come again."""
    referral = send_on(siti, clinic, ward)
    letter = ward.issue(siti, referral, noMR=RECORD, catatan=NOTE)
    asked = {
        "noSEP": letter,
        "kodeDokter": ward.doctor_code(),
        "poliKontrol": "INT",
        "tglRencanaKontrol": day_after(14),
        "user": "x",
    }
    control = ward.post("/RencanaKontrol/insert", {"request": asked})
    assert control.code == "200", control.said
    return {
        "referral": referral,
        "letter": letter,
        "control": str(control.response["noSuratKontrol"]),
        "card": siti.card,
    }


def said_in(name: str, numbers: Numbers) -> str:
    """What somebody who knows everything would put into this place of an address."""
    known = name.lower()
    for part, value in (
        ("nosep", numbers["letter"]),
        ("nosuratkontrol", numbers["control"]),
        ("norujukan", numbers["referral"]),
        ("nokunjungan", numbers["referral"]),
        ("kartu", numbers["card"]),
        ("nomor", numbers["card"]),
        ("bulan", f"{TODAY:%m}"),
        ("tahun", f"{TODAY:%Y}"),
        ("tgl", DAY),
        ("start", "0"),
        ("limit", "100"),
        ("jenis", "2"),
        ("jnspelayanan", "2"),
    ):
        if part in known:
            return value
    return "1"


def reads() -> Iterator[Route]:
    for route in TABLE.routes():
        if route.wire is not Wire.APLICARES and "GET" in route.methods:
            yield route


def asked(stranger: Ward, route: Route, numbers: Numbers) -> tuple[str, Answer]:
    door.forget_paces()
    path = _PLACE.sub(lambda found: said_in(found[1], numbers), route.template)
    day_first = route.wire is Wire.PCARE
    path = path.replace(DAY, f"{TODAY:%d-%m-%Y}") if day_first else path
    return path, stranger.hospital.get(route.wire, path)


def test_a_stranger_reads_nothing_of_the_patient(numbers: Numbers) -> None:
    stranger = make_ward()
    secrets = {*numbers.values(), RECORD, NOTE, COMPLAINT} - {numbers["card"]}

    told = []
    for route in reads():
        path, answer = asked(stranger, route, numbers)
        text = json.dumps(answer.response, ensure_ascii=False)
        told += [f"{path}: {each}" for each in secrets if each in text]

    assert not told, "\n".join(told)


def test_its_own_hospital_reads_all_of_it(ward: Ward, numbers: Numbers) -> None:
    letter = json.dumps(ward.get(f"/SEP/{numbers['letter']}").response)

    assert RECORD in letter
    assert NOTE in letter
    assert numbers["referral"] in letter


@pytest.mark.parametrize(
    "method, path, named",
    [
        ("PUT", "/SEP/2.0/update", {"t_sep": {"noSep": "letter", "catatan": "berubah"}}),
        ("DELETE", "/SEP/2.0/delete", {"t_sep": {"noSep": "letter", "user": "x"}}),
        (
            "PUT",
            "/SEP/2.0/updtglplg",
            {"t_sep": {"noSep": "letter", "statusPulang": "1", "tglPulang": DAY}},
        ),
        ("DELETE", "/RencanaKontrol/Delete", {"t_suratkontrol": {"noSuratKontrol": "control"}}),
        ("DELETE", "/LPK/delete", {"t_lpk": {"noSep": "letter"}}),
        ("POST", "/LPK/insert", {"t_lpk": {"noSep": "letter", "tglMasuk": DAY}}),
        ("POST", "/PRB/insert", {"t_prb": {"noSep": "letter", "noKartu": "card"}}),
        ("DELETE", "/Rujukan/delete", {"t_rujukan": {"noRujukan": "referral", "user": "x"}}),
    ],
)
def test_a_stranger_changes_nothing_of_the_patient(
    method: str, path: str, named: dict[str, dict[str, str]], ward: Ward, numbers: Numbers
) -> None:
    body = {
        outer: {name: numbers.get(value, value) for name, value in inner.items()}
        for outer, inner in named.items()
    }
    before = ward.get(f"/SEP/{numbers['letter']}").response

    answer = make_ward().write(method, path, {"request": body})

    assert answer.code == "201", answer.said
    assert answer.response is None
    assert ward.get(f"/SEP/{numbers['letter']}").response == before
    assert ward.get(f"/RencanaKontrol/noSuratKontrol/{numbers['control']}").code == "200"
