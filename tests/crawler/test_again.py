"""The same site crawled again: what has not changed is neither sent nor taken apart a second time."""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from crawling_process import start
from local_site import Answer, Asked, LocalSite, link, page

from config.settings import CrawlSettings
from crawler.archive import part_of, read_site
from crawler.run import crawl
from crawler.site import Link

SETTINGS = CrawlSettings(allow_private=True, offsite=False, render=False, timeout=5.0, deadline=60.0)
WHEN = "Mon, 06 Jan 2025 08:00:00 GMT"


class Validating:
    """Answers with an ETag, or with Last-Modified where ``dated``, and 304 to whoever has it; ``sent`` counts bytes."""

    def __init__(self, routes: dict[str, Answer], plain: tuple[str, ...] = (), dated: tuple[str, ...] = ()) -> None:
        self.routes, self.plain, self.dated = routes, plain, dated
        self.sent = 0
        self.unchanged: list[str] = []

    def __call__(self, asked: Asked) -> Answer:
        found = self.routes.get(asked.path)
        if found is None:
            return Answer(b"", 404)
        tag = f'"{hashlib.sha256(found.body).hexdigest()[:16]}"'
        same = asked.headers.get("If-None-Match") == tag
        headers = {"ETag": tag}
        if asked.path in self.dated:
            headers, same = {"Last-Modified": WHEN}, asked.headers.get("If-Modified-Since") == WHEN
        if asked.path in self.plain:
            headers, same = {}, False
        if same:
            self.unchanged.append(asked.path)
            return Answer(b"", 304, type="", headers=headers)
        self.sent += len(found.body)
        return replace(found, headers=headers)


def many(count: int) -> dict[str, Answer]:
    filler = "<p>รายงานผลการดำเนินงานของเทศบาลตำบลทุ่งนาใหม่ ประจำปีงบประมาณ</p>" * 100
    made = {
        f"/p{n}": page(
            f"<h1>หน้า {chr(0xE01 + n % 40) * (n // 40 + 1)}</h1>{link(f'/p{(n * 7 + 1) % count}')}{filler}", f"หน้า {n}"
        )
        for n in range(count)
    }
    made["/"] = page("".join(link(f"/p{n}", f"หน้า {n}") for n in range(count)), "หน้าแรก")
    return made


def changes(archive: Path) -> dict[str, str]:
    with closing(sqlite3.connect(archive)) as db:
        return {url.rpartition("/")[2]: change for url, change in db.execute("SELECT url, change FROM changes")}


def test_an_unchanged_site_costs_a_tenth_of_the_bytes_and_gives_the_same(tmp_path: Path) -> None:
    target = tmp_path / "a.db"
    answering = Validating(many(60))
    with LocalSite({}, answering) as server:
        first = crawl(server.url, target, SETTINGS)
        before, whole = read_site(target), answering.sent
        answering.sent = 0
        again = crawl(server.url, target, SETTINGS)
    assert (first.pages, again.pages, again.same) == (61, 61, 61)
    assert answering.sent * 10 <= whole
    assert again.received * 10 <= first.received
    assert replace(read_site(target), started="", finished="") == replace(before, started="", finished="")
    assert set(changes(target).values()) == {"same"}


def test_what_changed_is_read_anew_and_told(tmp_path: Path) -> None:
    target = tmp_path / "a.db"
    notice = Answer("ประกาศ เรื่อง นโยบายไม่รับของขวัญ".encode(), type="text/plain; charset=utf-8")
    routes = {
        "/": page(
            link("a") + link("dated") + link("plain") + link("old") + link("notice.txt") + link("twin"), "หน้าแรก"
        ),
        "/a": page("<p>ข้อความเดิม</p>", "ก"),
        "/dated": page("<p>มีวันที่แก้ไข</p>", "ข"),
        "/plain": page("<p>ไม่บอกว่าเปลี่ยนหรือไม่</p>", "ค"),
        "/twin": page("<p>ข้อความเดิม</p>", "ก"),
        "/old": page("<p>หน้าที่จะหายไป</p>", "ง"),
        "/notice.txt": notice,
    }
    answering = Validating(routes, plain=("/plain",), dated=("/dated",))
    with LocalSite({}, answering) as server:
        crawl(server.url, target, SETTINGS)
        routes["/a"] = page("<p>ข้อความใหม่</p>" + link("new"), "ก")
        routes["/new"] = page("<p>หน้าใหม่</p>", "จ")
        del routes["/old"]
        again = crawl(server.url, target, SETTINGS)
        site = read_site(target)
        crawl(server.url, tmp_path / "b.db", SETTINGS)
        plain = read_site(tmp_path / "b.db")
    assert set(answering.unchanged) >= {"/", "/dated", "/notice.txt"}
    assert replace(site, started="", finished="", fetched=0) == replace(plain, started="", finished="", fetched=0)
    assert changes(target) == {
        "": "same", "a": "changed", "dated": "same", "plain": "same", "notice.txt": "same", "new": "new", "old": "gone",
        "twin": "new",
    }  # fmt: skip
    assert again.same == 4


def test_an_archive_of_another_reading_is_not_taken_over(tmp_path: Path) -> None:
    target = tmp_path / "a.db"
    with LocalSite({}, Validating(many(3))) as server:
        crawl(server.url, target, SETTINGS)
        with closing(sqlite3.connect(target)) as db:
            db.execute("UPDATE meta SET value = '0' WHERE name = 'reading'")
            db.commit()
        again = crawl(server.url, target, SETTINGS)
    assert (again.pages, again.same) == (4, 0)
    assert again.received > 0


@pytest.mark.skipif(sys.platform != "linux", reason="a process group is killed, or a child found by /proc")
@pytest.mark.parametrize("whole", [True, False], ids=["all processes", "the crawling one"])
def test_a_second_crawl_that_is_killed_goes_on_and_gives_the_same(tmp_path: Path, whole: bool) -> None:
    target, state = tmp_path / "a.db", dict[str, subprocess.Popen[str]]()
    routes = many(60)
    answering = Validating(routes)

    def answer(asked: Asked) -> Answer:
        if len(server.asked) >= 30 and (process := state.pop("process", None)) is not None:
            if whole:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
                os.kill(max(map(int, children)), signal.SIGKILL)  # the last one started: the crawl
        return answering(asked)

    with LocalSite({}, answer) as server:
        crawl(server.url, target, replace(SETTINGS, concurrency=2))
        for name in ("/p3", "/p40"):
            routes[name] = page("<p>ข้อความใหม่</p>", "ใหม่")
        routes["/"] = page("".join(link(f"/p{n}", f"หน้า {n}") for n in range(50)), "หน้าแรก")
        gone = {f"{server.url}p{n}" for n in range(60)}
        server.asked.clear()
        state["process"] = process = start(server.url, target)
        process.communicate(timeout=300)
        if whole:
            assert process.returncode == -signal.SIGKILL
            assert part_of(target).exists()
        told, _ = start(server.url, target).communicate(timeout=300)
        resumed, complete, same = told.split()
        site = read_site(target)
        crawl(server.url, tmp_path / "b.db", replace(SETTINGS, concurrency=2))
        plain = read_site(tmp_path / "b.db")
    assert complete == "True"
    assert resumed == "True"
    assert not whole or int(same) > 10
    assert replace(site, started="", finished="", fetched=0) == replace(plain, started="", finished="", fetched=0)
    gone -= {found.url for found in site.pages}
    assert all(changes(target)[url.rpartition("/")[2]] == "gone" for url in gone)
    with closing(sqlite3.connect(target)) as db:
        assert db.execute("SELECT count(*) FROM unmet").fetchone()[0] == 0
        assert db.execute("SELECT count(*) FROM marks WHERE page_id NOT IN (SELECT id FROM pages)").fetchone()[0] == 0


PLAN = "แผนปฏิบัติการป้องกันการทุจริต"


def plans(found: Link) -> float:
    return float(PLAN in found.text)


def test_old_dates_are_trusted_every_other_time_where_nothing_speaks_for_a_page(tmp_path: Path) -> None:
    routes = many(30)
    routes["/"] = replace(
        routes["/"], body=routes["/"].body.replace(b"</body>", link("/plan", PLAN).encode() + b"</body>")
    )
    routes["/plan"] = page(f"<h1>{PLAN}</h1>", PLAN)
    server = Validating(routes, dated=(*(f"/p{n}" for n in range(1, 30)), "/", "/plan"))
    target, trusting = tmp_path / "a.db", replace(SETTINGS, trust_dates=True)

    def asked() -> set[str]:
        before = len(site.asked)
        crawl(site.url, target, trusting, plans)
        return {one.path for one in site.asked[before:]} - {"/robots.txt", "/sitemap.xml"}

    with LocalSite({}, server) as site:
        everything = asked() & set(routes)
        assert everything == set(routes)
        first = read_site(target)
        routes["/p7"] = page("<h1>แก้แล้ว</h1>", "แก้แล้ว")
        server.dated = tuple(path for path in server.dated if path != "/p7")  # its old date holds no longer
        assert asked() & everything == {"/", "/plan", "/p0"}  # the start, what an item may need, what has no date
        second = read_site(target)
        assert {one.url: one.blocks for one in second.pages} == {one.url: one.blocks for one in first.pages}
        assert any("ไม่ได้ถามซ้ำ 29 หน้า" in note for note in second.notes)
        assert asked() & everything == everything  # never twice in a row
        third = read_site(target)
    assert changes(target)["p7"] == "changed"
    assert not any("ไม่ได้ถามซ้ำ" in note for note in third.notes)
