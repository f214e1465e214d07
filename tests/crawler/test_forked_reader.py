"""The reader that is forked beforehand reads, dies and is replaced like one that was started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

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
        timeout=60,
        check=False,
    )
    assert done.stdout == "well\n", done.stderr
