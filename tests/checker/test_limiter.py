"""The keeper of servers: never more than allowed, whoever comes, and everything is freed by those who are gone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack

import pytest

from checker.scan.limiter import Limiter
from config.settings import CrawlSettings
from crawler.turns import SharedTurns

SERVER = "127.0.0.21"
URL = f"http://{SERVER}:8000/"


@pytest.fixture
def limiter() -> Iterator[Limiter]:
    made = Limiter(3)
    made.start()
    yield made
    made.close()


async def crawl(limiter: Limiter, job: str, *servers: str) -> SharedTurns:
    """A crawl's end of the line."""
    settings = CrawlSettings(turns=f"{limiter.place()} {job}", servers=servers, turn_interval=limiter.interval)
    turns = SharedTurns(settings)
    await turns.open(lambda: None)
    return turns


async def entered(turns: SharedTurns, url: str = URL) -> AsyncExitStack:
    stack = AsyncExitStack()
    await stack.enter_async_context(turns.enter(url))
    return stack


async def waits(task: asyncio.Task[AsyncExitStack]) -> bool:
    """Whether the keeper has answered everything asked before and still not let this one in."""
    done, _ = await asyncio.wait([task], timeout=0.3)
    return not done


def test_visitors_share_the_places_of_a_server(limiter: Limiter) -> None:
    async def trial() -> None:
        one, two = await crawl(limiter, "a"), await crawl(limiter, "b")
        held = [await entered(one), await entered(one), await entered(two)]
        fourth = asyncio.ensure_future(entered(two))
        assert await waits(fourth)
        await (await entered(two, "http://127.0.0.22:1/")).aclose()  # another server has places of its own
        await held[0].aclose()
        await (await fourth).aclose()
        one.close()
        two.close()

    asyncio.run(trial())


def test_who_is_gone_holds_nothing(limiter: Limiter) -> None:
    async def trial() -> None:
        gone, there = await crawl(limiter, "a"), await crawl(limiter, "b")
        held = [await entered(gone) for _ in range(3)]
        waiting = asyncio.ensure_future(entered(there))
        assert await waits(waiting)
        gone.close()
        await (await waiting).aclose()
        there.close()
        assert len(held) == 3  # never given back by itself

    asyncio.run(trial())


def test_a_home_is_one_crawls_and_leaves_visitors_one_place(limiter: Limiter) -> None:
    async def trial() -> None:
        assert limiter.claim("a", (SERVER,))
        assert not limiter.claim("b", ("127.0.0.22", SERVER))
        home, visitor = await crawl(limiter, "a", SERVER), await crawl(limiter, "b", "127.0.0.22")
        await home.settle(URL)
        async with home.visit(URL) as manner:
            assert manner == {}
        async with visitor.visit(URL) as manner:
            assert manner == {"Connection": "close"}
            second = asyncio.ensure_future(entered(visitor))
            assert await waits(second)
        await (await second).aclose()
        await visitor.settle(URL)  # asked for, and refused: it stays a visitor
        async with visitor.visit(URL) as manner:
            assert manner == {"Connection": "close"}
        home.close()
        await asyncio.sleep(0.2)
        assert not limiter.claim("b", (SERVER,))  # another process may take the job over
        limiter.free("a")
        while not limiter.claim("b", (SERVER,)):
            await asyncio.sleep(0.01)
        visitor.close()

    asyncio.run(trial())


def test_visitors_make_room_for_a_home(limiter: Limiter) -> None:
    async def trial() -> None:
        visitor = await crawl(limiter, "v")
        held = [await entered(visitor), await entered(visitor)]
        assert not limiter.claim("a", (SERVER,))
        waiting = asyncio.ensure_future(entered(visitor))  # there is a third place, and somebody wants to live here
        assert await waits(waiting)
        await held[0].aclose()
        while not limiter.claim("a", (SERVER,)):
            await asyncio.sleep(0.01)
        await held[1].aclose()
        await (await waiting).aclose()
        visitor.close()

    asyncio.run(trial())


def test_requests_keep_their_distance_over_all_crawls() -> None:
    limiter = Limiter(5, interval=10.0)
    limiter.start()

    async def trial() -> None:
        one, two = await crawl(limiter, "a"), await crawl(limiter, "b")
        answers = [await turns._ask("turn", [SERVER]) for turns in (one, two, one)]
        first, second, third = (float(str(answer["wait"])) for answer in answers)
        assert first == 0.0
        assert 9 < second <= 10 < third <= 20
        other = await two._ask("turn", ["127.0.0.22"])
        assert other["wait"] == 0.0
        one.close()
        two.close()

    asyncio.run(trial())
    limiter.close()


def test_strangers_are_not_served(limiter: Limiter) -> None:
    async def trial() -> None:
        lost = asyncio.Event()
        place = limiter.place().rpartition("/")[0]
        stranger = SharedTurns(CrawlSettings(turns=f"{place}/guess x"))
        await stranger.open(lost.set)
        await asyncio.wait_for(lost.wait(), 10)
        stranger.close()

    asyncio.run(trial())
