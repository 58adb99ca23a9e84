"""Whatever is typed or sent at the demo's own pages, none of them breaks."""

import json
from dataclasses import asdict
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titian.demo.hospitals.answering import Asked, answer
from titian.demo.hospitals.house import House, Memory
from titian.demo.hospitals.tokens import new_token
from titian.kernel import clock

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DEVELOPER = "/demo/pengembang/"
HOSPITAL = "3573258"
WORD = "sandi-contoh"
NOW = clock.now().astimezone(clock.JAKARTA)
BRIEFLY = settings(
    max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), database=None
)

words = st.one_of(
    st.sampled_from([
        "", "0", "1", "-1", "1e9", "9" * 30, "\x00", "a\x00b", "é", "../..", "%", "null",
        "vclaim", "slow", "10001", "panggil", "batal", "down", "up", "loses", "a" * 3_000,
        "JAN", "0009990000022", "3573003004500003", "2026-11-21", "08:00-20:00", "31-02-2026",
    ]),
    st.text(max_size=20),
)  # fmt: skip
leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), words)
anything = st.recursive(
    leaves, lambda one: st.lists(one, max_size=2) | st.dictionaries(words, one, max_size=2)
)


def forms(*names: str) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(names), words, max_size=len(names))


@pytest.mark.parametrize("page", ["", "panggilan/", "panggilan/kabar", "gangguan/"])
def test_any_question_of_the_developer_pages_is_answered(client: Client, page: str) -> None:
    @BRIEFLY
    @given(asked=forms("cons", "layanan", "sebelum", "setelah", "kembali"))
    def check(asked: dict[str, str]) -> None:
        assert client.get(f"{DEVELOPER}{page}", asked).status_code in (200, 304, 400)

    check()


@pytest.mark.parametrize("page", ["gangguan/", "gangguan/henti/"])
def test_any_form_of_the_developer_pages_is_answered(client: Client, page: str) -> None:
    @BRIEFLY
    @given(sent=forms("gangguan", "cons", "layanan", "detik", "kali", "nomor"))
    def check(sent: dict[str, str]) -> None:
        assert client.post(f"{DEVELOPER}{page}", sent).status_code in (303, 400, 422)

    check()


@pytest.mark.parametrize("number", ["0", "999999", "9" * 19, "9" * 40])
def test_a_call_that_was_never_made_is_not_found(client: Client, number: str) -> None:
    assert client.get(f"{DEVELOPER}panggilan/{number}/").status_code == 404
    assert client.post(f"{DEVELOPER}panggilan/{number}/ulangi/").status_code == 404


NAMES = [
    "nomorkartu", "nik", "nohp", "kodepoli", "norm", "tanggalperiksa", "kodedokter",
    "jampraktek", "jeniskunjungan", "nomorreferensi", "kodebooking", "keterangan", "waktu",
    "nama", "tanggalawal", "tanggalakhir", "nopeserta", "nomorkk", "jeniskelamin",
]  # fmt: skip


GOOD = {
    "nomorkartu": "0009990000022", "nik": "3573003004500003", "nohp": "0812", "kodepoli": "JAN",
    "norm": "000001", "tanggalperiksa": NOW.date().isoformat(), "kodedokter": 210005,
    "jampraktek": "08:00-20:00", "jeniskunjungan": 1, "nomorreferensi": "X",
}  # fmt: skip
PATHS = [
    "statusantrean", "ambilantrean", "sisaantrean", "batalantrean", "checkinantrean",
    "pasienbaru", "jadwaloperasirs", "jadwaloperasipasien", "ambilantreanfarmasi",
    "statusantreanfarmasi", "nothing", "\x00",
]  # fmt: skip


def told(body: bytes, path: str, memory: Memory, layout: str = "khanza") -> dict[str, Any]:
    """What such a house answers; all it remembers then can be kept in a row."""
    house = House(HOSPITAL, layout, "titian", WORD, {"JAN": "Jantung"}, {210005: "dr. Contoh"})
    headers = {"x-token": new_token(WORD, memory.tokens, NOW.timestamp())}
    method = "POST" if layout == "khanza" or path in ("antrean", "peserta") else "PUT"
    said = answer(house, memory, Asked(method, f"/{path}", headers, body), NOW)
    kept = json.dumps(asdict(memory), allow_nan=False)
    assert "\\u0000" not in kept
    json.dumps(asdict(memory), ensure_ascii=False).encode()
    read: dict[str, Any] = json.loads(said.body)
    assert said.status < 500
    assert read["metadata"]["message"]
    return read


@pytest.mark.parametrize("layout, paths", [
    ("khanza", PATHS), ("clinic", ["antrean", "peserta", "antrean/batal", "\x00"]),
])  # fmt: skip
def test_any_body_at_a_houses_wire_is_answered(layout: str, paths: list[str]) -> None:
    bodies = st.dictionaries(st.sampled_from([*GOOD, *NAMES]), anything, max_size=8) | anything

    @settings(BRIEFLY, max_examples=200)
    @given(
        path=st.sampled_from(paths),
        body=bodies.map(lambda one: json.dumps(one).encode()) | st.binary(max_size=60),
    )
    def check(path: str, body: bytes) -> None:
        told(body, path, Memory(), layout)

    check()


def test_a_number_taken_with_anything_in_one_field_can_be_kept() -> None:
    @settings(BRIEFLY, max_examples=200)
    @given(
        name=st.sampled_from(sorted(GOOD)),
        said=anything,
        layout=st.sampled_from(["khanza", "clinic"]),
    )
    def check(name: str, said: Any, layout: str) -> None:
        memory = Memory(patients={"3573003004500003": "000001"})
        path = "ambilantrean" if layout == "khanza" else "antrean"

        told(json.dumps({**GOOD, name: said}).encode(), path, memory, layout)

    check()


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 100_000, b"\xff\xfe", b"[]", b"1", b'{"nik":"\\u0000"}', b'{"nik":"\\ud800"}',
        b'{"kodedokter":Infinity}', b'{"kodedokter":1e999}', b'{"jeniskunjungan":NaN}',
        b'{"kodedokter":' + b"9" * 5_000 + b"}",
    ],
    ids=lambda raw: repr(raw[:24]),
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(raw: bytes) -> None:
    assert told(raw, "ambilantrean", Memory())["metadata"]["code"] == 201


def test_any_button_of_a_house_is_answered(moved_in: None, client: Client) -> None:
    @BRIEFLY
    @given(
        code=st.sampled_from([HOSPITAL, "nobody", "%00", "9" * 300]),
        page=st.sampled_from(["tekan/", "hari-buruk/"]),
        sent=forms("kode", "langkah", "apa"),
    )
    def check(code: str, page: str, sent: dict[str, str]) -> None:
        answered = client.post(f"/demo/rs/{code}/{page}", sent)

        assert answered.status_code == (303 if code == HOSPITAL else 404)

    check()
    assert client.get("/demo/rs/").status_code == 200
