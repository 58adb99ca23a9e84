import pytest
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from titian.platform.http.visitors import address_of, device_of, way_back

PHONE = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/124.0.0.0 Mobile Safari/537.36"
)


@pytest.mark.parametrize(
    "told,counted",
    [
        ("10.0.0.7", "10.0.0.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("", "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_a_network_is_counted_by_its_address(told: str, counted: str) -> None:
    assert address_of(RequestFactory().get("/", REMOTE_ADDR=told)) == counted


@pytest.mark.parametrize(
    "proxies,forwarded,counted",
    [
        (0, "1.1.1.1", "10.0.0.7"),
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "9.9.9.9, 1.1.1.1", "1.1.1.1"),
        (2, "9.9.9.9, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "1.1.1.1", "10.0.0.7"),
    ],
)
def test_only_our_own_proxies_are_believed(
    settings: Settings, proxies: int, forwarded: str, counted: str
) -> None:
    settings.TITIAN_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.7", HTTP_X_FORWARDED_FOR=forwarded)

    assert address_of(request) == counted


@pytest.mark.parametrize("agent,device", [(PHONE, "Chrome, Android"), ("", "?"), ("curl/8", "?")])
def test_a_device_is_called_as_its_owner_calls_it(agent: str, device: str) -> None:
    assert device_of(RequestFactory().get("/", HTTP_USER_AGENT=agent)) == device


@pytest.mark.parametrize(
    "wanted,led_to",
    [
        ("/tiket/A7/?x=1", "/tiket/A7/?x=1"),
        ("", "/"),
        ("https://evil.test/", "/"),
        ("//evil.test/", "/"),
        ("/\\evil.test/", "/"),
        ("/\x00", "/"),
        ("/a\r\nSet-Cookie: x", "/"),
        ("/" + "x" * 100_000, "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_nobody_is_led_to_another_site(wanted: str, led_to: str) -> None:
    assert way_back(wanted, "/") == led_to
