"""A scheme that takes letters, as a process: `python -m tests.faults.scheme PORT FILE`.

A number it knows gets the receipt it had. Each call is a line of the file, written before the
answer; while `<FILE>.slow` is there nobody gets an answer, for half a minute at most.
"""

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any

from titian.kernel import clock

_LONGEST = 30.0


class Scheme(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port: int, file: Path) -> None:
        super().__init__(("127.0.0.1", port), Requests)
        self.file, self.lock = file, Lock()
        self.receipts: dict[str, dict[str, Any]] = {}

    def taken(self, letter: dict[str, Any]) -> dict[str, Any]:
        number = str(letter["number"])
        with self.lock, self.file.open("a") as log:
            log.write(json.dumps({"number": number, "lines": len(letter["lines"])}) + "\n")
            lines = [{"ref": one["ref"], "taken": True} for one in letter["lines"]]
            received = clock.now().isoformat()
            told = {"receipt": f"T-{number}", "received_at": received, "lines": lines}
            return self.receipts.setdefault(number, told)


class Requests(BaseHTTPRequestHandler):
    server: Scheme

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        told = self.server.taken(json.loads(self.rfile.read(length)))
        end = time.monotonic() + _LONGEST
        while self.server.file.with_suffix(".slow").exists() and time.monotonic() < end:
            time.sleep(0.1)
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


if __name__ == "__main__":
    Scheme(int(sys.argv[1]), Path(sys.argv[2])).serve_forever()
