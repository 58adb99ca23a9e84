"""Whatever is sent to any endpoint, the answer has the service's envelope: no fault, no hang."""

import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.facilities import make_facility
from tests.factories.members import make_family, new_person
from tests.factories.wire import PREFIX, Hospital, bridged
from titian.bridging.rules.wire_routes import PREFIXES
from titian.bridging.services.wire import door
from titian.bridging.services.wire.table import TABLE
from titian.bridging.types.wire import Route, Wire
from titian.facilities.models import Practitioner, Service
from titian.facilities.types import FacilityKind

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ROUTES = TABLE.routes()
NOBODY = new_person()  # on record in every test here
_PLACE = re.compile(r"\{\w+\}")

# What clients really write, and what nobody should.
words = st.one_of(
    st.sampled_from([
        "", "1", "2", "0", NOBODY.card_number, NOBODY.nik or "", "9R00FUZZ", "200001",
        "2026-11-20", "20-11-2026", "INT", "31-02-2026", "99999999999999999999", "-1", "a/b",
        "..", "%", "\x00", "'", "08:00-12:00", "null",
    ]),
    st.text(max_size=30),
)  # fmt: skip
leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), words)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def names() -> list[str]:
    """Names of fields that the services know, so that bodies come close to real ones."""
    return [
        "request", "t_sep", "t_rujukan", "t_suratkontrol", "t_lpk", "t_prb", "noKartu", "noSep",
        "noSEP", "noRujukan", "noSuratKontrol", "nomorkartu", "nik", "kodebooking", "kodepoli",
        "kodedokter", "tanggalperiksa", "taskid", "waktu", "jampraktek", "tglSep", "user",
        "noKunjungan", "kdPoli", "tglDaftar", "kdDokter", "kodekelas", "koderuang", "kapasitas",
        "tersedia", "param", "dataMR", "obat", "diagnosa", "poli", "rujukan", "jadwal", "NOSJP",
    ]  # fmt: skip


@pytest.fixture
def hospital() -> Hospital:
    place = make_facility()
    place.kind, place.scheme_code = FacilityKind.HOSPITAL, "9R00FUZZ"
    place.save()
    Service.objects.create(facility=place, code="INT", name="Penyakit Dalam", letter="A")
    Practitioner.objects.create(facility=place, name="dr. Contoh", scheme_code=200_001)
    make_family(NOBODY)
    return bridged(place)


def bodies(names: list[str]) -> st.SearchStrategy[Any]:
    return st.recursive(
        st.dictionaries(st.sampled_from(names), leaves, max_size=6),
        lambda inner: st.dictionaries(st.sampled_from(names), inner | leaves, max_size=6),
        max_leaves=10,
    )


def send(hospital: Hospital, route: Route, path: str, raw: bytes) -> tuple[int, dict[str, Any]]:
    """Over Django's client, which decodes a path as servers do."""
    door.forget_paces()
    headers = hospital.headers(route.wire)
    safe = "".join(f"%{byte:02X}" for byte in path.encode("utf-8", "ignore"))
    address = f"{PREFIX[route.wire]}/{safe}"
    status, text, _ = hospital.send_raw(route.methods[0], address, raw, headers)
    return status, json.loads(text)


def is_an_envelope(wire: Wire, told: dict[str, Any]) -> bool:
    meta = told.get("metaData") or told.get("metadata")
    wants_text = wire in (Wire.VCLAIM, Wire.RECORDS, Wire.PHARMACY)
    return isinstance(meta, dict) and isinstance(meta["code"], str if wants_text else int)


@pytest.mark.parametrize("route", ROUTES, ids=lambda r: f"{r.methods[0]} {r.wire} {r.template}")
def test_any_json_is_answered(route: Route, hospital: Hospital, names: list[str]) -> None:
    @settings(
        max_examples=8,
        deadline=5_000,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(filling=st.lists(words, min_size=8, max_size=8), body=bodies(names) | values)
    def check(filling: list[str], body: Any) -> None:
        rest = iter(filling)
        path = _PLACE.sub(lambda _: next(rest), route.template).lstrip("/")
        raw = json.dumps(body).encode("utf-8", "ignore")

        status, told = send(hospital, route, path, raw)

        assert status < 500
        assert is_an_envelope(route.wire, told)

    check()


@pytest.mark.parametrize("route", ROUTES[::7], ids=lambda r: f"{r.methods[0]} {r.template}")
def test_any_bytes_are_answered(route: Route, hospital: Hospital) -> None:
    @settings(max_examples=15, deadline=5_000, suppress_health_check=list(HealthCheck))
    @given(raw=st.binary(max_size=300))
    def check(raw: bytes) -> None:
        path = _PLACE.sub("1", route.template).lstrip("/")

        status, told = send(hospital, route, path, raw)

        assert status < 500
        assert is_an_envelope(route.wire, told)

    check()


@pytest.mark.parametrize("prefix", list(PREFIXES))
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_every_method_at_every_prefix_has_its_envelope(
    prefix: str, method: str, hospital: Hospital
) -> None:
    wire = PREFIXES[prefix]

    status, text, _ = hospital.send_raw(method, f"/{prefix}", b"[[[", hospital.headers(wire))

    assert status == 404
    assert is_an_envelope(wire, json.loads(text))


@pytest.mark.parametrize("wire", list(Wire))
@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"a":1e999999}',
        b'{"a":' + b"9" * 5_000 + b"}",
        b"\xff\xfe" * 1_000,
        b'"' + b"\\ud800" * 1_000 + b'"',
        b"0" * 6_000_000,
    ],
    ids=["brackets", "braces", "infinity", "digits", "no text", "half signs", "six megabytes"],
)
def test_what_is_made_to_hurt_is_refused(wire: Wire, raw: bytes, hospital: Hospital) -> None:
    posts = [one for one in ROUTES if one.wire is wire and "POST" in one.methods]
    for route in posts[:3]:
        path = _PLACE.sub("1", route.template).lstrip("/")

        status, told = send(hospital, Route(wire, ("POST",), "", route.handle), path, raw)

        assert status < 500
        assert is_an_envelope(wire, told)


@pytest.mark.parametrize("name", ["X-cons-id", "X-timestamp", "X-signature", "user_key"])
@pytest.mark.parametrize("said", ["\u0660", "9" * 5_000, "-1", "1e9", "' OR ''='", "é", "=" * 44])
def test_any_header_is_answered(name: str, said: str, hospital: Hospital) -> None:
    headers = hospital.headers(Wire.VCLAIM) | {name: said}

    status, text, _ = hospital.send_raw("GET", "/vclaim-rest/referensi/propinsi", b"", headers)

    assert status == 200
    assert json.loads(text)["metaData"]["code"] == "401"
