"""Runs the jobs of a scan until none is left: which site next, what becomes of those that ended, who hears of it."""

from __future__ import annotations

import os
import socket
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from checker import check
from checker.scan import jobs
from checker.scan.jobs import Job
from checker.scan.limiter import Limiter
from checker.scan.options import PATIENCE, ScanOptions
from checker.scan.pool import Ended
from checker.scan.results import ResultRow, SiteRow, transaction, write_result
from checker.scan.task import CAUSES, Task
from checker.scan.work import agency_of, archive_of
from crawler.address import host_of, port_of
from crawler.turns import servers_of

ATTEMPTS = 5  # times that a site's process may end without a word
TICK = 0.25  # seconds between looks when nothing happens
TOLD = 2.0  # seconds between heartbeats
SHORTER = 3  # times that the first look waits shorter for the first word of a host
# Failures that may be a moment's: a second, slower look later decides.
PASSING = frozenset({"dns", "refused", "timeout", "network", "http5xx", "tls", "botwall"})


class Workers(Protocol):
    """Where sites are worked on: ``pool.Pool`` on this machine, ``cluster.Cluster`` on several."""

    @property
    def free(self) -> int:
        """How many more sites can be started."""

    @property
    def memory(self) -> int:
        """Bytes taken in all, 0 when not known."""

    def start(self, task: Task, hard: float) -> object:
        """Begin a site."""

    def poll(self, timeout: float) -> list[Ended]:
        """The sites that ended."""

    def kill(self) -> None:
        """End all at once."""


class Engine:
    """One run over the waiting jobs of a scan."""

    def __init__(
        self,
        folder: Path,
        connection: sqlite3.Connection,
        scan: int,
        options: ScanOptions,
        sites: Sequence[SiteRow],
        workers: Workers,
        limiter: Limiter,
        keeper: str,
        tell: Callable[[Engine], None],
        earlier: Mapping[str, ResultRow] | None = None,
    ) -> None:
        """``earlier``: results whose archives are judged again; None: sites are read."""
        self._earlier = earlier
        self.folder, self.scan, self.options = folder, scan, options
        self.began = time.time()
        self.sites = {site.id: site for site in sites}
        self.running: dict[str, tuple[Job, float]] = {}  # by the attempt's name: the job, when it began
        self.waiting: dict[str, Job] = {}
        self.seconds: dict[str, float] = {}  # of the sites done now
        self.ended = 0
        self.memory = self.peak = 0  # bytes that the workers take now, and took at most
        self.stages: dict[str, float] = {}
        self.stopped = ""
        self._db = connection
        self._workers, self._limiter, self._keeper, self._tell = workers, limiter, keeper, tell
        self._count = 0
        self._worker = f"{socket.gethostname()}:{os.getpid()}"
        self._finders = ThreadPoolExecutor(8, thread_name_prefix="names")
        self._servers: dict[str, Future[tuple[str, ...]]] = {}
        self._told = 0.0

    # --- running ------------------------------------------------------------------------------------

    def run(self) -> bool:
        """Work until no job waits or the deadline comes; whether everything was done."""
        with transaction(self._db):
            jobs.release(self._db, self.scan)
        self.waiting = {job.site: job for job in jobs.waiting(self._db, self.scan)}
        end = self.began + self.options.deadline if self.options.deadline else float("inf")
        try:
            while self.waiting or self.running:
                if time.time() >= end:
                    self.stopped = "deadline"
                    break
                self._fill()
                for ended in self._workers.poll(TICK):
                    self._settle(ended)
                self._beat()
        except KeyboardInterrupt:
            self.stopped = "interrupt"
        finally:
            self._workers.kill()
            self._finders.shutdown(wait=False, cancel_futures=True)
            with transaction(self._db):
                jobs.release(self._db, self.scan)
            self._beat(force=True)
        return not self.stopped

    def _beat(self, *, force: bool = False) -> None:
        now = time.monotonic()
        if force or now - self._told >= TOLD:
            self._told = now
            self.memory = self._workers.memory
            self.peak = max(self.peak, self.memory)
            with transaction(self._db):
                jobs.beat(self._db, self.scan)
            self._tell(self)

    # --- which next ---------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Start what can be: of the server with the most sites left first, then in the order of the list; on a server
        what was never tried before what failed once."""
        if not self._workers.free:
            return
        now = time.time()
        groups: dict[tuple[str, ...], list[Job]] = defaultdict(list)
        for job in self.waiting.values():
            if job.not_before <= now and (servers := self._where(job)) is not None:
                groups[servers].append(job)
        for servers in sorted(groups, key=lambda each: (-len(groups[each]), groups[each][0].position)):
            for job in sorted(groups[servers], key=lambda job: (job.look, job.position)):
                if not self._workers.free:
                    return
                if not self._start(job, servers):
                    break

    def _where(self, job: Job) -> tuple[str, ...] | None:
        """The servers of a site, () when it has none; None while they are being looked up."""
        if self._earlier is not None:
            return ()
        address = self.sites[job.site].address
        found = self._servers.get(job.site)
        if found is None:
            found = self._servers[job.site] = self._finders.submit(servers_of, host_of(address), port_of(address))
        return found.result() if found.done() else None

    def _start(self, job: Job, servers: tuple[str, ...]) -> bool:
        """Begin a site if its servers are nobody's home."""
        name = f"{job.site}#{job.look}.{job.attempts}.{self._count + 1}"
        homes = self.options.homes(self._limiter)
        if homes and servers and not self._limiter.claim(name, servers):
            return False
        task = self._task(job, name, servers if homes else ())
        self._count += 1
        del self.waiting[job.site]
        self.running[name] = (job, time.time())
        where = self._workers.start(task, self.options.site_deadline)
        with transaction(self._db):
            jobs.start(self._db, self.scan, job, f"{self._worker}:{where}")
        return True

    def _task(self, job: Job, name: str, servers: tuple[str, ...]) -> Task:
        site, options = self.sites[job.site], self.options
        about = agency_of(self.folder, site.id, site.name, site.kind)
        address, settings = check._start(
            site.address,
            about,
            {
                "allow_private": options.allow_private,
                "no_offsite": not options.offsite,
                "no_browser": not options.browser,
                "ignore_robots": not options.robots,
                "insecure": options.insecure,
                "max_pages": options.max_pages,
            },
        )
        settings = replace(
            settings,
            deadline=options.site_deadline * PATIENCE,
            concurrency=options.at_once(self._limiter),
            turns=f"{self._keeper} {name}",
            servers=servers,
            turn_interval=options.delay,
        )
        if job.look == 1:  # who is silent is asked again, so that nobody waits long for a first word now
            settings = replace(settings, opening=settings.timeout / SHORTER)
        else:  # slower: one request at a time, twice the patience, and for a first word as much as a check of one site
            settings = replace(settings, concurrency=1, timeout=2 * settings.timeout, opening=settings.timeout)
        return Task(
            site=site.id,
            address=address,
            name=site.name,
            kind=site.kind,
            folder=str(self.folder),
            token=job.token(self.scan),
            criteria=options.criteria,
            year=options.year,
            settings=settings,
            keep=options.keep,
            report=options.reports,
            memory=options.memory,
            salvage=job.salvage,
            earlier=self._earlier[job.site] if self._earlier is not None else None,
            job=name,
        )

    # --- what became of it --------------------------------------------------------------------------

    def _settle(self, ended: Ended) -> None:
        job, began = self.running.pop(ended.task.job)
        self._limiter.free(ended.task.job)
        if ended.outcome is None:
            self._broken(job, ended)
            return
        for stage, spent in ended.outcome.stages.items():
            self.stages[stage] = self.stages.get(stage, 0.0) + spent
        server = " ".join(self._where(job) or ())
        result = replace(ended.outcome.result, peak_mb=round(ended.peak / 1024**2, 1), server=server)
        self.seconds[job.site] = time.time() - began
        passing = result.cause in PASSING if result.state == "failed" else result.cause == "silent"
        if passing and job.look == 1 and not job.salvage:
            later = replace(job, look=2, attempts=0, not_before=time.time() + self.options.second_look)
            result = replace(result, cause_text=f"{result.cause_text} (จะดูซ้ำอีกครั้ง)")
            with transaction(self._db):
                write_result(self._db, self.scan, result, ended.outcome.findings)
                jobs.wait(self._db, self.scan, later, result.cause)
            self.waiting[job.site] = later
            return
        if result.state == "failed" and job.look > 1 and self._read_before(job):
            with transaction(self._db):
                jobs.end(self._db, self.scan, job, "done", "silent")
            self.ended += 1
            return
        self._record(job, result, ended)

    def _read_before(self, job: Job) -> bool:
        """Whether the first look read the site until it fell silent: that stays when the second reads nothing."""
        words = "select 1 from results where scan = ? and site = ? and state = 'done'"
        return self._earlier is None and self._db.execute(words, (self.scan, job.site)).fetchone() is not None

    def _record(self, job: Job, result: ResultRow, ended: Ended) -> None:
        with transaction(self._db):
            write_result(self._db, self.scan, result, ended.outcome.findings if ended.outcome else ())
            jobs.end(self._db, self.scan, job, result.state, result.cause)
        if self.options.keep == "findings":
            archive_of(self.folder, job.site).unlink(missing_ok=True)
        self.ended += 1

    def _broken(self, job: Job, ended: Ended) -> None:
        """A site's process ended without a word: again, or no more, and then with what it had read."""
        if ended.cause == "died" and job.attempts + 1 < ATTEMPTS:
            later = replace(job, attempts=job.attempts + 1)
        elif not job.salvage:
            later = replace(job, attempts=0, salvage=ended.cause)
        else:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            peak = round(ended.peak / 1024**2, 1)
            words = CAUSES[job.salvage]
            self._record(
                job,
                ResultRow(job.site, "failed", job.salvage, words, high=100.0, peak_mb=peak, finished=now),
                ended,
            )
            return
        with transaction(self._db):
            jobs.wait(self._db, self.scan, later, ended.cause)
        self.waiting[job.site] = later
