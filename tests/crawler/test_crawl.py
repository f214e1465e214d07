"""Crawls of small real servers on loopback, end to end into the archive."""

from __future__ import annotations

import gzip
import itertools
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from local_site import Answer, Asked, Dying, LocalSite, Wanting, link, moved, page

from config.settings import CrawlSettings
from crawler.address import AddressError
from crawler.archive import ArchiveError, read_site
from crawler.run import CrawlOutcome, crawl
from crawler.site import Site

SETTINGS = CrawlSettings(allow_private=True, offsite=False, render=False, timeout=5.0, deadline=60.0)


def run(site: LocalSite, folder: Path, start: str = "", **how: object) -> tuple[CrawlOutcome, Site]:
    prefer = how.pop("prefer", None)
    more = {"prefer": prefer} if prefer else {}
    outcome = crawl(site.url + start, folder / "a.db", replace(SETTINGS, **how), **more)  # type: ignore[arg-type]
    assert outcome.archive is not None, outcome.detail
    return outcome, read_site(outcome.archive)


def urls(site: Site, server: LocalSite) -> list[str]:
    return [found.url.removeprefix(server.url) for found in site.pages]


def causes(site: Site, server: LocalSite) -> dict[str, str]:
    return {failure.url.removeprefix(server.url): failure.cause for failure in site.failures}


def bomb() -> Answer:
    return Answer(gzip.compress(b"0" * 60_000_000), headers={"Content-Encoding": "gzip"})


def flood() -> Iterator[bytes]:
    for _ in range(4000):
        yield b"x" * 65536


TIS620 = "<html><head><title>ข้อมูลหน่วยงาน</title></head><body><h1>เทศบาลตำบลทุ่งนาใหม่</h1></body></html>".encode("cp874")


def odd_site() -> dict[str, Answer]:
    return {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /secret/\n", type="text/plain"),
        "/": page(
            link("thai874") + link("a/../turn") + link("loop") + link("framed") + link("meta") + link("secret/x")
            + link("gone") + link("broken") + link("bomb") + link("flood") + link("film.mp4") + link("clip")
            + link("copy?PHPSESSID=abc") + link("copy") + link("data.json.php") + link("named.pdf")
            + link("http://127.0.0.2:9/inside", "ภายใน") + link("to-inside") + link("mailto:a@b.c")
            + link("https://drive.google.com/file/d/abc/view", "ไฟล์") + link("notice.txt"),
            "หน้าแรก",
        ),
        "/thai874": Answer(TIS620, type="text/html; charset=iso-8859-1"),
        "/turn": moved("/turned"),
        "/turned": page("<p>ปลายทาง</p>", "ปลายทาง"),
        "/loop": moved("/loop2"),
        "/loop2": moved("/loop"),
        "/framed": Answer(b'<html><frameset><frame src="/inner"></frameset></html>'),
        "/inner": page("<p>ในกรอบ</p>", "ในกรอบ"),
        "/meta": page("", "รอ", '<meta http-equiv="refresh" content="0; url=/after">'),
        "/after": page("<p>หลังรอ</p>", "หลังรอ"),
        "/broken": Answer(b"no", 500),
        "/bomb": bomb(),
        "/flood": Answer(parts=flood),
        "/clip": Answer(b"0" * 1000, type="video/mp4"),
        "/copy": page("<p>เหมือนกัน</p>", "เหมือนกัน"),
        "/data.json.php": Answer(b"{}", type="application/json"),
        "/named.pdf": page("<p>ไม่ใช่ไฟล์</p>", "ไม่ใช่ไฟล์"),
        "/to-inside": moved("http://169.254.169.254/latest/meta-data/"),
        "/notice.txt": Answer("ประกาศ เรื่อง นโยบายไม่รับของขวัญ".encode(), type="text/plain; charset=utf-8"),
    }  # fmt: skip


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[CrawlOutcome, Site, LocalSite]]:
    with LocalSite(odd_site()) as server:
        outcome, site = run(server, tmp_path_factory.mktemp("odd"), max_page=2_000_000, max_body=3_000_000)
        yield outcome, site, server


def test_pages_of_all_kinds_are_read(odd: tuple[CrawlOutcome, Site, LocalSite]) -> None:
    outcome, site, server = odd
    assert outcome.stopped_by == ""
    assert urls(site, server) == ["", "after", "copy", "framed", "inner", "meta", "thai874", "turned"]
    assert site.complete
    assert outcome.pages == 8


def test_thai_in_a_wrongly_declared_charset(odd: tuple[CrawlOutcome, Site, LocalSite]) -> None:
    found = next(found for found in odd[1].pages if found.url.endswith("thai874"))
    assert found.title == "ข้อมูลหน่วยงาน"
    assert "เทศบาลตำบลทุ่งนาใหม่" in found.blocks[0].text


def test_every_failure_has_its_cause(odd: tuple[CrawlOutcome, Site, LocalSite]) -> None:
    _, site, server = odd
    assert causes(site, server) == {
        "loop": "redirects",
        "secret/x": "robots",
        "gone": "http4xx",
        "broken": "http5xx",
        "bomb": "too_large",
        "flood": "too_large",
        "clip": "content_type",
        "data.json.php": "content_type",
    }


def test_a_server_fault_is_asked_again_before_it_counts(odd: tuple[CrawlOutcome, Site, LocalSite]) -> None:
    _, site, server = odd
    assert server.paths.count("/broken") == 2
    assert next(failure.attempts for failure in site.failures if failure.url.endswith("broken")) == 2
    assert server.paths.count("/gone") == 1


def test_what_robots_forbids_is_never_asked(odd: tuple[CrawlOutcome, Site, LocalSite]) -> None:
    assert not [path for path in odd[2].paths if path.startswith("/secret")]


def test_one_address_however_written_is_asked_once(odd: tuple[CrawlOutcome, Site, LocalSite]) -> None:
    _, site, server = odd
    assert server.paths.count("/copy") == 1
    assert not [path for path in server.paths if "PHPSESSID" in path]
    start = next(found for found in site.pages if found.url == server.url)
    assert [found.url for found in start.links if found.url.endswith("copy")] == [server.url + "copy"] * 2


def test_redirects_become_aliases(odd: tuple[CrawlOutcome, Site, LocalSite]) -> None:
    _, site, server = odd
    turned = next(found for found in site.pages if found.url.endswith("turned"))
    assert turned.aliases == (server.url + "turn",)


def test_other_hosts_are_recorded_and_not_asked(odd: tuple[CrawlOutcome, Site, LocalSite]) -> None:
    kinds = {found.url: (found.kind, found.cause) for found in odd[1].outside}
    assert kinds["https://drive.google.com/file/d/abc/view"] == ("store", "offsite")
    assert "http://127.0.0.2:9/inside" in kinds
    assert "http://169.254.169.254/latest/meta-data/" in kinds


def test_documents_are_read(odd: tuple[CrawlOutcome, Site, LocalSite]) -> None:
    _, site, server = odd
    found = {document.url.removeprefix(server.url): document for document in site.documents}
    assert set(found) == {"named.pdf", "notice.txt"}
    assert found["named.pdf"].cause == "html"
    assert "ไม่รับของขวัญ" in found["notice.txt"].text


def test_a_redirect_or_a_link_into_a_private_network_is_refused(tmp_path: Path) -> None:
    with LocalSite({"/": page("<p>ภายใน</p>")}, address="127.0.0.2") as inside:
        target = f"http://127.0.0.2:{inside.port}/file.pdf"
        hidden = f"http://2130706434:{inside.port}/file.pdf"
        routes = {"/": page(link(target) + link(hidden) + link("jump")), "/jump": moved(target)}
        with LocalSite(routes) as server:
            _, site = run(server, tmp_path, offsite=True, prefer=Wanting("ลิงก์"))
            assert inside.asked == []
    found = {outside.url: outside.cause for outside in site.outside}
    assert found[target] == "guard"
    assert found[hidden] == "guard"


def test_a_private_start_must_be_allowed(tmp_path: Path) -> None:
    with LocalSite({"/": page("<p>หน้าแรก</p>")}) as server:
        outcome, site = run(server, tmp_path, allow_private=False)
        assert server.asked == []
    assert outcome.stopped_by == "unreachable"
    assert [failure.cause for failure in site.failures] == ["guard"]


def test_retry_after_is_kept(tmp_path: Path) -> None:
    times: list[float] = []

    def busy(asked: Asked) -> Answer:
        times.append(asked.time)
        return page("<p>ว่างแล้ว</p>") if len(times) > 1 else Answer(b"", 429, headers={"Retry-After": "1"})

    with LocalSite({"/": page(link("busy")), "/busy": busy}) as server:
        _, site = run(server, tmp_path)
        assert urls(site, server) == ["", "busy"]
    assert len(times) == 2
    assert times[1] - times[0] >= 1.0  # not a measure of our speed: the wait that the server asked for


def test_an_endless_calendar_is_left(tmp_path: Path) -> None:
    def day(asked: Asked) -> Answer:
        number = int(asked.path.rpartition("=")[2])
        return page(link(f"/cal?date={number + 1}") + link(f"/cal?date={number - 1}") + f"<p>วันที่ {number}</p>")

    def otherwise(asked: Asked) -> Answer:
        return day(asked) if asked.path.startswith("/cal") else Answer(b"", 404)

    with LocalSite({"/": page(link("/cal?date=20250101") + link("/real")), "/real": page("จริง")}, otherwise) as server:
        outcome, site = run(server, tmp_path, max_depth=999)
    assert len(site.pages) < 40
    assert any("ปฏิทิน" in note for note in outcome.notes)
    assert outcome.stopped_by == ""


def test_pages_for_addresses_that_do_not_exist_are_told_apart(tmp_path: Path) -> None:
    def lost(asked: Asked) -> Answer:
        return page(f"<h1>ขออภัย</h1><p>ที่อยู่ {asked.path} ไม่มีในระบบของเทศบาลตำบลทุ่งนาใหม่</p>", "ขออภัย")

    with LocalSite({"/": page(link("real") + link("lost-one")), "/real": page("<p>จริง</p>")}, lost) as server:
        _, site = run(server, tmp_path)
        assert {found.url.removeprefix(server.url): found.cause for found in site.pages} == {
            "": "",
            "real": "",
            "lost-one": "soft404",
        }


def test_a_start_that_is_no_page(tmp_path: Path) -> None:
    with LocalSite({"/a.pdf": Answer(b"%PDF-1.4\n", type="application/pdf")}) as server:
        outcome, site = run(server, tmp_path, "a.pdf")
        assert outcome.stopped_by == "unreachable"
        assert causes(site, server) == {"a.pdf": "content_type"}


def test_a_start_that_is_not_there(tmp_path: Path) -> None:
    with LocalSite({}) as server:
        outcome, site = run(server, tmp_path)
        assert (outcome.stopped_by, causes(site, server)) == ("unreachable", {"": "http4xx"})
    outcome = crawl(server.url, tmp_path / "b.db", SETTINGS)
    assert [failure.cause for failure in outcome.failures] == ["refused"]


def many(count: int) -> dict[str, Answer]:
    """Pages that link on to others, a tenth of them wanted; answered with uneven speed."""
    routes = {}
    for n in range(count):
        near = "".join(
            link(f"/p{(n * 7 + k * 13) % count}", f"{'ITA ' if (n + k) % 10 == 0 else ''}หน้า {k}") for k in range(6)
        )
        routes[f"/p{n}"] = replace(page(near + f"<p>หน้าที่ {n}</p>", f"หน้า {n}"), delay=0.004 * (n % 5))
    routes["/"] = page("".join(link(f"/p{n}", f"หน้า {n}") for n in range(20)), "หน้าแรก")
    return routes


def test_a_crawl_cut_by_its_budget_sees_the_same_again(tmp_path: Path) -> None:
    with LocalSite(many(150)) as server:
        seen = []
        for concurrency in (8, 8):
            outcome, site = run(server, tmp_path, max_pages=60, concurrency=concurrency, prefer=Wanting("ITA"))
            assert outcome.stopped_by == "pages"
            assert not site.complete
            assert site.pending
            seen.append(replace(site, started="", finished=""))
    assert seen[0] == seen[1]


def test_the_wanted_comes_first(tmp_path: Path) -> None:
    wanted = "".join(link(f"/w{n}", "ITA") for n in range(5))
    routes = {f"/p{n}": page(f"<p>{n}</p>") for n in range(200)} | {f"/w{n}": page(f"<p>w{n}</p>") for n in range(5)}
    routes["/"] = page("".join(link(f"/p{n}") for n in range(200)) + wanted)
    with LocalSite(routes) as server:
        _, site = run(server, tmp_path, max_pages=12, prefer=Wanting("ITA"))
        assert {f"w{n}" for n in range(5)} <= set(urls(site, server))


def test_a_crash_keeps_what_was_stored(tmp_path: Path) -> None:
    routes = {f"/p{n}": page(link(f"/p{n + 1}", "ต่อไป" if n < 120 else "จบ"), f"หน้า {n}") for n in range(130)}
    routes["/"] = page(link("/p0"))
    with LocalSite(routes) as server:
        outcome, site = run(server, tmp_path, max_depth=999, prefer=Dying("จบ"))
    assert outcome.stopped_by == site.stopped_by == "crash"
    assert 100 <= len(site.pages) <= 121
    assert not site.complete
    assert site.pending
    assert not (tmp_path / "a.db.part").exists()


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent to a process group")
def test_ctrl_c_ends_in_order(tmp_path: Path) -> None:
    program = textwrap.dedent("""
        import json, sys
        from pathlib import Path
        from config.settings import CrawlSettings
        from crawler.run import crawl
        if __name__ == "__main__":
            def told(progress):
                print(progress.done, flush=True)
            settings = CrawlSettings(allow_private=True, offsite=False, render=False, concurrency=2)
            outcome = crawl(sys.argv[1], Path(sys.argv[2]), settings, on_progress=told)
            print(json.dumps([outcome.stopped_by, outcome.pages]), flush=True)
    """)
    (tmp_path / "program.py").write_text(program, encoding="utf-8")

    def slow(asked: Asked) -> Answer:
        time.sleep(0.1)
        number = int(asked.path.removeprefix("/p") or 0)
        return page(link(f"/p{number * 2 + 1}") + link(f"/p{number * 2 + 2}") + f"<p>{number}</p>")

    with LocalSite(
        {"/": page(link("/p1"))}, lambda a: slow(a) if a.path.startswith("/p") else Answer(b"", 404)
    ) as server:
        process = subprocess.Popen(
            [sys.executable, str(tmp_path / "program.py"), server.url, str(tmp_path / "c.db")],
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= 10:
                break
        os.killpg(process.pid, signal.SIGINT)  # what a terminal does: everyone in the group gets it
        last = process.stdout.read().splitlines()[-1]
        assert process.wait(300) == 0
        process.stdout.close()
    stopped_by, pages = json.loads(last)
    site = read_site(tmp_path / "c.db")
    assert stopped_by == site.stopped_by == "interrupt"
    assert pages == len(site.pages) >= 5
    assert site.pending


def test_a_deadline_leaves_a_whole_archive(tmp_path: Path) -> None:
    routes = {f"/p{n}": replace(page(f"<p>{n}</p>"), delay=0.5) for n in range(100)}
    routes["/"] = page("".join(link(f"/p{n}") for n in range(100)))
    with LocalSite(routes) as server:
        outcome, site = run(server, tmp_path, deadline=3.0, concurrency=2)
    assert outcome.stopped_by == site.stopped_by == "deadline"
    assert 1 <= len(site.pages) < 101
    assert len(site.pages) + len(site.pending) == 101


def test_a_redirect_of_the_start_to_another_host_is_not_followed_without_offsite(tmp_path: Path) -> None:
    with LocalSite({"/": page("<p>ใหม่</p>")}) as other, LocalSite({"/": moved(other.url)}) as server:
        outcome, site = run(server, tmp_path)
        assert other.asked == []
        assert causes(site, server) == {"": "offsite"}
    assert outcome.stopped_by == "unreachable"


def test_crawl_delay_holds_requests_apart(tmp_path: Path) -> None:
    routes = {
        "/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 0.5\n", type="text/plain"),
        "/": page(link("a") + link("b")),
        "/a": page("<p>a</p>"),
        "/b": page("<p>b</p>"),
    }
    with LocalSite(routes) as server:
        run(server, tmp_path)
        times = [asked.time for asked in server.asked if asked.path != "/robots.txt"]
    assert len(times) == 5  # with a path that cannot be there, and the sitemap
    # The gap that the server asked for, not our speed; half of it leaves room for a busy machine.
    assert all(after - before >= 0.25 for before, after in itertools.pairwise(times))


def test_a_start_that_is_no_address_or_a_target_that_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(AddressError):
        crawl("ftp://thungna.go.th/", tmp_path / "a.db", SETTINGS)
    (tmp_path / "letter.txt").write_text("จดหมาย", encoding="utf-8")
    with pytest.raises(ArchiveError):
        crawl("http://127.0.0.1:9/", tmp_path / "letter.txt", SETTINGS)
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "จดหมาย"
