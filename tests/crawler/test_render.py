"""Pages that need a browser, in a real one; and that it gets out only through the guard."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from local_site import Answer, Asked, LocalSite, link, moved, page

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


LATE = {
    "delayed answer": "fetch('/late').then(r => r.text()).then(put)",
    "timer": "setTimeout(() => put('มาแล้ว'), 300)",
    "timer, then answer": "setTimeout(() => fetch('/soon').then(r => r.text()).then(put), 700)",
    "chain": "fetch('/soon').then(() => setTimeout(() => fetch('/late').then(() => setTimeout(() => fetch('/soon')"
    ".then(r => r.text()).then(put), 300)), 300))",
    "old request": "const x = new XMLHttpRequest(); x.open('GET', '/late'); x.onload = () => put(x.response); x.send()",
    "added script": "const s = document.createElement('script'); s.src = '/late.js'; document.body.append(s)",
    "module": "import('/late.mjs').then(m => put(m.words))",
    "idle": "requestIdleCallback(() => requestAnimationFrame(() => put('มาแล้ว')))",
    "comes into view": "new IntersectionObserver(seen => seen[0].isIntersecting && put('มาแล้ว')).observe(root)",
    "interval": "const i = setInterval(() => { clearInterval(i); put('มาแล้ว'); }, 400)",
    "written timer": "setTimeout(\"put('มาแล้ว')\", 300)",
    "goes on": "if (!location.search) setTimeout(() => location.replace('?2'), 200); else put('มาแล้ว')",
    "moves for ever": "setInterval(() => document.title = 'x' + Math.random(), 30); fetch('/late').then(r => r.text())"
    ".then(put)",
    "led astray": "fetch('/astray').catch(() => put('มาแล้ว'))",
    "stays open": "new EventSource('/events'); fetch('/late').then(r => r.text()).then(put)",
}


def test_what_comes_late_is_seen_and_the_order_of_the_pages_is_kept() -> None:
    words = "มาแล้ว".encode()
    shell = "<div id=root></div><script>const put = words => { root.innerHTML = `<h1>${words}</h1>`; };%s</script>"
    routes = {f"/{number}": page(shell % script) for number, script in enumerate(LATE.values())}
    routes |= {f"/{number}?2": answer for number, answer in enumerate(tuple(routes.values()))}
    routes |= {
        "/late": Answer(words, delay=0.4),
        "/soon": Answer(words),
        "/astray": moved("view-source:http://127.0.0.1/"),
        "/late.js": Answer("put('มาแล้ว')".encode(), type="text/javascript", delay=0.4),
        "/late.mjs": Answer("export const words = 'มาแล้ว'".encode(), type="text/javascript", delay=0.4),
        "/events": Answer(parts=lambda: iter([b":\n\n"]), type="text/event-stream"),
    }
    with LocalSite(routes) as server, showing(SETTINGS, server) as renderer:
        asked = [renderer.render(f"{server.url}{number}") for number in range(len(LATE))]
        shown = [one.result(60) for one in asked]
    missing = [name for name, one in zip(LATE, shown, strict=True) if "<h1>มาแล้ว</h1>" not in one.html]
    assert missing == []
    assert all(one.settled for one in shown)
    assert [one.url.partition("?")[0] for one in shown] == [f"{server.url}{number}" for number in range(len(LATE))]


def test_a_page_still_waiting_for_its_content_is_not_said_to_be_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.render._QUIET", 1.0)
    script = "<script>fetch('/slow').then(r => r.text()).then(t => document.body.innerHTML = t)</script>"
    with (
        LocalSite({"/": page(script), "/slow": Answer(b"late", delay=3.0)}) as server,
        showing(SETTINGS, server) as renderer,
    ):
        assert not renderer.render(server.url).result(60).settled


def test_a_page_knows_nothing_of_the_page_shown_before_it() -> None:
    script = """<div id=root></div><script>
    const held = [document.cookie, localStorage.a, sessionStorage.a, name];
    indexedDB.databases().then(found => { held.push(found.length);
      root.innerText = 'held: ' + JSON.stringify(held);
      const keep = () => { document.cookie = 'a=1'; localStorage.a = sessionStorage.a = name = 'kept'; };
      addEventListener('pagehide', keep); addEventListener('beforeunload', keep);
      keep(); indexedDB.open('a');
    });</script>"""
    routes = {f"/{number}": page(script) for number in range(4)}
    with LocalSite(routes) as server, showing(replace(SETTINGS, concurrency=1), server) as renderer:
        shown = [renderer.render(f"{server.url}{number}").result(60).html for number in range(4)]
    assert [held for html in shown for held in re.findall("held: (.*?)</div>", html)] == ['["",null,null,"",0]'] * 4


KEEPS = {
    "at the end": "const keep = () => { %s }; addEventListener('pagehide', keep);"
    " addEventListener('beforeunload', keep); onunload = keep; document.addEventListener('visibilitychange', keep)",
    "at once": "%s",
    "later": "setInterval(() => { %s }, 1001)",
    "in every picture": "const keep = () => { requestAnimationFrame(keep);"
    " if (performance.now() > 400) { %s } }; keep()",
    "in a frame": "const f = document.createElement('iframe'); f.src = '/frame'; document.body.append(f);"
    " f.onload = () => f.remove()",
    "in the frame of a moment": "const f = document.createElement('iframe'); document.body.append(f);"
    " f.contentWindow.localStorage.a = 'kept'; f.remove()",
    "before going on": "if (!location.search) { %s; location.replace('?2') }",
    "by a worker": "new Worker('/worker.js')",
    "by a name": "var name = 'kept'",
    "by an answer": "fetch('/cookie')",
    "by a late answer": "setInterval(() => fetch('/cookie'), 1001)",
    "not at all": "",
}


def test_nothing_is_left_behind_where_pages_follow_each_other_at_once() -> None:
    keep = "document.cookie = 'a=1'; localStorage.a = sessionStorage.a = name = 'kept'; indexedDB.open('a')"
    probe = """<div id=root></div><script>
    const held = [document.cookie, localStorage.a, sessionStorage.a, name];
    indexedDB.databases().then(found => { held.push(found.length); root.innerText = 'held: ' + JSON.stringify(held); });
    </script>"""
    routes = {"/frame": page(f"<script>{keep}</script>"), "/cookie": Answer(b"x", headers={"Set-Cookie": "b=2"})}
    routes["/worker.js"] = Answer(b"indexedDB.open('b')", type="text/javascript")
    asked = []
    for number, script in enumerate(KEEPS.values()):
        written = page(f"<p>{number}</p><script>{script.replace('%s', keep)}</script>")
        routes |= {f"/{number}": written, f"/{number}?2": written, f"/held/{number}": page(probe)}
        asked += [f"{number}", f"held/{number}"]
    with LocalSite(routes) as server, showing(replace(SETTINGS, concurrency=1), server) as renderer:
        shown = [one.result(90).html for one in [renderer.render(server.url + path) for path in asked]]
    held = [re.findall("held: (.*?)</div>", html) for html in shown[1::2]]
    assert dict(zip(KEEPS, held, strict=True)) == {how: ['["",null,null,"",0]'] for how in KEEPS}


def test_an_address_that_differs_in_its_mark_alone_is_loaded_again() -> None:
    script = "<div id=root></div><script>root.innerText = 'at ' + location.hash</script>"
    with LocalSite({"/": page(script)}) as server, showing(replace(SETTINGS, concurrency=1), server) as renderer:
        asked = [renderer.render(f"{server.url}#{mark}") for mark in "abc"]
        assert [re.findall("at #.", one.result(60).html) for one in asked] == [["at #a"], ["at #b"], ["at #c"]]


def test_what_fails_in_company_is_shown_alone() -> None:
    """One page keeps the browser busy for ever: its neighbours are shown all the same."""
    calm = "<div id=root></div><script>fetch('/late').then(r => r.text()).then(t => { root.innerText = t })</script>"
    routes = {f"/{number}": page(calm) for number in range(6)} | {"/late": Answer(b"calm", delay=0.3)}
    routes["/2"] = page("<script>setTimeout(() => { while (true); }, 100)</script>")
    with LocalSite(routes) as server, showing(replace(SETTINGS, timeout=1.0), server) as renderer:
        asked = [renderer.render(f"{server.url}{number}") for number in range(6)]
        shown = [one.result(120) for one in asked]
    assert ["calm" in one.html for one in shown] == [True, True, False, True, True, True]
    assert shown[2].cause == "timeout"


def test_pages_are_shown_while_others_are_and_taken_in_their_order(tmp_path: Path) -> None:
    """The first shell waits until others have asked for their content; the archive is that of any other order."""
    shell = """<div id=root></div><script>fetch('/data' + location.pathname).then(r => r.text())
      .then(t => { root.innerHTML = t })</script>"""
    names = "abcdef"
    routes = {"/": page("".join(link(f"/{name}") for name in names))} | {f"/{name}": page(shell) for name in names}
    routes |= {f"/data/{name}": Answer(f"<h1>{name}</h1>{link('/x' + name)}".encode()) for name in names}
    routes |= {f"/x{name}": page(f"<p>{name}</p>") for name in names}
    sites, others = [], []
    for first in (False, True):
        with LocalSite(routes) as server:
            asked = threading.Event()

            def wait(_: Asked, asked: threading.Event = asked) -> Answer:
                others.append(asked.wait(20))
                return Answer(f"<h1>a</h1>{link('/xa')}".encode())

            def tell(_: Asked, asked: threading.Event = asked) -> Answer:
                asked.set()
                return Answer(f"<h1>c</h1>{link('/xc')}".encode())

            if first:
                server.routes |= {"/data/a": wait, "/data/c": tell}
            outcome = crawl(server.url, tmp_path / f"{first}.db", replace(SETTINGS, max_rendered=4))
            site = read_site(tmp_path / f"{first}.db")
            sites.append([(p.url.removeprefix(server.url), p.rendered, p.cause, p.depth) for p in site.pages])
            assert outcome.rendered == 4
    assert others == [True]
    assert sites[0] == sites[1]
    assert [name for name, rendered, _, _ in sites[0] if rendered] == ["a", "b", "c", "d"]


def test_a_page_that_shows_nothing_in_its_time_is_not_called_seen(tmp_path: Path) -> None:
    shell = "<div id=root></div><script>fetch('/slow').then(r => r.text()).then(t => { root.innerHTML = t })</script>"
    with LocalSite({"/": page(shell), "/slow": Answer(b"<h1>late</h1>", delay=15.0)}) as server:
        crawl(server.url, tmp_path / "a.db", SETTINGS)
    assert [(found.rendered, found.cause) for found in read_site(tmp_path / "a.db").pages] == [("", "shell")]


@contextlib.contextmanager
def showing(settings: CrawlSettings, server: LocalSite) -> Iterator[Renderer]:
    """A renderer for one server."""
    renderer = Renderer(settings, Guard(Scope(server.url), allow_private=True, offsite=False))
    try:
        yield renderer
    finally:
        renderer.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds the browser in /proc")
def test_what_playwright_switches_off_is_off() -> None:
    """Of two such lists the browser takes the last, which is ours."""
    with LocalSite({"/": page("<p>ก</p>")}) as server, showing(SETTINGS, server) as renderer:
        renderer.render(server.url).result(60)
        commands = [Path(f"/proc/{process}/cmdline").read_bytes().decode() for process in children_of(os.getpid())]
    lists = [re.findall(r"--disable-features=([^\0]+)", command) for command in commands if "--type=" not in command]
    theirs, ours = (set(names.split(",")) for names in next(found for found in lists if len(found) == 2))
    assert theirs - ours == set()


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
