"""Who runs the system opens no page with a person's record, and none for acting on one."""

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.members import make_family, new_person
from titian.kernel.scopes import EVERYWHERE, Grant, Scope

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

# Every staff address that shows one person, or lists people, outside the operator's own work.
OF_PEOPLE = (
    "/petugas/peserta/?q={name}",
    "/petugas/perubahan/",
    "/petugas/perubahan/orang/{person}/",
    "/petugas/perubahan/orang/{person}/alamat/",
    "/petugas/data/",
    "/petugas/data/catat/{person}/",
    "/petugas/keluarga-baru/?orang=1",
    "/petugas/kode/",
    "/petugas/ganti-nomor/",
    "/petugas/bantuan/",
    "/petugas/kader/",
    "/petugas/izin-riwayat/",
    "/petugas/kunjungan/",
    "/petugas/rujukan/",
    "/petugas/verifikasi/",
    "/petugas/persetujuan/",
    "/petugas/kecelakaan/",
    "/petugas/cicilan/",
    "/petugas/percakapan/",
    "/petugas/pojok/",
    "/petugas/klaim/",
    "/petugas/pendaftaran/",
    "/petugas/pemeriksaan/",
    "/petugas/surat/",
)


@pytest.mark.parametrize("address", OF_PEOPLE)
def test_the_operator_is_refused_or_shown_nobody(client: Client, address: str) -> None:
    name = "Rahasia Contoh Bersama"
    (person,) = make_family(new_person(name))
    signed_in_staff(client, (Grant("operator", Scope(EVERYWHERE)),))

    answer = client.get(address.format(person=person, name=name))

    is_refused = answer.status_code in (403, 404)
    assert is_refused or "{person}" not in address
    assert is_refused or name not in answer.content.decode()
