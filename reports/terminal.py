"""The report in a screenful of a terminal: the score, every item as a symbol, what to mend first, what was not seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import click
from rich.cells import cell_len

from reports import safe, thai
from reports.model import Finding, Report

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


def render(report: Report, width: int = 80, color: bool = False) -> str:
    """The summary as lines of at most ``width`` columns, ending in a line feed; ``color`` adds terminal colours."""
    width = max(width, 40)
    lines = [*_head(report, width, color), ""]
    lines += [*_score(report, width, color), ""]
    lines += _items(report, width, color)
    for part in (_todo(report, width, color), _unseen(report, width)):
        if part:
            lines += ["", *part]
    lines += ["", *_wrap(_read(report), width)]
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


def _head(report: Report, width: int, color: bool) -> list[str]:
    lines = [_paint(_short(f"{thai.TITLE} ปี {report.year}", width), color, bold=True)]
    lines += _wrap(f"{report.agency or report.host}  {safe.shown(report.url, 100)}", width)
    for warning in thai.warnings(report):
        lines += [_paint(line, color, fg="yellow") for line in _wrap(f"! {warning}", width, "  ")]
    return lines


def _score(report: Report, width: int, color: bool) -> list[str]:
    score = report.score
    number = f"คะแนน OIT โดยประมาณ {thai.points(score.oit)} จาก 100"
    parts = [(_paint(number, color, bold=True), number)]
    if score.low != score.high:
        span = f"(ช่วง {thai.points(score.low)}–{thai.points(score.high)})"
        parts.append((span, span))
    lines = _flow(parts, width)
    if score.note:
        lines += _wrap(score.note, width)
    return lines


def _items(report: Report, width: int, color: bool) -> list[str]:
    names = {sub.code: sub.name for part in report.score.indicators for sub in (part, *part.subs)}
    subs = list(dict.fromkeys(finding.sub for finding in report.findings))
    left = min(38, width // 2)
    lines: list[str] = []
    for sub in subs:
        label = _short(f"{sub:<5}{names.get(sub, '')}", left)
        cells = [_cell(finding, color) for finding in report.findings if finding.sub == sub]
        head = label + " " * (left - cell_len(label) + 2)
        each = max((width - left - 2) // 7, 1)
        for start in range(0, len(cells), each):
            lines.append((head if not start else " " * (left + 2)) + " ".join(cells[start : start + each]))
    counted = [
        (_paint(f"{word.symbol} {word.name} {count}", color, fg=_COLOURS[status]), f"{word.symbol} {word.name} {count}")
        for status, word in thai.STATUS.items()
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


def _cell(finding: Finding, color: bool) -> str:
    code = safe.text(finding.item, 4)
    word = thai.status(finding.status)
    return _paint(f"{code:<4}{word.symbol}", color, fg=_COLOURS.get(finding.status, "reset")) + " "


def _todo(report: Report, width: int, color: bool) -> list[str]:
    if not report.todo:
        return []
    lines = [_paint("สิ่งที่ควรทำก่อน", color, bold=True)]
    for number, line in enumerate(report.todo[:_TODOS], 1):
        facts = " · ".join(
            part for part in (f"+{thai.points(line.gain)} คะแนน", thai.effort(line.effort), line.unit) if part
        )
        lines += _wrap(f"{number}. {line.item} {line.sentence} ({facts})", width, "   ")
    if len(report.todo) > _TODOS:
        lines.append(f"   และอีก {len(report.todo) - _TODOS} รายการในรายงาน HTML")
    return lines


def _unseen(report: Report, width: int) -> list[str]:
    found = [finding for finding in report.findings if finding.status in ("undecided", "manual")]
    if not found:
        return []
    lines = ["สิ่งที่ตรวจไม่ได้ (ไม่ได้แปลว่าไม่มี)"]
    for finding in found[:_UNSEEN]:
        why = [thai.cause(word)[0] for word in finding.causes] or [
            thai.cause(part.manual_reason)[0] for part in finding.elements if part.manual_reason
        ]
        reasons = "; ".join(dict.fromkeys(why[:2])) or thai.status(finding.status).meaning
        lines += _wrap(f"{finding.item} {_short(finding.title, 40)}: {reasons}", width, "   ")
    if len(found) > _UNSEEN:
        lines.append(f"   และอีก {len(found) - _UNSEEN} ข้อในรายงาน HTML")
    return lines


def _read(report: Report) -> str:
    crawl = report.crawl
    parts = [f"อ่าน {crawl.pages} หน้า {crawl.documents} เอกสาร"]
    if crawl.failures:
        parts.append(f"เปิดไม่ได้ {len(crawl.failures)} แห่ง")
    if crawl.pending:
        parts.append(f"ยังไม่ได้อ่าน {crawl.pending} แห่ง")
    if crawl.outside:
        parts.append(f"นอกเว็บไซต์ที่ไม่ได้เปิด {crawl.outside} แห่ง")
    return " · ".join(parts)
