"""Troubles of ``probe.py`` that have no end: calendars, paging, facets, mirrors."""

from __future__ import annotations

import time
from collections.abc import Callable

from local_site import Answer, Asked, link, page
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


TRAPS = (
    Trouble(
        "endless calendar",
        lambda o: {"/": start("/cal?date=20250101", "/real"), **REAL},
        counted(40),
        otherwise=_calendar,
        settings={"max_depth": 999},
        beside=ended,
    ),
    Trouble(
        "endless paging",
        lambda o: {"/": start("/board?page=1", "/real"), **REAL},
        counted(299),
        otherwise=_paging,
        settings={"max_depth": 9999},
        beside=ended,
    ),
    Trouble(
        "faceted search",
        lambda o: {"/": start("/shop", "/real"), **REAL},
        counted(60),
        otherwise=_facets,
        settings={"max_depth": 99},
        beside=ended,
    ),
    Trouble(
        "session in every address",
        lambda o: {"/": start("/s", "/real"), **REAL},
        counted(5),
        otherwise=_session,
        settings={"max_depth": 99},
        beside=ended,
    ),
    Trouble(
        "path that repeats itself",
        lambda o: {"/": start("/again/", "/real"), **REAL},
        counted(8),
        otherwise=_deeper,
        settings={"max_depth": 99},
        beside=ended,
    ),
    Trouble(
        "views that sort and print",
        lambda o: {"/": start("/list", "/real"), **REAL},
        counted(20),
        otherwise=_looks,
        settings={"max_depth": 99},
        beside=ended,
    ),
    Trouble(
        "folders that mirror the site",
        lambda o: {"/": start("/p0", "/real"), **REAL},
        counted(80),
        otherwise=_mirror,
        settings={"max_depth": 99},
        beside=ended,
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
)
