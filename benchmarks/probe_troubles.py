"""The troubles of ``probe.py``: what the server of each does, and when a crawler has met it rightly."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from local_site import Answer, Asked, LocalSite, Route, link, moved, page
from traps import trapped

from crawler.run import CrawlOutcome
from crawler.site import Site

TEXT = "เทศบาลตำบลทุ่งนาใหม่ เผยแพร่ข้อมูลข่าวสารให้ประชาชนทราบเป็นประจำทุกเดือนตามแผนการดำเนินงานประจำปีงบประมาณ " * 3


@dataclass(frozen=True)
class Ran:
    """What another crawler did on the same server. ``said``: all that it printed, in lower case."""

    said: str
    asked: tuple[str, ...]
    inside: int  # requests to the guarded address
    ended: bool  # by itself, in time

    def tells(self, path: str, *words: str) -> bool:
        """Whether a line that names the address has one of the words, or one of the lines below it."""
        lines = self.said.splitlines()
        near = ("\n".join(lines[n : n + 24]) for n, line in enumerate(lines) if path in line)
        return any(word in text for text in near for word in words)


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

    def elsewhere(self, host: str) -> str:
        """The cause of what is kept on another host, "" when it was read."""
        return next((one.cause for one in self.site.outside if host in one.url), "")

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
    beside: Callable[[Ran], bool] | None = None  # whether another crawler met it; None: never, it has no notion of it
    alone: str = ""  # why other crawlers are not run on it
    down: bool = False  # the server has gone away
    services: bool = False  # file services stand by, by the names of their hosts, and want a visitor signed in


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


def _page_cause(path: str, cause: str) -> Callable[[Seen], tuple[str, bool]]:
    return lambda seen: (f"page {seen.page_cause(path)}", seen.page_cause(path) == cause)


def _told_start(cause: str) -> Callable[[Seen], tuple[str, bool]]:
    """The start page is no content, and the officer is told so with advice."""

    def judge(seen: Seen) -> tuple[str, bool]:
        found, told = seen.page_cause("/"), seen.noted("หน้าแรก")
        return f"page {found}, told {told}", found == cause and told

    return judge


def _said(path: str, *words: str) -> Callable[[Ran], bool]:
    return lambda ran: ran.ended and ran.tells(path, *words)


def _reached(*paths: str) -> Callable[[Ran], bool]:
    return lambda ran: ran.ended and set(paths) <= set(ran.asked)


def _ended(ran: Ran) -> bool:
    """The real page was read, and the trap left within 300 requests."""
    return ran.ended and "/real" in ran.asked and len(ran.asked) <= 300


def _kept_out(ran: Ran) -> bool:
    return ran.ended and not ran.inside


def _all_items(seen: Seen) -> tuple[str, bool]:
    wanted = {path for path in trapped()[0] if path.endswith((".pdf", ".xlsx", ".docx"))}
    read = {f"/{document.url.split('/', 3)[3]}" for document in seen.site.documents if not document.cause}
    ended = not seen.outcome.stopped_by
    return (
        f"{seen.outcome.pages} pages, {len(wanted & read)} of {len(wanted)} documents, ended by "
        f"{'itself' if ended else seen.outcome.stopped_by}",
        ended and wanted <= read,
    )


def _drawn(asked: Asked) -> Answer:
    if asked.path == "/menu.json":
        return Answer(b'["real"]', type="application/json")
    return page('<a href="/real">จริง</a>') if asked.path == "/part" else Answer(b"", 404)


def _looks(asked: Asked) -> Answer:
    ways = "".join(link(f"{asked.path.partition('?')[0]}?{way}") for way in ("sort=name", "order=desc", "print=1"))
    more = "".join(link(f"{asked.path}&sort={n}x") for n in "abcdef") if "?" in asked.path else ""
    return page(f"<p>{TEXT}</p>{ways}{more}") if asked.path.startswith("/list") else Answer(b"", 404)


def _paging(asked: Asked) -> Answer:
    if not asked.path.startswith("/board"):
        return Answer(b"", 404)
    at = int(asked.path.rpartition("=")[2])
    return page(f"<p>{TEXT} {at} {'ก' * (at % 97)}</p>" + link(f"/board?page={at + 1}") + link(f"/board?page={at + 7}"))


def _mirror(asked: Asked) -> Answer:
    """Every folder name leads to a copy of the whole site."""
    name = asked.path.rpartition("/")[2]
    if not name.startswith("p") or not name[1:].isdigit():
        return Answer(b"", 404)
    links = "".join(link(f"p{n}") for n in range(12)) + "".join(link(f"m{n}/p0") for n in range(3))
    return page(f"<main><p>{TEXT * 2} เรื่องที่ {'ก' * int(name[1:])}</p></main>{links}")


STORED_AS = "1AbCdEfGhIjKlMnOpQrStUvWxYz01"
STORED = f"https://drive.google.com/file/d/{STORED_AS}/view"
CLICKED = """<button aria-expanded="false" aria-controls="p" onclick="fetch('/part').then(r => r.text()).then(
t => document.getElementById('p').innerHTML = t)">เอกสาร</button><div id="p"></div>"""
MENU = """<ul id="menu"></ul><script>
fetch('/menu.json').then(r => r.json()).then(all =>
document.getElementById('menu').innerHTML = all.map(name => `<li><a href="/${name}">${name}</a></li>`).join(''));
</script>"""
SHELL = (
    '<div id="root"></div><script>document.getElementById("root").innerHTML = "<a href=\'/re" + "al\'>จริง</a>"</script>'
)
CAPTCHA = page("<p>กรุณายืนยันว่าคุณไม่ใช่โปรแกรมอัตโนมัติ</p><form><input name='captcha'></form>", "ตรวจสอบ")
FULL = TEXT * 4 + "".join(link(f"/n{n}") for n in range(6))
SHOWN = {"render": True, "timeout": 10.0}

TROUBLES = (
    Trouble(
        "link that is not there",
        lambda o: {"/": _start("/gone")},
        _failed("/gone", "http4xx"),
        beside=_said("/gone", "404"),
    ),
    Trouble(
        "server fault",
        lambda o: {"/": _start("/fault"), "/fault": Answer(b"", 500)},
        _failed("/fault", "http5xx"),
        beside=_said("/fault", "500"),
    ),
    Trouble("nobody listens", lambda o: {}, _failed("/", "refused"), beside=_said("", "refused"), down=True),
    Trouble(
        "redirects in a circle",
        lambda o: {"/": _start("/a"), "/a": moved("/b"), "/b": moved("/a")},
        _failed("/a", "redirects"),
        beside=_said("/a", "redirect"),
    ),
    Trouble(
        "no answer in time",
        lambda o: {"/": _start("/slow"), "/slow": Answer(parts=_slowly)},
        _failed("/slow", "timeout"),
        beside=_said("/slow", "timeout", "timed out", "took longer"),
    ),
    Trouble(
        "endless body",
        lambda o: {"/": _start("/flood"), "/flood": Answer(parts=_flood)},
        _failed("/flood", "too_large"),
        settings={"max_page": 2_000_000},
        beside=_said("/flood", "larger than", "too large", "size"),
    ),
    Trouble(
        "film behind a page's name",
        lambda o: {"/": _start("/clip"), "/clip": Answer(b"0" * 99, type="video/mp4")},
        _failed("/clip", "content_type"),
        beside=_said("/clip", "content type", "content-type", "video/mp4"),
    ),
    Trouble(
        "robots.txt forbids",
        lambda o: {"/robots.txt": Answer(b"User-agent: *\nDisallow: /no\n", type="text/plain"), "/": _start("/no")},
        _failed("/no", "robots"),
        beside=lambda ran: ran.ended and "/no" not in ran.asked,
    ),
    Trouble(
        "429 with Retry-After",
        lambda o: {"/": _start("/busy"), "/busy": _busy()},
        lambda s: (f"page {s.page_cause('/busy')} after waiting", s.page_cause("/busy") == "read"),
        beside=lambda ran: ran.ended and ran.asked.count("/busy") > 1,
    ),
    Trouble("soft 404", lambda o: {"/": _start("/lost")}, _page_cause("/lost", "soft404"), otherwise=_soft),
    Trouble(
        "bot wall with 403",
        lambda o: {"/": _start("/w"), "/w": replace(WALL, status=403)},
        _failed("/w", "botwall"),
        beside=_said("/w", "blocked"),
    ),
    Trouble("bot wall with 200", lambda o: {"/": WALL}, _told_start("botwall")),
    Trouble("CAPTCHA with 200", lambda o: {"/": CAPTCHA}, _told_start("botwall")),
    Trouble(
        "login wall",
        lambda o: {"/": _start("/in"), "/in": Answer(b"", 401)},
        _failed("/in", "login"),
        beside=_said("/in", "401"),
    ),
    Trouble("parked domain", lambda o: {"/": PARKED}, _told_start("parked")),
    Trouble(
        "under construction",
        lambda o: {"/": _start("/c"), "/c": page("<h1>อยู่ระหว่างปรับปรุงข้อมูล</h1>", "แผน")},
        _page_cause("/c", "construction"),
    ),
    Trouble("hijacked page", lambda o: {"/": _start("/g"), "/g": GAMBLING}, _page_cause("/g", "hijacked")),
    Trouble(
        "hidden gambling links",
        lambda o: {"/": page(f"<p>{TEXT}</p>{SPAM}</div>")},
        lambda s: (
            f"told {s.noted('ถูกแฮ็ก')}, page {s.page_cause('/')}",
            s.noted("ถูกแฮ็ก") and s.page_cause("/") == "read",
        ),
    ),
    Trouble(
        "endless calendar",
        lambda o: {"/": _start("/cal?date=20250101", "/real"), **REAL},
        _counted(40),
        otherwise=_calendar,
        settings={"max_depth": 999},
        beside=_ended,
    ),
    Trouble(
        "endless paging",
        lambda o: {"/": _start("/board?page=1", "/real"), **REAL},
        _counted(299),
        otherwise=_paging,
        settings={"max_depth": 9999},
        beside=_ended,
    ),
    Trouble(
        "faceted search",
        lambda o: {"/": _start("/shop", "/real"), **REAL},
        _counted(60),
        otherwise=_facets,
        settings={"max_depth": 99},
        beside=_ended,
    ),
    Trouble(
        "session in every address",
        lambda o: {"/": _start("/s", "/real"), **REAL},
        _counted(5),
        otherwise=_session,
        settings={"max_depth": 99},
        beside=_ended,
    ),
    Trouble(
        "path that repeats itself",
        lambda o: {"/": _start("/again/", "/real"), **REAL},
        _counted(8),
        otherwise=_deeper,
        settings={"max_depth": 99},
        beside=_ended,
    ),
    Trouble(
        "views that sort and print",
        lambda o: {"/": _start("/list", "/real"), **REAL},
        _counted(20),
        otherwise=_looks,
        settings={"max_depth": 99},
        beside=_ended,
    ),
    Trouble(
        "folders that mirror the site",
        lambda o: {"/": _start("/p0", "/real"), **REAL},
        _counted(80),
        otherwise=_mirror,
        settings={"max_depth": 99},
        beside=_ended,
    ),
    Trouble(
        "every trap on a whole agency's site",
        lambda o: dict(trapped()[0]),
        _all_items,
        otherwise=trapped()[1],
        settings={"max_pages": 1200, "deadline": 300.0},
        beside=lambda ran: (
            ran.ended and {path for path in trapped()[0] if path.endswith((".pdf", ".xlsx"))} <= set(ran.asked)
        ),
    ),
    Trouble(
        "page only in the sitemap",
        lambda o: {
            "/": _start(),
            **REAL,
            "/sitemap.xml": Answer(b"<urlset><url><loc>/real</loc></url></urlset>", type="text/xml"),
        },
        lambda s: (f"page {s.page_cause('/real')}", s.page_cause("/real") == "read"),
        beside=_reached("/real"),
    ),
    Trouble(
        "wrong charset in the header",
        lambda o: {
            "/": Answer("<title>เทศบาล</title><p>ข้อมูลผู้บริหาร</p>".encode("cp874"), type="text/html; charset=iso-8859-1")
        },
        lambda s: (s.site.pages[0].title, s.site.pages[0].title == "เทศบาล"),
    ),
    Trouble(
        "page that only a script fills",
        lambda o: {"/": page(SHELL), **REAL},
        lambda s: (f"page {s.page_cause('/real')}", s.page_cause("/real") == "read"),
        settings=SHOWN,
        beside=_reached("/real"),
    ),
    Trouble(
        "menu fetched by a script",
        lambda o: {"/": page(f"<p>{FULL}</p>{MENU}"), **REAL},
        lambda s: (f"page {s.page_cause('/real')}", s.page_cause("/real") == "read"),
        otherwise=_drawn,
        settings=SHOWN,
        beside=_reached("/real"),
    ),
    Trouble(
        "part that a click fetches",
        lambda o: {"/": page(f"<p>{FULL}</p>{CLICKED}<script>var a</script>"), **REAL},
        lambda s: (f"page {s.page_cause('/real')}", s.page_cause("/real") == "read"),
        otherwise=_drawn,
        settings=SHOWN,
        beside=_reached("/real"),
    ),
    Trouble(
        "splash page that a script leaves",
        lambda o: {"/": page("<script>setTimeout(() => { location.href = '/real' }, 900)</script>"), **REAL},
        lambda s: (f"page {s.page_cause('/real')}", s.page_cause("/real") == "read"),
        beside=_reached("/real"),
    ),
    Trouble(
        "file in a shared store, signed in only",
        lambda o: {"/": page(link(STORED, "แผนปฏิบัติการป้องกันการทุจริต"))},
        lambda s: (
            f"cause {s.elsewhere('drive.google.com')}",
            s.elsewhere("drive.google.com") == "store_login",
        ),
        services=True,
        alone="would ask the real service",
    ),
    Trouble(
        "redirect to an internal address",
        lambda o: {"/": _start("/in"), "/in": moved(f"http://127.0.0.2:{o.port}/f.pdf" if o else "/")},
        _untouched,
        inside=True,
        beside=_kept_out,
    ),
    Trouble(
        "link to an internal address, as a number",
        lambda o: {"/": _start(f"http://2130706434:{o.port}/f.pdf" if o else "/")},
        _untouched,
        inside=True,
        beside=_kept_out,
    ),
    Trouble(
        "expired certificate",
        lambda o: {"/": _start()},
        _failed("/", "tls"),
        tls="expired",
        beside=_said("", "certificate", "ssl"),
    ),
    Trouble(
        "expired certificate, read on",
        lambda o: {"/": _start()},
        lambda s: (
            f"page {s.page_cause('/')}, told {s.noted('หมดอายุ')}",
            s.page_cause("/") == "read" and s.noted("หมดอายุ"),
        ),
        tls="expired",
        settings={"insecure": True},
        alone="no setting of theirs was changed",
    ),
    Trouble(
        "certificate of another name",
        lambda o: {"/": _start()},
        _failed("/", "tls"),
        tls="name",
        beside=_said("", "certificate", "ssl"),
    ),
    Trouble(
        "self-signed certificate",
        lambda o: {"/": _start()},
        _failed("/", "tls"),
        tls="self_signed",
        beside=_said("", "certificate", "ssl"),
    ),
    Trouble(
        "nothing newer than TLS 1.1",
        lambda o: {"/": _start()},
        _failed("/", "tls"),
        tls="old",
        beside=_said("", "tls", "ssl", "protocol"),
    ),
    Trouble(
        "nothing newer than TLS 1.1, read on",
        lambda o: {"/": _start()},
        lambda s: (f"page {s.page_cause('/')}", s.page_cause("/") == "read" and bool(s.outcome.notes)),
        tls="old",
        settings={"insecure": True},
        alone="no setting of theirs was changed",
    ),
)
