"""A crawl that is killed goes on where it was: nothing lost, nothing asked twice that was there, the same archive."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from crawling_process import start
from local_site import Answer, Asked, LocalSite, Wanting, link, moved, page

from config.settings import CrawlSettings
from crawler.archive import part_of, read_site
from crawler.run import crawl
from crawler.site import Site

SETTINGS = CrawlSettings(allow_private=True, offsite=False, render=False, timeout=5.0, deadline=60.0)
COUNT = 400


def routes(count: int = COUNT) -> dict[str, Answer]:
    """Pages that link on to each other; among them files, redirects, copies, faults and what is not there."""
    made: dict[str, Answer] = {"/robots.txt": Answer(b"User-agent: *\nDisallow: /no/\n", type="text/plain")}
    for n in range(count):
        links = "".join(
            link(f"/p{(n * 7 + k * 13) % count}", f"{'ITA ' if (n + k) % 10 == 0 else ''}หน้า {k}") for k in range(5)
        )
        made[f"/p{n}"] = page(f"{links}<h1>หน้าที่ {n}</h1><p>ข้อความของหน้าที่ {n}</p>", f"หน้า {n}")
        if n % 23 == 5:
            made[f"/p{n}"] = moved(f"/p{(n + 1) % count}")
        elif n % 29 == 7:
            made[f"/p{n}"] = Answer(b"fault", 500)
        elif n % 31 == 9:
            made[f"/p{n}"] = page("<p>หน้าเดียวกันหลายที่อยู่</p>", "ซ้ำ")
        elif n % 17 == 3:
            made[f"/p{n}"] = Answer(f"ประกาศฉบับที่ {n} เรื่อง นโยบายไม่รับของขวัญ".encode(), type="text/plain; charset=utf-8")
        elif n % 37 == 11:
            del made[f"/p{n}"]
    made["/"] = page("".join(link(f"/p{n}", f"หน้า {n}") for n in range(12)) + link("/no/entry"), "หน้าแรก")
    return made


def content(site: Site) -> Site:
    """All of a site but the hours, and the port that its server happened to have."""
    return replace(site, started="", finished="")


def had(archive: Path) -> set[str]:
    """The addresses whose replies a crawl that was cut short had kept."""
    with closing(sqlite3.connect(part_of(archive))) as db:
        return {row[0] for row in db.execute("SELECT asked FROM replies")}


def test_killed_at_twenty_moments_it_ends_as_if_undisturbed(tmp_path: Path) -> None:
    moments = sorted(random.Random(2568).sample(range(1, 340), 20))
    paths: list[str] = []
    armed: list[int] = []  # the next moment, once a crawl is running

    def kill(asked: Asked) -> None:
        paths.append(asked.path)
        if armed and len(paths) >= armed[0]:
            armed.clear()
            moments.pop(0)
            for child in multiprocessing.active_children():
                os.kill(child.pid or 0, signal.SIGKILL)

    known = routes()

    def answer(asked: Asked) -> Answer:
        kill(asked)
        return known.get(asked.path, Answer(b"", 404))

    # A server's fault is asked for once more at the end; and two addresses may lead to one.
    may_repeat = {path for path, found in known.items() if found.status >= 500}
    may_repeat |= {found.headers["Location"] for found in known.values() if found.status == 302}

    how = {"settings": replace(SETTINGS, max_depth=99), "prefer": Wanting("ITA")}
    with LocalSite({}, answer) as server:
        undisturbed = crawl(server.url, tmp_path / "whole.db", **how)  # type: ignore[arg-type]
        assert undisturbed.complete
        once = sorted(paths)
        paths.clear()
        target = tmp_path / "cut.db"
        kills = 0
        while True:
            before = had(target) if part_of(target).exists() else set()
            at = len(paths)
            armed[:] = moments[:1]
            outcome = crawl(server.url, target, place=False, **how)  # type: ignore[arg-type]
            again = [path for path in paths[at:] if server.url.rstrip("/") + path in before and path in paths[:at]]
            assert [path for path in again if path not in may_repeat] == []
            if outcome.stopped_by != "crash":
                break
            assert not target.exists()
            kills += 1
        twice = len(paths) - len(once)
        assert kills == 20
        assert outcome.resumed
        assert set(paths) == set(once)
        assert twice <= kills * 2 * SETTINGS.concurrency  # those under way at the moment of a kill
    assert outcome.archive == part_of(target)
    assert content(read_site(part_of(target))) == content(read_site(tmp_path / "whole.db"))


@pytest.mark.skipif(os.name == "nt", reason="a process group is killed")
@pytest.mark.parametrize("whole", [True, False], ids=["all processes", "the caller alone"])
def test_sigkill_of_the_caller(tmp_path: Path, whole: bool) -> None:
    state: dict[str, subprocess.Popen[str]] = {}
    known = routes(60)

    def answer(asked: Asked) -> Answer:
        if len(server.asked) >= 30 and (process := state.pop("process", None)) is not None:
            os.killpg(process.pid, signal.SIGKILL) if whole else process.kill()
        return known.get(asked.path, Answer(b"", 404))

    with LocalSite({}, answer) as server:
        crawl(server.url, tmp_path / "whole.db", replace(SETTINGS, concurrency=2))
        server.asked.clear()
        target = tmp_path / "cut.db"
        state["process"] = process = start(server.url, target)
        assert process.wait(300) == -signal.SIGKILL
        process.communicate()
        assert not target.exists()
        assert part_of(target).exists()
        again = start(server.url, target)
        told, _ = again.communicate(timeout=300)
    assert told.split()[:2] == ["True", "True"]
    assert content(read_site(target)) == content(read_site(tmp_path / "whole.db"))
    assert not part_of(target).exists()


def test_a_crawl_stopped_by_its_budget_goes_on_with_a_larger_one(tmp_path: Path) -> None:
    target = tmp_path / "a.db"
    with LocalSite(routes(60)) as server:
        first = crawl(server.url, target, replace(SETTINGS, max_pages=25))
        assert first.stopped_by == "pages"
        asked = len(server.asked)
        second = crawl(server.url, target, replace(SETTINGS, max_pages=500))
        assert (second.resumed, second.complete) == (True, True)
        assert second.recalled >= 25
        more = len(server.asked) - asked
        crawl(server.url, tmp_path / "whole.db", replace(SETTINGS, max_pages=500))
        assert more + 24 <= len(server.asked) - asked - more
    assert {found.url for found in read_site(target).pages} == {
        found.url for found in read_site(tmp_path / "whole.db").pages
    }


def test_fresh_begins_anew(tmp_path: Path) -> None:
    target = tmp_path / "a.db"
    with LocalSite(routes(40)) as server:
        crawl(server.url, target, replace(SETTINGS, max_pages=20))
        outcome = crawl(server.url, target, replace(SETTINGS, fresh=True))
    assert (outcome.resumed, outcome.recalled, outcome.same) == (False, 0, 0)
    assert outcome.complete


def test_the_part_file_of_another_site_is_not_gone_on_with(tmp_path: Path) -> None:
    target = tmp_path / "a.db"
    with LocalSite(routes(40)) as one:
        crawl(one.url, target, replace(SETTINGS, max_pages=20), place=False)
        with LocalSite({"/": page("<p>อีกเว็บไซต์หนึ่ง</p>")}) as other:
            outcome = crawl(other.url, target, SETTINGS)
    assert not outcome.resumed
    assert [found.url for found in read_site(target).pages] == [other.url]
