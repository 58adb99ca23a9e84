"""The files: a folder for each session, in it a page each; an account's sessions by name."""

import shutil
import struct
import threading
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from django.conf import settings

from titian.platform.db.sealing import blind_index, seal_bytes, unseal_bytes

LASTS = 600.0  # seconds
MOST_SESSIONS = 20_000
MOST_PAGES = 12  # of one session
BIGGEST = 200_000
_SWEEP_EVERY = 30.0
_AT = struct.Struct("<d")


@dataclass(frozen=True, slots=True)
class LastKnown:
    """A page and the Unix second it was true at."""

    page: bytes
    at: float


class Kept:
    """Safe for threads and processes: a page is written beside and moved."""

    def __init__(self, folder: Path) -> None:
        self._sessions = folder / "sessions"
        self._accounts = folder / "accounts"
        self._swept_at = 0.0
        self._sweeping = threading.Lock()

    def keep(self, page: bytes, *, token: str, account: str, address: str, at: float) -> None:
        """A full disk keeps nothing, and no page fails for it."""
        if len(page) > BIGGEST:
            return
        self._sweep_soon(at)
        folder = self._sessions / _name("session", token)
        sealed = seal_bytes(_AT.pack(at) + zlib.compress(page, 1), bound_to=_bound(token, address))
        with suppress(OSError):
            if not folder.exists():
                folder.mkdir(parents=True, mode=0o700)
                known = self._accounts / _name("account", account)
                known.mkdir(parents=True, exist_ok=True, mode=0o700)
                (known / folder.name).touch()
            wanted = folder / _name("address", address)
            if not wanted.exists() and len(list(folder.iterdir())) >= MOST_PAGES:
                return
            half = wanted.with_suffix(".new")
            half.write_bytes(sealed)
            half.rename(wanted)

    def find(self, *, token: str, address: str, at: float) -> LastKnown | None:
        file = self._sessions / _name("session", token) / _name("address", address)
        try:
            opened = unseal_bytes(file.read_bytes(), bound_to=_bound(token, address))
        except (OSError, InvalidTag):
            return None
        (kept_at,) = _AT.unpack_from(opened)
        if not 0 <= at - kept_at < LASTS:
            return None
        return LastKnown(zlib.decompress(opened[_AT.size :]), kept_at)

    def forget_session(self, token: str) -> None:
        """Signed out here."""
        shutil.rmtree(self._sessions / _name("session", token), ignore_errors=True)

    def forget_account(self, account: str) -> None:
        """Signed out on other devices, or let go: nothing of any of them stays."""
        known = self._accounts / _name("account", account)
        with suppress(OSError):
            for session in known.iterdir():
                shutil.rmtree(self._sessions / session.name, ignore_errors=True)
        shutil.rmtree(known, ignore_errors=True)

    def _sweep_soon(self, at: float) -> None:
        """Beside: nobody's page waits until thousands of files are gone."""
        if at - self._swept_at < _SWEEP_EVERY:
            return
        self._swept_at = at
        threading.Thread(target=self.sweep, args=(at,), name="last known", daemon=True).start()

    def sweep(self, at: float) -> None:
        """What is too old goes, and the oldest when there are too many."""
        with self._sweeping, suppress(OSError):
            by_age = sorted((one.stat().st_mtime, one) for one in self._sessions.iterdir())
            excess = len(by_age) - MOST_SESSIONS
            for number, (changed, folder) in enumerate(by_age):
                if number < excess or at - changed > LASTS:
                    shutil.rmtree(folder, ignore_errors=True)
            for known in self._accounts.iterdir():
                if at - known.stat().st_mtime > LASTS:
                    shutil.rmtree(known, ignore_errors=True)


def kept_pages() -> Kept:
    return Kept(Path(settings.TITIAN_HOME) / "last-known")


def _name(purpose: str, text: str) -> str:
    return blind_index(f"last known {purpose}", text).hex()


def _bound(token: str, address: str) -> str:
    return f"{token} {address}"
