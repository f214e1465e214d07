"""The benchmark's sites as stored crawls, judged in this process: what calibration and baselines start from."""

from __future__ import annotations

import csv
import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import accuracy

from checker.agency import AgencyFile
from checker.engine import Judgement
from config.loader import load_criteria
from crawler.archive import read_site
from crawler.site import Site
from reports.json_report import to_dict


def site(folder: Path, keep: Path, name: str) -> Site:
    """The stored crawl of one site; crawled into ``keep`` first when it is not there yet."""
    archive = keep / f"{name}.db"
    if not archive.exists():
        accuracy.check(folder, name, keep)
    return read_site(archive)


def judged(folder: Path, keep: Path, name: str, criteria: str) -> dict[str, Any]:
    """One site's report as ``accuracy.compare`` reads it, with ``_signs``: item → what its confidence rests on."""
    found = site(folder, keep, name)
    list_of_items = load_criteria(criteria)
    began = time.perf_counter()
    judgement = Judgement(found, list_of_items, list_of_items.year, AgencyFile())
    report: dict[str, Any] = json.loads(json.dumps(to_dict(judgement.report())))
    seconds = time.perf_counter() - began
    parts = urlsplit(found.start)
    report |= {"_base": f"{parts.scheme}://{parts.netloc}/", "_seconds": seconds, "_requests": found.fetched}
    report["_exit"] = 0
    report["_signs"] = {}
    for item in judgement.criteria.items:
        rule = judgement.rules.get(item.rule) if item.rule else None
        if rule is not None:
            report["_signs"][item.code] = judgement.weigh(item, rule).signs
    return report


def names(folder: Path) -> list[str]:
    """The sites of the corpus, in order."""
    return sorted(p.name for p in (folder / "sites").iterdir() if (p / "_manifest.json").exists())


def reports(folder: Path, keep: Path, criteria: str, workers: int = 2) -> dict[str, dict[str, Any]]:
    """Every site's report."""
    every = names(folder)
    with ProcessPoolExecutor(workers) as pool:
        found = pool.map(judged, *zip(*((folder, keep, name, criteria) for name in every), strict=True))
        return dict(zip(every, found, strict=True))


def labels(folder: Path, reach: bool = True) -> list[dict[str, str]]:
    """The hand judgements; only those that plain links reach when ``reach``."""
    with (folder / "labels.tsv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, delimiter="\t"))
    return [row for row in found if not reach or row["reach"] != "js_or_orphan"]
