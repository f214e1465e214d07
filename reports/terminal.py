"""The report in a screenful of a terminal: the score, every item as a symbol, what to mend first, what was not seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import click
from rich.cells import cell_len

from reports import safe
from reports.model import Diff, Finding, Report
from reports.wording import Wording, signed, wording

# What may not be parted at the end of a line: a vowel written before its letter, the letter, its marks, and the
# vowels and signs written after it. A word in other letters, and a number, stay whole.
_CLUSTER = re.compile(
    r"[A-Za-z0-9.,:/%+()\-_?&=#~]+"
    r"|[“(]?[\u0e40-\u0e44]?[\u0e01-\u0e2e][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*[\u0e30\u0e32\u0e33\u0e45\u0e46\u0e2f”),]*"
    r"|\s+|.",
    re.DOTALL,
)
_COLOURS = {
    "pass": "green",
    "partial": "yellow",
    "stale": "magenta",
    "missing": "red",
    "manual": "blue",
    "undecided": "bright_black",
}
_TODOS = 5
_UNSEEN = 8
_LINES = 28
_ADDRESSES = 3
_CHANGES = {"broken": "red", "fixed": "green", "unsteady": "bright_black", "evidence": "blue", "other": "yellow"}


def render(report: Report, width: int = 80, color: bool = False, lang: str = "th", diff: Diff | None = None) -> str:
    """The summary as lines of at most ``width`` columns, ending in a line feed; ``color`` adds terminal colours.

    ``diff`` adds what changed since an earlier run.
    """
    width = max(width, 40)
    t = wording(lang)
    lines = [*_head(report, width, color, t), ""]
    lines += [*_score(report, width, color, t), ""]
    lines += _items(report, width, color, t)
    changed = changes(diff, width, color, t) if diff else []
    for part in (
        changed,
        _todo(report, width, color, t),
        _unseen(report, width, t),
        _elsewhere(report, width, t),
        _reviews(report, width, t),
    ):
        if part:
            lines += ["", *part]
    lines += ["", *_wrap(_read(report, t), width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def render_diff(diff: Diff, width: int = 80, color: bool = False, lang: str = "th") -> str:
    """A comparison of two runs as lines of at most ``width`` columns, ending in a line feed."""
    width = max(width, 40)
    t = wording(lang)
    lines = [_paint(_short(t.say("diff_title"), width), color, bold=True)]
    lines += _wrap(f"{diff.after.agency}  {safe.shown(diff.after.url, 100)}".strip(), width)
    for key, side in (("diff_before", diff.before), ("diff_after", diff.after)):
        lines += _wrap(f"{t.say(key)}: {t.moment(side.started)}", width)
    lines += ["", *changes(diff, width, color, t)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def wrap(value: str, width: int, indent: str = "") -> list[str]:
    """``value`` in lines of at most ``width`` columns, all but the first behind ``indent``.

    Lines break at spaces where one lies in the last third, else between Thai letters, never between a letter and its
    marks.
    """
    lines: list[str] = []
    line = ""
    room = width
    for piece in _pieces(value, max(width - cell_len(indent), 1)):
        if line and cell_len(line) + cell_len(piece) > room:
            space = line.rfind(" ")
            if piece == " ":
                rest = ""
            elif space > len(line) * 2 // 3:
                line, rest = line[:space], line[space + 1 :]
            else:
                rest = ""
            lines.append(line)
            line, room = rest, width - cell_len(indent)
        if line or piece != " ":
            line += piece
    lines.append(line)
    return [lines[0].rstrip(), *(indent + line.rstrip() for line in lines[1:])]


def _pieces(value: str, longest: int) -> Iterator[str]:
    for found in _CLUSTER.finditer(value):
        piece = found.group()
        while cell_len(piece) > longest and len(piece) > 1:
            yield piece[:longest]
            piece = piece[longest:]
        yield " " if piece.isspace() else piece


def _wrap(value: str, width: int, indent: str = "") -> list[str]:
    return wrap(safe.text(value, 600), width, indent)


def _paint(value: str, color: bool, **style: str | bool) -> str:
    return click.style(value, **style) if color else value  # type: ignore[arg-type]


def _short(value: str, width: int) -> str:
    """The beginning of ``value`` that fits ``width`` columns, with "…" when cut."""
    line = wrap(safe.text(value, 300), width)[0] if width > 0 else ""
    if cell_len(safe.text(value, 300)) <= width:
        return safe.text(value, 300)
    while line and cell_len(line) > width - 1:
        line = "".join(_CLUSTER.findall(line)[:-1])
    return line + "…"


def _head(report: Report, width: int, color: bool, t: Wording) -> list[str]:
    lines = [_paint(_short(f"{t.say('title')} {t.say('year_n', year=report.year)}", width), color, bold=True)]
    lines += _wrap(f"{report.agency or report.host}  {safe.shown(report.url, 100)}", width)
    for warning in t.warnings(report):
        lines += [_paint(line, color, fg="yellow") for line in _wrap(f"! {warning}", width, "  ")]
    return lines


def _score(report: Report, width: int, color: bool, t: Wording) -> list[str]:
    score = report.score
    number = t.say("score_line", score=t.points(score.oit))
    parts = [(_paint(number, color, bold=True), number)]
    if score.low != score.high:
        span = t.say("range_line", span=t.span(score.low, score.high))
        parts.append((span, span))
    more: list[str] = []
    if mends := report.best_mends():
        items = " ".join(safe.text(line.item, 8) for line in mends)
        after = t.say("after_line", count=len(mends), items=items, score=t.points(report.score_after(mends)))
        more = _wrap(after, width)
    lines = [*_flow(parts, width), *more]
    if score.note:
        lines += _wrap(score.note, width)
    return lines


def _items(report: Report, width: int, color: bool, t: Wording) -> list[str]:
    names = {sub.code: sub.name for part in report.score.indicators for sub in (part, *part.subs)}
    subs = list(dict.fromkeys(finding.sub for finding in report.findings))
    left = min(38, width // 2)
    lines: list[str] = []
    for sub in subs:
        label = _short(f"{sub:<5}{names.get(sub, '')}", left)
        cells = [_cell(finding, color, t) for finding in report.findings if finding.sub == sub]
        head = label + " " * (left - cell_len(label) + 2)
        each = max((width - left - 2) // 7, 1)
        for start in range(0, len(cells), each):
            lines.append((head if not start else " " * (left + 2)) + " ".join(cells[start : start + each]))
    counted = [
        (_paint(f"{word.symbol} {word.name} {count}", color, fg=_COLOURS[status]), f"{word.symbol} {word.name} {count}")
        for status, word in t.statuses.items()
        if (count := sum(finding.status == status for finding in report.findings))
    ]
    return [*lines, *_flow(counted, width)]


def _flow(parts: Iterable[tuple[str, str]], width: int) -> list[str]:
    """Painted words in lines; each comes with its plain form, by which its width is taken."""
    lines: list[str] = []
    used = 0
    for painted, plain in parts:
        size = cell_len(plain)
        if lines and used + 3 + size <= width:
            lines[-1] += "   " + painted
            used += 3 + size
        else:
            lines.append(painted)
            used = size
    return lines


def _cell(finding: Finding, color: bool, t: Wording) -> str:
    code = safe.text(finding.item, 4)
    word = t.status(finding.status)
    return _paint(f"{code:<4}{word.symbol}", color, fg=_COLOURS.get(finding.status, "reset")) + " "


def changes(diff: Diff, width: int, color: bool, t: Wording) -> list[str]:
    """What changed between two runs, in lines of at most ``width`` columns."""
    change = signed(diff.after.oit - diff.before.oit)
    score = t.say("diff_score", before=t.points(diff.before.oit), after=t.points(diff.after.oit), change=change)
    lines = [_paint(_short(t.say("changes"), width), color, bold=True), *_wrap(score, width)]
    for note in diff.notes:
        lines += _wrap(f"! {t.notes.get(note, note)}", width, "  ")
    if diff.empty:
        lines += _wrap(t.say("diff_none"), width)
    for kind, word in t.changes.items():
        found = diff.of(kind)
        if found:
            lines.append(_paint(_short(f"{word.symbol} {word.name} {len(found)}", width), color, fg=_CHANGES[kind]))
        for line in found[:_LINES]:
            lines += _wrap(f"   {line.item} {_short(line.title, 40)}: {t.change(line)}", width, "      ")
        if len(found) > _LINES:
            lines.append("   " + t.say("more_names", count=len(found) - _LINES))
    for key, urls in (("diff_gone", diff.gone), ("diff_replaced", diff.replaced), ("diff_new", diff.new)):
        if urls:
            lines += _wrap(f"{t.say(key)} {len(urls)}", width)
            for url in urls[:_ADDRESSES]:
                lines += _wrap(f"   {safe.shown(url, 120)}", width, "      ")
    return lines


def _todo(report: Report, width: int, color: bool, t: Wording) -> list[str]:
    if not report.todo:
        return []
    lines = [_paint(t.say("todo"), color, bold=True)]
    by_item = {finding.item: finding for finding in report.findings}
    for number, line in enumerate(report.todo[:_TODOS], 1):
        facts = " · ".join(
            part for part in (t.say("todo_facts", gain=t.points(line.gain)), t.effort(line.effort), line.unit) if part
        )
        lines += _wrap(f"{number}. {line.item} {t.mend(line, by_item.get(line.item))} ({facts})", width, "   ")
    if len(report.todo) > _TODOS:
        lines.append("   " + t.say("todo_more", count=len(report.todo) - _TODOS))
    return lines


def _elsewhere(report: Report, width: int, t: Wording) -> list[str]:
    items = [finding.item for finding in report.findings if any(part.linked_from for part in finding.evidence)]
    return _wrap(t.say("elsewhere_head", items=" ".join(items)), width, "   ") if items else []


def _unseen(report: Report, width: int, t: Wording) -> list[str]:
    found = [finding for finding in report.findings if finding.status in ("undecided", "manual")]
    if not found:
        return []
    lines = [t.say("unseen_head")]
    for finding in found[:_UNSEEN]:
        why = [t.cause(word)[0] for word in finding.causes] or [
            t.cause(part.manual_reason)[0] for part in finding.elements if part.manual_reason
        ]
        reasons = "; ".join(dict.fromkeys(why[:2])) or t.status(finding.status).meaning
        lines += _wrap(f"{finding.item} {_short(t.title(finding), 40)}: {reasons}", width, "   ")
    if len(found) > _UNSEEN:
        lines.append("   " + t.say("unseen_more", count=len(found) - _UNSEEN))
    return lines


def _reviews(report: Report, width: int, t: Wording) -> list[str]:
    """What people said of items, and whether it counts."""
    words = [(f.item, f.review) for f in report.findings if f.review is not None]
    lines = [line for item, word in words for line in _wrap(f"{item} {word.sentence}", width, "   ")]
    return [t.say("review"), *lines] if lines else []


def _read(report: Report, t: Wording) -> str:
    crawl = report.crawl
    parts = [t.say("read_line", pages=crawl.pages, documents=crawl.documents)]
    if crawl.failures:
        parts.append(t.say("read_failed", count=len(crawl.failures)))
    if crawl.pending:
        parts.append(t.say("read_pending", count=crawl.pending))
    if crawl.outside:
        parts.append(t.say("read_outside", count=crawl.outside))
    return " · ".join(parts)
