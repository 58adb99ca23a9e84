"""Debian's nginx with the file we ship, before Titian: who is seen, what is taken, what is said."""

import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import override_settings
from django.urls import path

from titian.config import urls
from titian.config.home import networks
from titian.kernel import clock
from titian.platform.http.visitors import address_of

pytestmark = [pytest.mark.slow, pytest.mark.faults]
DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
NAME = "titian.example.org"


def seen(request: HttpRequest) -> HttpResponse:
    return JsonResponse(
        {
            "address": address_of(request),
            "secure": request.is_secure(),
            "host": request.get_host(),
            "taken": len(request.body),
            "id": request.headers.get("X-Request-ID", ""),
        }
    )


seen.csrf_exempt = True  # type: ignore[attr-defined]  # what Django's decorator sets
urlpatterns = [path("uji/dilihat/", seen, name="tests-seen"), *urls.urlpatterns]


class Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


@dataclass
class Front:
    """nginx on two ports of its own, and whom it asks."""

    plain: int
    secure: int
    behind: int

    def get(self, where: str, *, source: str = "127.0.0.2", **options: Any) -> httpx.Response:
        return self.asked("GET", where, source=source, **options)

    def asked(self, method: str, where: str, *, source: str, **options: Any) -> httpx.Response:
        headers = {"Host": NAME, **options.pop("headers", {})}
        transport = httpx.HTTPTransport(verify=_trusting_nobody(), local_address=source)
        with httpx.Client(transport=transport, timeout=20) as client:
            url = f"https://127.0.0.1:{self.secure}{where}"
            return client.request(method, url, headers=headers, **options)


def _trusting_nobody() -> ssl.SSLContext:
    """The certificate is made here and signed by itself."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def a_free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    told = {
        "ROOT_URLCONF": __name__,
        "ALLOWED_HOSTS": [NAME],
        "TITIAN_TRUSTED_PROXIES": networks(["127.0.0.1"]),
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
        "SECURE_HSTS_SECONDS": 31_536_000,
    }
    with override_settings(**told):
        server = make_server("127.0.0.1", 0, WSGIHandler(), Threads, Silent)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            with _before(server.server_port, tmp_path_factory.mktemp("nginx")) as front:
                yield front
        finally:
            server.shutdown()
            server.server_close()


@contextmanager
def _before(behind: int, folder: Path) -> Iterator[Front]:
    nginx = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if nginx is None:
        pytest.skip("nginx is not installed (tools/debian.sh)")
    front = Front(a_free_port(), a_free_port(), behind)
    _settings_in(folder, front)
    process = subprocess.Popen([nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        _until_it_listens(front.secure)
        yield front
    finally:
        process.terminate()
        process.wait(timeout=10)


def _settings_in(folder: Path, front: Front) -> None:
    """The file we ship, with the ports and folders of this test."""
    _certificate(folder)
    static = folder / "static"
    static.mkdir()
    (static / "app.0123.css").write_text("body{color:#10221f}" * 200)
    subprocess.run(["gzip", "-k", str(static / "app.0123.css")], check=True)
    shutil.copy(DEPLOY / "nginx" / "titian-502.html", folder)
    shipped = (DEPLOY / "nginx" / "titian.conf").read_text()
    for ours, theirs in {
        "server 127.0.0.1:8000": f"server 127.0.0.1:{front.behind}",
        "listen 80;": f"listen 127.0.0.1:{front.plain};",
        "listen [::]:80;": "",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{front.secure} ssl http2;",
        "listen [::]:443 ssl http2;": "",
        f"/etc/letsencrypt/live/{NAME}": str(folder),
        "/var/lib/titian/static/": f"{static}/",
        "/var/log/nginx/": f"{folder}/",
        "root /opt/titian/deploy/nginx;": f"root {folder};",
    }.items():
        assert ours in shipped, ours
        shipped = shipped.replace(ours, theirs)
    (folder / "titian.conf").write_text(shipped)
    (folder / "nginx.conf").write_text(_MAIN.format(folder=folder))


_MAIN = """
daemon off; pid {folder}/pid; error_log {folder}/error.log; user root;
events {{ worker_connections 256; }}
http {{
  types {{ text/html html; text/css css; }}
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  include {folder}/titian.conf;
}}
"""


def _certificate(folder: Path) -> None:
    key, now = ec.generate_private_key(ec.SECP256R1()), clock.now()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    pkcs8 = serialization.PrivateFormat.PKCS8
    (folder / "fullchain.pem").write_bytes(made.public_bytes(pem))
    (folder / "privkey.pem").write_bytes(key.private_bytes(pem, pkcs8, plain))


def _until_it_listens(port: int) -> None:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("nginx does not listen")


def test_the_visitors_own_address_is_seen_and_that_it_came_by_tls(front: Front) -> None:
    said = front.get("/uji/dilihat/", source="127.0.0.2").json()

    assert (said["address"], said["secure"], said["host"]) == ("127.0.0.2", True, NAME)
    assert len(said["id"]) == 32


def test_nobody_passes_for_somebody_else(front: Front) -> None:
    forged = {
        "X-Forwarded-For": "9.9.9.9",
        "X-Real-IP": "9.9.9.9",
        "Forwarded": "for=9.9.9.9",
        "X-Request-ID": "forged-by-a-visitor",
        "X-Forwarded-Proto": "http",
    }

    said = front.get("/uji/dilihat/", source="127.0.0.3", headers=forged).json()

    assert (said["address"], said["secure"]) == ("127.0.0.3", True)
    assert said["id"] != "forged-by-a-visitor"


def test_the_page_says_to_come_by_tls_only(front: Front) -> None:
    assert "max-age=31536000" in front.get("/uji/dilihat/").headers["Strict-Transport-Security"]

    plain = httpx.get(f"http://127.0.0.1:{front.plain}/kartu/", headers={"Host": NAME})

    assert plain.status_code == 308
    assert plain.headers["Location"] == f"https://{NAME}/kartu/"


def test_a_body_is_taken_up_to_the_limit(front: Front) -> None:
    fits = front.asked("POST", "/uji/dilihat/", source="127.0.0.2", content=b"x" * 900_000)
    too_large = front.asked(
        "POST", "/uji/dilihat/", source="127.0.0.2", content=b"x" * (61 * 1024 * 1024)
    )

    assert fits.json()["taken"] == 900_000
    assert too_large.status_code == 413


def test_static_files_are_compressed_kept_and_do_not_ask_titian(front: Front) -> None:
    answer = front.get("/static/app.0123.css", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert "X-Request-ID" not in answer.headers


def test_the_numbers_are_not_for_the_public(front: Front) -> None:
    assert front.get("/metrics").status_code == 404


def test_while_titian_is_away_there_is_a_way_forward(tmp_path: Path) -> None:
    with _before(a_free_port(), tmp_path) as front:
        answer = front.get("/nomor/")

    assert answer.status_code == 502
    assert "tel:165" in answer.text
    assert answer.headers["Retry-After"] == "20"
    assert answer.headers["Cache-Control"] == "no-store"
