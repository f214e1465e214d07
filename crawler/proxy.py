"""The browser's only way out: a proxy on loopback that asks the guard about every connection.

Redirects, frames, scripts, sockets and whatever the browser does by itself come through here; names are resolved here,
and the connection goes to the address that was checked.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from urllib.parse import urlsplit

from crawler.guard import Guard, resolve
from crawler.turns import Turns

_HEAD = 64_000  # bytes of a request's head
# What a browser asks of its maker by itself, whatever its flags: never let through.
_OWN_BUSINESS = re.compile(
    r"(?:update|optimizationguide-pa|content-autofill|safebrowsing|clientservices|edgedl|passwordsleakcheck-pa)"
    r"\.(?:googleapis|gvt1|me\.gvt1)\.com|(?:accounts|clients\d|clients|android|redirector|sb-ssl)\.(?:google|gvt1)\.com"
    r"|(?:edge|msedge)\.(?:microsoft|net|api\.cdp)\S*",
    re.I,
)
_PATIENCE = 30.0  # seconds without a byte after which a connection ends


class GuardedProxy:
    """An HTTP proxy for one crawl, on a free loopback port."""

    def __init__(self, guard: Guard, most: int, turns: Turns | None = None) -> None:
        self._turns = turns or Turns()
        self._guard = guard
        self._most = most  # bytes let through in one connection
        self._server: asyncio.Server | None = None
        self._serving: set[asyncio.Task[None]] = set()
        self.refused: list[str] = []  # addresses not let through, in order
        self.asked: list[str] = []  # addresses let through, in order

    async def start(self) -> str:
        """Listen; gives the proxy's address."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_HEAD)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        """Stop listening, and end what is still being served."""
        if self._server is not None:
            self._server.close()
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)
        try:
            await self._served(reader, writer)
        finally:
            writer.close()

    async def _served(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError):
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _PATIENCE)
            await self._answer(head, reader, writer)
        with contextlib.suppress(OSError):
            writer.close()
            await writer.wait_closed()

    async def _answer(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line, _, rest = head.partition(b"\r\n")
        words = line.decode("latin-1").split(" ")
        if len(words) != 3:
            writer.write(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
            return
        method, target, _ = words
        tunnel = method == "CONNECT"
        url = f"https://{target.removesuffix(':443')}/" if tunnel else target
        turn = contextlib.AsyncExitStack() if self._guard.refuse(url) else await self._turns.browse(url)
        async with turn:
            other = await self._connect(url)
            if other is None:
                self.refused.append(url)
                writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return
            self.asked.append(url)
            far_reader, far_writer = other
            turn.callback(far_writer.close)
            if tunnel:
                writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
                await asyncio.gather(self._pass(reader, far_writer), self._pass(far_reader, writer))
            else:
                parts = urlsplit(target)
                path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                headers = [
                    h for h in rest.split(b"\r\n") if h and not h.lower().startswith((b"proxy-", b"connection:"))
                ]
                first = f"{method} {path} HTTP/1.1".encode("latin-1")
                far_writer.write(b"\r\n".join([first, *headers, b"Connection: close", b"", b""]))
                far_writer.write(await self._body(headers, reader))
                await far_writer.drain()
                await self._pass(far_reader, writer)

    async def _body(self, headers: list[bytes], reader: asyncio.StreamReader) -> bytes:
        for header in headers:
            name, _, value = header.partition(b":")
            if name.strip().lower() == b"content-length" and value.strip().isdigit():
                return await asyncio.wait_for(reader.readexactly(min(int(value), self._most)), _PATIENCE)
        return b""

    async def _connect(self, url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        if self._guard.refuse(url):
            return None
        parts = urlsplit(url)
        if _OWN_BUSINESS.fullmatch(parts.hostname or ""):
            return None
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        found = await asyncio.to_thread(resolve, host, port)
        for address in self._guard.passed(host, port, found):
            with contextlib.suppress(OSError, TimeoutError):
                return await asyncio.wait_for(asyncio.open_connection(str(address), port, limit=_HEAD), 10)
        return None

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        passed = 0
        with contextlib.suppress(OSError, TimeoutError):
            while passed < self._most:
                data = await asyncio.wait_for(source.read(65536), _PATIENCE)
                if not data:
                    break
                passed += len(data)
                target.write(data)
                await target.drain()
            if target.can_write_eof():
                target.write_eof()
