"""How well labels are matched to items: precision and recall on link texts and headings judged by hand.

``python benchmarks/labelling.py FOLDER [--criteria NAME] [--show]``: FOLDER holds ``link_labels.tsv`` and
``aliases.tsv``
in the layout of the corpus README. Nothing is fitted to the rows, so no row needs to be held out.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from config.loader import Criteria, load_criteria
from rules.match import Match, Matcher

# Rows of these are no items of the list; a two-way enquiry channel may be taken for the contact item.
APART = ("O3QA", "EIT", "ITA")


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated file with a header, quotes as plain characters."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def measure(folder: Path, criteria: Criteria) -> dict[str, Any]:
    """Figures on ``folder``: ``links`` (with context) and ``links_bare`` (text alone), ``aliases``, texts per second.

    Of links: precision and recall over all and per item, ``hard_claimed``: the share of names that only look like an
    item and were taken for one. Rows marked ``?`` are not counted, EIT and ITA only as falsely claimed or not.
    """
    matcher = Matcher(criteria)
    links = rows(folder / "link_labels.tsv")
    aliases = rows(folder / "aliases.tsv")
    start = time.perf_counter()
    with_context = [matcher.match(row["text"], _context(row)) for row in links]
    seconds = time.perf_counter() - start
    figures = _figures(links, with_context)
    bare = _figures(links, [matcher.match(row["text"]) for row in links])
    other = _alias_figures(aliases, [matcher.match(row["label"]) for row in aliases])
    return {
        "precision": figures["precision"],
        "recall": figures["recall"],
        "hard_claimed": figures["hard_claimed"],
        "bare_precision": bare["precision"],
        "bare_recall": bare["recall"],
        "alias_recall": other["recall"],
        "texts_per_second": round(len(links) / seconds),
        "links": figures,
        "links_bare": bare,
        "aliases": other,
    }


def _context(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(part for part in (row.get("page_title", ""), row.get("context", "")) if part)


def _figures(links: list[dict[str, str]], matches: list[Match]) -> dict[str, Any]:
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    named: Counter[str] = Counter()
    hard = hard_claimed = 0
    apart: dict[str, Counter[str]] = {name: Counter() for name in APART}
    wrong: list[dict[str, Any]] = []
    for row, match in zip(links, matches, strict=True):
        item = row["item"]
        if item.endswith("?"):
            continue
        if item in APART:
            apart[item][match.best or "-"] += 1
            continue
        if item != "NONE":
            wanted[item] += 1
        elif "hard" in row["flag"]:
            hard += 1
            hard_claimed += match.best is not None
        if match.best:
            named[match.best] += 1
            right[match.best] += match.best == item
        if (match.best or "NONE") != item:
            wrong.append(
                {"text": row["text"], "context": row["context"], "item": item, "best": match.best, "hard": row["flag"]}
                | {"score": match.score, "label": match.label}
            )
    per_item = {
        item: {
            "rows": wanted[item],
            "precision": _share(right[item], named[item]),
            "recall": _share(right[item], wanted[item]),
        }
        for item in sorted(wanted | named, key=lambda code: int(code[1:]))
    }
    return {
        "precision": _share(right.total(), named.total()),
        "recall": _share(right.total(), wanted.total()),
        "rows": wanted.total(),
        "hard": hard,
        "hard_claimed": _share(hard_claimed, hard),
        "apart": {name: dict(counts.most_common()) for name, counts in apart.items()},
        "items": per_item,
        "wrong": wrong,
    }


def _alias_figures(aliases: list[dict[str, str]], matches: list[Match]) -> dict[str, Any]:
    wanted = found = other = nothing = claimed = 0
    wrong: list[dict[str, Any]] = []
    for row, match in zip(aliases, matches, strict=True):
        equal = row["eq2568"]
        if "?" in equal or not equal:
            continue
        if equal == "-":
            nothing += 1
            claimed += match.best is not None
        else:
            wanted += 1
            found += match.best in equal.split("|")
            other += match.best is not None and match.best not in equal.split("|")
        if (match.best or "-") not in equal.split("|"):
            wrong.append({"text": row["label"], "item": equal, "best": match.best, "score": match.score})
    return {
        "rows": wanted,
        "recall": _share(found, wanted),
        "other_item": _share(other, wanted),
        "none_rows": nothing,
        "none_claimed": _share(claimed, nothing),
        "wrong": wrong,
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def main() -> None:
    """Print the figures as a table; ``--json`` writes all of them, wrong rows included."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--criteria", default="2568")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--show", action="store_true", help="print the rows that went wrong")
    options = parser.parse_args()
    result = measure(options.folder, load_criteria(options.criteria))
    for name in ("links", "links_bare"):
        part = result[name]
        print(
            f"{name:11} precision {part['precision']:.3f}  recall {part['recall']:.3f}  of {part['rows']}"
            f"  hard look-alikes claimed {part['hard_claimed']:.3f} of {part['hard']}"
        )
    part = result["aliases"]
    print(
        f"aliases     recall {part['recall']:.3f} of {part['rows']}, taken for another item {part['other_item']:.3f},"
        f" no item but claimed {part['none_claimed']:.3f} of {part['none_rows']}"
    )
    print(f"{result['texts_per_second']} texts/s, first sight")
    print("item  rows  precision  recall")
    for item, figures in result["links"]["items"].items():
        print(f"{item:5} {figures['rows']:4}  {figures['precision']:9.2f}  {figures['recall']:6.2f}")
    for name, counts in result["links"]["apart"].items():
        print(f"{name}: {counts}")
    if options.show:
        for name in ("links", "aliases"):
            print(f"--- {name}")
            for row in result[name]["wrong"]:
                print("\t".join(str(value) for value in row.values()))
    if options.json:
        options.json.write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
