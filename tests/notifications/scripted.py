"""A gateway that does what a test wrote down: a double at the port, nowhere else."""

import threading
from collections import deque
from collections.abc import Callable
from datetime import timedelta

from titian.notifications.ports import Outgoing, Sent, TransportError

Act = TransportError | Exception | Callable[[Outgoing], object] | None


class ScriptedGateway:
    """Plays its script, one act for each send, and takes everything when the script is over."""

    patience = timedelta(seconds=20)

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.script: deque[Act] = deque()
        self.carried: list[Outgoing] = []
        self.asked: list[Outgoing] = []
        self.repeatable = False
        self._lock = threading.Lock()

    def send(self, outgoing: Outgoing) -> Sent:
        with self._lock:
            self.asked.append(outgoing)
            act = self.script.popleft() if self.script else None
        if isinstance(act, Exception):
            raise act
        if act is not None:
            act(outgoing)
        with self._lock:
            self.carried.append(outgoing)
        return Sent(f"wamid.{outgoing.ref}")


_whatsapp, _sms, _email = ScriptedGateway(), ScriptedGateway(), ScriptedGateway()


def whatsapp() -> ScriptedGateway:
    return _whatsapp


def sms() -> ScriptedGateway:
    return _sms


def email() -> ScriptedGateway:
    return _email
