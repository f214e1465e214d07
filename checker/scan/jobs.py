"""The job table of a scan: which sites wait, which are worked on by whom, which are done. One process writes it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass

from checker.scan.results import put

LEASE = 60.0  # seconds without a heartbeat after which a job is nobody's


@dataclass(frozen=True, slots=True)
class Job:
    """A site to be worked on. ``look`` 2 is the slower one of what failed; ``round`` counts how often it was asked
    for anew; ``attempts`` counts those of this look that ended without a word."""

    site: str
    position: int
    attempts: int = 0
    look: int = 1
    not_before: float = 0.0  # seconds since the epoch
    round: int = 0
    salvage: str = ""

    def token(self, scan: int) -> str:
        """What names the work to be done, whoever attempts it."""
        return f"{scan}.{self.round}.{self.look}"


_COLUMNS = "site, position, attempts, look, not_before, round, salvage"


def add(connection: sqlite3.Connection, scan: int, sites: Iterable[tuple[str, int]]) -> None:
    """Put sites, each with its place in the list, into the table as waiting."""
    for site, position in sites:
        put(connection, "jobs", _row(scan, Job(site, position), "waiting"))


def _row(scan: int, job: Job, state: str, cause: str = "", worker: str = "") -> dict[str, object]:
    now = time.time()
    busy = state == "running"
    return {
        "scan": scan,
        "site": job.site,
        "state": state,
        "attempts": job.attempts,
        "lease_until": now + LEASE if busy else 0.0,
        "worker": worker,
        "heartbeat": now if busy else 0.0,
        "cause": cause,
        "look": job.look,
        "not_before": job.not_before,
        "position": job.position,
        "round": job.round,
        "salvage": job.salvage,
    }


def waiting(connection: sqlite3.Connection, scan: int) -> list[Job]:
    """The jobs that wait, in the order of the list."""
    rows = connection.execute(
        f"select {_COLUMNS} from jobs where scan = ? and state = 'waiting' order by position, site", (scan,)
    )
    return [Job(*row) for row in rows]


def release(connection: sqlite3.Connection, scan: int) -> int:
    """Jobs that a process which is no more was working on wait again; how many. Being killed is no fault of theirs."""
    cursor = connection.execute(
        "update jobs set state = 'waiting', worker = '', lease_until = 0, heartbeat = 0"
        " where scan = ? and state = 'running'",
        (scan,),
    )
    return cursor.rowcount


def start(connection: sqlite3.Connection, scan: int, job: Job, worker: str) -> None:
    """A worker begins."""
    put(connection, "jobs", _row(scan, job, "running", worker=worker))


def wait(connection: sqlite3.Connection, scan: int, job: Job, cause: str = "") -> None:
    """The job waits, as ``job`` says now."""
    put(connection, "jobs", _row(scan, job, "waiting", cause))


def end(connection: sqlite3.Connection, scan: int, job: Job, state: str, cause: str = "") -> None:
    """The job is ``done`` or ``failed``."""
    put(connection, "jobs", _row(scan, job, state, cause))


def beat(connection: sqlite3.Connection, scan: int) -> None:
    """All jobs that are being worked on still are."""
    now = time.time()
    connection.execute(
        "update jobs set heartbeat = ?, lease_until = ? where scan = ? and state = 'running'", (now, now + LEASE, scan)
    )


def again(connection: sqlite3.Connection, scan: int, sites: Iterable[str]) -> None:
    """Ask for sites anew whatever came of them."""
    connection.executemany(
        "update jobs set state = 'waiting', attempts = 0, look = 1, not_before = 0, cause = '', salvage = '',"
        " round = round + 1 where scan = ? and site = ?",
        [(scan, site) for site in sites],
    )


def counts(connection: sqlite3.Connection, scan: int) -> dict[str, int]:
    """How many jobs are in which state."""
    rows = connection.execute("select state, count(*) from jobs where scan = ? group by state", (scan,))
    return {str(row[0]): int(row[1]) for row in rows}
