"""Scans by the real command, in processes of their own, and what stands in their results database."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
QUICK = ("--allow-private", "--no-offsite", "--no-browser", "--delay", "0", "--second-look", "0", "--quiet")


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "checker", "--debug", *map(str, words)]


def oit(*words: object) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command(*words), env=environment, capture_output=True, text=True, timeout=300, check=False)


@contextmanager
def begun(*words: object) -> Iterator[subprocess.Popen[bytes]]:
    """The command, started and left to run; it is gone afterwards, whatever came of the test."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command(*words), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def rows(folder: Path, words: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{folder / 'scan.db'}?mode=ro", uri=True, timeout=30)) as db:
        return db.execute(words).fetchall()


FINDINGS = (
    "select site, item, status, confidence, cause, missing, url, title, quote, reason, year_found from findings"
    " where scan = 1 order by site, item"
)
RESULTS = (
    "select site, state, cause, score, low, high, passed, pages, documents from results where scan = 1 order by site"
)


def wait_until(found: Callable[[], Any], process: subprocess.Popen[bytes]) -> Any:
    """What ``found`` gives once it gives something; fails when the process ends before."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        try:
            if what := found():
                return what
        except sqlite3.OperationalError:
            pass
        assert process.poll() is None, "it ended too early"
        time.sleep(0.02)
    raise AssertionError("it never came")


def worker_of(folder: Path) -> list[tuple[str, int]]:
    """Sites at work with the number of their process. A scan that was killed leaves its own in the table until the
    next one has begun: those are no longer there."""
    found = rows(folder, "select site, worker from jobs where state = 'running' and worker <> '' order by site")
    numbers = [(site, int(worker.rpartition(":")[2])) for site, worker in found]
    return [(site, number) for site, number in numbers if _runs(number)]


def _runs(number: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    return False


def wait_until_gone(folder: Path) -> None:
    """The site processes of a killed scan end by themselves, as soon as they see it."""
    end = time.monotonic() + 120
    while worker_of(folder):
        assert time.monotonic() < end, "a site's process outlived its scan"
        time.sleep(0.02)
