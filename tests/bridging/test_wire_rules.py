"""The seventeen rules that let unmodified clients in (bpjs-protocols §11), one test each."""

import json
from contextlib import suppress
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.members import make_family, new_person
from tests.factories.wire import FORM, Hospital, bridged
from titian.bridging.errors import WireRefused
from titian.bridging.rules import wire_envelopes as envelopes
from titian.bridging.rules.wire_fields import body_of, inner, number, text
from titian.bridging.rules.wire_routes import PREFIXES, Table
from titian.bridging.services.wire.table import TABLE
from titian.bridging.types.wire import Call, Reply, Route, Wire, bare, sealed
from titian.members.models import Person

DAY = "2026-11-20"


def anything(call: Call) -> Reply:
    return sealed(dict(call.values))


def table(*templates: str, methods: tuple[str, ...] = ("GET",)) -> Table:
    return Table(Route(Wire.VCLAIM, methods, template, anything) for template in templates)


def values(one: Table, path: str, method: str = "GET") -> dict[str, str] | None:
    found = one.find(Wire.VCLAIM, method, path)
    return None if found is None else dict(found.values)


@pytest.fixture
def hospital() -> Hospital:
    return bridged()


@pytest.fixture
def card() -> str:
    (person,) = make_family(new_person())
    return str(Person.objects.get(pk=person).card_sealed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/peserta/NOKARTU/{}/tglsep/2026-11-20", "/PESERTA/nokartu/{}/TGLSEP/2026-11-20"]
)
def test_rule_1_letter_case_of_an_address_does_not_matter(
    hospital: Hospital, card: str, path: str
) -> None:
    assert hospital.get(Wire.VCLAIM, path.format(card)).code == "200"


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["/VClaim-Rest", "/vclaim-rest-dev"])
def test_rule_1_nor_of_a_prefix(hospital: Hospital, card: str, prefix: str) -> None:
    headers = hospital.headers(Wire.VCLAIM)
    path = f"{prefix}/Peserta/nokartu/{card}/tglSEP/{DAY}"

    answer = hospital.answer(headers, *hospital.send_raw("GET", path, b"", headers))

    assert answer.code == "200"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["//Peserta//nokartu/{}/tglSEP/2026-11-20", "/Peserta/nokartu/{}/tglSEP/2026-11-20/"]
)
def test_rule_2_slashes_may_be_doubled_or_trail(hospital: Hospital, card: str, path: str) -> None:
    assert hospital.get(Wire.VCLAIM, path.format(card)).code == "200"


@pytest.mark.parametrize("said", ["A#12", "08:00-16:00", "demam berdarah", "a/b", "50%"])
def test_rule_3_values_of_an_address_are_decoded(said: str) -> None:
    assert values(table("/antrean/{kode}"), f"/antrean/{said}") == {"kode": said}


@pytest.mark.django_db
def test_rule_3_also_over_http(hospital: Hospital) -> None:
    answer = hospital.get(Wire.VCLAIM, f"/referensi/poli/{quote('tidak ada/#', safe='')}")

    assert answer.said == ("201", "Data Tidak Ditemukan")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind", [FORM, "application/json", "text/plain", "", "multipart/form-data"]
)
def test_rule_4_the_body_is_json_whatever_its_type_says(hospital: Hospital, kind: str) -> None:
    answer = hospital.send(
        "GET", Wire.VCLAIM, "/referensi/propinsi", b"{not even json", **{"Content-Type": kind}
    )

    assert answer.code == "200"
    assert body_of(b'{"request":{"t_sep":{"noSep":"1"}}}') == {"request": {"t_sep": {"noSep": "1"}}}


@pytest.mark.parametrize("said", ["12", 12, 12.0, " 12 "])
def test_rule_5_numbers_may_be_text_and_text_numbers(said: object) -> None:
    assert number({"kodedokter": said}, "kodedokter") == 12
    assert text({"kodedokter": said}, "kodedokter") == "12"
    assert inner({"Request": {"T_SEP": {"a": 1}}}, "request", "t_sep") == {"a": 1}


@pytest.mark.parametrize("wire", list(Wire))
def test_rule_6_codes_are_text_for_vclaim_and_numbers_for_queues(wire: Wire) -> None:
    told = json.loads(envelopes.envelope(wire, bare(), None))
    meta = told.get("metaData") or told["metadata"]

    wants_text = wire in (Wire.VCLAIM, Wire.RECORDS, Wire.PHARMACY)
    assert isinstance(meta["code"], str if wants_text else int)


@pytest.mark.parametrize("wire", list(Wire))
def test_rule_7_a_refusal_has_no_response(wire: Wire) -> None:
    assert json.loads(envelopes.refusal(wire, 201, "tidak"))["response"] is None


@pytest.mark.django_db
def test_rule_8_messages_that_are_compared_are_literal(hospital: Hospital) -> None:
    answer = hospital.get(Wire.VCLAIM, "/referensi/faskes/dinoyo/1")

    assert answer.said == ("200", "Sukses")
    assert json.loads(envelopes.envelope(Wire.PCARE, bare(), None))["metaData"]["message"] == "OK"


def test_rule_9_the_usual_code_is_200_and_of_aplicares_1() -> None:
    usual = {wire: envelopes.success(wire, bare())[0] for wire in Wire}

    assert usual.pop(Wire.APLICARES) == 1
    assert set(usual.values()) == {200}
    assert envelopes.success(Wire.ANTREAN_RS, sealed([], code=1)) == (1, "Ok")


def test_rule_10_what_pcare_made_has_code_201() -> None:
    told = json.loads(envelopes.envelope(Wire.PCARE, sealed({}, message="CREATED", code=201), "x"))

    assert told["metaData"] == {"code": 201, "message": "CREATED"}


@pytest.mark.django_db
def test_rule_11_lists_of_vclaim_are_objects(hospital: Hospital) -> None:
    answer = hospital.get(Wire.VCLAIM, "/referensi/propinsi")

    assert {"kode": "35", "nama": "Jawa Timur"} in answer.response["list"]


def test_rule_12_antrean_fktp_has_both_keys() -> None:
    told = json.loads(envelopes.envelope(Wire.ANTREAN_FKTP, bare(), None))

    assert told["metadata"] == told["metaData"] == {"code": 200, "message": "OK"}


@pytest.mark.django_db
@pytest.mark.parametrize("drift", [-1, 0, 1])
def test_rule_13_the_signature_may_be_a_second_off(
    hospital: Hospital, card: str, drift: int
) -> None:
    headers = hospital.headers(Wire.VCLAIM)
    moved = str(int(headers["X-timestamp"]) + drift)
    signed = hospital.headers(Wire.VCLAIM, x_timestamp=moved)["X-signature"]

    answer = hospital.get(
        Wire.VCLAIM,
        f"/Peserta/nokartu/{card}/tglSEP/{DAY}",
        x_timestamp=headers["X-timestamp"],
        x_signature=signed,
    )

    assert answer.code == "200"
    assert answer.response["peserta"]["noKartu"] == card


def test_rule_14_an_endpoint_may_have_several_methods() -> None:
    one = table("/rest/bed/update/{kodeppk}", methods=("POST", "PUT", "DELETE"))

    assert {
        m for m in ("GET", "POST", "PUT", "DELETE") if values(one, "/rest/bed/update/1", m)
    } == {
        "POST",
        "PUT",
        "DELETE",
    }


@pytest.mark.django_db
def test_rule_15_a_business_refusal_is_http_200(hospital: Hospital) -> None:
    answer = hospital.get(Wire.VCLAIM, f"/Peserta/nokartu/0009990000000/tglSEP/{DAY}")

    assert (answer.status, *answer.said) == (200, "201", "Peserta Tidak Ditemukan")
    assert answer.response is None


@pytest.mark.django_db
def test_rule_16_plain_http_will_do_in_a_test(hospital: Hospital) -> None:
    assert hospital.get(Wire.VCLAIM, "/referensi/kelasrawat").code == "200"


@pytest.mark.django_db
def test_rule_17_no_gzip_and_a_content_length(hospital: Hospital) -> None:
    answer = hospital.send(
        "GET", Wire.VCLAIM, "/referensi/propinsi", None, **{"Accept-Encoding": "gzip, deflate"}
    )

    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Content-Type"] == "application/json"


def test_every_service_has_its_prefixes() -> None:
    assert set(PREFIXES.values()) == set(Wire)


def test_no_endpoint_is_declared_twice() -> None:
    seen = [
        (route.wire, method, route.template.lower())
        for route in TABLE.routes()
        for method in route.methods
    ]

    assert sorted(seen) == sorted(set(seen))


def test_the_more_literal_template_is_meant() -> None:
    one = table("/Rujukan/{noRujukan}", "/Rujukan/RS/{noRujukan}", "/Rujukan/Peserta/{noKartu}")

    assert values(one, "/rujukan/rs/1") == {"noRujukan": "1"}
    assert values(one, "/Rujukan/Peserta/2") == {"noKartu": "2"}
    assert values(one, "/Rujukan/3") == {"noRujukan": "3"}


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_body_or_are_refused(raw: bytes) -> None:
    with suppress(WireRefused):
        assert isinstance(body_of(raw), dict)
