"""Troubles of ``probe.py`` that have no end: calendars, paging, facets, mirrors."""

from __future__ import annotations

import time
from collections.abc import Callable

from local_site import Answer, Asked, Route, link, page
from probe_trouble import REAL, TEXT, Ran, Seen, Trouble, start
from traps import trapped


def counted(most: int) -> Callable[[Seen], tuple[str, bool]]:
    def judge(seen: Seen) -> tuple[str, bool]:
        real = seen.page_cause("/real") == "read"
        ended = seen.outcome.stopped_by == ""
        return (
            f"{len(seen.site.pages)} pages, ended by {'itself' if ended else seen.outcome.stopped_by}",
            real and ended and len(seen.site.pages) <= most,
        )

    return judge


def ended(ran: Ran) -> bool:
    """The real page was read, and the trap left within 300 requests."""
    return ran.ended and "/real" in ran.asked and len(ran.asked) <= 300


def _all_items(seen: Seen) -> tuple[str, bool]:
    wanted = {path for path in trapped()[0] if path.endswith((".pdf", ".xlsx", ".docx"))}
    read = {f"/{document.url.split('/', 3)[3]}" for document in seen.site.documents if not document.cause}
    ended = not seen.outcome.stopped_by
    return (
        f"{seen.outcome.pages} pages, {len(wanted & read)} of {len(wanted)} documents, ended by "
        f"{'itself' if ended else seen.outcome.stopped_by}",
        ended and wanted <= read,
    )


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


def _trap(name: str, door: str, server: Route, most: int, depth: int = 99) -> Trouble:
    """A page leads through a ``door`` to what has no end, and to a real page; ``most`` pages are read in all."""
    return Trouble(
        name,
        lambda o: {"/": start(door, "/real"), **REAL},
        counted(most),
        otherwise=server,
        settings={"max_depth": depth},
        beside=ended,
    )


TRAPS = (
    _trap("endless calendar", "/cal?date=20250101", _calendar, 40, 999),
    _trap("endless paging", "/board?page=1", _paging, 299, 9999),
    _trap("faceted search", "/shop", _facets, 60),
    _trap("session in every address", "/s", _session, 5),
    _trap("path that repeats itself", "/again/", _deeper, 8),
    _trap("views that sort and print", "/list", _looks, 20),
    _trap("folders that mirror the site", "/p0", _mirror, 80),
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
)
