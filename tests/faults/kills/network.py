"""The network between Titian and its database: a relay that can be cut, silent, or reset."""

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

_PIECE = 65_536
_AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER: closing sends a reset


class Network:
    """Listens on a port of this machine and carries every byte to the database's socket."""

    def __init__(self, socket_folder: Path) -> None:
        self._target = str(socket_folder / ".s.PGSQL.5432")
        self._loop = asyncio.new_event_loop()
        self._open: set[asyncio.StreamWriter] = set()
        self._flows = asyncio.Event()
        self._is_up = True
        self.port = 0
        self._turning = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._turning.start()
        self._do(self._listen())

    def cut(self) -> None:
        """Nothing gets through and what was open is gone, until `mend`."""
        self._do(self._break(stays=True))

    def reset(self) -> None:
        """What was open is gone; new connections are taken."""
        self._do(self._break(stays=False))

    def fall_silent(self) -> None:
        """Nothing is lost and nothing arrives, until `mend`."""
        self._do(self._set(flows=False))

    def mend(self) -> None:
        self._do(self._set(flows=True))

    def close(self) -> None:
        self._do(self._break(stays=True))
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._turning.join(timeout=10)
        self._loop.close()

    def _do(self, what: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(what, self._loop).result(timeout=10)

    async def _listen(self) -> None:
        self._flows.set()
        self._server = await asyncio.start_server(self._taken, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _end(self) -> None:
        """Nobody listens any more, and whoever still carries something is let go."""
        self._server.close()
        self._flows.set()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for one in others:
            one.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _set(self, *, flows: bool) -> None:
        if flows:
            self._is_up = True
            self._flows.set()
        else:
            self._flows.clear()

    async def _break(self, *, stays: bool) -> None:
        self._is_up = not stays
        for writer in list(self._open):
            _let_go(writer)

    async def _taken(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of Titian's, as long as either side keeps it."""
        if not self._is_up:
            _let_go(writer)
            return
        try:
            there, back = await asyncio.open_unix_connection(self._target)
        except OSError:
            _let_go(writer)
            return
        self._open |= {writer, back}
        try:
            await asyncio.gather(self._carry(reader, back), self._carry(there, writer))
        finally:
            self._open -= {writer, back}

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while piece := await reader.read(_PIECE):
                await self._flows.wait()
                writer.write(piece)
                await writer.drain()
        with contextlib.suppress(OSError, RuntimeError):
            writer.close()


def _let_go(writer: asyncio.StreamWriter) -> None:
    """At once and without a word, as a machine that fell."""
    found = writer.get_extra_info("socket")
    if found is not None and found.family != socket.AF_UNIX:
        with contextlib.suppress(OSError):
            found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
    writer.transport.abort()
