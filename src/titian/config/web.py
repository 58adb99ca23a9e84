"""The web server: granian's processes, behind one listening socket that they share.

Left alone on Linux, each of granian's processes listens by a socket of its own. What waits there
is lost when its process ends, and while a new one still loads nobody listens. With one socket,
kept by the process that starts the others, a connection waits until somebody takes it.

A process that is asked to end takes no more connections for a moment before it does: granian
closes at once whatever it has taken and not read yet, and whoever just came would get no answer.
"""

import argparse
import contextlib
import os
import signal
import socket
import time
from pathlib import Path
from types import FrameType

from granian import _signals
from granian._granian import WorkerSignal
from granian.constants import Interfaces
from granian.server.mp import MPServer

BACKLOG = 1024
_READ_BY_THEN = 0.3  # seconds in which what was taken last has been read


class SharedSocketServer(MPServer):
    """As granian does it where sockets cannot share a port."""

    def _init_shared_socket(self) -> None:
        super()._init_shared_socket()  # type: ignore[no-untyped-call]  # granian's, without types
        holder = self._ssp.build()  # type: ignore[attr-defined]  # set above
        self._shd, self._ssp = holder, None
        listening = os.fstat(holder.get_fd()).st_ino
        _signals.set_sync_signals = lambda: _ending_gently(listening)


def _ending_gently(listening: int) -> WorkerSignal:
    """In a web process: what tells it to end, some time after it takes no connections any more."""
    ends = WorkerSignal()

    def end(number: int, frame: FrameType | None) -> None:
        del number, frame
        try:
            _take_no_more(listening)
            time.sleep(_READ_BY_THEN)
        finally:
            ends.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    return ends


def _take_no_more(listening: int) -> None:
    """Puts a socket to which nobody comes in the place of that one, in this process only."""
    with socket.socket(socket.AF_UNIX) as nobody:
        nobody.bind("")  # a name that Linux makes up
        nobody.listen(1)
        nobody.setblocking(False)
        for number in [int(each.name) for each in Path("/proc/self/fd").iterdir()]:
            with contextlib.suppress(OSError):  # closed meanwhile
                if os.fstat(number).st_ino == listening:
                    os.dup2(nobody.fileno(), number)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--threads", type=int, default=192, help="threads of each")
    parser.add_argument("application", nargs="?", default="titian.config.wsgi:application")
    asked = parser.parse_args()
    SharedSocketServer(
        asked.application,
        address="127.0.0.1",
        port=asked.port,
        interface=Interfaces.WSGI,
        workers=asked.workers,
        blocking_threads=asked.threads,
        backlog=BACKLOG,
        respawn_failed_workers=True,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    main()
