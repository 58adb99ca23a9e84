"""domain-rules §7.2: the headers of a call, each with its rule."""

from datetime import datetime, timedelta

import pytest

from titian.bridging.errors import SnapRefused
from titian.bridging.rules.banking import is_from
from titian.bridging.rules.snap_headers import (
    LONGEST_BODY,
    WINDOW,
    call_headers,
    is_near,
    moment_of,
    refuse_unless_json,
    token_headers,
)
from titian.bridging.types import SnapCase, SnapRequest

NOW = "2026-11-21T09:00:06+07:00"
CALL = {
    "authorization": "Bearer abc.DEF-1",
    "x-timestamp": NOW,
    "x-signature": "c2lnbmVk",
    "x-partner-id": "BANK01",
    "x-external-id": "202611210900000001",
    "channel-id": "95231",
}


def refusal_of(**changes: str) -> tuple[SnapCase, str]:
    with pytest.raises(SnapRefused) as refused:
        call_headers({**CALL, **{name.replace("_", "-"): v for name, v in changes.items()}})
    return refused.value.case, refused.value.field


def test_a_whole_set_of_headers_is_read() -> None:
    headers = call_headers(CALL)

    assert (headers.token, headers.external_id) == ("abc.DEF-1", "202611210900000001")
    assert headers.said_at == datetime.fromisoformat(NOW)


@pytest.mark.parametrize(
    "name", ["X-TIMESTAMP", "X-SIGNATURE", "X-PARTNER-ID", "X-EXTERNAL-ID", "CHANNEL-ID"]
)
def test_a_missing_header_is_named(name: str) -> None:
    assert refusal_of(**{name.lower().replace("-", "_"): ""}) == (SnapCase.MISSING_FIELD, name)


@pytest.mark.parametrize(
    "name,value",
    [
        ("X-TIMESTAMP", "2026-11-21 09:00:06+07:00"),
        ("X-TIMESTAMP", "2026-11-21T09:00:06Z"),
        ("X-TIMESTAMP", "2026-11-21T09:00:06.000+07:00"),
        ("X-TIMESTAMP", "2026-11-21T09:00:06+08:00"),
        ("X-TIMESTAMP", "2026-02-30T09:00:06+07:00"),
        ("X-TIMESTAMP", "2026-11-21T24:00:06+07:00"),
        ("X-PARTNER-ID", "B" * 37),
        ("X-EXTERNAL-ID", "1" * 37),
        ("X-EXTERNAL-ID", "12A4"),
        ("X-EXTERNAL-ID", "１２３"),
        ("CHANNEL-ID", "9523"),
        ("CHANNEL-ID", "952310"),
        ("X-SIGNATURE", "tanda tangan"),
    ],
)
def test_a_header_of_another_shape_is_named(name: str, value: str) -> None:
    found = refusal_of(**{name.lower().replace("-", "_"): value})

    assert found == (SnapCase.INVALID_FORMAT, name)


def test_the_longest_ids_fit() -> None:
    headers = call_headers({**CALL, "x-external-id": "9" * 36, "x-partner-id": "B" * 36})

    assert (len(headers.external_id), len(headers.partner_id)) == (36, 36)


@pytest.mark.parametrize("value", ["", "abc", "Basic abc", "Bearer", "Bearer a b", "bearer abc"])
def test_no_token_is_no_token(value: str) -> None:
    assert refusal_of(authorization=value) == (SnapCase.TOKEN_NOT_FOUND, "")


def test_a_timestamp_has_25_characters() -> None:
    assert len(NOW) == 25
    assert moment_of(NOW) is not None


@pytest.mark.parametrize(
    "away,near",
    [
        (timedelta(0), True),
        (WINDOW, True),
        (-WINDOW, True),
        (WINDOW + timedelta(seconds=1), False),
        (-WINDOW - timedelta(seconds=1), False),
        (timedelta(days=1), False),
    ],
)
def test_a_call_is_of_this_moment(away: timedelta, near: bool) -> None:
    now = datetime.fromisoformat(NOW)

    assert is_near(now + away, now) is near


def test_a_token_is_asked_for_with_three_headers() -> None:
    asked = {"x-client-key": "klien-1", "x-timestamp": NOW, "x-signature": "c2lnbmVk"}

    assert token_headers(asked)[0] == "klien-1"
    for name in asked:
        with pytest.raises(SnapRefused):
            token_headers({**asked, name: ""})


@pytest.mark.parametrize(
    "method,kind,size,case",
    [
        ("GET", "application/json", 2, SnapCase.NOT_SUPPORTED),
        ("POST", "text/plain", 2, SnapCase.BAD_REQUEST),
        ("POST", "", 2, SnapCase.BAD_REQUEST),
        ("POST", "application/json-seq", 2, SnapCase.BAD_REQUEST),
        ("POST", "application/json", LONGEST_BODY + 1, SnapCase.BAD_REQUEST),
    ],
)
def test_only_json_of_a_sensible_size_is_read(
    method: str, kind: str, size: int, case: SnapCase
) -> None:
    request = SnapRequest(method, "/", {"content-type": kind}, b" " * size, "10.0.0.1")

    with pytest.raises(SnapRefused) as refused:
        refuse_unless_json(request)

    assert refused.value.case is case


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8"])
def test_json_may_say_its_letters(kind: str) -> None:
    refuse_unless_json(SnapRequest("POST", "/", {"content-type": kind}, b"{}", "10.0.0.1"))


@pytest.mark.parametrize(
    "address,networks,comes",
    [
        ("10.1.2.3", [], True),
        ("10.1.2.3", ["10.1.0.0/16"], True),
        ("10.2.2.3", ["10.1.0.0/16"], False),
        ("10.2.2.3", ["10.1.0.0/16", "10.2.2.3"], True),
        ("2001:db8::/64", ["2001:db8::/32"], True),
        ("2001:db8::/64", ["10.1.0.0/16"], False),
        ("unknown", ["10.1.0.0/16"], False),
    ],
)
def test_a_bank_may_say_where_it_calls_from(address: str, networks: list[str], comes: bool) -> None:
    assert is_from(address, networks) is comes
