"""What every format says of a small invented report, kept as files: ``python tests/reports/golden.py`` renews them."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import python_calamine
from sample import SITE, report

from reports import csv_report, history, html, json_report, junit, markdown, sarif, summary, terminal, xlsx
from reports.model import Change, Diff, Moment, Report, Side

FOLDER = Path(__file__).with_name("golden")
_ITEMS = ("O1", "O2", "O5", "O6", "O7", "O12", "O18")


def small() -> Report:
    """A report of seven items, one of every status."""
    whole = report()
    items = tuple(finding for finding in whole.findings if finding.item in _ITEMS)
    return replace(whole, findings=items)


def past() -> tuple[Moment, ...]:
    """Three nights, the last of them ``small``."""
    now = tuple((finding.item, finding.status) for finding in small().findings)
    before = tuple((item, "pass" if item == "O2" else status) for item, status in now)
    return (
        Moment(1, "2026-11-18T02:15:00+00:00", 70.0, 60.0, 80.0, before[:-1]),
        Moment(2, "2026-11-19T02:15:00+00:00", 82.5, 70.0, 90.0, before),
        Moment(3, "2026-11-20T02:15:00+00:00", 78.68, 63.33, 88.75, now),
    )


def diff() -> Diff:
    """A comparison that has a change of every kind."""
    made = small()
    sides = [
        Side(made.url, made.agency, made.criteria, made.year, made.tool, started, oit, oit - 10, oit + 5)
        for started, oit in (("2026-11-19T02:15:00+00:00", 82.5), (made.crawl.started, 78.68))
    ]
    titles = {finding.item: (finding.item, finding.rule, finding.title) for finding in made.findings}
    page = f"{SITE}/ita/o1"
    return Diff(
        sides[0],
        sides[1],
        (
            Change("broken", *titles["O2"], "pass", "partial", (("contact", "ช่องทางการติดต่อของแต่ละคน"),)),
            Change("fixed", *titles["O12"], "missing", "partial", (), (("projects", "แสดงโครงการ"),), new=(page,)),
            Change("unsteady", *titles["O5"], "pass", "undecided", causes=("timeout",)),
            Change(
                "evidence", *titles["O1"], "pass", "pass", gone=(page,), new=(f"{page}?p=2",), replaced=(f"{page}.pdf",)
            ),
            Change("other", *titles["O18"], "undecided", "manual"),
        ),
        (f"{SITE}/old/o6.doc",),
        (f"{SITE}/news/1", f"{SITE}/news/2"),
        (f"{SITE}/upload/o12.xlsx",),
        ("tool", "incomplete"),
    )


def cells(book: bytes) -> str:
    """All cells of a workbook as text: a line a row, cells apart by " | "."""
    lines = []
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book))
    for name in workbook.sheet_names:
        lines.append(f"== {name}")
        lines += [" | ".join(map(str, row)) for row in workbook.get_sheet_by_name(name).to_python()]
    return "\n".join(lines) + "\n"


def made(shown: Report, changed: Diff | None = None, seen: tuple[Moment, ...] = ()) -> dict[str, str]:
    """Every format of ``shown`` in both languages, by file name."""
    texts = {"report.json": json_report.render(shown)}
    for lang in ("th", "en"):
        texts |= {
            f"report.{lang}.html": html.render(shown, lang, changed, seen),
            f"report.{lang}.txt": terminal.render(shown, 100, False, lang, changed),
            f"report.{lang}.md": markdown.render(shown, lang, changed),
            f"report.{lang}.csv": csv_report.render(shown, lang),
            f"report.{lang}.cells": cells(xlsx.render(shown, lang)),
            f"report.{lang}.junit.xml": junit.render(shown, lang, changed),
            f"report.{lang}.sarif": sarif.render(shown, lang, changed),
            f"summary.{lang}.md": summary.render(shown, lang, changed),
        }
        if changed is not None:
            texts |= {
                f"diff.{lang}.html": html.render_diff(changed, lang),
                f"diff.{lang}.md": markdown.render_diff(changed, lang),
                f"diff.{lang}.txt": terminal.render_diff(changed, 100, False, lang),
            }
        if seen:
            texts[f"history.{lang}.txt"] = history.render(seen, lang)
    if changed is not None:
        texts["diff.json"] = json_report.render_diff(changed)
    return texts


if __name__ == "__main__":
    for old in FOLDER.iterdir():
        old.unlink()
    for name, text in made(small(), diff(), past()).items():
        (FOLDER / name).write_bytes(text.encode())
