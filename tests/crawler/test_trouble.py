"""Troubles of real sites, each on a small server of its own: what is read, what is left, and what is said of it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from certificates import Authority
from local_site import Answer, Asked, LocalSite, link, page

from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.certificate import examine
from crawler.guard import resolve
from crawler.pagecause import hidden_spam
from crawler.run import CrawlOutcome, crawl
from crawler.site import Block, Site
from crawler.twins import COUNTERS, Imprint, Twins, core, family, imprint

SETTINGS = CrawlSettings(allow_private=True, offsite=False, render=False, timeout=5.0, deadline=60.0)
LOGIN = (
    "<form><p>เข้าสู่ระบบ</p><label>ชื่อผู้ใช้ <input name=user></label>"
    "<label>รหัสผ่าน <input type=password name=password></label></form>"
)
TEXT = "เทศบาลตำบลทุ่งนาใหม่ เผยแพร่ข้อมูลข่าวสารให้ประชาชนทราบเป็นประจำทุกเดือนตามแผนการดำเนินงานประจำปีงบประมาณ " * 3


def run(server: LocalSite, target: Path, start: str = "", **how: object) -> tuple[CrawlOutcome, Site]:
    outcome = crawl(server.url + start, target / "a.db", replace(SETTINGS, **how))  # type: ignore[arg-type]
    assert outcome.archive is not None, outcome.detail
    return outcome, read_site(outcome.archive)


def paths(site: Site, server: LocalSite) -> set[str]:
    return {found.url.removeprefix(server.url) for found in site.pages}


# sitemaps


def test_pages_that_only_a_sitemap_names_are_read(tmp_path: Path) -> None:
    def xml(*locations: str, tag: str = "url") -> Answer:
        inner = "".join(f"<{tag}><loc>{location}</loc></{tag}>" for location in locations)
        outer = "sitemapindex" if tag == "sitemap" else "urlset"
        return Answer(f"<?xml version='1.0'?><{outer}>{inner}</{outer}>".encode(), type="application/xml")

    with LocalSite(
        {"/": page("<p>หน้าแรก</p>"), "/lonely": page("<p>ไม่มีลิงก์มา</p>"), "/two": page("<p>สอง</p>")}
    ) as server:
        server.routes["/robots.txt"] = Answer(f"Sitemap: {server.url}index.xml\n".encode(), type="text/plain")
        server.routes["/index.xml"] = xml(f"{server.url}part.xml", f"{server.url}index.xml", tag="sitemap")
        server.routes["/part.xml"] = xml(
            f"{server.url}lonely?a=1&amp;b=2", "http://127.0.0.2/elsewhere", f"{server.url}two"
        )
        server.routes["/lonely?a=1&b=2"] = server.routes["/lonely"]
        _, site = run(server, tmp_path)
        assert paths(site, server) == {"", "lonely?a=1&b=2", "two"}
        assert server.paths.count("/index.xml") == 1


def test_a_folder_of_a_shared_site(tmp_path: Path) -> None:
    routes = {
        "/": page(link("/district/") + link("/other/")),
        "/district/": page(link("/district/a") + link("/other/b") + link("/districts")),
        "/district/a": page("<p>ก</p>"),
    }
    with LocalSite(routes) as server:
        _, site = run(server, tmp_path, "district/", folder="/district/")
        assert paths(site, server) == {"district/", "district/a"}
        assert "/other/" not in server.paths


# one page under many addresses


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("http://x/list?id=3&sort=name", "http://x/list?id=3"),
        ("http://x/list?order=desc", "http://x/list"),
        ("http://x/a?tmpl=component&print=1&id=4", "http://x/a?id=4"),
        ("http://x/list?page=2", ""),
        ("http://x/files?dir=2568/ita", ""),
        ("http://x/list?order=5", ""),
        ("http://x/list", ""),
    ],
)
def test_other_looks_of_a_page(url: str, plain: str) -> None:
    assert core(url) == plain


def test_a_family_of_twins_is_given_up(tmp_path: Path) -> None:
    def facet(asked: Asked) -> Answer:
        if not asked.path.startswith("/shop"):
            return Answer(b"", 404)
        tags = [f"t{chr(97 + n)}" for n in range(20)]
        links = "".join(link(f"{asked.path}x{tag}" if "?" in asked.path else f"/shop?f={tag}") for tag in tags)
        return page(f"<main><p>{TEXT}</p></main><aside></aside><nav>{links}</nav>", "รายการ")

    with LocalSite({"/": page(link("/shop") + link("/real")), "/real": page("<p>จริง</p>")}, facet) as server:
        outcome, site = run(server, tmp_path, max_depth=99, max_pages=400)
    assert outcome.stopped_by == ""
    assert len(site.pages) < 60
    assert any("เนื้อหาเดียวกับหน้าอื่น" in note for note in outcome.notes)


def test_counters_make_no_difference_and_years_do() -> None:
    def words(text: str) -> str:
        return imprint((Block("p", "main", TEXT + text),)).words

    assert words("ผู้เข้าชม 1,204 ครั้ง") == words("ผู้เข้าชม ๙,๙๑๐ ครั้ง")
    assert words("ปี 2567") != words("ปี 2568")
    assert imprint((Block("p", "main", "สั้น"),)).words == ""


def test_tables_of_other_numbers_are_not_the_same_page() -> None:
    def table(numbers: Iterable[int]) -> Imprint:
        return imprint((Block("p", "main", TEXT + " คน ".join(map(str, numbers))),))

    visits, months, copy = Twins(), Twins(), Twins()
    for n in range(40):
        # A counter and a clock that go on while the site is read, and the numbers of one month after the other.
        visits.learn(f"http://x/show?id={n}", table([*range(100), *range(n, n + COUNTERS - 1)]))
        months.learn(f"http://x/show?id={n}", table(range(n, n + 2 * COUNTERS)))
        copy.learn(f"http://x/show?id={n}", table(range(n % 2, n % 2 + 2 * COUNTERS)))
    assert visits.tiresome("http://x/show?id=41")
    assert copy.tiresome("http://x/show?id=41")
    assert not months.tiresome("http://x/show?id=41")
    assert (visits.found, months.found, copy.found) == (39, 0, 38)


def test_pages_of_their_own_are_never_given_up() -> None:
    twins = Twins()
    for n in range(50):
        twins.learn(f"http://x/news?id={n}", Imprint(f"imprint {n % 25}"))
    assert not twins.tiresome("http://x/news?id=51")
    assert family("http://x/news/12?id=1&a=2") == "x/news/#?a&id"


def test_sorted_and_printed_views_are_left_out(tmp_path: Path) -> None:
    body = (
        "<main><p>"
        + TEXT
        + "</p></main>"
        + "".join(
            link(path) for path in ("/list", "/list?sort=name", "/list?sort=date", "/list?print=1", "/list?page=2")
        )
    )
    with LocalSite({"/": page(body)}, lambda asked: page(f"<p>{asked.path}</p>{body}")) as server:
        outcome, site = run(server, tmp_path)
        assert {path for path in paths(site, server) if path.startswith("list")} == {"list", "list?page=2"}
    assert any("จัดเรียงหรือพิมพ์" in note for note in outcome.notes)


# those who broke in


def test_hidden_links_of_gamblers_are_told_and_the_page_stays(tmp_path: Path) -> None:
    spam = '<div style="position:absolute; left:-9999px">' + "".join(
        f'<a href="http://127.0.0.2/{n}">{word}</a>' for n, word in enumerate(("สล็อต", "บาคาร่า", "casino", "แทงบอล"))
    )
    with LocalSite({"/": page(f"<main><p>{TEXT}</p></main>{spam}</div>", "เทศบาล")}) as server:
        outcome, site = run(server, tmp_path)
    assert site.pages[0].cause == ""
    assert any("ถูกแฮ็ก" in note for note in outcome.notes)


def test_hidden_menus_and_warnings_are_no_spam() -> None:
    menu = '<ul style="display:none"><li><a href="/a">ผู้บริหาร</a></li><li><a href="/b">แผน</a></li></ul>'
    assert not hidden_spam(menu + "<p>เตือนภัยพนันออนไลน์ สล็อต บาคาร่า ผิดกฎหมาย</p>")
    assert not hidden_spam('<div style="display:none"><a href="/c">ป้องกันการพนัน สล็อต</a></div>')


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ("<p>Checking your browser before accessing. Just a moment...</p>", "ตรวจด้วยตนเอง"),
        (LOGIN, "เข้าสู่ระบบ"),
        ("<p>This domain has expired. Buy this domain</p>", "โดเมน"),
    ],
)
def test_a_start_page_that_is_a_wall_is_told_with_advice(tmp_path: Path, body: str, cause: str) -> None:
    with LocalSite({"/": page(body)}) as server:
        outcome, _ = run(server, tmp_path)
    assert any(note.startswith("หน้าแรก") and cause in note for note in outcome.notes)


# certificates


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    made = Authority(tmp_path_factory.mktemp("ca"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(made.trusted))
        yield made


@pytest.mark.parametrize(
    ("how", "problem"),
    [
        ({}, ""),
        ({"days": -1}, "expired"),
        ({"address": "127.0.0.9"}, "name"),
        ({"self_signed": True}, "self_signed"),
        ({"old": True}, "old"),
    ],
)
def test_what_is_wrong_with_a_certificate(authority: Authority, how: dict[str, object], problem: str) -> None:
    with LocalSite({}, tls=authority.context(**how)) as server:  # type: ignore[arg-type]
        found = examine("127.0.0.1", server.port, resolve("127.0.0.1", server.port), 5.0)
    assert found.problem == problem
    assert found.stops == bool(problem)
    assert (found.expires is not None) == (not problem)


def test_an_authority_that_nobody_knows_is_told_and_read_past(authority: Authority, tmp_path: Path) -> None:
    stranger = Authority(tmp_path, "Unknown")
    with LocalSite({"/": page("<p>หน้าแรก</p>")}, tls=stranger.context()) as server:
        outcome, site = run(server, tmp_path)
    assert len(site.pages) == 1
    assert any("ไม่ครบ" in note for note in outcome.notes)


def test_a_good_certificate_is_silent(authority: Authority, tmp_path: Path) -> None:
    with LocalSite({"/": page("<p>หน้าแรก</p>")}, tls=authority.context()) as server:
        outcome, site = run(server, tmp_path)
    assert len(site.pages) == 1
    assert outcome.notes == ()


def test_an_expired_certificate_stops_a_crawl_unless_the_user_reads_on(authority: Authority, tmp_path: Path) -> None:
    with LocalSite({"/": page(link("a")), "/a": page("<p>ก</p>")}, tls=authority.context(days=-1)) as server:
        outcome, site = run(server, tmp_path)
        assert (outcome.stopped_by, [failure.cause for failure in site.failures]) == ("unreachable", ["tls"])
        assert site.failures[0].detail.startswith("expired")
        assert server.asked == []
        outcome, site = run(server, tmp_path, insecure=True)
    assert len(site.pages) == 2
    assert any("หมดอายุ" in note for note in outcome.notes)


def test_a_server_of_old_protocols_is_told_and_read_where_the_user_reads_on(
    authority: Authority, tmp_path: Path
) -> None:
    with LocalSite({"/": page(link("a")), "/a": page("<p>ก</p>")}, tls=authority.context(old=True)) as server:
        outcome, site = run(server, tmp_path)
        assert (outcome.stopped_by, [failure.cause for failure in site.failures]) == ("unreachable", ["tls"])
        assert site.failures[0].detail.startswith("old")
        assert any("รุ่นเก่า" in note and "TLS 1.2" in note for note in outcome.notes)
        outcome, site = run(server, tmp_path, insecure=True)
        assert {found.url.removeprefix(server.url) for found in site.pages} == {"", "a"}
        assert any("รุ่นเก่า" in note for note in outcome.notes)


# silence


def test_a_host_that_never_says_a_word_is_given_up_early(tmp_path: Path) -> None:
    over = threading.Event()

    def silent(asked: Asked) -> Answer:
        over.wait(120)
        return page("<p>ช้าไป</p>")

    with LocalSite({}, silent) as server:
        outcome = crawl(server.url, tmp_path / "a.db", replace(SETTINGS, timeout=60.0, deadline=50.0, opening=0.5))
        over.set()
    assert (outcome.stopped_by, [failure.cause for failure in outcome.failures]) == ("unreachable", ["timeout"])


def test_a_host_that_has_said_a_word_has_its_time(tmp_path: Path) -> None:
    slow = replace(page("<p>หน้าแรก</p>"), delay=2.0)
    with LocalSite({"/": slow}) as server:
        _, site = run(server, tmp_path, timeout=30.0, opening=1.0)
    assert len(site.pages) == 1
