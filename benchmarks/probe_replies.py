"""Troubles of ``probe.py`` that are told by a reply: errors, walls, pages that are none."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from local_site import Answer, Asked, LocalSite, Route, moved, page
from probe_trouble import TEXT, Ran, Seen, Trouble, failed, page_cause, said, start

SPAM = '<div style="position:absolute;left:-9999px">' + "".join(
    f'<a href="/x{n}">{word}</a>' for n, word in enumerate(("สล็อต", "บาคาร่า", "casino", "แทงบอล"))
)
WALL = page("<p>Checking your browser before accessing</p>", "Just a moment...")
PARKED = page("<p>This domain has expired. Buy this domain</p>")
GAMBLING = page("<h1>" + "สล็อต บาคาร่า คาสิโน แทงบอล เครดิตฟรี " * 30 + "</h1>", "สล็อต บาคาร่า เว็บตรง")
BUDGET = 20
PATHS = [f"/{chr(97 + n // 12)}/{chr(97 + n % 12)}" for n in range(120)]
LOGIN = page(
    "<form><label>ชื่อผู้ใช้ <input name=user></label><label>รหัสผ่าน <input type=password></label></form>", "เข้าสู่ระบบ"
)
CAPTCHA = page("<p>กรุณายืนยันว่าคุณไม่ใช่โปรแกรมอัตโนมัติ</p><form><input name='captcha'></form>", "ตรวจสอบ")


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


def told_start(cause: str) -> Callable[[Seen], tuple[str, bool]]:
    """The start page is no content, and the officer is told so with advice."""

    def judge(seen: Seen) -> tuple[str, bool]:
        found, told = seen.page_cause("/"), seen.noted("หน้าแรก")
        return f"page {found}, told {told}", found == cause and told

    return judge


def _spaced(server: LocalSite) -> bool:
    """Whether requests came no faster than one a second, once the rules were known."""
    times = [asked.time for asked in server.asked]
    return len(times) > 4 and all(late - early > 0.9 for early, late in pairwise(times[1:]))


def _paused(seen: Seen) -> tuple[str, bool]:
    times = [asked.time for asked in seen.server.asked]
    return f"{len(times) / max(times[-1] - times[0], 0.01):.1f} requests a second", _spaced(seen.server)


def _within(seen: Seen) -> tuple[str, bool]:
    asked, why = len(seen.server.asked), seen.outcome.stopped_by
    return f"{asked} requests, ended by {why}", why == "pages" and asked <= BUDGET + 3  # and robots.txt, sitemaps


class Weak:
    """A site whose server answers two requests at once and refuses the third, or that says no more after so many."""

    def __init__(self, lasts: int = 0) -> None:
        self.read: set[str] = set()
        self.refused = self.at_work = 0
        self._lasts, self._lock = lasts, threading.Lock()

    def __call__(self, asked: Asked) -> Answer:
        with self._lock:
            self.at_work += 1
            busy = not self._lasts and self.at_work > 2
            dead = bool(self._lasts) and len(self.read) >= self._lasts
            self.refused += busy or dead
        time.sleep(60.0 if dead else 0.03)
        with self._lock:
            self.at_work -= 1
            if not busy and not dead:
                self.read.add(asked.path)
        if busy:
            return Answer(b"", 503)
        return start(*PATHS) if asked.path == "/" else page(f"<p>{asked.path} {TEXT}</p>", asked.path)


def _weak(lasts: int = 0) -> dict[str, Route]:
    return dict.fromkeys(("/", *PATHS), Weak(lasts))


def _spared(seen: Seen) -> tuple[str, bool]:
    weak, pages = seen.server.routes["/"], len(seen.site.pages)
    assert isinstance(weak, Weak)
    right = pages == len(PATHS) + 1 and weak.refused <= pages // 4
    return f"{pages} of {len(PATHS) + 1} pages, refused {weak.refused} times", right


def _all_read(ran: Ran) -> bool:
    weak = ran.server.routes["/"]
    return ran.ended and isinstance(weak, Weak) and weak.read == {"/", *PATHS}


def _given_up(seen: Seen) -> tuple[str, bool]:
    weak, why = seen.server.routes["/"], seen.outcome.stopped_by
    assert isinstance(weak, Weak)
    return f"{weak.refused} requests without an answer, ended by {why}", why == "silent" and weak.refused <= 30


REPLIES = (
    Trouble(
        "link that is not there",
        lambda o: {"/": start("/gone")},
        failed("/gone", "http4xx"),
        beside=said("/gone", "404"),
    ),
    Trouble(
        "server fault",
        lambda o: {"/": start("/fault"), "/fault": Answer(b"", 500)},
        failed("/fault", "http5xx"),
        beside=said("/fault", "500"),
    ),
    Trouble(
        "nobody listens", lambda o: {}, failed("/", "refused"), beside=said("", "refused", "connection"), down=True
    ),
    Trouble(
        "redirects in a circle",
        lambda o: {"/": start("/a"), "/a": moved("/b"), "/b": moved("/a")},
        failed("/a", "redirects"),
        beside=said("/a", "redirect"),
    ),
    Trouble(
        "no answer in time",
        lambda o: {"/": start("/slow"), "/slow": Answer(parts=_slowly)},
        failed("/slow", "timeout"),
        beside=said("/slow", "timeout", "timed out", "took longer"),
    ),
    Trouble(
        "endless body",
        lambda o: {"/": start("/flood"), "/flood": Answer(parts=_flood)},
        failed("/flood", "too_large"),
        settings={"max_page": 2_000_000},
        beside=said("/flood", "larger than", "too large", "size"),
    ),
    Trouble(
        "film behind a page's name",
        lambda o: {"/": start("/clip"), "/clip": Answer(b"0" * 99, type="video/mp4")},
        failed("/clip", "content_type"),
        beside=said("/clip", "content type", "content-type", "video/mp4"),
    ),
    Trouble(
        "robots.txt forbids",
        lambda o: {"/robots.txt": Answer(b"User-agent: *\nDisallow: /no\n", type="text/plain"), "/": start("/no")},
        failed("/no", "robots"),
        beside=lambda ran: ran.ended and "/no" not in ran.asked,
    ),
    Trouble(
        "robots.txt asks for a pause",
        lambda o: {
            "/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 1\n", type="text/plain"),
            "/": start("/a", "/b", "/c"),
            **dict.fromkeys(("/a", "/b", "/c"), page(f"<p>{TEXT}</p>")),
        },
        _paused,
        beside=lambda ran: ran.ended and _spaced(ran.server),
    ),
    Trouble(
        "more pages than the budget",
        lambda o: {"/": start(*(f"/n/{n}" for n in range(60)))},
        _within,
        otherwise=lambda asked: page(f"<p>{TEXT} {asked.path}</p>") if asked.path[:3] == "/n/" else Answer(b"", 404),
        settings={"max_pages": BUDGET},
        alone="no setting of theirs was changed",
    ),
    Trouble("server too weak for three at once", lambda o: _weak(), _spared, beside=_all_read),
    Trouble(
        "server that goes silent half-way",
        lambda o: _weak(40),
        _given_up,
        settings={"deadline": 180.0},
        alone="to be sure takes a minute",
    ),
    Trouble(
        "429 with Retry-After",
        lambda o: {"/": start("/busy"), "/busy": _busy()},
        page_cause("/busy", "read"),
        beside=lambda ran: ran.ended and ran.asked.count("/busy") > 1,
    ),
    Trouble("soft 404", lambda o: {"/": start("/lost")}, page_cause("/lost", "soft404"), otherwise=_soft),
    Trouble(
        "bot wall with 403",
        lambda o: {"/": start("/w"), "/w": replace(WALL, status=403)},
        failed("/w", "botwall"),
        beside=said("/w", "blocked"),
    ),
    Trouble("bot wall with 200", lambda o: {"/": WALL}, told_start("botwall")),
    Trouble("CAPTCHA with 200", lambda o: {"/": CAPTCHA}, told_start("botwall")),
    Trouble(
        "login wall",
        lambda o: {"/": start("/in"), "/in": Answer(b"", 401)},
        failed("/in", "login"),
        beside=said("/in", "401"),
    ),
    Trouble("login page with 200", lambda o: {"/": LOGIN}, told_start("login")),
    Trouble("parked domain", lambda o: {"/": PARKED}, told_start("parked")),
    Trouble(
        "under construction",
        lambda o: {"/": start("/c"), "/c": page("<h1>อยู่ระหว่างปรับปรุงข้อมูล</h1>", "แผน")},
        page_cause("/c", "construction"),
    ),
    Trouble("hijacked page", lambda o: {"/": start("/g"), "/g": GAMBLING}, page_cause("/g", "hijacked")),
    Trouble(
        "hidden gambling links",
        lambda o: {"/": page(f"<p>{TEXT}</p>{SPAM}</div>")},
        lambda s: (
            f"told {s.noted('ถูกแฮ็ก')}, page {s.page_cause('/')}",
            s.noted("ถูกแฮ็ก") and s.page_cause("/") == "read",
        ),
    ),
)
