"""Invented sites, each in another manner of Thai agencies, against what an assessor would say of them."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
from made import Made, absolute, site

from checker.engine import judge
from config.loader import load_criteria
from reports.json_report import to_dict

NAMES = sorted(path.stem for path in Path(__file__).parent.glob("site_*.py"))


def three_way(finding: dict[str, Any]) -> str:
    """present, partial, absent or undecided; the year aside."""
    if finding["status"] in ("undecided", "manual"):
        return str(finding["status"])
    judged = [e["status"] for e in finding["elements"] if e["name"] != "year" and e["status"] != "not_applicable"]
    if finding["status"] == "missing" or "pass" not in judged:
        return "absent"
    return "present" if all(status == "pass" for status in judged) else "partial"


def differences(made: Made) -> list[str]:
    """What the program says otherwise than the site's truth table, an item a line."""
    report = to_dict(judge(site(made), load_criteria("2568")))
    findings = {finding["item"]: finding for finding in report["findings"]}
    found: list[str] = []
    for item, said in made.truth.items():
        wanted, *paths = said.split()
        verdict = three_way(findings[item])
        evidence = [e["url"].split("#:~:")[0] for e in findings[item]["evidence"][:3]]
        if verdict != wanted:
            lacking = [e["name"] for e in findings[item]["elements"] if e["status"] in ("fail", "error")]
            found.append(f"{item}: {verdict}, should be {wanted} {paths}; not {lacking}; {evidence}")
        elif paths and not {absolute(made, path) for path in paths} & set(evidence):
            found.append(f"{item}: {verdict} by {evidence}, should be by {paths}")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_judged_as_an_assessor_would(name: str) -> None:
    assert differences(importlib.import_module(name).SITE) == []
