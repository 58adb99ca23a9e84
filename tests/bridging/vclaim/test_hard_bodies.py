"""Each leaf of a body in turn becomes what nobody should send: refused or taken, never a fault."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from tests.factories.vclaim import Patient, Ward, send_on
from titian.bridging.services.wire import door
from titian.facilities.models import Facility

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HARD: tuple[object, ...] = (
    None, {}, [], True, -1, 10**25, 1.5, "\x00", "x" * 5000, "'; --", "2026-02-31", ["1", {}],
)  # fmt: skip


def places(body: Any, so_far: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every value in a body."""
    if so_far:
        yield so_far
    if isinstance(body, dict):
        for name, inner in body.items():
            yield from places(inner, (*so_far, name))


def put(body: dict[str, Any], path: tuple[str, ...], value: object) -> dict[str, Any]:
    changed = deepcopy(body)
    found = changed
    for name in path[:-1]:
        found = found[name]
    found[path[-1]] = value
    return changed


def test_no_leaf_of_a_wish_for_a_letter_breaks_the_door(
    ward: Ward, clinic: Facility, siti: Patient
) -> None:
    body = ward.wish(siti, send_on(siti, clinic, ward))

    for path in places(body):
        for value in HARD:
            door.forget_paces()
            answer = ward.post("/SEP/2.0/insert", put(body, path, value))
            assert (answer.status, answer.code) in {(200, "200"), (200, "201")}, (path, value)


@pytest.mark.parametrize(
    "method, path, inner",
    [
        ("PUT", "/SEP/2.0/update", "t_sep"),
        ("PUT", "/SEP/2.0/updtglplg", "t_sep"),
        ("POST", "/Rujukan/2.0/insert", "t_rujukan"),
        ("POST", "/LPK/insert", "t_lpk"),
        ("POST", "/PRB/insert", "t_prb"),
        ("POST", "/RencanaKontrol/v2/Insert", ""),
        ("POST", "/Rujukan/Khusus/insert", ""),
        ("POST", "/Sep/pengajuanSEP", "t_sep"),
    ],
)
def test_bodies_of_the_wrong_build_are_refused(
    ward: Ward, siti: Patient, method: str, path: str, inner: str
) -> None:
    letter = ward.issue(siti)
    known = {"noSep": letter, "noSEP": letter, "noKartu": siti.card}
    for value in HARD:
        door.forget_paces()
        told = {**known, "obat": value, "diagnosa": value, "formPRB": value, "tglSep": value}
        request = {inner: told} if inner else told
        answer = ward.write(method, path, {"request": request})
        assert (answer.status, answer.code) in {(200, "200"), (200, "201")}, (path, value)
