"""The keeper of servers: which crawl may open a connection to which IP address, and when.

Every server has ``connections`` places. A server that no crawl lives on lends them one by one to visitors. A crawl that
lives there (its *home*) has all of them but one, which is left to visitors; so two crawls never live on one server.
What a visitor holds is freed when its connection ends, however it ends; a job's home when the scan says so. Crawls talk
to it as ``crawler.turns`` says.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import secrets
import threading
import time
from collections import Counter, deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from crawler.turns import BROWSER

LINGER = 0.05  # seconds until a place is free again: the server hears of a connection's end a little later than we


@dataclass(eq=False)
class _Client:
    writer: asyncio.StreamWriter
    job: str = ""
    places: Counter[str] = field(default_factory=Counter)  # visitor's places held, by server
    homes: set[str] = field(default_factory=set)  # servers it asked to live on by itself


@dataclass(frozen=True)
class _Waiting:
    client: _Client
    number: int
    servers: tuple[str, ...]


class Limiter:
    """A keeper that listens in a thread of its own. ``interval``: seconds between two requests to one server."""

    def __init__(self, connections: int, interval: float = 0.0, listen: str = "127.0.0.1") -> None:
        self.connections = connections
        self.interval = interval
        self.word = secrets.token_hex(16)  # keeps strangers out; decides nothing
        self._listen = listen
        self._port = 0
        self._homes: dict[str, str] = {}  # server: job
        self._wanted: Counter[str] = Counter()  # servers that jobs wait to live on: visitors make room
        self._places: Counter[str] = Counter()  # visitor's places taken, by server
        self._next: dict[str, float] = {}
        self._queue: deque[_Waiting] = deque()
        self._clients: set[_Client] = set()
        self._lock = threading.RLock()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="limiter", daemon=True)
        self._ready = threading.Event()

    @property
    def at_home(self) -> int:
        """Requests at once that a crawl may send to its home without a browser at work; 0: no crawl has a home."""
        return max(self.connections - 1, 0)

    @property
    def at_home_with_browser(self) -> int:
        """The same when a browser may be at work beside them."""
        return max(self.connections - 1 - BROWSER, 0)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()
        self._ready.wait()

    def place(self, host: str = "127.0.0.1") -> str:
        """What a crawl finds the keeper by: ``CrawlSettings.turns`` up to the job's own word."""
        return f"{host}:{self._port}/{self.word}"

    def close(self) -> None:
        """Stop listening."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, self._listen, 0))
        self._port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    # homes, asked for by the scan itself from any thread

    def claim(self, job: str, servers: Sequence[str]) -> bool:
        """Lend all of ``servers`` to a job as its home, or none; where visitors are in the way, they make room."""
        with self._lock:
            if any(self._homes.get(server, job) != job for server in servers):
                return False
            if any(self._places[server] > 1 for server in servers):
                self._wanted.update(server for server in servers if not self._wanted[server])
                return False
            for server in servers:
                self._homes[server] = job
                self._wanted.pop(server, None)
            return True

    def free(self, job: str) -> None:
        """Take back whatever homes a job has, a moment from now."""
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(lambda: self._loop.call_later(LINGER, self._free, job))

    def _free(self, job: str, only: Collection[str] | None = None) -> None:
        with self._lock:
            for server in [one for one, owner in self._homes.items() if owner == job and (not only or one in only)]:
                del self._homes[server]
        self._grant()

    def taken(self, servers: Sequence[str]) -> bool:
        """Whether some job lives on one of the servers."""
        with self._lock:
            return any(server in self._homes for server in servers)

    # what crawls ask

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        client = _Client(writer)
        try:
            hello = json.loads(await asyncio.wait_for(reader.readline(), 10) or b"{}")
            word, _, client.job = str(hello.get("hello", "")).partition(" ")
            if not hmac.compare_digest(word.encode(), self.word.encode()):
                return
            self._clients.add(client)
            while line := await reader.readline():
                self._hear(client, json.loads(line))
        except (OSError, ValueError, KeyError, TimeoutError, asyncio.CancelledError):
            pass
        finally:
            self._gone(client)
            writer.close()

    def _hear(self, client: _Client, word: dict[str, object]) -> None:
        servers = tuple(str(server) for server in word["servers"])  # type: ignore[attr-defined]
        ask, number = word["ask"], int(str(word.get("n", 0)))
        if ask == "enter":
            self._queue.append(_Waiting(client, number, servers))
            self._grant()
        elif ask == "leave":
            self._leave(client, servers)
        elif ask == "forget":
            waiting = [one for one in self._queue if one.client is client and one.number == number]
            for one in waiting:
                self._queue.remove(one)
            if not waiting:  # it had been granted meanwhile
                self._leave(client, servers)
        elif ask == "turn":
            self._tell(client, number, wait=self._wait(servers))
        elif ask == "claim":
            new = {server for server in servers if self._homes.get(server) != client.job}
            yes = self.claim(client.job, servers)
            client.homes.update(new if yes else ())
            self._tell(client, number, yes=yes)

    def _leave(self, client: _Client, servers: Sequence[str]) -> None:
        held = [server for server in servers if client.places[server]]
        client.places.subtract(held)
        self._loop.call_later(LINGER, self._give_back, held)

    def _give_back(self, servers: Sequence[str]) -> None:
        with self._lock:
            for server in servers:
                self._places[server] -= 1
                if self._places[server] <= 0:
                    del self._places[server]
        self._grant()

    def _grant(self) -> None:
        """Let in whoever finds a place everywhere it asks for one, first come first served at every server."""
        passed: set[str] = set()
        left: deque[_Waiting] = deque()
        for one in self._queue:
            if passed.isdisjoint(one.servers) and self._enter(one):
                continue
            passed.update(one.servers)
            left.append(one)
        self._queue = left

    def _enter(self, one: _Waiting) -> bool:
        with self._lock:
            for server in one.servers:
                shared = server in self._homes or self._wanted[server] > 0
                if self._places[server] >= (1 if shared else self.connections):
                    return False
            self._places.update(one.servers)
        one.client.places.update(one.servers)
        self._tell(one.client, one.number, wait=self._wait(one.servers))
        return True

    def _wait(self, servers: Sequence[str]) -> float:
        if not self.interval:
            return 0.0
        now = time.monotonic()
        at = max([now, *(self._next.get(server, now) for server in servers)])
        for server in servers:
            self._next[server] = at + self.interval
        return at - now

    def _tell(self, client: _Client, number: int, **word: object) -> None:
        with contextlib.suppress(OSError, RuntimeError):
            client.writer.write(json.dumps({"n": number} | word).encode("ascii") + b"\n")

    def _gone(self, client: _Client) -> None:
        self._clients.discard(client)
        self._queue = deque(one for one in self._queue if one.client is not client)
        if client.homes:  # what the scan lent to its job stays lent: another process may take the job over
            self._loop.call_later(LINGER, self._free, client.job, client.homes)
        self._loop.call_later(LINGER, self._give_back, list(client.places.elements()))
