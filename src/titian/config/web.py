"""The web server: granian's processes, behind one listening socket that they share.

Left alone on Linux, each of granian's processes listens by a socket of its own. What waits there
is lost when its process ends, and while a new one still loads nobody listens. With one socket,
kept by the process that starts the others, a connection waits until somebody takes it.
"""

import argparse

from granian.constants import Interfaces
from granian.server.mp import MPServer

BACKLOG = 1024


class SharedSocketServer(MPServer):
    """As granian does it where sockets cannot share a port."""

    def _init_shared_socket(self) -> None:
        super()._init_shared_socket()  # type: ignore[no-untyped-call]  # granian's, without types
        self._shd, self._ssp = self._ssp.build(), None  # type: ignore[attr-defined]  # set above


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
