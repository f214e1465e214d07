"""The servers of the invented net, all in one lean process, each on a loopback address; host names tell agencies apart.

It answers lines on its standard input: ``figures`` gives, as a line of JSON, CPU seconds, the most connections that
were open to each address at once, requests and bytes since the last ``reset``. It ends when its input does.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections import Counter
from typing import Any

import scan_net
from scan_net import Agency, Reply


class Figures:
    """What the servers saw."""

    def __init__(self) -> None:
        self.open: Counter[str] = Counter()
        self.reset()

    def reset(self) -> None:
        """Begin anew; connections that are open stay counted."""
        self.most: Counter[str] = Counter(self.open)
        self.requests = self.sent = 0
        self.spent = time.process_time()

    def told(self) -> str:
        """As a line of JSON."""
        spent = round(time.process_time() - self.spent, 2)
        return json.dumps({"cpu": spent, "most": dict(self.most), "requests": self.requests, "bytes": self.sent})


class Server(asyncio.Protocol):
    """One connection. Answers come in the order of the requests."""

    def __init__(self, agencies: dict[str, Agency], figures: Figures) -> None:
        self._agencies, self._figures = agencies, figures
        self._buffer = b""
        self._waiting: list[tuple[str, str, bool, bool]] = []
        self._busy = False

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._address = transport.get_extra_info("sockname")[0]
        figures = self._figures
        figures.open[self._address] += 1
        figures.most[self._address] = max(figures.most[self._address], figures.open[self._address])

    def connection_lost(self, error: Exception | None) -> None:
        self._figures.open[self._address] -= 1

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
            first, *lines = head.decode("latin-1").split("\r\n")
            fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            method, path, *_ = [*first.split(" "), "/"]
            host = fields.get("host", "").rpartition(":")[0]
            last = "close" in fields.get("connection", "").lower()
            self._waiting.append((host, path, method == "HEAD", last))
        self._next()

    def _next(self) -> None:
        if self._busy or not self._waiting:
            return
        host, path, bare, last = self._waiting.pop(0)
        self._figures.requests += 1
        agency = self._agencies.get(host)
        if agency is None:
            self._answer(scan_net.GONE, bare, last)
        elif agency.fault != "timeout":
            self._busy = True
            asyncio.get_running_loop().call_later(agency.delay, self._work, agency, path, bare, last)

    def _work(self, agency: Agency, path: str, bare: bool, last: bool) -> None:
        self._busy = False
        if not self._transport.is_closing():
            self._answer(scan_net.reply(agency, path), bare, last)
        self._next()

    def _answer(self, reply: Reply, bare: bool, last: bool) -> None:
        self._figures.sent += len(reply.body)
        head = (
            f"HTTP/1.1 {reply.status} X\r\nContent-Type: {reply.kind}\r\nContent-Length: {len(reply.body)}\r\n"
            f"Connection: {'close' if last else 'keep-alive'}\r\n\r\n"
        )
        self._transport.write(head.encode() + (b"" if bare else reply.body))
        if last:
            self._transport.close()


async def serve(agencies: list[Agency], port: int) -> None:
    """Serve until the standard input ends."""
    figures = Figures()
    by_host = {agency.host: agency for agency in agencies if agency.fault not in ("dns", "refused")}
    loop = asyncio.get_running_loop()
    for address in sorted({agency.address for agency in by_host.values()}):
        await loop.create_server(lambda: Server(by_host, figures), address, port, backlog=200)
    for agency in by_host.values():  # papers are made now, not while somebody measures
        for made in agency.routes.values():
            made()
    figures.reset()
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    print("ready", flush=True)
    while line := await lines.readline():
        if line.strip() == b"reset":
            figures.reset()
        print(figures.told(), flush=True)


def main() -> None:
    """Draw the net and serve it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, required=True)
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--port", type=int, required=True)
    given = parser.parse_args()
    asyncio.run(serve(scan_net.draw(given.sites, given.size, given.seed), given.port))


if __name__ == "__main__":
    main()
