"""What a scan of the invented net said, against what was planted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import scan_net
from scan_run import Net

from checker.demo import site as demo
from checker.store import latest
from crawler.documents.ocr import models
from reports.json_report import to_dict


@dataclass
class Truth:
    """Verdicts and causes that are as planted, and those that are not, in words."""

    verdicts: int = 0
    causes: dict[str, list[int]] = field(default_factory=dict)  # of a fault: sites as planted, sites
    wrong: list[str] = field(default_factory=list)

    def cause(self, fault: str, right: bool, words: str) -> None:
        """Note a fault."""
        count = self.causes.setdefault(fault, [0, 0])
        count[0] += right
        count[1] += 1
        if not right:
            self.wrong.append(f"{fault}: {words}")


def rows(folder: Path, words: str) -> list[tuple[Any, ...]]:
    """What the results database answers."""
    with closing(sqlite3.connect(f"file:{folder / 'scan.db'}?mode=ro", uri=True, timeout=30)) as db:
        return db.execute(words).fetchall()


def compared(net: Net, folder: Path, max_pages: int) -> Truth:
    """Every site of the net against what was planted there."""
    truth = Truth()
    found = {
        row[0]: row[1:] for row in rows(folder, "select site, state, cause, hijacked, requests, pages from results")
    }
    for agency in net.agencies:
        site = net.site(agency)
        state, cause, hijacked, requests, pages = found.get(site, ("none", "", 0, 0, 0))
        seen = f"{site}: {state} {cause}, {pages} pages, {requests} requests, hijacked {hijacked}"
        if agency.cause:
            truth.cause(agency.fault, (state, cause) == ("failed", agency.cause), seen)
            continue
        whole = (state, cause) == ("done", "") and hijacked == (agency.fault == "hijacked")
        if agency.fault:
            truth.cause(agency.fault, whole and requests <= max_pages + 10, seen)
        elif not whole:
            truth.wrong.append(seen)
        if state == "done":
            for item, wanted, said in _verdicts(agency, folder / "sites" / f"{site}.db"):
                truth.verdicts += 1
                if wanted != said:
                    truth.wrong.append(f"{site} ({agency.form} {agency.fault}) {item}: {said}, planted {wanted}")
    return truth


def _verdicts(agency: scan_net.Agency, archive: Path) -> list[tuple[str, str, str]]:
    """Item, what was planted, what was found."""
    report = latest(archive)
    findings = {finding["item"]: finding for finding in to_dict(report)["findings"]} if report else {}
    planted = dict(agency.truth)
    exact = agency.form in demo.STATES
    if agency.form == "hard" and not models():
        planted["O22"] = "undecided"  # a scan, and nothing here that reads it
    return [
        (item, wanted, (findings[item]["status"] if exact else three_way(findings[item])) if findings else "none")
        for item, wanted in planted.items()
    ]


def three_way(finding: dict[str, Any]) -> str:
    """present, partial, absent or undecided; the year aside."""
    if finding["status"] in ("undecided", "manual"):
        return str(finding["status"])
    judged = [e["status"] for e in finding["elements"] if e["name"] != "year" and e["status"] != "not_applicable"]
    if finding["status"] == "missing" or "pass" not in judged:
        return "absent"
    return "present" if all(status == "pass" for status in judged) else "partial"
