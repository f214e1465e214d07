"""How well documents are read and told apart: python benchmarks/documents.py [FOLDER] [--only what,years].

FOLDER holds ``docs.tsv`` (path, agency, pages, text_layer, item, fy_seen, reason) and the files it names, below itself
or beside it. Two parts (the health of text layers has ``text_health.py``):

what    each file by its own word, by the function that locating and ``oit read`` use: the item it answers (or none),
        its kind, its year; what fails and why, by kind; seconds and pages by engine;
years   pages with Thai and Arabic years, rendered in fonts the digit classifier never saw, spoilt as scanners do.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import resource
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "crawler")]

from rapidfuzz import fuzz  # noqa: E402

from checker.engine import matcher_for  # noqa: E402
from config.loader import load_criteria  # noqa: E402
from config.settings import CrawlSettings  # noqa: E402
from crawler.documents import ocr  # noqa: E402
from crawler.documents.reader import Reader, limits_of  # noqa: E402
from crawler.documents.result import ReadResult  # noqa: E402
from crawler.text import digits  # noqa: E402
from rules.agency import agency_kind  # noqa: E402
from rules.content import Agency  # noqa: E402
from rules.document_item import Answer, Paper, answer  # noqa: E402
from rules.document_kind import NAMES, Identity, identity  # noqa: E402

ALIKE = 50  # of 100: below, a line is not what was drawn
NOTHING = Answer("", False, 0.0, "", "")
_YEAR = re.compile(r"(?<!\d)(?:2[456]\d\d|19\d\d|20\d\d)(?![\d,])")


# --- what a document is ---------------------------------------------------------------------------


@dataclass
class Row:
    """One file of docs.tsv and what became of it."""

    name: str
    whose: str  # the agency as docs.tsv calls it
    expected: str
    year: str
    result: ReadResult
    known: Identity
    seconds: float
    answer: Answer = NOTHING

    @property
    def given(self) -> str:
        """The item's code, or NONE."""
        return self.answer.item or "NONE"

    @property
    def verdict(self) -> str:
        """right, wrong, or unread (there is no text to judge by)."""
        if not any(self.result.pages):
            return "unread"
        return "right" if self.given == self.expected else "wrong"

    @property
    def failure(self) -> str:
        """What is wrong: claimed (it answers nothing), missed, or taken for another item; "" when it is right."""
        if self.verdict != "wrong":
            return ""
        return "claimed" if self.expected == "NONE" else "missed" if self.given == "NONE" else "other item"

    @property
    def year_verdict(self) -> str:
        """right, unknown or WRONG; "" where none is expected."""
        years = [int(number) for number in re.findall(r"\d{4}", self.year)]
        if not years:
            return ""
        if not self.known.year:
            return "unknown"
        return "right" if min(years) <= self.known.year <= max(years) else "WRONG"


def own_agencies(rows: list[Row]) -> dict[str, Agency]:
    """The agency of each site, by the name that most of its documents bear; a crawl tells it from the home page."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.known.agency and agency_kind(row.known.agency) != "central":
            votes[row.whose][row.known.agency] += 1
    best = {whose: min(count, key=lambda name: (-count[name], name)) for whose, count in votes.items()}
    return {whose: Agency(name, agency_kind(name)) for whose, name in best.items()}


def what(folder: Path, criteria: str, verbose: bool) -> None:
    """Prints the part ``what``."""
    rows: list[Row] = []
    settings = CrawlSettings(document_seconds=120, ocr_pages=4)
    with (folder / "docs.tsv").open(encoding="utf-8") as stream:
        listed = list(csv.DictReader(stream, delimiter="\t"))
    with Reader(settings) as reader:
        for line in listed:
            path = next((one for one in (folder / line["path"], folder.parent / line["path"]) if one.exists()), None)
            if path is None:
                print(f"not there: {line['path']}")
                continue
            begun = time.monotonic()
            result = reader.read(path.read_bytes(), path.name, "", limits_of(settings))
            seconds = time.monotonic() - begun
            known = identity(result.pages, result.title)
            print(f"{seconds:5.1f} s {path.name}", file=sys.stderr, flush=True)
            rows.append(Row(path.name, line["agency"], line["item"], line["fy_seen"], result, known, seconds))
    matcher, own = matcher_for(load_criteria(criteria)), own_agencies(rows)
    for row in rows:
        row.answer = answer(Paper(row.result.pages, row.result.title, own.get(row.whose, Agency())), matcher)
    for row in rows:
        if verbose or row.verdict != "right" or row.year_verdict == "WRONG":
            print(
                f"{row.verdict:6} {row.expected:5} {row.given:5}",
                f"{NAMES.get(row.known.kind, '-'):12.12} {row.name[:34]:34}",
                f"| {row.answer.why[:70]} | year {row.year or '-'}: {row.year_verdict or '-'}",
                f"{row.known.year or '-'} “{row.known.year_words or row.known.no_year}”",
            )
    by_kind(rows)
    judged = [row for row in rows if row.verdict != "unread"]
    nones = [row for row in judged if row.expected == "NONE"]
    right = sum(row.verdict == "right" for row in judged)
    claimed = sum(row.given != "NONE" for row in nones)
    years = [row.year_verdict for row in rows if row.year_verdict]
    print(f"item or none right: {right} of {len(judged)} ({right / len(judged):.0%}); {len(rows) - len(judged)} unread")
    print(f"files that answer nothing but are claimed: {claimed} of {len(nones)} ({claimed / max(1, len(nones)):.0%})")
    print(f"years: {years.count('right')} right, {years.count('unknown')} unknown, {years.count('WRONG')} wrong")
    speed: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for row in rows:
        read = sum(1 for page in row.result.pages if page)
        speed[row.result.engine or "-"].append((row.seconds, read))
    for engine, times in sorted(speed.items()):
        spent, pages = sum(one for one, _ in times), sum(one for _, one in times)
        print(f"{engine}: {len(times)} files, {pages} pages, {pages / max(0.001, spent):.1f} pages/s, {spent:.1f} s")

    mixed = [row for row in rows if not row.result.cause and any("OCR" in note for note in row.result.notes)]
    left = sum(len(row.result.unread) for row in rows)
    print(f"typed files with scanned or broken pages: {len(mixed)}; pages left unread in all files: {left}")


def by_kind(rows: list[Row]) -> None:
    """Prints a table: of each kind, as the program tells it, how many are right and what is wrong with the others."""
    columns = ("files", "right", "missed", "other item", "claimed", "year unknown", "year WRONG")
    print(f"{'kind':14} " + " ".join(f"{name:>12}" for name in columns))
    for kind in sorted({row.known.kind for row in rows}):
        of = [row for row in rows if row.known.kind == kind]
        failures, years = Counter(row.failure for row in of), Counter(row.year_verdict for row in of)
        figures = (len(of), sum(row.verdict == "right" for row in of), *(failures[name] for name in columns[2:5]))
        print(f"{kind or 'not told':14} " + " ".join(f"{n:>12}" for n in (*figures, years["unknown"], years["WRONG"])))


# --- years in scans -------------------------------------------------------------------------------


def years(count: int, folder: Path | None, verbose: bool) -> None:
    """Prints the part ``years``: ``count`` pages."""
    from scans_made import TLWG, fonts, lines_of, page, scanned

    faces = fonts() if folder is None else sorted((folder or TLWG).rglob("*.ttf"))
    tally: dict[str, int] = defaultdict(int)
    spent = 0.0
    for number in range(count):
        dice = random.Random(1000 + number)
        face = faces[number * 7 % len(faces)]
        lines = lines_of(dice)
        picture = scanned(page([text for text, _ in lines], face, dice.randint(38, 50)), dice)
        begun = time.monotonic()
        text = ocr.read_pages([picture], 180)[0] or ""
        spent += time.monotonic() - begun
        found = paired([truth for truth, _ in lines], [line for line in text.split("\n") if line.strip()])
        for (truth, year), line in zip(lines, found, strict=True):
            said = set(_YEAR.findall(digits(line)))
            told = "wrong" if said - {year} else "right" if said else "unknown"
            tally[told] += 1
            if told == "wrong" or (verbose and told == "unknown"):
                print(f"{told} {face.stem}: {truth} | {line}")
    total = max(1, sum(tally.values()))
    print(
        f"years of {count} scanned pages in {len(faces)} fonts never seen: "
        + ", ".join(f"{name} {tally[name] / total:.1%}" for name in ("right", "wrong", "unknown"))
        + f" of {total}; {spent / max(1, count):.1f} s a page"
    )


def paired(truths: list[str], got: list[str]) -> list[str]:
    """The line read for each that was drawn, by their words, no line for two; "" for those that were not read."""
    likeness = [
        (fuzz.ratio(_words(line), _words(truth)), -at, -place)
        for at, truth in enumerate(truths)
        for place, line in enumerate(got)
    ]
    found, taken = [""] * len(truths), set()
    for score, at, place in sorted(likeness, reverse=True):
        if score >= ALIKE and not found[-at] and -place not in taken:
            found[-at] = got[-place]
            taken.add(-place)
    return found


def _words(line: str) -> str:
    return re.sub(r"[\s\d□.,]+", "", digits(line)).replace("ํา", "ำ")


def main() -> None:
    """Runs the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--only", default="what,years")
    parser.add_argument("--criteria", default="2568")
    parser.add_argument("--pages", type=int, default=80, help="pages of the part years")
    parser.add_argument("--fonts", type=Path, help="folder of other fonts for the part years")
    parser.add_argument("-v", "--verbose", action="store_true")
    asked = parser.parse_args()
    parts = set(asked.only.split(","))
    if "what" in parts and asked.folder:
        what(asked.folder, asked.criteria, asked.verbose)
    if "years" in parts:
        years(asked.pages, asked.fonts, asked.verbose)
    usage = [resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(f"peak memory: {usage[0]} MB here, {usage[1]} MB in the largest child")


if __name__ == "__main__":
    main()
