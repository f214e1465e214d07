"""Fewer requests at once to a server that cannot bear them, more again later; and when a host is doubted."""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from local_site import Answer, Asked, LocalSite, Route, link, page

from config.settings import CrawlSettings
from crawler import manners
from crawler.archive import read_site
from crawler.manners import LONE, ROW, STEADY, Host, Room
from crawler.run import crawl

SETTINGS = CrawlSettings(allow_private=True, offsite=False, render=False, timeout=10.0, deadline=120.0)


async def places(room: Room) -> int:
    """How many get in at once."""
    entered = 0
    over = asyncio.Event()

    async def enter() -> None:
        nonlocal entered
        async with room:
            entered += 1
            await over.wait()

    tasks = [asyncio.ensure_future(enter()) for _ in range(20)]
    for _ in range(100):
        await asyncio.sleep(0)
    found = entered
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return found


def test_places_are_halved_once_for_what_failed_together() -> None:
    async def trial() -> None:
        room = Room(8)
        ages = [await room.__aenter__() for _ in range(8)]
        for age in ages:
            room.narrow(age)
        for _ in ages:
            await room.__aexit__(None, None, None)
        assert await places(room) == room.width == 4
        for _ in range(3):
            room.narrow(room.age)
            await places(room)
        assert await places(room) == room.width == 1
        room.widen()
        assert await places(room) == room.width == 2
        room.widen(6)
        assert await places(room) == room.width == 6
        room.widen(20)
        assert await places(room) == room.width == 8

    asyncio.run(trial())


def test_it_recovers_slowly() -> None:
    host = Host(4, 0.0)
    host.answered(503, host.room.age)
    assert host.room.width == 2
    for _ in range(2 * STEADY - 1):
        host.answered(200, host.room.age)
    assert host.room.width == 2
    host.answered(404, host.room.age)
    assert host.room.width == 3


def test_a_host_is_doubted_after_failures_alone_and_in_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manners, "PAUSE", 0.0)
    host = Host(1, 0.0)
    for _ in range(3):
        host.answered(200, 0)
        assert not any(host.failed("refused", 0) for _ in range(LONE - 1))
    assert not any(host.failed("dns", 0) for _ in range(50))
    assert host.failed("refused", 0)
    host.lives()
    assert [host.failed("timeout", 0) for _ in range(ROW)] == [False] * (ROW - 1) + [True]


def test_addresses_that_fail_do_not_slow_a_host_that_is_there() -> None:
    host = Host(8, 0.0)
    host.answered(200, 0)
    host.room.narrow(0)
    host.room.narrow(1)
    host.lives()
    host.failed("timeout", host.room.age)
    assert host.room.width == 4


def test_a_server_that_bears_two_at_once_is_read_whole(tmp_path: Path) -> None:
    paths = [f"/{chr(97 + n // 12)}/{chr(97 + n % 12)}" for n in range(96)]
    lock, at_work, refused = threading.Lock(), 0, 0

    def weak(asked: Asked) -> Answer:
        nonlocal at_work, refused
        with lock:
            at_work += 1
            busy = at_work > 2
            refused += busy
        time.sleep(0.03)
        with lock:
            at_work -= 1
        return Answer(b"", 503) if busy else page(f"<p>{asked.path}</p>")

    routes: dict[str, Route] = {"/": page("".join(map(link, paths))), **dict.fromkeys(paths, weak)}
    with LocalSite(routes) as server:
        outcome = crawl(server.url, tmp_path / "a.db", SETTINGS)
    assert outcome.archive is not None
    assert len(read_site(outcome.archive).pages) == 97
    assert refused < 40


def test_a_server_that_is_away_for_a_moment_loses_nothing(tmp_path: Path) -> None:
    paths = [f"/{chr(97 + n)}" for n in range(20)]
    away = iter([True] * 6)

    def shaky(asked: Asked) -> Answer:
        if next(away, False):
            raise ConnectionAbortedError  # the connection ends without a word
        return page(f"<p>{asked.path}</p>")

    routes: dict[str, Route] = {"/": page("".join(map(link, paths))), **dict.fromkeys(paths, shaky)}
    with LocalSite(routes) as server:
        outcome = crawl(server.url, tmp_path / "a.db", replace(SETTINGS, concurrency=4))
    assert outcome.archive is not None
    assert (outcome.stopped_by, len(read_site(outcome.archive).pages)) == ("", 21)
