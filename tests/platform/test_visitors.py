import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from titian.config.home import networks
from titian.platform.http.forwarded import ForwardedMiddleware
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
    "trusted,forwarded,counted",
    [
        ([], "1.1.1.1", "10.0.0.7"),
        (["10.0.0.8"], "1.1.1.1", "10.0.0.7"),
        (["10.0.0.0/24"], "1.1.1.1", "1.1.1.1"),
        (["10.0.0.7"], "9.9.9.9, 1.1.1.1", "1.1.1.1"),
        (["10.0.0.7", "2.2.2.2"], "9.9.9.9, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (["10.0.0.7"], "9.9.9.9, 1.1.1.1, 2.2.2.2", "2.2.2.2"),
        (["10.0.0.7"], "", "10.0.0.7"),
        (["10.0.0.7"], "1.1.1.1, nonsense", "unknown"),
        (["10.0.0.7", "2001:db8::/32"], "2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
    ],
)
def test_only_our_own_proxies_are_believed(
    settings: Settings, trusted: list[str], forwarded: str, counted: str
) -> None:
    settings.TITIAN_TRUSTED_PROXIES = networks(trusted)
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.7", HTTP_X_FORWARDED_FOR=forwarded)

    assert address_of(request) == counted


def said_to_the_view(remote: str) -> tuple[bool, str | None]:
    """What a view hears of a request that claims to come from elsewhere, by TLS."""
    heard: list[tuple[bool, str | None]] = []

    def view(request: HttpRequest) -> HttpResponse:
        heard.append((request.is_secure(), request.headers.get("X-Forwarded-For")))
        return HttpResponse()

    forged = {"X-Forwarded-For": "1.1.1.1", "X-Forwarded-Proto": "https"}
    ForwardedMiddleware(view)(RequestFactory().get("/", headers=forged, REMOTE_ADDR=remote))
    return heard[0]


def test_nobody_else_claims_to_come_from_elsewhere_or_by_tls(settings: Settings) -> None:
    settings.TITIAN_TRUSTED_PROXIES = networks(["10.0.0.7"])
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    assert said_to_the_view("10.0.0.7") == (True, "1.1.1.1")
    assert said_to_the_view("10.0.0.8") == (False, None)


def test_the_number_of_proxies_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TITIAN_PROXIES", "1")

    with pytest.raises(RuntimeError, match="TITIAN_TRUSTED_PROXIES"):
        networks([])


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
