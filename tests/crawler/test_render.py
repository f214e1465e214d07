"""Pages that need a browser, in a real one; and that it gets out only through the guard."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from local_site import Answer, Asked, LocalSite, link, page

from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.guard import Guard
from crawler.render import Renderer, browser_path
from crawler.run import crawl
from crawler.scope import Scope

SETTINGS = CrawlSettings(allow_private=True, offsite=False, timeout=10.0, deadline=90.0)

pytestmark = pytest.mark.skipif(browser_path() is None, reason="no Chromium or Chrome on this machine")

SHELL = """<!doctype html><html><head><title>เทศบาล</title></head><body><div id="root"></div><script>
fetch('/data').then(r => r.json()).then(d => {
  document.getElementById('root').innerHTML = '<h1>' + d.title + '</h1><a href="/inner">ข้อมูลผู้บริหาร</a>';
});
fetch('http://127.0.0.2:%d/stolen').catch(() => 0);
fetch('/leave').catch(() => 0);
</script></body></html>"""


def test_a_shell_is_shown_by_a_browser_and_crawled_on(tmp_path: Path) -> None:
    with LocalSite({}, Answer(b"inside"), address="127.0.0.2") as inside:
        routes = {
            "/": Answer((SHELL % inside.port).encode()),
            "/data": Answer('{"title": "เทศบาลตำบลทุ่งนาใหม่"}'.encode(), type="application/json"),
            "/leave": Answer(status=302, headers={"Location": f"http://127.0.0.2:{inside.port}/redirected"}),
            "/inner": page("<p>นายสมชาย ใจดี นายกเทศมนตรี</p>"),
        }
        with LocalSite(routes) as server:
            outcome = crawl(server.url, tmp_path / "a.db", SETTINGS)
            agents = {asked.path: asked.headers.get("User-Agent", "") for asked in server.asked}
        assert inside.asked == []
    assert outcome.rendered == 1
    site = read_site(tmp_path / "a.db")
    start = next(found for found in site.pages if found.url == server.url)
    assert start.rendered
    assert "เทศบาลตำบลทุ่งนาใหม่" in start.html
    assert any(found.url.endswith("/inner") for found in site.pages)
    assert agents["/data"] == SETTINGS.user_agent


def test_the_browser_is_used_only_where_it_must(tmp_path: Path) -> None:
    with LocalSite({"/": page(link("/a") + "<script>var x = 1;</script>"), "/a": page("<p>ข้อความ</p>")}) as server:
        outcome = crawl(server.url, tmp_path / "a.db", SETTINGS)
    assert outcome.rendered == 0


def test_without_rendering_the_shell_says_so(tmp_path: Path) -> None:
    with LocalSite({"/": Answer((SHELL % 9).encode())}) as server:
        outcome = crawl(server.url, tmp_path / "a.db", replace(SETTINGS, render=False))
    site = read_site(tmp_path / "a.db")
    assert [found.cause for found in site.pages] == ["shell"]
    assert any("เบราว์เซอร์" in note for note in outcome.notes)


def test_a_page_that_never_rests_ends_and_the_next_is_shown() -> None:
    routes = {
        "/loop": page("<p>วน</p><script>setTimeout(() => { while (true); }, 200)</script>"),
        "/calm": page("<script>document.body.innerHTML = '<p>สงบ</p>'</script>"),
    }
    with LocalSite(routes) as server:
        guard = Guard(Scope(server.url), allow_private=True, offsite=False)
        renderer = Renderer(replace(SETTINGS, timeout=1.0), guard)
        try:
            assert renderer.render(server.url + "loop").result(60).cause == "timeout"
            assert "สงบ" in renderer.render(server.url + "calm").result(60).html
        finally:
            renderer.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "browser"]


def test_shadow_trees_are_part_of_the_page() -> None:
    script = """<site-menu></site-menu><script>customElements.define('site-menu', class extends HTMLElement {
      connectedCallback() {
        this.attachShadow({mode: 'open'}).innerHTML = '<a href="/ita">ประเมิน ITA</a>';
      }
    });</script>"""
    with LocalSite({"/": page(script)}) as server:
        renderer = Renderer(SETTINGS, Guard(Scope(server.url), allow_private=True, offsite=False))
        try:
            assert '<a href="/ita">ประเมิน ITA</a>' in renderer.render(server.url).result(60).html
        finally:
            renderer.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds the browser in /proc")
def test_a_page_that_kills_its_browser_is_stepped_around(tmp_path: Path) -> None:
    """The browser dies on one page, each time: that page has its cause, the shells before and after it are read."""
    shell = '<div id="root"></div><script>document.getElementById("root").innerHTML = "<p>แสดงแล้ว</p>"%s</script>'
    crash = ";fetch('/die').then(() => 0)"
    routes = {"/": page("".join(link(f"/{name}") for name in ("a", "dead", "b"))), "/die": Answer(b"x")}
    routes |= {"/a": page(shell % ""), "/b": page(shell % ""), "/dead": page(shell % crash)}
    with LocalSite(routes) as server:

        def die(_: Asked) -> Answer:
            for process in children_of(os.getpid()):
                os.kill(process, signal.SIGKILL)
            return Answer(b"x")

        server.routes["/die"] = die
        outcome = crawl(server.url, tmp_path / "a.db", SETTINGS)
    site = read_site(tmp_path / "a.db")
    seen = {found.url.rpartition("/")[2]: (found.cause, "แสดงแล้ว" in found.html) for found in site.pages}
    assert seen["a"] == seen["b"] == ("", True)
    assert seen["dead"][0] == "shell"
    assert outcome.stopped_by == ""
    assert any("1 หน้าไม่ได้แสดง" in note for note in outcome.notes)


def children_of(parent: int) -> list[int]:
    """The browsers among the processes that this one has started, directly or not."""
    above, names = {}, {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                words = (folder / "stat").read_text()
                above[int(folder.name)] = int(words.rpartition(")")[2].split()[1])
                names[int(folder.name)] = words.partition("(")[2].rpartition(")")[0]

    def ours(process: int) -> bool:
        while process in above and process != parent:
            process = above[process]
        return process == parent

    return [process for process in above if process != parent and names[process].startswith("chrom") and ours(process)]
