"""What a trouble of ``probe.py`` is: what its server does, and when a crawler has met it rightly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from local_site import Answer, LocalSite, Route, link, page

from crawler.run import CrawlOutcome
from crawler.site import Site

TEXT = "เทศบาลตำบลทุ่งนาใหม่ เผยแพร่ข้อมูลข่าวสารให้ประชาชนทราบเป็นประจำทุกเดือนตามแผนการดำเนินงานประจำปีงบประมาณ " * 3


@dataclass(frozen=True)
class Ran:
    """What another crawler did on the same server. ``said``: all that it printed, in lower case."""

    said: str
    server: LocalSite
    inside: int  # requests to the guarded address
    ended: bool  # by itself, in time

    @property
    def asked(self) -> list[str]:
        """The paths asked for."""
        return self.server.paths

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
    url: str = ""  # asked for instead of the server's own
    cut_off: bool = False  # other crawlers run without any network: they would ask a name server elsewhere
    services: bool = False  # file services stand by, by the names of their hosts, and want a visitor signed in


def failed(path: str, cause: str) -> Callable[[Seen], tuple[str, bool]]:
    return lambda seen: (f"cause {seen.cause(path) or 'none'}", seen.cause(path) == cause)


def page_cause(path: str, cause: str) -> Callable[[Seen], tuple[str, bool]]:
    return lambda seen: (f"page {seen.page_cause(path)}", seen.page_cause(path) == cause)


def said(path: str, *words: str) -> Callable[[Ran], bool]:
    return lambda ran: ran.ended and ran.tells(path, *words)


def reached(*paths: str) -> Callable[[Ran], bool]:
    return lambda ran: ran.ended and set(paths) <= set(ran.asked)


def start(*paths: str) -> Answer:
    return page("".join(link(path) for path in paths) + f"<p>{TEXT}</p>", "หน้าแรก")


REAL = {"/real": page(f"<h1>จริง</h1><p>{TEXT}</p>", "จริง")}
