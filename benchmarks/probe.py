"""Trouble by trouble: what a real site can do to a crawler, what the program did, and whether that was right.

Each trouble is a small server on loopback; nothing is asked of any other machine. With ``--others`` the same servers
are crawled by Scrapy as it comes, to set beside.

    python benchmarks/probe.py [--others] [--only WORD] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "servers"))

from certificates import Authority
from local_site import Answer, Asked, LocalSite, Route, link, moved, page

from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.run import CrawlOutcome, crawl
from crawler.site import Site

SETTINGS = CrawlSettings(
    allow_private=True, offsite=True, render=False, codes=False, timeout=3.0, deadline=60.0, max_pages=300
)
TEXT = "เทศบาลตำบลทุ่งนาใหม่ เผยแพร่ข้อมูลข่าวสารให้ประชาชนทราบเป็นประจำทุกเดือนตามแผนการดำเนินงานประจำปีงบประมาณ " * 3
PATIENCE = 30.0  # seconds given to another crawler on one trouble


@dataclass
class Seen:
    """What came of one trouble."""

    outcome: CrawlOutcome
    site: Site
    server: LocalSite
    other: LocalSite | None = None

    def cause(self, path: str) -> str:
        """The cause of an address that could not be read, "" when it could."""
        return next((f.cause for f in self.site.failures if f.url.endswith(path)), "")

    def page_cause(self, path: str) -> str:
        return next((p.cause or "read" for p in self.site.pages if p.url.endswith(path)), "not read")

    def noted(self, word: str) -> bool:
        return any(word in note for note in self.outcome.notes)


@dataclass(frozen=True)
class Trouble:
    """``routes`` of the server; ``judge`` gives what the program did and whether it was right."""

    name: str
    routes: Callable[[LocalSite | None], dict[str, Route]]
    judge: Callable[[Seen], tuple[str, bool]]
    otherwise: Route | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    inside: bool = False  # a second server that must not be asked
    tls: str = ""


def _failed(path: str, cause: str) -> Callable[[Seen], tuple[str, bool]]:
    return lambda seen: (f"cause {seen.cause(path) or 'none'}", seen.cause(path) == cause)


def _counted(most: int) -> Callable[[Seen], tuple[str, bool]]:
    def judge(seen: Seen) -> tuple[str, bool]:
        real = seen.page_cause("/real") == "read"
        ended = seen.outcome.stopped_by == ""
        return (
            f"{len(seen.site.pages)} pages, ended by {'itself' if ended else seen.outcome.stopped_by}",
            real and ended and len(seen.site.pages) <= most,
        )

    return judge


def _untouched(seen: Seen) -> tuple[str, bool]:
    assert seen.other is not None
    return f"{len(seen.other.asked)} requests to the guarded address", not seen.other.asked


def _start(*paths: str) -> Answer:
    return page("".join(link(path) for path in paths) + f"<p>{TEXT}</p>", "หน้าแรก")


REAL = {"/real": page(f"<h1>จริง</h1><p>{TEXT}</p>", "จริง")}


def _calendar(asked: Asked) -> Answer:
    if not asked.path.startswith("/cal"):
        return Answer(b"", 404)
    day = int(asked.path.rpartition("=")[2])
    return page(link(f"/cal?date={day + 1}") + link(f"/cal?date={day - 1}") + f"<p>{day}</p>")


def _facets(asked: Asked) -> Answer:
    if not asked.path.startswith("/shop"):
        return Answer(b"", 404)
    links = "".join(link(f"{asked.path}{'x' if '?' in asked.path else '?f='}{chr(97 + n)}") for n in range(15))
    return page(f"<main><p>{TEXT}</p></main><nav>{links}</nav>", "รายการ")


def _session(asked: Asked) -> Answer:
    if not asked.path.startswith("/s"):
        return Answer(b"", 404)
    return page(link(f"/s?PHPSESSID={time.monotonic_ns():032d}") + f"<p>{TEXT}</p>")


def _deeper(asked: Asked) -> Answer:
    return page(link("again/") + f"<p>{len(asked.path)} {TEXT}</p>") if "again" in asked.path else Answer(b"", 404)


def _soft(asked: Asked) -> Answer:
    return page(f"<h1>ขออภัย</h1><p>ไม่มีที่อยู่ {asked.path} ในระบบของเทศบาล</p>", "ขออภัย")


def _slowly() -> Iterator[bytes]:
    for _ in range(100):
        time.sleep(0.2)
        yield b"<p>.</p>"


def _flood() -> Iterator[bytes]:
    for _ in range(4000):
        yield b"x" * 65536


def _busy() -> Route:
    asked: list[float] = []

    def answer(request: Asked) -> Answer:
        asked.append(request.time)
        return Answer(b"", 429, headers={"Retry-After": "1"}) if len(asked) == 1 else page("<p>ว่าง</p>")

    return answer


SPAM = '<div style="position:absolute;left:-9999px">' + "".join(
    f'<a href="/x{n}">{word}</a>' for n, word in enumerate(("สล็อต", "บาคาร่า", "casino", "แทงบอล"))
)
WALL = page("<p>Checking your browser before accessing</p>", "Just a moment...")
PARKED = page("<p>This domain has expired. Buy this domain</p>")
GAMBLING = page("<h1>" + "สล็อต บาคาร่า คาสิโน แทงบอล เครดิตฟรี " * 30 + "</h1>", "สล็อต บาคาร่า เว็บตรง")

TROUBLES = (
    Trouble("link that is not there", lambda o: {"/": _start("/gone")}, _failed("/gone", "http4xx")),
    Trouble(
        "server fault", lambda o: {"/": _start("/fault"), "/fault": Answer(b"", 500)}, _failed("/fault", "http5xx")
    ),
    Trouble(
        "redirects in a circle",
        lambda o: {"/": _start("/a"), "/a": moved("/b"), "/b": moved("/a")},
        _failed("/a", "redirects"),
    ),
    Trouble(
        "no answer in time",
        lambda o: {"/": _start("/slow"), "/slow": Answer(parts=_slowly)},
        _failed("/slow", "timeout"),
    ),
    Trouble(
        "endless body",
        lambda o: {"/": _start("/flood"), "/flood": Answer(parts=_flood)},
        _failed("/flood", "too_large"),
        settings={"max_page": 2_000_000},
    ),
    Trouble(
        "film behind a page's name",
        lambda o: {"/": _start("/clip"), "/clip": Answer(b"0" * 99, type="video/mp4")},
        _failed("/clip", "content_type"),
    ),
    Trouble(
        "robots.txt forbids",
        lambda o: {"/robots.txt": Answer(b"User-agent: *\nDisallow: /no\n", type="text/plain"), "/": _start("/no")},
        _failed("/no", "robots"),
    ),
    Trouble(
        "429 with Retry-After",
        lambda o: {"/": _start("/busy"), "/busy": _busy()},
        lambda s: (f"page {s.page_cause('/busy')} after waiting", s.page_cause("/busy") == "read"),
    ),
    Trouble(
        "soft 404",
        lambda o: {"/": _start("/lost")},
        lambda s: (f"page {s.page_cause('/lost')}", s.page_cause("/lost") == "soft404"),
        otherwise=_soft,
    ),
    Trouble(
        "bot wall with 403", lambda o: {"/": _start("/w"), "/w": replace(WALL, status=403)}, _failed("/w", "botwall")
    ),
    Trouble(
        "bot wall with 200",
        lambda o: {"/": WALL},
        lambda s: (
            f"page {s.page_cause('/')}, told {s.noted('หน้าแรก')}",
            s.page_cause("/") == "botwall" and s.noted("หน้าแรก"),
        ),
    ),
    Trouble(
        "parked domain", lambda o: {"/": PARKED}, lambda s: (f"page {s.page_cause('/')}", s.page_cause("/") == "parked")
    ),
    Trouble(
        "hijacked page",
        lambda o: {"/": _start("/g"), "/g": GAMBLING},
        lambda s: (f"page {s.page_cause('/g')}", s.page_cause("/g") == "hijacked"),
    ),
    Trouble(
        "hidden gambling links",
        lambda o: {"/": page(f"<p>{TEXT}</p>{SPAM}</div>")},
        lambda s: (
            f"told {s.noted('ถูกแฮ็ก')}, page {s.page_cause('/')}",
            s.noted("ถูกแฮ็ก") and s.page_cause("/") == "read",
        ),
    ),
    Trouble("login wall", lambda o: {"/": _start("/in"), "/in": Answer(b"", 401)}, _failed("/in", "login")),
    Trouble(
        "endless calendar",
        lambda o: {"/": _start("/cal?date=20250101", "/real"), **REAL},
        _counted(40),
        otherwise=_calendar,
        settings={"max_depth": 999},
    ),
    Trouble(
        "faceted search",
        lambda o: {"/": _start("/shop", "/real"), **REAL},
        _counted(60),
        otherwise=_facets,
        settings={"max_depth": 99},
    ),
    Trouble(
        "session in every address",
        lambda o: {"/": _start("/s", "/real"), **REAL},
        _counted(5),
        otherwise=_session,
        settings={"max_depth": 99},
    ),
    Trouble(
        "path that repeats itself",
        lambda o: {"/": _start("/again/", "/real"), **REAL},
        _counted(8),
        otherwise=_deeper,
        settings={"max_depth": 99},
    ),
    Trouble(
        "page only in the sitemap",
        lambda o: {
            "/": _start(),
            **REAL,
            "/sitemap.xml": Answer(b"<urlset><url><loc>/real</loc></url></urlset>", type="text/xml"),
        },
        lambda s: (f"page {s.page_cause('/real')}", s.page_cause("/real") == "read"),
    ),
    Trouble(
        "wrong charset in the header",
        lambda o: {
            "/": Answer("<title>เทศบาล</title><p>ข้อมูลผู้บริหาร</p>".encode("cp874"), type="text/html; charset=iso-8859-1")
        },
        lambda s: (s.site.pages[0].title, s.site.pages[0].title == "เทศบาล"),
    ),
    Trouble(
        "redirect to an internal address",
        lambda o: {"/": _start("/in"), "/in": moved(f"http://127.0.0.2:{o.port}/f.pdf" if o else "/")},
        _untouched,
        inside=True,
    ),
    Trouble(
        "link to an internal address, as a number",
        lambda o: {"/": _start(f"http://2130706434:{o.port}/f.pdf" if o else "/")},
        _untouched,
        inside=True,
    ),
    Trouble("expired certificate", lambda o: {"/": _start()}, _failed("/", "tls"), tls="expired"),
    Trouble(
        "expired certificate, read on",
        lambda o: {"/": _start()},
        lambda s: (
            f"page {s.page_cause('/')}, told {s.noted('หมดอายุ')}",
            s.page_cause("/") == "read" and s.noted("หมดอายุ"),
        ),
        tls="expired",
        settings={"insecure": True},
    ),
    Trouble("certificate of another name", lambda o: {"/": _start()}, _failed("/", "tls"), tls="name"),
    Trouble("self-signed certificate", lambda o: {"/": _start()}, _failed("/", "tls"), tls="self_signed"),
)


def stock(pipe: Connection, url: str) -> None:
    """Scrapy as its tutorial shows it."""
    from scrapy.crawler import CrawlerProcess
    from scrapy.linkextractors import LinkExtractor
    from scrapy.spiders import CrawlSpider, Rule

    seen: list[str] = []

    class Stock(CrawlSpider):
        name = "stock"
        start_urls = [url]  # noqa: RUF012
        rules = (Rule(LinkExtractor(), callback="parse_item", follow=True),)

        def parse_start_url(self, response: Any) -> list[Any]:
            self.parse_item(response)
            return []

        def parse_item(self, response: Any) -> None:
            seen.append(response.url)

    process = CrawlerProcess({"LOG_ENABLED": False, "CLOSESPIDER_TIMEOUT": PATIENCE, "DOWNLOAD_TIMEOUT": 10})
    process.crawl(Stock)
    began = time.monotonic()
    process.start()
    pipe.send((len(seen), time.monotonic() - began))


def beside(url: str) -> str:
    """What stock Scrapy did on the same server, in a process of its own."""
    context = get_context("spawn")
    near, far = context.Pipe()
    process = context.Process(target=stock, args=(far, url))
    process.start()
    far.close()
    try:
        if not near.poll(PATIENCE + 20):
            return "never ended"
        pages, seconds = near.recv()
        return f"{pages} pages, {'cut off' if seconds >= PATIENCE else 'ended'}"
    except EOFError:
        return "crashed"
    finally:
        process.kill()
        process.join()


def probe(trouble: Trouble, folder: Path, authority: Authority, others: bool) -> dict[str, Any]:
    """Meet one trouble; gives its row."""
    with ExitStack() as stack:
        other = stack.enter_context(LocalSite({}, address="127.0.0.2")) if trouble.inside else None
        made = {"expired": {"days": -1}, "name": {"address": "127.0.0.9"}, "self_signed": {"self_signed": True}}
        tls = authority.context(**made[trouble.tls]) if trouble.tls else None  # type: ignore[arg-type]
        server = stack.enter_context(LocalSite(trouble.routes(other), trouble.otherwise, tls=tls))
        outcome = crawl(server.url, folder / "probe.db", replace(SETTINGS, fresh=True, **trouble.settings))
        if outcome.archive is None:
            did, passed = f"no archive: {outcome.stopped_by}", False
        else:
            did, passed = trouble.judge(Seen(outcome, read_site(outcome.archive), server, other))
        row = {"trouble": trouble.name, "did": did, "passed": passed}
        if others:
            if other is not None:
                other.asked.clear()
            row["scrapy"] = beside(server.url) + (f", {len(other.asked)} to the inside" if other is not None else "")
    return row


def main() -> int:
    """Print the table; 1 when a trouble was not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--others", action="store_true", help="crawl the same servers with stock Scrapy as well")
    parser.add_argument("--only", default="", help="troubles whose name holds this word")
    parser.add_argument("--json", type=Path, help="write the table to a file")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        authority = Authority(folder)
        os.environ["SSL_CERT_FILE"] = str(authority.trusted)
        for trouble in TROUBLES:
            if options.only not in trouble.name:
                continue
            row = probe(trouble, folder, authority, options.others)
            rows.append(row)
            print(
                f"{'passed' if row['passed'] else 'NOT   '} | {row['trouble']:42} | {row['did']:44}"
                + (f" | Scrapy: {row['scrapy']}" if options.others else ""),
                flush=True,
            )
    print(f"{sum(row['passed'] for row in rows)} of {len(rows)} passed")
    if options.json:
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0 if all(row["passed"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
