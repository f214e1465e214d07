"""The auditor's report as one HTML page: self-contained, for thousands of agencies.

Summaries and pictures stand in the page as they are. The matrix itself is put in as data, a column at a time, and a
small script draws the rows that can be seen. A content security policy allows this page's own style and script by their
hashes and nothing else.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from markupsafe import Markup

from reports import matrix_draw, matrix_words, safe
from reports.html import inlined, templates
from reports.matrix_model import REASONS, STATES, WHOLE, Matrix, Moved, Row
from reports.model import ITEM_STATUSES
from reports.wording import Wording

MOVES = ("fixed", "broken", "unsteady", "other")
_GROUPS = 20  # of an item that are told
_NAME, _SAID = 160, 400  # characters
_ORDER = {status: number for number, status in enumerate(ITEM_STATUSES)}
_WORDS = {  # phrases of the script, by the names that it has for them
    "any": "m_any",
    "nothing": "m_no_group",
    "notMet": "m_not_met",
    "openReport": "m_open_report",
    **{
        word: f"m_{word}"
        for word in (
            *("count", "name", "rank", "province", "score", "close", "report", "address", "kind", "state", "maker"),
            *("twin", "hijacked", "item", "result", "lacks", "was", "reviewed"),
        )
    },
}
_SHOWS = ("judged", "failed", "hijacked", "reviewed", "changed", "new")


def render(matrix: Matrix, lang: str = "th", base: str = "") -> str:
    """The page as text, to be written as UTF-8. The same matrix gives the same text.

    ``base`` is the scan's folder as the page names it, for links to the agencies' own reports; "" for its own folder.
    """
    t = matrix_words.words(lang)
    style, style_hash = inlined("matrix.css")
    script, script_hash = inlined("matrix.js")
    queue = [(why, [look for look in matrix.queue if look.why == why]) for why in REASONS]
    return (
        templates()
        .get_template("matrix.html")
        .render(
            m=matrix,
            t=t,
            order=_ORDER,
            statuses=ITEM_STATUSES,
            items={item.code: item for item in matrix.items},
            title=lambda item: matrix_words.title(t, item),
            english=lambda item: item.rule in t.subjects,
            gap_name=lambda gap: matrix_words.gap_name(t, gap),
            cause=lambda word: matrix_words.cause(t, word),
            beside=lambda path: safe.beside(path, base),
            percent=matrix_draw.percent,
            figures=_figures(matrix, t),
            warnings=warnings(matrix, t),
            contents=_contents(matrix, t),
            heat=matrix_draw.heat(matrix),
            heat_label=_heat_label(matrix, t),
            bars=matrix_draw.bars(matrix),
            bins_label=t.say("m_bins_label", parts=", ".join(_bins(matrix, t))),
            progress=matrix_draw.progress(matrix),
            nights_label=t.say(
                "m_nights_label",
                count=len(matrix.nights),
                first=t.points(matrix.nights[0].score),
                last=t.points(matrix.nights[-1].score),
            ),
            queue=queue,
            kinds=MOVES,
            changed=_changed(matrix),
            limit=_GROUPS,
            data=Markup(embedded(_data(matrix, t, base))),
            style=style,
            style_hash=style_hash,
            script=script,
            script_hash=script_hash,
        )
    )


def embedded(data: Any) -> str:
    """JSON that may stand inside a ``script`` element: nothing in it can end the element or open a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def warnings(matrix: Matrix, t: Wording) -> tuple[str, ...]:
    """What a reader must know before anything else."""
    lines = []
    waiting = sum(row.state == "waiting" for row in matrix.rows)
    if waiting:
        lines.append(t.say("m_running", count=waiting))
    if len(matrix.versions) > 1:
        told = [
            t.say("m_mixed_one", version=safe.text(version, 80), count=count) for version, count in matrix.versions[:6]
        ]
        lines.append(t.say("m_mixed", versions=", ".join(told)))
    if matrix.since is not None and not matrix.since.same_rules:
        lines.append(t.say("m_since_rules"))
    if matrix.stale_words:
        lines.append(t.say("m_stale_words", count=len(matrix.stale_words)))
    return tuple(lines)


def _figures(matrix: Matrix, t: Wording) -> tuple[tuple[str, str], ...]:
    states = Counter(row.state for row in matrix.rows)
    found = [("m_listed", str(len(matrix.rows)))]
    found += [
        (f"m_{state}" if state != "done" else "m_judged", str(states[state])) for state in STATES if states[state]
    ]
    if matrix.hijacked:
        found.append(("m_hijacked", str(len(matrix.hijacked))))
    if matrix.whole.judged:
        found.append(("m_mean", t.points(matrix.whole.score)))
        found.append(("m_met", f"{matrix_draw.percent(matrix.nights[-1].met)}%"))
    return tuple(found)


def _contents(matrix: Matrix, t: Wording) -> tuple[tuple[str, str], ...]:
    since = t.say("m_since", when=t.moment(matrix.since.started)) if matrix.since else ""
    found = [
        ("glance", t.say("m_glance")),
        ("matrix", t.say("m_matrix")),
        ("items", t.say("m_items")),
        ("by-kind", t.say("m_groups_kind") if matrix.kinds else ""),
        ("by-province", t.say("m_groups_province") if matrix.provinces else ""),
        ("queue", t.say("m_queue")),
        ("unchecked", t.say("m_unchecked")),
        ("shared", t.say("m_shared")),
        ("hijacked", t.say("m_hijacked")),
        ("since", since),
        ("words", t.say("m_words")),
    ]
    return tuple(pair for pair in found if pair[1])


def _heat_label(matrix: Matrix, t: Wording) -> str:
    known = [(line.share, line.code) for line in matrix.whole.items if line.share is not None]
    if not known:
        return t.say("m_heat_none")
    best, worst = max(known, key=lambda pair: pair[0]), min(known, key=lambda pair: pair[0])
    return t.say(
        "m_heat_label",
        items=len(matrix.items),
        best=best[1],
        most=matrix_draw.percent(best[0]),
        worst=worst[1],
        least=matrix_draw.percent(worst[0]),
    )


def _bins(matrix: Matrix, t: Wording) -> list[str]:
    return [
        t.say("m_bins_part", low=number * 10, high=100 if number == 9 else number * 10 + 9, count=count)
        for number, count in enumerate(matrix.bins)
    ]


def _changed(matrix: Matrix) -> dict[str, Any]:
    """The changes counted in all and by item, and the agencies that got worse most."""
    moved = matrix.since.moved if matrix.since else ()
    counts = Counter(line.kind for line in moved)
    by_item = Counter((line.item, line.kind) for line in moved)
    worse: dict[int, list[Moved]] = {}
    for line in moved:
        if line.kind == "broken":
            worse.setdefault(line.row, []).append(line)
    most = sorted(worse.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:20]
    rows = [(item.code, [by_item[item.code, kind] for kind in MOVES]) for item in matrix.items]
    return {
        "counts": {kind: counts[kind] for kind in MOVES} | {"sites": len({line.row for line in moved})},
        "by_item": [row for row in rows if any(row[1])],
        "worse": most,
    }


# --- the matrix as data -----------------------------------------------------------------------------


class _Numbers:
    """Words by number, in the order of their first use."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}

    def __call__(self, word: str) -> int:
        return self.words.setdefault(safe.text(word, _NAME), len(self.words))


def _data(matrix: Matrix, t: Wording, base: str) -> dict[str, Any]:
    kinds, provinces, makers, causes = _Numbers(), _Numbers(), _Numbers(), _Numbers()
    causes("")
    for words, groups in ((kinds, matrix.kinds), (provinces, matrix.provinces)):
        for group in groups:
            words(group.name)
    bits = [{name: 1 << bit for bit, (name, _) in enumerate(item.elements)} for item in matrix.items]
    rows = matrix.rows
    since = matrix.since
    place = {item.code: number for number, item in enumerate(matrix.items)}
    before: dict[int, dict[int, int]] = {}
    for line in since.moved if since else ():
        before.setdefault(line.row, {})[place[line.item]] = _ORDER[line.before]
    appeared = frozenset(since.appeared if since else ())
    reviewed = {
        number: {at: safe.text(cell.said, _SAID) for at, cell in enumerate(row.cells) if cell.said}
        for number, row in enumerate(rows)
        if any(cell.said for cell in row.cells)
    }
    columns = {
        "name": [safe.text(row.name, _NAME) for row in rows],
        "address": [safe.href(row.address) or safe.shown(row.address, _NAME) for row in rows],
        "kind": [kinds(row.kind) for row in rows],
        "province": [provinces(row.province) for row in rows],
        "maker": [makers(row.maker) for row in rows],
        "state": [STATES.index(row.state) for row in rows],
        "cause": [causes(matrix_words.cause(t, row.cause)[0] if row.cause else "") for row in rows],
        **{
            name: [round(getattr(row, name) * 100) if row.rank else -1 for row in rows]
            for name in ("score", "low", "high")
        },
        **{name: [getattr(row, name) for row in rows] for name in ("rank", "best", "worst")},
        "tied": [int(row.tied) for row in rows],
        "cells": ["".join(str(_ORDER[cell.status]) for cell in row.cells) for row in rows],
        "lacks": [_lacks(row, bits) for row in rows],
        "flags": [
            row.hijacked + 2 * (number in reviewed) + 4 * (number in before) + 8 * (number in appeared)
            for number, row in enumerate(rows)
        ],
        "report": [safe.beside(row.report, base) for row in rows],
    }
    return {
        "say": {key: t.say(word) for key, word in _WORDS.items()}
        | {"states": [t.say(f"m_{state}" if state != "done" else "m_state_done") for state in STATES]},
        "items": [
            {
                "code": item.code,
                "title": matrix_words.title(t, item),
                "sub": item.sub,
                "elements": [matrix_words.element(t, *element) for element in item.elements],
            }
            for item in matrix.items
        ],
        "statuses": [[t.status(status).name, t.status(status).symbol] for status in ITEM_STATUSES],
        "shows": [["", t.say("m_any")], *([word, t.say(f"m_only_{word}")] for word in _SHOWS)],
        "kinds": list(kinds.words),
        "provinces": list(provinces.words),
        "makers": list(makers.words),
        "causes": list(causes.words),
        "reviewed": reviewed,
        "before": before,
        "twins": {number: safe.text(row.twin, _NAME) for number, row in enumerate(rows) if row.twin},
        "extras": {
            number: [[safe.text(key, 60), safe.text(value, _NAME)] for key, value in row.extras]
            for number, row in enumerate(rows)
            if row.extras
        },
        "rows": columns,
    }


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def _lacks(row: Row, bits: list[dict[str, int]]) -> str:
    """Bits of the elements that each item lacks, in base 36 with commas between; "" when none lacks any."""
    masks = [
        _base36(sum(known.get(name, 0) for name in cell.missing if name != WHOLE))
        if cell.status in ("partial", "stale")
        else ""
        for cell, known in zip(row.cells, bits, strict=False)
    ]
    return ",".join(masks).rstrip(",")


def _base36(number: int) -> str:
    made = ""
    while number:
        number, digit = divmod(number, 36)
        made = _DIGITS[digit] + made
    return made
