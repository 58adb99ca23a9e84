"""A client that writes all the time: by its answers it is seen when Titian is back."""

import threading
import time
from uuid import uuid4

from tests.faults.kills.clients import Clients, NeverAnswered
from tests.faults.kills.plan import Wish

_EVERY = 0.15  # s


class Pulse:
    """Runs from `start` to `stop`; `failed` if it was never answered."""

    def __init__(self, clients: Clients, first: int) -> None:
        self._clients, self._number = clients, first
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)
        self.failed = False

    def start(self) -> "Pulse":
        self._thread.start()
        return self

    def stop(self) -> int:
        """The number of the next message."""
        self._ends.set()
        self._thread.join()
        return self._number

    def _beat(self) -> None:
        stamp = int(time.time())
        while not self._ends.wait(_EVERY):
            wish = Wish("write", self._number, uuid4().hex)
            try:
                self._clients.write(wish, self._number, stamp)
            except NeverAnswered:
                self.failed = True
                return
            self._number += 1
