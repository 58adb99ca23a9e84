"""Such a system as a process of its own: `python -m titian.demo.hospitals.server PORT FILE`.

What it remembers is kept in the file, so that it can be killed and started again.
"""

import json
import socket
import sys
import threading
from dataclasses import asdict
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from titian.demo.hospitals.answering import Asked, answer, pause
from titian.demo.hospitals.house import House, Memory
from titian.kernel import clock

EXAMPLE = House(
    code="contoh",
    layout="khanza",
    username="titian",
    word="sandi-contoh",
    services={"001": "Poli Umum", "INT": "Penyakit Dalam"},
    doctors={210001: "dr. Hadi Wijoyo"},
)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, house: House, file: Path | None = None) -> None:
        super().__init__(("127.0.0.1", port), _Requests)
        self.house, self.file = house, file
        self.lock = threading.Lock()
        kept = json.loads(file.read_text()) if file is not None and file.exists() else {}
        self.memory = Memory(**kept)

    def keep(self) -> None:
        if self.file is not None:
            self.file.write_text(json.dumps(asdict(self.memory)))


class _Requests(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_PUT(self) -> None:
        self._answer()

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, self.path, headers, self.rfile.read(length))
        with self.server.lock:
            found = answer(self.server.house, self.server.memory, asked, _now())
            self.server.keep()
        pause(found)
        if found.broken:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(found.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        self.wfile.write(found.body)

    def log_message(self, *_: object) -> None:
        """It is quiet."""


def _now() -> datetime:
    return clock.now().astimezone(clock.JAKARTA)


def main() -> None:
    """House from standard input as JSON, else the example."""
    port, file = int(sys.argv[1]), Path(sys.argv[2])
    told: dict[str, Any] = json.loads(sys.stdin.read() or "{}")
    house = House(**{**asdict(EXAMPLE), **told})
    doctors = {int(code): name for code, name in house.doctors.items()}
    Server(port, House(**{**asdict(house), "doctors": doctors}), file).serve_forever()


if __name__ == "__main__":
    main()
