"""A scan on a dask cluster of real processes on loopback; a killed worker's site is done by another."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from scanning import FINDINGS, QUICK, RESULTS, ROOT, begun, oit, rows, wait_until
from small_net import PAGES, net

pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs many loopback addresses and signals")


@contextmanager
def dask(folder: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and workers without a nanny that would start them again; its address and the workers."""
    place = folder / "scheduler.json"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}

    def run(*words: str) -> subprocess.Popen[bytes]:
        with (folder / f"{words[0]}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", *words, "--scheduler-file", str(place)],
                env=environment,
                cwd=folder,
                stdout=log,
                stderr=log,
            )

    started = [run("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")]
    try:
        end = time.monotonic() + 60
        while not place.is_file() or not place.read_text().strip():
            assert started[0].poll() is None
            assert time.monotonic() < end
            time.sleep(0.05)
        started += [
            run("worker", "--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", "--no-dashboard")
            for _ in range(workers)
        ]
        yield str(json.loads(place.read_text())["address"]), started[1:]
    finally:
        for process in started:
            process.kill()
        for process in started:
            process.wait()


def test_a_killed_workers_site_is_done_elsewhere(tmp_path: Path) -> None:
    with net(5, 2) as made:
        listed = made.write_list(tmp_path / "list.csv")
        alone = oit("scan", listed, "-o", tmp_path / "alone", "--workers", 2, *QUICK)
        assert alone.returncode == 0, alone.stderr
        made.most.clear()
        folder = tmp_path / "scan"
        for agency in made.agencies:
            agency.gate.clear()
        words = ("scan", listed, "-o", folder, "--connections", 4, *QUICK)
        asked = [len(agency.asked) for agency in made.agencies]
        with dask(tmp_path, 2) as (address, workers), begun(*words, "--scheduler", address) as process:
            wait_until(  # both workers have a site that waits for its server
                lambda: sum(len(one.asked) > count for one, count in zip(made.agencies, asked, strict=True)) == 2,
                process,
            )
            os.kill(workers[0].pid, signal.SIGKILL)
            for agency in made.agencies:
                agency.gate.set()
            assert process.wait(300) == 0
        assert rows(folder, FINDINGS) == rows(tmp_path / "alone", FINDINGS)
        assert rows(folder, RESULTS) == rows(tmp_path / "alone", RESULTS)
        assert max(made.most.values()) <= 4
        for site, pages, archive, report in rows(folder, "select site, pages, archive, report from results"):
            assert pages == PAGES + 1
            assert (folder / archive).is_file()
            assert (folder / report).is_file()
            assert "done:" in (folder / "logs" / f"{site}.log").read_text(encoding="utf-8")
        again = oit("rejudge", folder, "--quiet")
        assert again.returncode == 0, again.stderr


def test_without_a_scheduler_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("http://127.0.0.1:9/\n", encoding="utf-8")
    done = oit("scan", tmp_path / "list.txt", "-o", tmp_path / "scan", "--scheduler", "tcp://127.0.0.1:9", "--quiet")
    assert done.returncode == 2
    assert "dask scheduler" in done.stderr
