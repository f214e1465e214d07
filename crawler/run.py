"""Crawling as one call: the crawl runs in a child process of its own, and whatever becomes of it, its archive stays.

A reactor cannot be started twice in one process, and a crash in a parser must not take the caller along.
"""

from __future__ import annotations

import contextlib
import gc
import json
import logging
import multiprocessing
import os
import signal
import sqlite3
import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

from config.settings import CrawlSettings
from crawler.address import AddressError as AddressError
from crawler.address import start_address
from crawler.archive import Archive, ArchiveError, Summary, check_target, discard, part_of, recover
from crawler.certificate import allow_old
from crawler.earlier import Earlier, opened
from crawler.progress import Progress
from crawler.resume import Plan, plan
from crawler.site import Failure, Link

SILENCE = 180.0  # seconds past the deadline after which a child that says nothing is ended


@dataclass(frozen=True, slots=True)
class CrawlOutcome:
    """How a crawl ended. ``stopped_by`` as in ``Site``; ``archive`` is None when nothing could be kept."""

    start: str
    stopped_by: str
    pages: int = 0
    documents: int = 0
    rendered: int = 0
    complete: bool = False
    fetched: int = 0
    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()
    archive: Path | None = None
    detail: str = ""  # of a crash: what the child last said
    resumed: bool = False  # it went on with a crawl that had been cut short
    recalled: int = 0  # replies taken from that crawl, at no request
    same: int = 0  # pages and documents taken over from an earlier archive because they had not changed
    received: int = 0  # bytes of bodies, decompressed
    peak_bytes: int = 0  # most memory the child held, 0 where the system does not tell


def no_preference(link: Link) -> float:
    """Every link is as good as any other."""
    return 0.0


def crawl(
    start: str,
    archive: Path,
    settings: CrawlSettings | None = None,
    prefer: Callable[[Link], float] = no_preference,
    on_progress: Callable[[Progress], None] | None = None,
    *,
    place: bool = True,
) -> CrawlOutcome:
    """Read a site into ``archive``, replacing an earlier archive of that name.

    A crawl of the same site that was cut short within the last day is gone on with; what an earlier archive of that
    name holds and has not changed is not sent again (``CrawlSettings.fresh``: neither). Without ``place`` the
    finished archive stays beside its name, as ``CrawlOutcome.archive`` says, to be moved there by the caller.

    ``start`` is taken as typed. ``prefer`` gives a link's promise: above 0 comes before the rest, the higher the
    sooner, and ``crawler.links.EVIDENCE`` or more is what files outside the site are asked for; it goes to the child
    process, so it must be picklable. Ctrl-C ends the crawl in order (``stopped_by`` is
    "interrupt"); a second one at once. Raises AddressError and ArchiveError before anything is asked of the network.
    """
    settings = settings or CrawlSettings()
    address = start_address(start)
    check_target(archive)
    how = plan(archive, address, settings)
    if how.finished:
        return _told(address, archive if place else part_of(archive), place=place)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(
        target=_child, args=(theirs, start, address, archive, settings, prefer, how, place), name="oit-crawl"
    )
    with _on_ctrl_c(None):  # the child is born deaf: the terminal tells the whole group, and we pass it on in order
        child.start()
    theirs.close()
    answer: dict[str, Any] | None = None
    interrupts = 0

    def pass_on() -> None:
        nonlocal interrupts
        interrupts += 1
        if interrupts > 1:
            raise KeyboardInterrupt
        with contextlib.suppress(OSError):
            ours.send("stop")

    try:
        with _on_ctrl_c(pass_on):
            answer = _listen(ours, on_progress, settings.deadline + SILENCE)
    except KeyboardInterrupt:
        interrupts += 1
    child.join(5 if answer is not None else 0.1)
    if child.is_alive():
        child.kill()
        child.join()
    ours.close()
    why = "interrupt" if interrupts else "crash"
    return _outcome(address, archive, how, answer or {"crash": f"exit code {child.exitcode}"}, why, place=place)


def crawl_here(
    start: str,
    archive: Path,
    settings: CrawlSettings,
    prefer: Callable[[Link], float],
    caller: Caller,
) -> CrawlOutcome:
    """``crawl`` in this very process, which can do it once: for a caller that gives every site a process of its own.

    The archive stays beside its name, as without ``place``. An end of ``caller`` (EOFError from ``recv``, OSError from
    ``send``) leaves it to be gone on with; a word from it ends the crawl in order.
    """
    address = start_address(start)
    check_target(archive)
    how = plan(archive, address, settings)
    if how.finished:
        return _told(address, part_of(archive))
    try:
        answer = _crawl(caller, start, address, archive, settings, prefer, how, place=False)
    except ArchiveError:
        raise
    except Exception:
        answer = {"crash": traceback.format_exc()}
    return _outcome(address, archive, how, answer, "crash", place=False)


class Caller(Protocol):
    """Who a crawl reports to, and who may end it."""

    def send(self, obj: Any, /) -> None:
        """Take a ``Progress``."""

    def recv(self) -> Any:
        """Wait for a word to stop."""


def _outcome(address: str, archive: Path, how: Plan, answer: dict[str, Any], why: str, *, place: bool) -> CrawlOutcome:
    """What became of a crawl by its last word; of one that crashed, what it had committed is kept."""
    if "crash" not in answer:
        return CrawlOutcome(archive=archive if place else part_of(archive), resumed=how.resume, **answer)
    detail = answer["crash"]
    if answer.get("refused"):
        raise ArchiveError(answer["refused"])
    if not recover(archive, why, place=place):
        discard(archive)
        return CrawlOutcome(start=address, stopped_by=why, detail=detail)
    return _told(address, archive if place else part_of(archive), detail)


def _told(address: str, archive: Path, detail: str = "", *, place: bool = False) -> CrawlOutcome:
    """What a whole archive says of its crawl; with ``place`` it is moved from beside its name first."""
    if place:
        part_of(archive).replace(archive)
    with contextlib.closing(sqlite3.connect(f"{archive.resolve().as_uri()}?mode=ro", uri=True)) as db:
        count = [db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("pages", "documents")]
        start, complete, stopped_by, fetched, notes = db.execute(
            "SELECT start, complete, stopped_by, fetched, notes FROM crawl"
        ).fetchone()
        failures = tuple(
            Failure(*row)
            for row in db.execute("SELECT url, cause, detail, status, attempts FROM failures ORDER BY url")
        )
    return CrawlOutcome(
        start=start or address,
        stopped_by=stopped_by,
        pages=count[0],
        documents=count[1],
        complete=bool(complete),
        fetched=fetched,
        failures=failures,
        notes=tuple(json.loads(notes)),
        archive=archive,
        detail=detail,
    )


@contextlib.contextmanager
def _on_ctrl_c(answer: Callable[[], None] | None) -> Iterator[None]:
    """``answer`` a Ctrl-C of the terminal, or ignore it (None). As an exception it may come where it is swallowed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, (lambda *_: answer()) if answer else signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _listen(ours: Connection, on_progress: Callable[[Progress], None] | None, patience: float) -> dict[str, Any] | None:
    """Pass progress on until the child's last word, or None when it ended without one."""
    while True:
        try:
            if not ours.poll(patience):
                return None
            word = ours.recv()
        except (EOFError, OSError):
            return None
        if isinstance(word, Progress):
            if on_progress is not None:
                on_progress(word)
        else:
            return dict(word)


def _child(
    pipe: Connection,
    asked: str,
    start: str,
    path: Path,
    settings: CrawlSettings,
    prefer: Callable[[Link], float],
    how: Plan,
    place: bool,
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.disable(logging.CRITICAL)
    try:
        answer = _crawl(pipe, asked, start, path, settings, prefer, how, place=place)
    except ArchiveError as error:
        answer = {"crash": str(error), "refused": str(error)}
    except BaseException:
        answer = {"crash": traceback.format_exc()}
    with contextlib.suppress(OSError):
        pipe.send(answer)
    pipe.close()
    if "crash" not in answer:
        # All is closed and put in its place. To take the process apart besides takes as long as twenty pages.
        os._exit(0)


def _crawl(
    pipe: Caller,
    asked: str,
    start: str,
    path: Path,
    settings: CrawlSettings,
    prefer: Callable[[Link], float],
    how: Plan,
    *,
    place: bool = True,
) -> dict[str, Any]:
    import asyncio

    gc.disable()  # modules make many objects, and none that is let go of
    # Scrapy's names of former versions look through the stack when they are loaded: here it is short.
    import scrapy.core.downloader.contextfactory
    import scrapy.core.downloader.handlers.http11  # noqa: F401
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.spider import Crawl, SiteSpider

    gc.enable()
    earlier = opened(how.earlier)
    archive = Archive.resume(path) if how.resume else _begun(path, Summary(start=start, asked=asked), earlier)
    if not archive.based:  # begun without what has come to stand at ``path`` since
        earlier = None
    archive.limits(settings.max_pages, settings.max_bytes)

    def report(progress: Progress) -> None:
        try:
            pipe.send(progress)
        except OSError:
            job.abandon()

    job = Crawl(asked, start, archive, settings, prefer, report, earlier, place=place)
    job.archive.note(job.summary())
    # Pages make many small objects that live briefly: the collector need not look at them so often.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    if settings.insecure:
        allow_old()
    process = AsyncCrawlerProcess(
        {
            "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
            "TWISTED_DNS_RESOLVER": "crawler.guard.GuardedResolver",
            "OIT_GUARD": job.guard,
            "USER_AGENT": settings.user_agent,
            "DEFAULT_REQUEST_HEADERS": {
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "Accept-Language": "th,en;q=0.5",
            },
            "DOWNLOAD_HANDLERS": {"data": None, "file": None, "ftp": None, "s3": None},
            "CONCURRENT_REQUESTS": 0,
            "CONCURRENT_REQUESTS_PER_DOMAIN": max(settings.concurrency, 2),
            "DOWNLOAD_DELAY": 0,
            # Certificates are judged by crawler.certificate; where the user reads on, old protocols must work too.
            **({"DOWNLOAD_TLS_MIN_VERSION": "TLSv1.0"} if settings.insecure else {}),
            "DOWNLOAD_MAXSIZE": settings.max_body,
            "DOWNLOAD_WARNSIZE": 0,
            "DOWNLOAD_FAIL_ON_DATALOSS": False,
            # Redirects, robots.txt, second tries and hosts are ours to decide: crawler.fetch.
            "DOWNLOADER_MIDDLEWARES_BASE": {
                f"scrapy.downloadermiddlewares.{name}": order
                for name, order in (
                    ("defaultheaders.DefaultHeadersMiddleware", 400),
                    ("useragent.UserAgentMiddleware", 500),
                    ("httpcompression.HttpCompressionMiddleware", 590),
                    ("cookies.CookiesMiddleware", 700),
                )
            },
            "SPIDER_MIDDLEWARES_BASE": {},
            "STATS_CLASS": "scrapy.statscollectors.DummyStatsCollector",
            "TELNETCONSOLE_ENABLED": False,
            "LOG_ENABLED": False,
            "LOG_VERSIONS": [],  # looking them up takes longer than a page
            "LOG_INSTALL_ROOT_HANDLER": False,
            "EXTENSIONS_BASE": {},
            "REACTOR_THREADPOOL_MAXSIZE": 10,
        },
    )

    def hear(loop: asyncio.AbstractEventLoop) -> None:
        end: Callable[[], None] = job.abandon
        with contextlib.suppress(EOFError, OSError):
            pipe.recv()
            end = partial(job.stop, "interrupt")
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(end)

    job.on_start = lambda: threading.Thread(target=hear, args=(asyncio.get_running_loop(),), daemon=True).start()
    process.crawl(SiteSpider, crawl=job)
    process.start(install_signal_handlers=False)
    if job.error is not None:
        return {"crash": "".join(traceback.format_exception(job.error))}
    return {
        "start": job.summary().start,
        "stopped_by": job.stopped_by,
        "pages": job.taking.pages,
        "documents": job.taking.documents,
        "fetched": job.taking.fetched,
        "failures": tuple(job.taking.failures[url] for url in sorted(job.taking.failures)),
        "notes": tuple(job.taking.notes),
        "rendered": job.rendered,
        "complete": job.complete,
        "recalled": job.archive.journal.recalled,
        "same": earlier.same if earlier else 0,
        "received": job.taking.received,
        "peak_bytes": _peak(),
    }


def _begun(path: Path, summary: Summary, earlier: Earlier | None) -> Archive:
    """A new archive; of a damaged earlier one nothing is taken over."""
    if earlier is not None:
        with contextlib.suppress(sqlite3.DatabaseError):
            return Archive.create(path, summary, earlier.path)
    return Archive.create(path, summary)


def _peak() -> int:
    try:
        import resource
    except ImportError:
        return 0
    import sys

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
