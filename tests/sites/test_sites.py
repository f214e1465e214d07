"""Invented sites, each in another manner of Thai agencies, against what an assessor would say of them."""

from __future__ import annotations

import importlib
from dataclasses import replace
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from documents_made import docx, paragraph, table
from local_site import Answer, LocalSite
from made import Made, absolute, filled, site

from checker.engine import judge
from checker.prefer import Prefer
from config.loader import load_criteria
from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.run import crawl
from crawler.site import Site
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


def differences(made: Made, seen: Site | None = None) -> list[str]:
    """What the program says otherwise than the site's truth table, an item a line."""
    seen = seen or site(made)
    report = to_dict(judge(seen, load_criteria("2568")))
    findings = {finding["item"]: finding for finding in report["findings"]}
    found: list[str] = []
    for item, said in made.truth.items():
        wanted, *paths = said.split()
        verdict = three_way(findings[item])
        evidence = [e["url"].split("#:~:")[0] for e in findings[item]["evidence"][:3]]
        if verdict != wanted:
            lacking = [e["name"] for e in findings[item]["elements"] if e["status"] in ("fail", "error")]
            found.append(f"{item}: {verdict}, should be {wanted} {paths}; not {lacking}; {evidence}")
        elif paths and not {absolute(seen.start, path) for path in paths} & set(evidence):
            found.append(f"{item}: {verdict} by {evidence}, should be by {paths}")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_judged_as_an_assessor_would(name: str) -> None:
    assert differences(importlib.import_module(name).SITE) == []


def served(made: Made) -> dict[str, Answer]:
    """The site as a server's answers, its papers as DOCX under the same names but for the ending."""
    answers = {}
    for path, markup in made.pages.items():
        text = filled(markup, made.agency, made.head).replace(".pdf", ".docx")
        if "<html" not in text:
            text = f"<html><head><title>{made.agency}</title></head><body>{text}</body></html>"
        answers[path] = Answer(text.encode())
    for path in made.papers:
        parts = []
        for is_row, lines in groupby(made.paper(path).splitlines(), key=lambda line: " | " in line):
            rows = [tuple(escape(cell) for cell in line.split(" | ")) for line in lines]
            parts += [table(*rows)] if is_row else [paragraph(row[0]) for row in rows]
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        answers[path.replace(".pdf", ".docx")] = Answer(docx("".join(parts)), type=kind)
    return answers


@pytest.mark.parametrize("name", ["site_single", "site_wordpress"])
def test_crawled_from_a_server_the_verdicts_are_the_same(name: str, tmp_path: Path) -> None:
    made = importlib.import_module(name).SITE
    settings = CrawlSettings(allow_private=True, offsite=False, render=False, timeout=5.0, deadline=60.0)
    with LocalSite(served(made)) as server:
        outcome = crawl(server.url, tmp_path / "a.db", settings, prefer=Prefer("2568"))
        assert outcome.archive is not None, outcome.detail
        found = read_site(outcome.archive)
    truth = {item: said.replace(".pdf", ".docx") for item, said in made.truth.items()}
    assert differences(replace(made, truth=truth), found) == []
