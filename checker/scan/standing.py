"""What is counted over the agencies of a scan: items, groups, causes, makers, changes, and whom to look at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest

from reports.matrix_model import (
    WHOLE,
    CauseLine,
    Gap,
    Group,
    ItemColumn,
    ItemLine,
    Look,
    Moved,
    Row,
    SharedMiss,
)
from reports.model import ITEM_STATUSES

OPEN = ("manual", "undecided")
_GRADE = {"missing": 0, "stale": 1, "partial": 2, "pass": 3}
_GAPS = 3  # of an item that are told
_FEWEST = 5  # sites of one maker that must share a miss
_SHARE = 0.5  # of them that lack it, at the least
_MORE = 0.25  # by which that share lies above the others'
QUEUE = 3000  # verdicts of each reason that are queued
_NEAR = 0.35  # doubt of a verdict that one element decides


def line(item: ItemColumn, at: int, rows: Iterable[Row]) -> ItemLine:
    """How the agencies that were judged stand in the item at place ``at``."""
    statuses: Counter[str] = Counter()
    lacking: Counter[str] = Counter()
    for row in rows:
        if row.cells:
            cell = row.cells[at]
            statuses[cell.status] += 1
            if cell.status == "missing":
                lacking[WHOLE] += 1
            elif cell.status in ("partial", "stale"):
                lacking.update(cell.missing)
    judged = sum(statuses[status] for status in _GRADE)
    wordings = dict(item.elements)
    order = {name: number for number, name in enumerate((WHOLE, *wordings))}
    common = sorted(lacking.items(), key=lambda pair: (-pair[1], order.get(pair[0], len(order)), pair[0]))
    gaps = tuple(Gap(name, wordings.get(name, name), count, judged) for name, count in common[:_GAPS])
    return ItemLine(item.code, tuple(statuses[status] for status in ITEM_STATUSES), judged, gaps)


def group(by: str, name: str, rows: Sequence[Row], items: Sequence[ItemColumn]) -> Group:
    """The agencies of one group."""
    done = [row for row in rows if row.state == "done"]
    many = max(len(done), 1)
    return Group(
        by,
        name,
        sum(row.state != "duplicate" for row in rows),
        len(done),
        sum(row.score for row in done) / many,
        sum(row.low for row in done) / many,
        sum(row.high for row in done) / many,
        tuple(line(item, at, done) for at, item in enumerate(items)),
    )


def groups(by: str, rows: Sequence[Row], items: Sequence[ItemColumn]) -> tuple[Group, ...]:
    """The agencies by ``kind`` or ``province``, by name; nothing when the list does not say it."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(getattr(row, by), []).append(row)
    if not any(found):
        return ()
    return tuple(group(by, name, found[name], items) for name in sorted(found))


def causes(rows: Sequence[Row]) -> tuple[CauseLine, ...]:
    """Why sites were not read and items not decided, the commonest first."""
    sites: dict[str, list[int]] = {}
    items: Counter[str] = Counter()
    for number, row in enumerate(rows):
        if row.state == "failed":
            sites.setdefault(row.cause, []).append(number)
        items.update(cell.cause for cell in row.cells if cell.status == "undecided")
    known = sorted({*sites, *items}, key=lambda cause: (-len(sites.get(cause, ())), -items[cause], cause))
    return tuple(CauseLine(cause, tuple(sites.get(cause, ())), items[cause]) for cause in known)


def bins(rows: Iterable[Row]) -> tuple[int, ...]:
    """Agencies by score, ten points a bin."""
    counted = Counter(min(int(row.score // 10), 9) for row in rows if row.state == "done")
    return tuple(counted[number] for number in range(10))


def shared(rows: Sequence[Row], items: Sequence[ItemColumn]) -> tuple[SharedMiss, ...]:
    """What the sites of one maker, or of one server, lack far more often than the rest, the plainest first.

    One word to whoever made them may mend them all.
    """
    done = [number for number, row in enumerate(rows) if row.cells]
    lacks = [
        [
            frozenset((WHOLE,) if cell.status == "missing" else cell.missing)
            if cell.status in ("partial", "stale", "missing")
            else frozenset()
            for cell in row.cells
        ]
        for row in rows
    ]
    found = []
    for by, of in (("maker", _maker), ("server", lambda row: row.server)):
        made: dict[str, list[int]] = {}
        for number in done:
            if name := of(rows[number]):
                made.setdefault(name, []).append(number)
        kept = {name: own for name, own in made.items() if len(own) >= _FEWEST}
        for at, item in enumerate(items) if kept else ():
            judged = [number for number in done if rows[number].cells[at].status not in OPEN]
            everywhere = Counter(name for number in judged for name in lacks[number][at])
            for name, own in kept.items():
                mine = [number for number in own if rows[number].cells[at].status not in OPEN]
                if len(mine) < _FEWEST:
                    continue
                counted = Counter(element for number in mine for element in lacks[number][at])
                others = len(judged) - len(mine)
                for element, count in counted.items():
                    elsewhere = (everywhere[element] - count) / others if others else 0.0
                    if count >= _FEWEST and count / len(mine) >= max(_SHARE, elsewhere + _MORE):
                        gap = Gap(element, dict(item.elements).get(element, element), count, len(mine))
                        those = tuple(number for number in mine if element in lacks[number][at])
                        found.append(SharedMiss(by, name, item.code, gap, elsewhere, those))
    place = {item.code: number for number, item in enumerate(items)}
    found.sort(
        key=lambda miss: (
            -(miss.gap.count / miss.gap.of - miss.elsewhere) * miss.gap.count,
            miss.by,
            miss.name,
            place[miss.item],
            miss.gap.element,
        )
    )
    return tuple(found)


def _maker(row: Row) -> str:
    """What made the site, without the number of its version: one maker's versions share their faults."""
    words = row.maker.split()
    while len(words) > 1 and words[-1][:1].isdigit():
        words.pop()
    return " ".join(words)


def moved(
    rows: Sequence[Row], items: Sequence[ItemColumn], before: Mapping[str, Mapping[str, str]]
) -> tuple[Moved, ...]:
    """Every item that is not as it was, in the rows' order; "unsteady" when it could only not be read this time."""
    found = []
    for number, row in enumerate(rows):
        if not row.cells or row.site not in before:
            continue
        old = before[row.site]
        for item, cell in zip(items, row.cells, strict=True):
            was = old.get(item.code, "")
            if was and was != cell.status:
                found.append(Moved(_kind(was, cell.status), number, item.code, was, cell.status))
    return tuple(found)


def _kind(was: str, now: str) -> str:
    if was in _GRADE and now in _GRADE:
        return "fixed" if _GRADE[now] > _GRADE[was] else "broken"
    if now == "undecided" and _GRADE.get(was, 0) > 0:
        return "unsteady"
    return "fixed" if now == "pass" else "other"


def queue(rows: Sequence[Row], items: Sequence[ItemColumn]) -> tuple[Look, ...]:
    """Verdicts that a person should look at, the most to be learnt first: doubt times what the item weighs.

    Of an undecided item nobody knows, so the doubt is a half; one element short of passing is a near thing however sure
    the program is; of the rest it is what the program's confidence leaves open. What a person has said is settled.
    """
    kinds: dict[str, list[tuple[float, int, int]]] = {"undecided": [], "near": [], "unsure": []}
    for number, row in enumerate(rows):
        for at, cell in enumerate(row.cells):
            if cell.said:
                continue
            doubt = 1.0 - cell.confidence
            if cell.status in OPEN:
                why, doubt = "undecided", 0.5
            elif cell.status == "partial" and len(cell.missing) == 1:
                why, doubt = "near", max(doubt, _NEAR)
            else:
                why = "unsure"
            kinds[why].append((-round(doubt * items[at].weight, 4), number, at))
    chosen = sorted((*line, why) for why, lines in kinds.items() for line in nsmallest(QUEUE, lines))
    made = []
    for points, number, at, why in chosen:
        cell = rows[number].cells[at]
        made.append(
            Look(number, items[at].code, why, cell.status, cell.confidence, -points, cell.url, reason=cell.cause)
        )
    return tuple(made)
