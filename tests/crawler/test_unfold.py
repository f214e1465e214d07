"""Parts of pages that a click or a choice has to fetch: told apart from those that are only hidden, and opened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from local_site import Answer, Asked, LocalSite, link, page

from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.folded import why_folded
from crawler.render import browser_path
from crawler.run import crawl

SETTINGS = CrawlSettings(allow_private=True, offsite=False, timeout=10.0, deadline=90.0, codes=False)
with_browser = pytest.mark.skipif(browser_path() is None, reason="no Chromium or Chrome on this machine")
MENU = "<nav>" + "".join(f'<a href="/m{n}">เมนู {n}</a> ' for n in range(8)) + "</nav>"
TEXT = "<p>" + "เทศบาลตำบลทุ่งนาใหม่เผยแพร่ข้อมูลให้ประชาชนทราบเป็นประจำทุกเดือนตลอดปีงบประมาณ " * 14 + "</p>"
GET = "<script>const get = (path, then) => fetch(path).then(r => r.text()).then(then);</script>"

ACCORDION = """<button aria-expanded="false" onclick="open_part(this, 'p1')">แผนปฏิบัติการ</button>
<div id="p1" hidden></div>
<button aria-expanded="false" onclick="open_part(this, 'p2')">รายงานผล</button><div id="p2" hidden></div>
<script>function open_part(button, id) {
  button.setAttribute('aria-expanded', 'true');
  const part = document.getElementById(id);
  get('/part/' + id, text => { part.innerHTML = text; part.hidden = false; });
}</script>"""
DETAILS = """<details id="d"><summary>เอกสารปีก่อน</summary><div></div></details><script>
document.getElementById('d').addEventListener('toggle', e => get('/part/d', t => e.target.lastChild.innerHTML = t));
</script>"""
COLLAPSE = """<a data-bs-toggle="collapse" href="#box" role="button" aria-expanded="false">คู่มือประชาชน</a>
<div class="collapse" id="box"><span>กำลังโหลด...</span></div><script>
document.querySelector('[data-bs-toggle]').addEventListener('click', e => {
  e.preventDefault(); get('/part/box', t => { const b = document.getElementById('box'); b.innerHTML = t;
                                              b.classList.add('show'); });
});</script>"""
TABS = """<div class="site-tab-title" data-tab="t1" aria-selected="true" role="tab" aria-controls="panel">ปี 2568</div>
<div class="site-tab-title" data-tab="t2" role="tab" aria-controls="panel">ปี 2567</div>
<div class="site-tab-title" data-tab="t3" role="tab" aria-controls="panel">ปี 2566</div>
<div id="panel"></div><script>
const show = name => get('/part/' + name, t => document.getElementById('panel').innerHTML = t);
for (const tab of document.querySelectorAll('[data-tab]')) tab.addEventListener('click', () => show(tab.dataset.tab));
show('t1');</script>"""
MORE = """<ul id="list"><li><a href="/doc/first">ประกาศแรก</a></li></ul><button id="more" class="btn">ดูเพิ่มเติม »</button>
<script>let at = 0; document.getElementById('more').addEventListener('click', e => {
  const x = new XMLHttpRequest(); x.open('POST', '/part/more' + ++at);
  x.onload = () => { if (x.status === 200) document.getElementById('list').insertAdjacentHTML('beforeend', x.response);
                     else e.target.remove(); };
  x.send('page=' + at);
});</script>"""
YEARS = """<form action="/search"><select id="year"><option>เลือกปี</option><option value="2568">ปี 2568</option>
<option value="2567">ปี 2567</option><option value="2566">ปี 2566</option></select><button>ค้นหา</button></form>
<div id="list"></div><script>document.getElementById('year').addEventListener('change', e =>
  get('/part/y' + e.target.value, t => document.getElementById('list').innerHTML = t));</script>"""
CARDS = """<div class="card" role="button" aria-expanded="false" aria-controls="none" data-id="7">แผนพัฒนา</div>
<p id="none"></p>
<div onclick="show('8')">งบประมาณ</div><div onclick="popup('9')">จัดซื้อ</div>
<button onclick="vote()">ชอบ</button><form action="/sent" method="post"><input name="a"><button>ส่งข้อความ</button>
<button type="button" onclick="this.form.submit()">ต่อไป</button></form><script>
document.querySelector('.card').addEventListener('click', e => { location.href = '/doc/card' + e.target.dataset.id; });
const show = id => { window.location = '/doc/card' + id; }, popup = id => { window.open('/doc/card' + id); };
const vote = () => { fetch('/vote', {method: 'POST', body: '1'}); navigator.sendBeacon('/vote2'); };</script>"""
PAGES = {
    "accordion": (ACCORDION, ["p1", "p2"]),
    "details": (DETAILS, ["d"]),
    "collapse": (COLLAPSE, ["box"]),
    "tabs": (TABS, ["t1", "t2", "t3"]),
    "more": (MORE, ["first", "more1", "more2", "more3"]),
    "years": (YEARS, ["y2568", "y2567", "y2566"]),
    "cards": (CARDS, ["card7", "card8", "card9"]),
}


def _parts(asked: Asked) -> Answer:
    name = asked.path.rpartition("/")[2]
    if asked.path.startswith("/part/") and name != "more4":
        return Answer(f'<ul><li><a href="/doc/{name}">เอกสาร {name}</a></li></ul>'.encode())
    if asked.path.startswith("/doc/"):
        return page(f"<h1>เอกสาร {name}</h1>")
    return Answer(b"", 404)


@with_browser
def test_what_a_visitor_would_open_is_opened_and_nothing_is_sent(tmp_path: Path) -> None:
    routes = {f"/{name}": page(MENU + GET + TEXT + body) for name, (body, _) in PAGES.items()}
    with LocalSite({"/": page("".join(link(f"/{name}") for name in PAGES)), **routes}, _parts) as server:
        outcome = crawl(server.url, tmp_path / "a.db", replace(SETTINGS, max_pages=80))
        site = read_site(tmp_path / "a.db")
        for name, (_, wanted) in PAGES.items():
            found = next(found for found in site.pages if found.url.endswith(f"/{name}"))
            assert found.cause == ""
            missing = {f"/doc/{part}" for part in wanted} - {"/" + a.url.removeprefix(server.url) for a in found.links}
            assert not missing, (name, found.rendered)
            assert {f"/doc/{part}" for part in wanted} <= set(server.paths)
        assert not [path for path in server.paths if path.startswith(("/vote", "/sent", "/search"))]
    years = next(found for found in site.pages if found.url.endswith("/years"))
    assert {a.text: a.headings[-1] for a in years.links if "/doc/y" in a.url} == {
        f"เอกสาร y{year}": f"ปี {year}" for year in (2566, 2567)
    } | {"เอกสาร y2568": "ปี 2568"}
    assert outcome.rendered == len(PAGES)


def test_without_a_browser_the_page_is_read_and_the_rest_is_told(tmp_path: Path) -> None:
    with LocalSite({"/": page(MENU + GET + TEXT + YEARS)}) as server:
        outcome = crawl(server.url, tmp_path / "a.db", replace(SETTINGS, render=False))
    assert read_site(tmp_path / "a.db").pages[0].cause == ""
    assert any("ต้องกดเปิดหรือเลือกปี 1 หน้า" in note for note in outcome.notes)


@with_browser
def test_parts_that_hold_nothing_are_not_opened_on_every_page(tmp_path: Path) -> None:
    empty = MENU + TEXT + '<a data-toggle="collapse" href="#cart">ตะกร้า</a><div id="cart"></div><script>var a</script>'
    routes = {f"/{n}": page(f"{empty}<p>{n}</p>" + link(f"/{n + 1}")) for n in range(9)}
    with LocalSite({"/": page(link("/0")), **routes}) as server:
        outcome = crawl(server.url, tmp_path / "a.db", SETTINGS)
    assert outcome.rendered == 2
    assert [found.rendered for found in read_site(tmp_path / "a.db").pages if found.rendered] == []


@pytest.mark.parametrize(("name", "why"), [("accordion", "panel p1"), ("details", "details"), ("collapse", "panel box"),
    ("tabs", "panel panel"), ("more", "more"), ("years", "choice"), ("cards", "panel none")])  # fmt: skip
def test_folded(name: str, why: str) -> None:
    assert why_folded(MENU + GET + TEXT + PAGES[name][0]) == why


@pytest.mark.parametrize(
    "body",
    [
        '<button data-bs-toggle="collapse" data-bs-target="#nav"></button><div id="nav"><a href="/">ก</a></div>',
        '<a data-toggle="dropdown" aria-expanded="false" href="#">เมนู</a><ul><li>ก</li></ul>',
        '<a href="/news">ดูเพิ่มเติม</a>',
        "<details><summary>ก</summary><p>ข</p></details>",
        '<select onchange="location=this.value"><option value="/2567.html">2567</option>'
        '<option value="/2568.html">2568</option></select>',
        "<select><option>2567</option><option>2568</option></select>",
        '<a href="#top" class="up">ขึ้นบน</a><div id="top"></div>',
    ],
)
def test_not_folded(body: str) -> None:
    assert why_folded(f"{body}<script>var a = 1</script>") == ""


def test_hostile_markup_is_no_burden() -> None:
    for part in ("<details>", "<select><option>2567", '<a data-toggle="x" href="#a', "<button aria-expanded=false ",
                 "</summary><", '<div id="a">', "<span>ดูเพิ่ม", "<a onclick='x(\"b\")'><div id=b> "):  # fmt: skip
        assert isinstance(why_folded("<script>" + part * 20_000), str)
