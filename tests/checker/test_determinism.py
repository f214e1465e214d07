"""The same archive gives the same bytes, in whatever order its rows were stored; a site gives the same report twice."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from every_form import written
from reordered import reordered

from checker.engine import judge
from checker.store import save
from config.loader import load_criteria
from crawler.archive import read_site
from reports.html import render as as_html
from reports.json_report import render as as_json

ROOT = Path(__file__).resolve().parent.parent.parent
STATES = ("complete", "gaps", "hard")
CRITERIA = load_criteria("2568")


def rendered(archive: Path) -> tuple[str, str]:
    """JSON and HTML of an archive judged."""
    report = judge(read_site(archive), CRITERIA)
    return as_json(report), as_html(report)


@pytest.mark.parametrize("state", STATES)
def test_judged_twice_the_bytes_are_the_same(demo_archive: Callable[[str], Path], state: str) -> None:
    assert rendered(demo_archive(state)) == rendered(demo_archive(state))


@pytest.mark.parametrize("state", STATES)
def test_the_order_of_rows_does_not_matter(demo_archive: Callable[[str], Path], tmp_path: Path, state: str) -> None:
    other = reordered(demo_archive(state), tmp_path / "other.db")
    with closing(sqlite3.connect(demo_archive(state))) as one, closing(sqlite3.connect(other)) as two:
        first = "SELECT url FROM pages ORDER BY id"
        assert one.execute(first).fetchall() != two.execute(first).fetchall()
    assert read_site(other) == read_site(demo_archive(state))
    assert rendered(other) == rendered(demo_archive(state))


@pytest.mark.parametrize("state", STATES)
def test_every_form_has_the_same_bytes(demo_archive: Callable[[str], Path], tmp_path: Path, state: str) -> None:
    """Written twice from a judged archive, and from one with the rows of crawl and results in another order."""
    archive = tmp_path / "site.db"
    archive.write_bytes(demo_archive(state).read_bytes())
    save(archive, judge(read_site(archive), CRITERIA))
    first = written(archive, tmp_path / "first")
    (tmp_path / "other").mkdir()
    other = reordered(archive, tmp_path / "other" / "site.db")
    for again in (written(archive, tmp_path / "second"), written(other, tmp_path / "third")):
        assert [name for name in first if again[name] != first[name]] == []


@pytest.mark.parametrize("state", STATES)
def test_the_order_of_hashes_does_not_matter(demo_archive: Callable[[str], Path], state: str) -> None:
    """Sets of words are walked in another order in every process: two processes, two orders, the same bytes."""
    script = (
        "import sys, pathlib, checker.engine as e, crawler.archive as a, config.loader as c, reports.json_report as j\n"
        "report = e.judge(a.read_site(pathlib.Path(sys.argv[1])), c.load_criteria('2568'))\n"
        "sys.stdout.buffer.write(j.render(report).encode())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, str(demo_archive(state))],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert outputs == {rendered(demo_archive(state))[0].encode()}


def normalised(text: str) -> Any:
    """A report's JSON without port and times."""
    data = json.loads(re.sub(r"127\.0\.0\.1(?::|-|%3A)\d+", "127.0.0.1:0", text))
    for name in ("started", "finished"):
        assert data["crawl"].pop(name)
    return data


@pytest.mark.parametrize("state", STATES)
def test_two_crawls_give_the_same_report(
    demo_archive: Callable[[str], Path], crawl_demo: Callable[[str, Path], Path], tmp_path: Path, state: str
) -> None:
    again = crawl_demo(state, tmp_path / "again.db")
    first, second = (normalised(rendered(path)[0]) for path in (demo_archive(state), again))
    assert first == second
