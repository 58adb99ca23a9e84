"""Rows of domain-rules §1.5: the wordings of status values as real systems write them."""

import pytest

from titian.bridging.rules.status_words import SCHEME_WORDS
from titian.members.types import Status


@pytest.mark.parametrize(
    "status, wording",
    [
        (Status.AKTIF, "AKTIF"),
        (Status.MENUNGGU_BAYAR_PERTAMA, "PENANGGUHAN PEMBAYARAN"),
        (Status.NONAKTIF_TUNGGAKAN, "TIDAK AKTIF KARENA PREMI"),
        (Status.NONAKTIF_SEGMEN, "DINONAKTIFKAN"),
        (Status.MENINGGAL, "MENINGGAL DUNIA"),
    ],
)
def test_1_5_each_status_has_the_wording_seen_in_real_systems(status: Status, wording: str) -> None:
    assert SCHEME_WORDS[status] == wording


def test_1_5_every_status_of_ours_has_a_wording_of_its_own() -> None:
    assert set(SCHEME_WORDS) == set(Status)
    assert len(set(SCHEME_WORDS.values())) == len(Status)
