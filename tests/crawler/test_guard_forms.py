"""Hundreds of ways to a guarded address in every place a site can put them: none is ever connected to.

The crawl is the real one, in its own process, and so is the browser; only the network around them is a stand-in that
writes down where connections would have gone.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from guarded import INSIDE, LOOPBACK, NAMES, OPEN, forms
from local_site import Answer, Asked, LocalSite, moved, page
from open_net import OpenNet

from config.settings import CrawlSettings
from crawler.address import clean
from crawler.guard import Guard
from crawler.render import browser_path
from crawler.run import crawl
from crawler.scope import Scope

START = "http://www.thungna.go.th/"
FORMS = forms()
SETTINGS = CrawlSettings(
    render=False,
    codes=False,
    timeout=5.0,
    deadline=90.0,
    max_pages=9000,
    max_redirects=3,
    insecure=True,
    offsite_files=999,
    offsite_seconds=90.0,
)
_OTHER_WAYS = (
    '<iframe src="{}"></iframe>', '<embed src="{}">', '<object data="{}"></object>', '<img src="{}a.png">',
    '<area href="{}">', '<div data-href="{}">ก</div>', "<button onclick=\"window.open('{}')\">ข</button>",
    '<form action="{}"><input name=a></form>', '<link rel="next" href="{}">', '<script src="{}"></script>',
    '<a href="{}plan.pdf">แผน</a>', '<option value="{}">ปี</option>',
)  # fmt: skip

APP = """<div id="root"></div><script>
  const forms = FORMS;
  const quietly = act => { try { const done = act(); if (done && done.catch) done.catch(() => 0); } catch {} };
  const ask = url => quietly(() => { const x = new XMLHttpRequest(); x.open('GET', url, false); x.send(); });
  for (const [n, form] of forms.entries()) { ask(form); if (n % 3 == 0) ask('/r/' + n); }
  ask('/asked-all');
  for (const form of forms.filter((_, n) => n % 25 == 0)) {
    quietly(() => navigator.sendBeacon(form, 'x'));
    quietly(() => new WebSocket(form.replace(/^http/, 'ws')));
    quietly(() => { const e = new EventSource(form); setTimeout(() => e.close(), 200); });
    for (const [tag, name] of [['iframe', 'src'], ['script', 'src'], ['embed', 'src'], ['object', 'data']])
      quietly(() => { const e = document.createElement(tag); e[name] = form; document.body.append(e); });
    for (const rel of ['stylesheet', 'prefetch', 'preconnect', 'dns-prefetch', 'manifest'])
      quietly(() => { const e = document.createElement('link'); e.rel = rel; e.href = form;
                      document.head.append(e); });
  }
  const call = of => { const c = new of.RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.2:PORT'}]});
                       c.createDataChannel('x'); c.createOffer().then(o => c.setLocalDescription(o)); };
  quietly(() => call(window));
  quietly(() => { const e = document.createElement('iframe'); document.body.append(e); call(e.contentWindow); });
  quietly(() => { const e = document.createElement('iframe'); e.srcdoc = `<script>const call = ${call}; call(window)<` +
                  '/script>'; document.body.append(e); });
  quietly(() => new WebTransport('https://127.0.0.2:PORT/'));
  quietly(() => new Worker('/worker.js'));
  quietly(() => window.open(forms.at(-1)));
  document.getElementById('root').innerHTML = '<h1>พร้อม</h1>';
</script>"""


def _header(form: str) -> str:
    """A redirect's target byte for byte as UTF-8, as servers write it."""
    return form.encode().decode("latin-1")


class Agency:
    """A site that leads to every form from every place; also the hosts of files and those with a robots.txt each."""

    def __init__(self) -> None:
        self.quoted = [html.escape(form, quote=True).replace("'", "&#39;") for form in FORMS]
        self.seen: set[str] = set()

    def __call__(self, asked: Asked) -> Answer:
        host = asked.headers.get("Host", "")
        self.seen.add(f"{host}{asked.path}")
        place, _, number = asked.path.strip("/").partition("/")
        if host.startswith("h") and asked.path == "/robots.txt":
            return moved(_header(FORMS[int(host[1:].split(".")[0])]))
        if host.startswith("f"):
            return moved(_header(FORMS[int(host[1:].split(".")[0])]), 301)
        if host != "www.thungna.go.th":
            return page("<p>อื่น</p>")
        if asked.path == "/":
            return page("".join(f'<a href="/{name}">{name}</a>' for name in ("links", "frames", "many", "short")))
        if asked.path == "/robots.txt":
            named = "".join(f"Sitemap: {form}\n" for form in ["/list.xml", "/moved.xml", *FORMS])
            return Answer(named.encode(), type="text/plain; charset=utf-8")
        if asked.path == "/moved.xml":
            return moved("http://2852039166/sitemap.xml")
        if asked.path == "/list.xml":
            listed = "".join(f"<url><loc>{form}</loc></url>" for form in self.quoted)
            return Answer(f"<urlset>{listed}</urlset>".encode(), type="application/xml")
        if asked.path == "/links":
            return page("".join(f'<a href="{form}">{n}</a><br>' for n, form in enumerate(self.quoted)))
        if asked.path == "/frames":
            return page("".join(way.format(form) for form in self.quoted for way in _OTHER_WAYS))
        if asked.path == "/many":
            ways = ("/r/{0}", "/to/{0}", "http://h{0}.thungna.go.th/")
            return page("".join(f'<a href="{way.format(n)}">{n}</a>' for n in range(len(FORMS)) for way in ways))
        if asked.path == "/short":
            return page("".join(f'<a href="http://f{n}.example.com/plan.pdf">{n}</a>' for n in range(len(FORMS))))
        if place == "r":
            return moved(_header(FORMS[int(number)]))
        if place == "to":
            form = self.quoted[int(number)]
            return page(
                f"<script>location.href = '{form}';</script><a href='x.pdf'>ก</a>",
                head=f'<meta http-equiv="refresh" content="0; url={form}"><base href="{form}">',
            )
        return Answer(b"", 404)


def test_there_are_more_than_two_hundred() -> None:
    assert len(FORMS) >= 200


@pytest.mark.parametrize("start", [START, "http://intranet.thungna.go.th/"])
@pytest.mark.parametrize("allow", [False, True])
def test_none_passes_the_guard_by_itself(start: str, allow: bool) -> None:
    """Tidied or as written; only names are left, whose addresses are checked once they are known."""
    guard = Guard(Scope(start), allow_private=allow, offsite=True)
    for form in FORMS:
        for address in {form, clean(form)} - {""}:
            if guard.refuse(address):
                continue
            host = address.split("/")[2].rsplit(":", 1)[0].rstrip(".").lower()
            if host != "www.thungna.go.th" and not host.startswith("xn--"):  # digits that no resolver knows
                assert host in NAMES, f"{form!r} as {address!r}"


def test_no_place_of_a_site_leads_the_crawl_to_a_guarded_address(tmp_path: Path) -> None:
    agency = Agency()
    with LocalSite({}, agency) as server:
        net = OpenNet(server.port, tmp_path / "net.log")
        outcome = crawl(START, tmp_path / "a.db", SETTINGS, prefer=net)
    assert outcome.archive is not None, outcome.detail
    assert outcome.stopped_by == "", outcome.detail
    # The recorder sees what is connected to, and every trap was walked into.
    assert {address for address, _ in net.connections()} == {OPEN}
    for way in (
        "www.thungna.go.th/r/{}",
        "www.thungna.go.th/to/{}",
        "h{}.thungna.go.th/robots.txt",
        "f{}.example.com/plan.pdf",
    ):
        missed = [FORMS[n] for n in range(len(FORMS)) if way.format(n) not in agency.seen]
        assert missed == [], way
    assert {"www.thungna.go.th/list.xml", "www.thungna.go.th/moved.xml"} <= agency.seen


@pytest.mark.skipif(browser_path() is None, reason="no Chromium or Chrome on this machine")
def test_no_script_of_a_page_leads_the_browser_to_a_guarded_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = browser_path()
    log = tmp_path / "browser.json"
    wrapper = tmp_path / "chromium-headless-shell"  # the browser itself writes down every socket it opens
    wrapper.write_text(f'#!/bin/sh\nexec "{real}" --log-net-log="{log}" "$@"\n')
    wrapper.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with LocalSite({}, Answer(b"inside"), address="127.0.0.2") as inside:
        forms = [*FORMS, f"http://127.0.0.2:{inside.port}/direct"]
        app = APP.replace("PORT", str(inside.port)).replace("FORMS", json.dumps(forms).replace("<", "\\u003c"))

        def answer(asked: Asked) -> Answer:
            if asked.headers.get("Host") != "www.thungna.go.th":
                return Answer(b"open", type="text/plain")
            if asked.path == "/":
                return page(app)
            if asked.path.startswith("/r/"):
                return moved(_header(forms[int(asked.path[3:])]))
            if asked.path == "/worker.js":
                script = f"fetch('http://127.0.0.2:{inside.port}/worker'); fetch('http://{INSIDE}/')"
                return Answer(script.encode(), type="text/javascript")
            return Answer(b"", 404)

        with LocalSite({}, answer) as server:
            net = OpenNet(server.port, tmp_path / "net.log")
            outcome = crawl(
                START, tmp_path / "a.db", replace(SETTINGS, render=True, timeout=20.0, max_pages=9), prefer=net
            )
        assert outcome.rendered == 1
        assert inside.asked == []
        assert "/asked-all" in server.paths
        assert {f"/r/{n}" for n in range(0, len(forms), 3)} <= set(server.paths)
    assert {address for address, _ in net.connections()} == {OPEN}
    assert {address.rpartition(":")[0] for address in _sent(log, "TCP_CONNECT_ATTEMPT")} == {LOOPBACK}
    assert len(_sent(log, "TCP_CONNECT_ATTEMPT")) == 1  # the guard's proxy and nothing else
    assert _sent(log, "UDP_BYTES_SENT") == set()


def _sent(log: Path, what: str) -> set[str]:
    """The addresses that a browser's own log names for one kind of event; at least once for any kind."""
    text = log.read_text()
    number = re.search(rf'"{what}":(\d+)', text)
    assert number is not None
    events = (line for line in text.splitlines() if f'"type":{number[1]}}}' in line)
    return set(re.findall(r'"address":"([^"]+)"', "".join(events)))


def test_a_name_that_turns_is_connected_to_where_it_was_checked(tmp_path: Path) -> None:
    """The look-up that was checked and the connection are one: the second answer is never used."""
    with LocalSite({}, page("<p>หน้าแรก</p>" + "".join(f'<a href="/{n}">{n}</a>' for n in range(9)))) as server:
        net = OpenNet(server.port, tmp_path / "net.log")
        outcome = crawl("http://turning.thungna.go.th/", tmp_path / "a.db", SETTINGS, prefer=net)
    assert outcome.pages == 1  # ten addresses, one content
    assert set(net.connections()) == {(OPEN, 80)}
