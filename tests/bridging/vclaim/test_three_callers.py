"""Every endpoint of every service, asked by three: the patient's own hospital, another one that
knows all the right numbers, and somebody with a wrong key.
"""

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.bridging.vclaim.test_strangers import COMPLAINT, NOTE, RECORD, Numbers, numbers, said_in
from tests.factories.vclaim import DAY, Ward, make_ward
from tests.factories.wire import PREFIX, Answer, Hospital
from titian.bridging.rules.wire_routes import PREFIXES
from titian.bridging.services.wire import door
from titian.bridging.services.wire.table import TABLE
from titian.bridging.types.wire import Route, Wire

__all__ = ["numbers"]

pytestmark = pytest.mark.django_db

ADDRESS = "Jalan Rahasia 7"
OUTER = ("t_sep", "t_rujukan", "t_suratkontrol", "t_lpk", "t_prb")
# Places in a body by the number that belongs there, as the services spell them.
NAMED = {
    "letter": ("noSep", "noSEP", "noSepRujukan", "REFASALSJP", "refasalsjp", "noSepAsal"),
    "control": ("noSuratKontrol", "noSPRI", "noSurat"),
    "referral": ("noRujukan", "noKunjungan", "nomorreferensi"),
    "card": ("noKartu", "nomorkartu", "param", "noka"),
    "prescription": ("NOSJP", "nosjp", "nosepapotek"),
    "plan": ("noSrb", "noSRB"),
}
USUAL = {
    "user": "1", "catatan": "x", "tglSep": DAY, "statusPulang": "1", "tglPulang": DAY,
    "NORESEP": "1", "noresep": "1", "KDOBT": "900041", "kodeobat": "900041", "tipeobat": "N",
    "SIGNA1OBT": "1", "SIGNA2OBT": "1", "JMLOBT": "1", "JHO": "1", "KDJNSOBAT": "2",
    "TGLRSP": DAY, "TglMulai": DAY, "TglAkhir": DAY, "tglMasuk": DAY, "tglKeluar": DAY,
}  # fmt: skip


@pytest.fixture
def known(ward: Ward, numbers: Numbers) -> Numbers:
    """The patient's papers, a plan to go back and medicines of the hospital's own pharmacy too."""
    plan = {
        "noSep": numbers["letter"], "noKartu": numbers["card"], "alamat": ADDRESS,
        "email": "x@example.id", "programPRB": "02", "kodeDPJP": ward.doctor_code(),
        "keterangan": NOTE, "saran": "", "user": "1",
        "obat": [{"kdObat": "900053", "signa1": "1", "signa2": "1", "jmlObat": "30"}],
    }  # fmt: skip
    sent = ward.post("/PRB/insert", {"request": {"t_prb": plan}})
    assert sent.code == "200", sent.said
    medicine = {
        "REFASALSJP": numbers["letter"], "KDJNSOBAT": "2", "NORESEP": "77", "TGLRSP": DAY,
    }  # fmt: skip
    given = ward.hospital.send("POST", Wire.PHARMACY, "/sjpresep/v3/insert", medicine)
    assert given.code == "200", given.said
    more = {"plan": sent.response["noSRB"], "prescription": given.response["noApotik"]}
    return numbers | {name: str(value) for name, value in more.items()}


def body(known: Numbers) -> dict[str, object]:
    """All the right numbers under every name."""
    inner: dict[str, object] = dict(USUAL)
    for which, names in NAMED.items():
        inner |= dict.fromkeys(names, known[which])
    return inner | {"request": inner | dict.fromkeys(OUTER, inner)}


def asked(
    who: Hospital, route: Route, method: str, known: Numbers, prefix: str = "", **changes: str
) -> Answer:
    door.forget_paces()
    who.skew += 1
    names = [part[1:-1] for part in route.template.split("/") if part.startswith("{")]
    path = route.template
    for name in names:
        path = path.replace(f"{{{name}}}", filled(name, route, known))
    address = f"http://testserver/{prefix}{quote(path)}" if prefix else path
    sent = None if method == "GET" else body(known)
    return who.send(method, route.wire, address, sent, **changes)


def filled(name: str, route: Route, known: Numbers) -> str:
    low = name.lower()
    if "srb" in low or "apotek" in low:
        return known["plan" if "srb" in low else "prescription"]
    said = said_in(name, known)
    return f"{DAY[8:]}-{DAY[5:7]}-{DAY[:4]}" if route.wire is Wire.PCARE and said == DAY else said


def every(wire: Wire) -> Iterator[tuple[Route, str]]:
    return ((one, method) for one in TABLE.routes() if one.wire is wire for method in one.methods)


def papers(ward: Ward, known: Numbers) -> list[object]:
    """What the patient's own hospital reads of them."""
    door.forget_paces()
    paths = (
        f"/SEP/{known['letter']}",
        f"/RencanaKontrol/noSuratKontrol/{known['control']}",
        f"/Rujukan/{known['referral']}",
        f"/prb/{known['plan']}/nosep/{known['letter']}",
    )
    read = [ward.get(path) for path in paths]
    medicines = f"/pelayanan/obat/daftar/{known['prescription']}"
    read.append(ward.hospital.get(Wire.PHARMACY, medicines))
    assert [one.code for one in read] == ["200"] * 5
    return [one.response for one in read]


@pytest.mark.parametrize("wire", list(PREFIX))
def test_another_hospital_neither_reads_nor_changes_anything(
    wire: Wire, ward: Ward, known: Numbers
) -> None:
    stranger = make_ward().hospital
    secrets = {*known.values(), RECORD, NOTE, COMPLAINT, ADDRESS} - {known["card"]}
    before = papers(ward, known)

    told = []
    for route, method in every(wire):
        answer = asked(stranger, route, method, known)
        assert answer.status < 500, route.template
        text = json.dumps(answer.response, ensure_ascii=False)
        told += [f"{method} {route.template}: {one}" for one in secrets if one in text]

    assert not told, "\n".join(told)
    assert papers(ward, known) == before


@pytest.mark.parametrize("prefix", sorted(PREFIXES))
def test_a_wrong_key_is_refused_everywhere(prefix: str, ward: Ward, known: Numbers) -> None:
    hospital, wire = ward.hospital, PREFIXES[prefix]
    before = papers(ward, known)

    for route, method in every(wire):
        answer = asked(hospital, route, method, known, prefix, user_key="bukan kunci kami")
        assert (str(answer.code), answer.response) == ("401", None), route.template
        nobody = asked(hospital, route, method, known, prefix, x_cons_id="99999")
        assert (str(nobody.code), nobody.response) == ("401", None), route.template

    assert papers(ward, known) == before
