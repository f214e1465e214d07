"""What simpler rules find on the same stored crawls: python benchmarks/baselines.py FOLDER --keep DIR [--json FILE].

Three rules, written anew after how others look for required sections, each given every link that the crawl saw:

* likeness: rapidfuzz ``partial_ratio`` of the official name against the link's words, at a fixed threshold;
* all tokens: every word of the official name stands somewhere in one link's words;
* substring: the official name stands in the link's words as it is.

None of them opens what it finds. An item is found when some link matches; that is compared with the hand judgements
(present and partial as found) beside the program's own verdicts on the same crawls, where whatever it shows evidence
of counts as found, what it calls undecided too.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import accuracy
import labelling
import stored
from rapidfuzz import fuzz

from config.loader import Criteria, load_criteria
from crawler.site import Site
from rules.match import Match

THRESHOLD = 80.0  # of 100

Score = Callable[[str, str], float]  # official name, link's words → 0 when it is not this item, more when surer


def likeness(name: str, text: str) -> float:
    """Likeness of letters, 0 below the threshold."""
    score = fuzz.partial_ratio(name, text)
    return score if score >= THRESHOLD else 0.0


def all_tokens(name: str, text: str) -> float:
    """The number of the name's words when all stand in the text. Thai joins words: they part at spaces and at "and"."""
    words = [word for word in re.split(r"[\s()/,]+|และ|หรือ", name) if word]
    return float(len(words)) if all(word in text for word in words) else 0.0


def substring(name: str, text: str) -> float:
    """The length of the name when it stands in the text as it is."""
    return float(len(name)) if name in text else 0.0


RULES: dict[str, Score] = {"likeness": likeness, "all tokens": all_tokens, "substring": substring}


def official(criteria: Criteria) -> dict[str, str]:
    """Names of the items, without the words that only say the year."""
    return {item.code: plain(re.sub(r"\s*ประจำปี.*$", "", item.title)) for item in criteria.items}


def plain(text: str) -> str:
    """Lower case, one space between words."""
    return " ".join(text.lower().split())


def found(site: Site, names: dict[str, str], rule: Score) -> dict[str, list[str]]:
    """Addresses that answer each item by this rule, the surest and then the first seen first."""
    texts: dict[str, dict[str, None]] = {}
    for page in sorted(site.pages, key=lambda one: (one.depth, one.url)):
        for link in page.links:
            if link.text:
                texts.setdefault(plain(link.text), {}).setdefault(link.url or page.url)
    answers: dict[str, list[str]] = {}
    for code, name in names.items():
        hits = [(-score, at, text) for at, text in enumerate(texts) if (score := rule(name, text))]
        answers[code] = list(dict.fromkeys(url for _, _, text in sorted(hits) for url in texts[text]))
    return answers


def compared(
    labels: Iterable[dict[str, str]], answers: dict[str, dict[str, list[str]]], bases: dict[str, str]
) -> list[Any]:
    """The rows that ``figures`` counts, a row per label of an item."""
    rows = []
    for label in labels:
        urls = answers[label["site"]].get(label["item"])
        if urls is None:
            continue
        row: dict[str, Any] = {"label": label["status"], "found": bool(urls), "undecided": False}
        row["agree"] = row["found"] == (label["status"] != "absent")
        if wanted := evidence_of(label):
            first = [accuracy.path_of(url.split("#")[0], bases[label["site"]]) for url in urls[:3]]
            row["at3"] = any(path in wanted for path in first)
        rows.append(row)
    return rows


def evidence_of(label: dict[str, str]) -> set[str]:
    """The paths that a label rests on, as ``accuracy`` counts them; none for an absent item."""
    if label["status"] == "absent" or label["evidence_kind"] not in accuracy.LOCAL_KINDS:
        return set()
    return {part.split("#")[0].strip() for part in label["evidence"].split(";") if part.strip()}


def own(labels: Iterable[dict[str, str]], reports: dict[str, dict[str, Any]]) -> list[Any]:
    """The same rows for the program: found is whatever it shows evidence of, undecided or not."""
    rows = []
    for label in labels:
        if label["item"] in accuracy.ADVISORIES:
            continue
        report = reports[label["site"]]
        result = accuracy.compare(label, report)
        finding = next(one for one in report["findings"] if one["item"] == label["item"])
        undecided = result["verdict"] not in ("present", "partial", "absent")
        shows = result["verdict"] != "absent" and bool(finding["evidence"])
        row = {"label": label["status"], "found": shows, "undecided": undecided}
        row["agree"] = shows == (label["status"] != "absent")
        if "at3" in result:
            row["at3"] = result["at3"]
        rows.append(row)
    return rows


def figures(rows: list[Any]) -> dict[str, tuple[int, int]]:
    """(hits, of) per figure."""
    located = [row for row in rows if "at3" in row]
    absent = [row for row in rows if row["label"] == "absent"]
    there = [row for row in rows if row["label"] != "absent"]
    return {
        "evidence in first 3": (sum(row["at3"] for row in located), len(located)),
        "there or not, agrees": (sum(row["agree"] for row in rows), len(rows)),
        "found though absent": (sum(row["found"] for row in absent), len(absent)),
        "not found though there": (sum(not row["found"] for row in there), len(there)),
        "undecided": (sum(row["undecided"] for row in rows), len(rows)),
    }


def labelled(folder: Path, names: dict[str, str], rule: Score) -> dict[str, Any]:
    """Precision and recall on the collected link labels: the item of the highest score, the first in a tie."""
    links = labelling.rows(folder / "link_labels.tsv")
    matches = []
    for link in links:
        scores = {code: rule(name, plain(link["text"])) for code, name in names.items()}
        best = max(scores, key=lambda code: scores[code])
        matches.append(Match(link["text"], best if scores[best] else None, scores[best], 0.0, ()))
    return labelling._figures(links, matches)


def main() -> None:
    """Print the table; ``--json`` writes the figures too."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keep", type=Path, required=True, help="archives of earlier runs; missing ones are crawled")
    parser.add_argument("--criteria", default="2568")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    criteria = load_criteria(options.criteria)
    names = official(criteria)
    labels = stored.labels(options.folder)
    reports = stored.reports(options.folder, options.keep, options.criteria)
    sites = {name: stored.site(options.folder, options.keep, name) for name in stored.names(options.folder)}
    bases = {name: report["_base"] for name, report in reports.items()}
    table: dict[str, dict[str, str]] = {}
    for title, rule in RULES.items():
        answers = {name: found(site, names, rule) for name, site in sites.items()}
        table[title] = shown(figures(compared(labels, answers, bases)), labelled(options.folder, names, rule))
    table["this program"] = shown(figures(own(labels, reports)), labelling.measure(options.folder, criteria))
    print("| | " + " | ".join(table) + " |\n|---|" + "---|" * len(table))
    for figure in table["this program"]:
        print(f"| {figure} | " + " | ".join(values[figure] for values in table.values()) + " |")
    if options.json:
        options.json.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def shown(counts: dict[str, tuple[int, int]], links: dict[str, Any]) -> dict[str, str]:
    """A column of the table."""
    column = {name: accuracy.share(*value).strip() for name, value in counts.items()}
    column["link labels: precision"] = f"{100 * links['precision']:.1f} %"
    column["link labels: recall"] = f"{100 * links['recall']:.1f} %"
    column["look-alikes taken for an item"] = f"{100 * links['hard_claimed']:.1f} %"
    return column


if __name__ == "__main__":
    main()
