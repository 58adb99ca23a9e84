"""A register's gateway on this machine: it answers as the demo's does, until told otherwise."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Said = tuple[int, str]
Answer = Callable[[str, dict[str, Any]], Said]  # from the path and the question


class RegisterGateway(ThreadingHTTPServer):
    """Remembers what it was asked, with the password under `sent_as`."""

    daemon_threads = True

    def __init__(self, answer: Answer) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.answer = answer
        self.received: list[dict[str, Any]] = []
        self.instead: Said | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def say(self, status: int, text: str) -> None:
        """From now on this and nothing else."""
        self.instead = (status, text)


class _Answers(BaseHTTPRequestHandler):
    server: RegisterGateway

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.received.append({**asked, "sent_as": self.headers["Authorization"]})
        status, text = self.server.instead or self.server.answer(self.path, asked)
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""


@contextmanager
def register_gateway(answer: Answer) -> Iterator[RegisterGateway]:
    gateway = RegisterGateway(answer)
    threading.Thread(target=gateway.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield gateway
    finally:
        gateway.shutdown()
        gateway.server_close()
