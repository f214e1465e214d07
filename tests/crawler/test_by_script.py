# ruff: noqa: E501  (markup and scripts)
"""Links that only scripts make, on pages that otherwise say plenty: each in a manner seen on agencies' sites."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from local_site import Answer, Asked, LocalSite, link, page

from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.drawn import why_drawn
from crawler.extract import extract
from crawler.page.stated import stated
from crawler.render import browser_path
from crawler.run import crawl

SETTINGS = CrawlSettings(allow_private=True, offsite=False, timeout=10.0, deadline=90.0, codes=False)
URL = "https://www.thungna.example/"
with_browser = pytest.mark.skipif(browser_path() is None, reason="no Chromium or Chrome on this machine")
MENU = "<nav>" + "".join(f'<a href="/m{n}">เมนู {n}</a> ' for n in range(8)) + "</nav>"
TEXT = "<p>" + "เทศบาลตำบลทุ่งนาใหม่เผยแพร่ข้อมูลให้ประชาชนทราบเป็นประจำทุกเดือนตลอดปีงบประมาณ " * 14 + "</p>"

# A small stand-in for the library that such pages load from their own server.
LIBRARY = """window.$ = s => ({
  load(path) { fetch(path).then(r => r.text()).then(t => document.querySelectorAll(s).forEach(e => e.innerHTML = t)); },
  change(act) { document.querySelectorAll(s).forEach(e => e.addEventListener('change', () => act.call(e))); },
});"""
MENU_JSON = json.dumps([{"name": "แผนปฏิบัติการ", "to": "menu1"}, {"name": "งบประมาณ", "to": "menu2"}])
PAGES = {
    "menu from a list by fetch": (
        "menu",
        """<ul id="main-menu"></ul><script>fetch('/menu.json').then(r => r.json()).then(all => {
          document.getElementById('main-menu').innerHTML = all.map(e => `<li><a href="/doc/${e.to}">${e.name}</a></li>`).join('');
        });</script>""",
        ["menu1", "menu2"],
    ),
    "footer by load": (
        "foot",
        """<script src="/js/lib.js"></script><div id="site-footer"></div><script>$('#site-footer').load('/part/footer.html')</script>""",
        ["footer"],
    ),
    "documents from an application": (
        "docs",
        """<table><thead><tr><th>เอกสาร</th></tr></thead><tbody id="rows"><tr><td>กำลังโหลดข้อมูล...</td></tr></tbody></table>
        <script>const x = new XMLHttpRequest(); x.open('GET', '/api/docs?year=2568'); x.onload = () => {
          document.querySelector('#rows').innerHTML = JSON.parse(x.response).map(n => `<tr><td><a href="/doc/${n}">เอกสาร ${n}</a></td></tr>`).join('');
        }; x.send();</script>""",
        ["api1", "api2"],
    ),
    "list by a script of its own": (
        "own",
        """<ul class="x" id="doc-list"></ul><script src="/js/list.js"></script>""",
        ["own1"],
    ),
    "list in the page's own script": (
        "array",
        """<div id="plans"></div><script>
        const plans = [{ title: 'แผนพัฒนาท้องถิ่น', url: '/doc/array1' }, { title: 'แผนดำเนินงาน', url: '/doc/array2' }];
        window.addEventListener('load', () => { plans.forEach(p => {
          document.getElementById('plans').innerHTML += `<a href="${p.url}">${p.title}</a>`; }); });</script>""",
        ["array1", "array2"],
    ),
    "choice that goes to a page": (
        "jump",
        """<script src="/js/lib.js"></script><select id="jump-page"><option value="" disabled selected>บริการ</option>
        <option value="ask">ร้องเรียนทั่วไป</option><option value="tell">แจ้งเรื่องทุจริต</option></select>
        <script>$('#jump-page').change(function () { window.location.href = '/doc/' + this.value; });</script>""",
        ["ask", "tell"],
    ),
}  # fmt: skip
WITHOUT = {
    "window.open": ("""<tr onclick="window.open('/doc/a1.pdf','_blank')"><td>แผน</td></tr>""", "แผน"),
    "data-href": ("""<div class="row" data-href="/doc/a1.pdf">แผน</div>""", "แผน"),
    "handler's own function": ("""<a href="#" onclick="showFile('/doc/a1.pdf'); return false">แผน</a>""", "แผน"),
    "state of an application": (
        '<div id="__next"><button>แผน</button></div><script id="__NEXT_DATA__" type="application/json">'
        '{"props": {"items": [{"code": "O10", "title": "แผน", "file": {"size": 9, "url": "/doc/a1.pdf"}}]}}</script>',
        "แผน",
    ),
    "list in a script": ("<script>var d=[{n:1,title:'แผน',file:'/doc/a1.pdf'}];</script>", "แผน"),
    "escaped as a server's script writes it": (
        r"""<script>var d = [{"id":"7","topic_th":"\u0e41\u0e1c\u0e19","pdf":"\/doc\/a1.pdf"}];</script>""",
        "แผน",
    ),
}


def _answers(asked: Asked) -> Answer:
    path = asked.path.partition("?")[0]
    if path.startswith("/doc/"):
        return page(f"<h1>เอกสาร {path}</h1>")
    return {
        "/menu.json": Answer(MENU_JSON.encode(), type="application/json"),
        "/part/footer.html": Answer('<a href="/doc/footer">ติดต่อหน่วยงาน</a>'.encode()),
        "/api/docs": Answer(b'["api1", "api2"]', type="application/json"),
        "/js/lib.js": Answer(LIBRARY.encode(), type="text/javascript"),
        "/js/list.js": Answer(
            b"document.querySelectorAll('.x').forEach(e => e.innerHTML = '<li><a href=\"/doc/own1\">x</a></li>')",
            type="text/javascript",
        ),
    }.get(path, Answer(b"", 404))


@with_browser
def test_what_scripts_draw_is_found_on_pages_that_say_plenty(tmp_path: Path) -> None:
    routes = {f"/{name}": page(MENU + TEXT + body, name) for name, body, _ in PAGES.values()}
    with LocalSite({"/": page("".join(link(path) for path in routes)), **routes}, _answers) as server:
        crawl(server.url, tmp_path / "a.db", replace(SETTINGS, max_pages=80))
        asked = set(server.paths)
    site = read_site(tmp_path / "a.db")
    for manner, (name, _, wanted) in PAGES.items():
        seen = next(found for found in site.pages if found.url.endswith(f"/{name}"))
        assert {f"/doc/{part}" for part in wanted} <= {a.url.removeprefix(server.url[:-1]) for a in seen.links}, manner
        assert {f"/doc/{part}" for part in wanted} <= asked, manner


@with_browser
def test_a_part_shared_by_all_pages_is_drawn_on_a_few(tmp_path: Path) -> None:
    """Each page says enough by itself; its menu and footer are the same everywhere, a list of documents is not."""
    body = MENU + TEXT + PAGES["menu from a list by fetch"][1] + PAGES["footer by load"][1]
    rows = '<ul id="rows-of"></ul><script>fetch("/rows/%d").then(r => r.text()).then(t => document.getElementById("rows-of").innerHTML = t)</script>'
    routes = {f"/{n}": page(body + f"<p>หน้า {n}</p>" + link(f"/{n + 1}")) for n in range(12)}
    routes |= {f"/list{n}": page(body + rows % n) for n in range(4)}
    routes |= {f"/rows/{n}": Answer(f'<li><a href="/doc/row{n}">เอกสาร</a></li>'.encode()) for n in range(4)}
    start = page(body + link("/0") + "".join(link(f"/list{n}") for n in range(4)))
    with LocalSite({"/": start, **routes}, _answers) as server:
        outcome = crawl(server.url, tmp_path / "a.db", SETTINGS)
        asked = set(server.paths)
    assert {f"/doc/row{n}" for n in range(4)} | {"/doc/menu1", "/doc/footer"} <= asked
    assert outcome.rendered <= 10


@pytest.mark.parametrize("manner", WITHOUT)
def test_addresses_in_handlers_and_data_are_read_without_a_browser(manner: str) -> None:
    body, text = WITHOUT[manner]
    found = extract(f"<html><body>{MENU}<h2>เอกสาร</h2><table>{body}</table>{body}</body></html>", URL)
    assert (URL + "doc/a1.pdf", text) in {(one.url, one.text) for one in found.links}


def test_headings_in_data_are_headings_of_its_links() -> None:
    state = {"title": "แผนปฏิบัติการ", "years": [{"name": "ปี 2568", "files": [{"url": "/f/1.pdf"}, {"src": "f/2.pdf"}]}]}
    html = f'<script type="application/json">{json.dumps(state)}</script>'
    found = extract(html, URL).links
    assert [(one.url, one.text, one.headings) for one in found] == [
        (URL + "f/1.pdf", "ปี 2568", ("แผนปฏิบัติการ",)),
        (URL + "f/2.pdf", "ปี 2568", ("แผนปฏิบัติการ",)),
    ]


@pytest.mark.parametrize(
    "script",
    [
        'var cfg = {"ajaxurl": "/wp-admin/admin-ajax.php", "url": "/ajax", "nonce": "12"};',
        "var o = {title: 'แผน', url: '/api/v1/x', image: '/i/a.png'};",
        "var o = {title: 'แผน', text: 'อ่านแผน.pdf แล้วส่งกลับ'};",
        '{"url": "/f/1.pdf"',
        "[" * 100_000,
        '{"a":' * 100_000,
    ],
)
def test_settings_of_scripts_are_no_links(script: str) -> None:
    for kind in ("", ' type="application/json"'):
        assert [one.address for one in stated(f"<script{kind}>{script} // .pdf'</script>")] == []


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ('<div id="map"></div><div id="fb-root"></div><script>fetch("/a"); go("map")</script>', ()),
        ('<div id="menu"><a href="/a">ก</a></div><script>$("#menu").load("/a.html")</script>', ()),
        ('<ul id="a-list"></ul><script src="https://cdn.example/x.js"></script>', ()),
        ('<ul id="a-list"></ul><script src="/js/jquery.js"></script>', ()),
        ('<select id="s"><option value="aa">ก</option><option value="bb">ข</option></select><script>f("s")</script>', ()),
        (PAGES["documents from an application"][1], ("part rows",)),
        (PAGES["choice that goes to a page"][1], ("jump jump-page",)),
        ('<select onchange="go(this)"><option value="aa">ก<option value="bb">ข</select><script>function go(s) '
         "{ location.href = s.value + '.html' }</script>", ("jump choice",)),
    ],
)  # fmt: skip
def test_which_parts_are_drawn(body: str, kinds: tuple[str, ...]) -> None:
    assert why_drawn(MENU + TEXT + body, URL) == kinds


def test_hostile_markup_is_no_burden() -> None:
    for part in (
        "<div id='a'></div>",
        "> <b> <b> กำลังโหลด",
        "<select id='a'><option value='ab'>",
        "{title:'ก',",
        "<script>.pdf'",
    ):
        assert isinstance(
            why_drawn("<script>fetch('x'); location = 'y'; 'change'</script>" + part * 20_000, URL), tuple
        )
        assert isinstance(stated("<script>'.pdf' " + part * 20_000 + "</script>"), list)
