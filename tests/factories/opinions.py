"""A text model on this machine, as one outside would answer over HTTP."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, bytes]


def said(content: object) -> Answer:
    """A whole answer whose words are `content`."""
    words = content if isinstance(content, str) else json.dumps(content)
    return 200, json.dumps({"choices": [{"message": {"content": words}}]}).encode()


def chosen(intent: str, confidence: object = 0.95) -> Answer:
    return said({"intent": intent, "confidence": confidence})


@dataclass
class Model:
    url: str
    answers: list[Answer | Callable[[], Answer]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    slow: float = 0.0

    @property
    def words(self) -> str:
        """All that was ever given to it by people, not the list of wishes."""
        return " ".join(one["messages"][1]["content"] for one in self.asked)


@contextmanager
def a_model() -> Iterator[Model]:
    """Gives its answers in turn; the last one again and again."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            model.asked.append(json.loads(body))
            time.sleep(model.slow)
            answer = model.answers.pop(0) if len(model.answers) > 1 else model.answers[0]
            status, content = answer() if callable(answer) else answer
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    model = Model(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
