"""A city brings a file on a page: weighed, mended, applied; three people try."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.facilities import make_facility, make_line, make_service
from tests.factories.imports import a_clinic, a_family, csv_text
from tests.factories.members import make_person
from titian.facilities import selectors as facilities_read
from titian.facilities.models import Facility
from titian.imports import services as imports
from titian.imports.models import Import, ImportPart, ImportRow
from titian.imports.types import Kind, State
from titian.kernel import clock
from titian.kernel.scopes import EVERYWHERE, Grant, Scope
from titian.members.models import Person
from titian.platform.db.sealing import blind_index

pytestmark = pytest.mark.django_db
HEALTH = Grant("agency", Scope("office", "35.73/health"))
OPERATOR = Grant("operator", Scope(EVERYWHERE))


def _brought(client: Client, kind: Kind, content: bytes, name: str = "data.csv") -> str:
    """The address of the page of the file."""
    answer = client.post(
        "/petugas/data-masuk/",
        {"kunci": str(uuid4()), "jenis": kind, "berkas": SimpleUploadedFile(name, content)},
    )
    assert answer.status_code == 303, answer.content.decode()[:2000]
    return answer.headers["Location"]


def _work(address: str) -> Import:
    """What the worker does, until the file waits for somebody."""
    number = int(address.rstrip("/").rsplit("/", 1)[1])
    for _ in range(20):
        one = Import.objects.get(pk=number)
        if one.state not in (State.WEIGHING, State.APPLYING):
            break
        imports.go_on(at=clock.now())
    return Import.objects.get(pk=number)


def test_a_file_is_weighed_mended_and_applied(client: Client) -> None:
    signed_in_staff(client, (HEALTH,))
    (sound,), (wrong,) = a_family(1), a_family(1, sex="X")
    address = _brought(client, Kind.MEMBERS, csv_text(Kind.MEMBERS, [sound, wrong]).encode())

    _work(address)
    page = client.get(address).content.decode()
    row = ImportRow.objects.get(of__state=State.WEIGHED, of__digest=_digest(address))
    assert "Jenis kelamin: L atau P." in page
    assert not Person.objects.filter(nik_index=blind_index("nik", sound["nik"])).exists()

    (cell,) = re.findall(rf'name="({row.pk}_\d+)"', page)
    client.post(address, {cell: "L"})
    client.post(f"{address}terapkan/")
    done = _work(address)

    assert (done.state, done.new, done.broken) == (State.DONE, 2, 0)
    assert Person.objects.filter(nik_index=blind_index("nik", wrong["nik"])).exists()
    assert not ImportPart.objects.filter(of=done).exists()
    assert "Semua baris sudah masuk" in client.get(address).content.decode()


def _digest(address: str) -> bytes:
    number = int(address.rstrip("/").rsplit("/", 1)[1])
    return bytes(Import.objects.get(pk=number).digest)


def test_rows_are_mended_after_the_rest_went_in_too(client: Client) -> None:
    signed_in_staff(client, (OPERATOR,))
    clinic, wrong = a_clinic(), a_clinic(kind="toko")
    address = _brought(client, Kind.FACILITIES, csv_text(Kind.FACILITIES, [clinic, wrong]).encode())
    _work(address)
    client.post(f"{address}terapkan/")
    _work(address)

    (cell,) = re.findall(r'name="(\d+_\d+)"', client.get(address).content.decode())
    client.post(address, {cell: "klinik"})
    client.post(f"{address}terapkan/")

    assert set(
        Facility.objects.filter(code__in=[clinic["code"], wrong["code"]]).values_list(
            "code", flat=True
        )
    ) == {clinic["code"], wrong["code"]}


def test_the_wrong_rows_come_back_as_a_file_that_can_be_given_again(client: Client) -> None:
    signed_in_staff(client, (OPERATOR,))
    wrong = a_clinic(kind="toko")
    address = _brought(client, Kind.FACILITIES, csv_text(Kind.FACILITIES, [wrong]).encode())
    _work(address)

    file = client.get(f"{address}perbaiki").content
    again = _brought(client, Kind.FACILITIES, file.replace(b"toko", b"klinik"))

    assert "alasan" in file.decode("utf-8-sig").splitlines()[0]
    assert "(kind)" in file.decode()
    assert _work(again).weighed == [1, 0, 0, 0]


def test_a_dropped_file_leaves_no_row_behind(client: Client) -> None:
    signed_in_staff(client, (OPERATOR,))
    address = _brought(
        client, Kind.FACILITIES, csv_text(Kind.FACILITIES, [a_clinic(kind="x")]).encode()
    )
    one = _work(address)

    client.post(f"{address}batal/")

    assert Import.objects.get(pk=one.pk).state == State.DROPPED
    assert not ImportPart.objects.filter(of=one).exists()
    assert not ImportRow.objects.filter(of=one).exists()


def test_a_row_that_is_left_out_is_not_named_again_when_applied(client: Client) -> None:
    signed_in_staff(client, (OPERATOR,))
    lines = [a_clinic(), a_clinic(kind="toko")]
    address = _brought(client, Kind.FACILITIES, csv_text(Kind.FACILITIES, lines).encode())
    one = _work(address)
    row = ImportRow.objects.get(of=one)

    client.post(f"{address}{row.pk}/hapus/")
    client.post(f"{address}terapkan/")
    _work(address)

    assert "Semua baris sudah masuk" in client.get(address).content.decode()
    assert ImportRow.objects.get(of=one).values_sealed == "[]"


def test_rows_are_let_go_after_a_month(client: Client) -> None:
    signed_in_staff(client, (OPERATOR,))
    lines = [a_clinic(kind="x")]
    one = _work(_brought(client, Kind.FACILITIES, csv_text(Kind.FACILITIES, lines).encode()))

    imports.forget_old(at=clock.now() + timedelta(days=31))

    assert not ImportRow.objects.filter(of=one).exists()
    assert Import.objects.get(pk=one.pk).state == State.DROPPED


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "berkas"),
        (b"\xff\xd8\xff\xe0 a picture", "tidak terbaca"),
        (b"nama;alamat\nsatu;dua\n", "Kolom ini belum ada"),
    ],
)
def test_a_file_that_is_not_one_is_refused_in_words(
    client: Client, content: bytes, said: str
) -> None:
    signed_in_staff(client, (OPERATOR,))

    answer = client.post(
        "/petugas/data-masuk/",
        {
            "kunci": str(uuid4()),
            "jenis": Kind.SERVICES,
            "berkas": SimpleUploadedFile("x.csv", content),
        },
    )

    assert answer.status_code in (400, 422)
    assert said in answer.content.decode()


def test_another_city_and_a_member_do_not_see_the_file(client: Client) -> None:
    signed_in_staff(client, (HEALTH,))
    address = _brought(client, Kind.MEMBERS, csv_text(Kind.MEMBERS, a_family(1)).encode())
    other, member = Client(), Client()
    signed_in_staff(other, (Grant("agency", Scope("office", "73.71/health")),))
    signed_in_member(member, make_person("Siti Aminah"), "Siti Aminah")

    assert client.get(address).status_code == 200
    assert other.get(address).status_code == 404
    assert other.post(f"{address}terapkan/").status_code == 404
    assert member.get(address).status_code == 302


def test_the_operator_sees_that_a_file_came_and_nobody_in_it(client: Client) -> None:
    city = Client()
    signed_in_staff(city, (HEALTH,))
    (wrong,) = a_family(1, sex="X")
    address = _brought(city, Kind.MEMBERS, csv_text(Kind.MEMBERS, [wrong]).encode())
    _work(address)
    signed_in_staff(client, (OPERATOR,))

    page = client.get(address)

    assert page.status_code == 200
    assert "<fieldset" not in page.content.decode()
    assert client.get(f"{address}perbaiki").status_code == 404
    assert client.post(address, {}).status_code == 404


def test_a_desk_has_nothing_to_bring(client: Client) -> None:
    signed_in_staff(client, (Grant("desk", Scope("facility", make_facility().code)),))

    assert "Peran Anda belum boleh" in client.get("/petugas/data-masuk/").content.decode()


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_templates_of_each_kind_are_files_that_can_be_brought(
    client: Client, kind: Kind, form: str
) -> None:
    signed_in_staff(client, (OPERATOR,))

    file = client.get(f"/petugas/data-masuk/contoh/{kind}.{form}").getvalue()

    one = _work(_brought(client, kind, file, f"contoh.{form}"))
    assert (one.rows, one.state) == (1, State.WEIGHED)
    reasons = ImportRow.objects.filter(of=one).values_list("faults", flat=True)
    assert {one for told in reasons for one in told} <= {
        "facility_unknown"
    }  # the example's own place


def test_a_clinic_is_added_completed_and_switched_on_and_off(client: Client) -> None:
    signed_in_staff(client, (HEALTH,))
    code = f"K{uuid4().hex[:8]}"
    said = {"kode": code, "nama": "Klinik Contoh Flamboyan", "jenis": "clinic"}
    assert client.post("/petugas/faskes/baru/", said | {"wilayah": "73.71"}).status_code == 422

    answer = client.post("/petugas/faskes/baru/", said | {"wilayah": "Lowokwaru, Kota Malang"})

    page = answer.headers["Location"]
    refused = client.post(f"{page}nyalakan/")
    assert refused.status_code == 409
    assert "Petugas loket" in refused.content.decode()
    client.post(f"{page}kontak/", {"telepon": "0341-1", "alamat": "Jl. Contoh 1"})
    client.post(f"{page}jam/", {f"{p}_{d}": h for d in range(1, 6) for p, h in _OPEN})
    place = Facility.objects.get(code=code)
    make_line(place, service=make_service(place))
    signed_in_staff(Client(), (Grant("desk", Scope("facility", code)),))
    assert client.post(f"{page}nyalakan/").status_code == 303
    assert facilities_read.facility_by_code(code).uses_titian
    assert "Memakai Titian." in client.get(page).content.decode()
    assert client.post(f"{page}matikan/").status_code == 303
    assert not facilities_read.facility_by_code(code).uses_titian


_OPEN = (("buka", "07:30"), ("tutup", "14:00"))


def test_who_may_not_invite_reads_who_does_and_is_sent_nowhere(client: Client) -> None:
    place = make_facility(uses_titian=False)
    address = f"/petugas/faskes/{place.code}/"

    signed_in_staff(client, (HEALTH,))
    of_the_city = client.get(address).content.decode()
    signed_in_staff(client, (Grant("manager", Scope("facility", place.code)),))
    of_the_place = client.get(address).content.decode()

    assert "manajer faskes ini" in of_the_city
    assert "/petugas/orang/undang/" not in of_the_city
    assert "/petugas/orang/undang/" in of_the_place


def test_a_place_of_another_city_is_out_of_reach(client: Client) -> None:
    signed_in_staff(client, (HEALTH,))
    far = make_facility(within="73.71.01")

    assert client.get(f"/petugas/faskes/{far.code}/").status_code == 404
    assert client.post(f"/petugas/faskes/{far.code}/matikan/").status_code == 404
    assert far.name not in client.get("/petugas/faskes/").content.decode()


def test_a_manager_sees_what_is_lacking_but_does_not_switch(client: Client) -> None:
    place = make_facility(uses_titian=False)
    signed_in_staff(client, (Grant("manager", Scope("facility", place.code)),))

    page = client.get(f"/petugas/faskes/{place.code}/").content.decode()

    assert "Jam buka" in page
    assert "nyalakan/" not in page
    assert client.post(f"/petugas/faskes/{place.code}/kontak/", {}).status_code == 422
