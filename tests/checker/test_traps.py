"""A site with endless spaces on every page: the crawl ends by itself, well within its budget, and all is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from local_site import LocalSite
from traps import ENDLESS, trapped

from checker.cli import main
from checker.demo.site import planted
from crawler.archive import read_site

BUDGET = 1200


def test_no_trap_takes_the_budget_and_all_items_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with LocalSite(*trapped()) as server:
        done = CliRunner().invoke(
            main,
            ["check", server.url, "--allow-private", "--no-browser", "--no-offsite", "--quiet", "--year", "2568",
             "--max-pages", str(BUDGET), "--archive", "a.db", "--json", "a.json"],
        )  # fmt: skip
        asked = server.paths
    assert done.exit_code in (0, 1), done.output
    site = read_site(tmp_path / "a.db")
    assert site.stopped_by == ""
    for name, (path, _) in ENDLESS.items():
        base = path.partition("?")[0]
        visits = [one for one in asked if one.startswith(base)]
        assert 1 <= len(visits) <= BUDGET // 2, name
    report = json.loads((tmp_path / "a.json").read_text())
    found = {item["item"]: item["status"] for item in report["findings"]}
    assert {code: found[code] for code in planted("complete")} == planted("complete")
    assert len(asked) < BUDGET
