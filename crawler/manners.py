"""The manners kept towards one host: how many requests at once, how far apart, and when to doubt that it is there."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from types import TracebackType

from crawler.certificate import Certificate
from crawler.robots import Robots

BUSY = frozenset({429, 502, 503, 504, 508, 509})  # statuses of a server that has too much to do
GONE = frozenset({"timeout", "refused", "network"})  # causes that may mean that nobody is there any more
STEADY = 10  # answers a place, without trouble, after which there is one place more
LONE = 5  # failures in a row, each asked alone and after a pause, after which a host is doubted
ROW = 20  # failures in a row of a host that was doubted before and was there
PAUSE = 2.0  # seconds after the first failure of one asked alone, doubled with each: 30 in all before a host is doubted


class Room:
    """Places for requests at once: half as many after trouble, one more after a while without."""

    def __init__(self, most: int) -> None:
        self.most = self.width = most
        self.age = 0  # times that it was narrowed
        self._places = asyncio.Semaphore(most)
        self._owed = 0  # places to be taken away when they are given back

    async def __aenter__(self) -> int:
        await self._places.acquire()
        return self.age

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._owed:
            self._owed -= 1
        else:
            self._places.release()

    def narrow(self, age: int) -> None:
        """Half as many places, once for all requests that were under way together: those that began at one ``age``."""
        if age == self.age:
            less = self.width // 2 if self.width > 1 else 0
            self.width -= less
            self._owed += less
            self.age += 1

    def widen(self, to: int = 0) -> None:
        """One place more, or as many as there are to be."""
        for _ in range(max(1, to - self.width)):
            if self.width >= self.most:
                return
            self.width += 1
            if self._owed:
                self._owed -= 1
            else:
                self._places.release()


class Host:
    """One host. ``delay``: seconds between two requests."""

    def __init__(self, concurrency: int, delay: float) -> None:
        self.room = Room(concurrency)
        self.delay = delay
        self.robots: asyncio.Task[Robots] | None = None
        self.certificate: asyncio.Task[Certificate] | None = None
        self.heard = False  # it has answered at least once
        self.doubted = False  # somebody is looking whether it is there
        self.dead = ""  # cause of the last failure of a host that is gone
        self._next = 0.0  # earliest time of the next request
        self._pauses = 0
        self._good = 0
        self._row = self._lone = 0  # failures in a row, and those of them that were asked alone
        self._least = 0  # in a row, before it is doubted again; 0: it never was

    @contextlib.asynccontextmanager
    async def turn(self) -> AsyncIterator[int]:
        """A place, at its time; gives what to say of the reply with."""
        room = self.room
        async with room as age:
            while (wait := self._next - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            if self.delay:
                self._next = time.monotonic() + self.delay
            yield age

    def pause(self, seconds: float) -> None:
        """The host asked for it."""
        self._pauses += 1
        self._next = max(self._next, time.monotonic() + seconds)
        if self._pauses > 2:  # told more than twice to slow down: stay slow
            self.delay = max(self.delay, 1.0)

    def answered(self, status: int, age: int) -> None:
        """There was a reply."""
        self.heard = True
        self._row = self._lone = 0
        if status in BUSY:
            self._good = 0
            self.room.narrow(age)
            return
        self._good += 1
        if self._good >= STEADY * self.room.width:
            self._good = 0
            self.room.widen()

    def failed(self, cause: str, age: int) -> bool:
        """There was none; whether to look if anybody is there at all."""
        if self.dead or self.doubted or cause not in GONE:
            return False
        alone = self.room.width == 1
        self._good = 0
        self._row += 1
        if self._least:
            return self._row >= self._least
        self.room.narrow(age)
        if alone:
            if self.heard:  # it may come back in a moment; who never was there is not waited for
                self._next = max(self._next, time.monotonic() + PAUSE * 2**self._lone)
            self._lone += 1
        return self._lone >= LONE

    def lives(self) -> None:
        """It was looked at and is there: what failed were the addresses, and they cost the others nothing more."""
        self._least = max(ROW, 2 * self._least)
        self._row = self._lone = 0
        self.room.widen(self.room.most // 2)
