"""What every answer of ours says to a browser, over all addresses that are wired."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.queue import make_person
from titian.kernel.scopes import Grant, Scope

# Doors of machines: each proves itself by a signature or a token, in place of a form's token.
SIGNED = (
    "panggilan/",
    "v1.0/",
    "fhir/",
    "demo/",
    "^(?:/*)(?P<prefix>",
)  # the last: all of the scheme's
OPEN = (
    "/",
    "/masuk/",
    "/petugas/masuk/",
    "/cek-status/",
    "/keluhan/",
    "/fasilitas/",
    "/tidak-ada/",
)

pytestmark = pytest.mark.django_db


def every_view(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from every_view(one, prefix + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield prefix + str(one.pattern), one.callback


def test_only_doors_of_machines_go_without_a_forms_token() -> None:
    free = {path for path, view in every_view() if getattr(view, "csrf_exempt", False)}

    of_people = {path for path in free if not path.startswith(SIGNED)}
    assert {path for path in of_people if not path.startswith("api/v1/")} == set()


@pytest.mark.parametrize("address", OPEN)
def test_every_page_forbids_frames_guessing_of_types_and_telling_where_one_was(
    client: Client, address: str, committed_db: None
) -> None:
    headers = client.get(address).headers

    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "charset=utf-8" in headers["Content-Type"]
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("address", ["/", "/perangkat/"])
def test_what_a_member_sees_is_kept_by_nobody_on_the_way(client: Client, address: str) -> None:
    signed_in_member(client, make_person())

    answer = client.get(address)

    assert "no-store" in answer.headers.get("Cache-Control", ""), address


@pytest.mark.parametrize("address", ["/petugas/"])
def test_what_staff_see_is_kept_by_nobody_on_the_way(client: Client, address: str) -> None:
    signed_in_staff(client, (Grant("operator", Scope("all", "")),))

    answer = client.get(address)

    assert "no-store" in answer.headers.get("Cache-Control", ""), address


def test_a_form_without_its_token_is_refused_everywhere(committed_db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    signed_in_member(client, make_person())

    for address in ("/berobat/pegang/", "/keluar/", "/perangkat/keluar-semua/", "/keluhan/"):
        assert client.post(address, {}).status_code == 403, address


def test_a_form_from_another_site_is_refused(committed_db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["titian_csrf"] = "c" * 32
    form = {"csrfmiddlewaretoken": "c" * 32}

    answer = strict.post("/cek-status/", form, headers={"Origin": "https://lain.example"})

    assert answer.status_code == 403


def test_cookies_are_for_our_pages_and_the_server_alone() -> None:
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_SAMESITE == "Lax"
    assert settings.SESSION_COOKIE_SECURE is settings.TITIAN_HTTPS


def test_data_for_programs_is_never_opened_as_a_page(client: Client) -> None:
    for address in ("/healthz", "/livez", "/bridging/openapi.json"):
        answer = client.get(address)

        assert answer.headers["Content-Type"].startswith("application/json"), address
        assert answer.headers["Content-Disposition"].startswith("attachment;"), address
    assert "Content-Disposition" not in client.get("/").headers


_SET_AND_DROP = """
import django
django.setup()
from datetime import timedelta
from django.conf import settings
from django.http import HttpResponse
from titian.accounts.pages import sessions
from titian.kernel import clock
answer = HttpResponse()
sessions._set(answer, "x", clock.now() + timedelta(hours=1))
print(answer.cookies.output(header=""))
sessions._drop(answer)
print(answer.cookies.output(header=""))
print(settings.CSRF_COOKIE_NAME)
"""


@pytest.mark.slow
def test_behind_tls_no_other_host_can_set_our_cookies() -> None:
    told = {**os.environ, "TITIAN_HTTPS": "1", "DJANGO_SETTINGS_MODULE": "titian.config.settings"}

    asked = subprocess.run(
        [sys.executable, "-c", _SET_AND_DROP], env=told, capture_output=True, text=True, check=True
    )

    given, dropped, csrf = asked.stdout.splitlines()
    for line in (given, dropped):
        assert line.strip().startswith("__Host-titian_sesi=")
        assert "Path=/;" in f"{line};"
        assert "Secure" in line
        assert "Domain" not in line
    assert csrf == "__Host-titian_csrf"
