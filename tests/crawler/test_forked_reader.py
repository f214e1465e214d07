"""Readers that die: forked or started, they are replaced; a file that kills two is stepped around."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from config.settings import CrawlSettings
from crawler.documents import forked
from crawler.documents.reader import Child, Reader
from crawler.documents.result import ReadResult

ROOT = Path(__file__).parents[2]
TRIAL = """
import os, signal
from config.settings import CrawlSettings
from crawler.documents import forked
from crawler.documents.reader import Reader
forked.prepare()
with Reader(CrawlSettings()) as reader:
    first = reader.read("ชื่อ,จำนวน\\nก,1\\n".encode(), "http://x/a.csv", "text/csv")
    pid = reader._child.pid
    assert isinstance(reader._child, forked.Forked)
    os.kill(pid, signal.SIGKILL)
    reader._child.wait(10)
    second = reader.read("ชื่อ,จำนวน\\nก,1\\n".encode(), "http://x/a.csv", "text/csv")
    assert not isinstance(reader._child, forked.Forked)
assert first.pages == second.pages and "จำนวน" in first.pages[0], (first, second)
forked.prepare()
unused = forked._prepared[0]
forked.drop()
assert unused.returncode == 0
print("well")
"""


@pytest.mark.skipif(not hasattr(os, "fork") or not hasattr(signal, "SIGKILL"), reason="forks")
def test_it_reads_and_is_replaced() -> None:
    done = subprocess.run(
        [sys.executable, "-c", TRIAL],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.stdout == "well\n", done.stderr


def killing(reader: Reader, kill: Callable[[Child], None], times: int) -> tuple[ReadResult, int]:
    """Has a file read, and so many of the readers that take it up killed; the result, and how many were."""
    done: list[ReadResult] = []
    data = "ชื่อ,จำนวน\nก,1\n".encode()
    work = threading.Thread(target=lambda: done.append(reader.read(data, "http://x/a.csv", "text/csv")))
    work.start()
    killed: list[Child] = []
    while work.is_alive() and len(killed) < times:
        child = reader._child
        if child is not None and child not in killed:
            kill(child)
            killed.append(child)
    work.join()
    return done[0], len(killed)


def starve(child: Child) -> None:
    """What a system short of memory does."""
    os.kill(child.pid, signal.SIGKILL)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills")
def test_a_file_that_kills_its_reader_twice_is_stepped_around() -> None:
    with Reader(CrawlSettings()) as reader:
        forked.drop()
        result, killed = killing(reader, starve, 99)
        assert (result.cause, result.engine, killed) == ("damaged", "killed", 2)
        result, killed = killing(reader, starve, 1)
        assert (result.cause, killed) == ("", 1)  # once may have been the system's doing
        assert "จำนวน" in result.pages[0]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills")
def test_a_file_that_was_given_up_is_not_taken_up_again() -> None:
    with Reader(CrawlSettings()) as reader:
        result, _ = killing(reader, lambda child: reader.abort(), 1)
        assert result.cause == "damaged"
        assert reader._child is None  # no other was started for it
