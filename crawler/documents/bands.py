"""Grids of tables whose rows are told apart by lines, but whose columns only by the room between their texts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from crawler.documents.rulings import CELLS, MOST, SNAP, Grid, Line

# Points without text between two columns that no line parts: more where there are few rows to tell by.
GAPS = ((15, 4), (8, 6), (0, 10))

Box = tuple[float, float, float, float]


def banded(lines: Iterable[Line], boxes: Sequence[Box]) -> list[Grid]:
    """Grids of rows told apart by horizontal lines of one length, their columns by the gaps between the texts.

    ``boxes`` are characters: left and right edge, the line they stand on, height.
    """
    alike: list[list[Line]] = []
    for line in lines:
        group = next((group for group in alike if _alike(group[0], line)), None)
        if group is None:
            alike.append([line])
        else:
            group.append(line)
    found = []
    for group in alike[:MOST]:
        grid = _by_gaps(group[0], tuple(line.at for line in group), boxes) if len(group) > 3 else None
        if grid:
            found.append(grid)
    return found


def _alike(first: Line, second: Line) -> bool:
    return abs(first.start - second.start) <= SNAP and abs(first.end - second.end) <= SNAP


def _by_gaps(line: Line, ys: tuple[float, ...], boxes: Sequence[Box]) -> Grid | None:
    width = int(line.end - line.start) + 1
    if len(ys) > CELLS // 10 or not 0 < width < 5_000:
        return None
    filled = [bytearray(width) for _ in ys[1:]]
    for box in boxes:
        if ys[0] < box[2] < ys[-1] and _within(line, box):
            _fill(filled[min(bisect_right(ys, box[2] - 1), len(ys) - 1) - 1], line, box)
    rows = [row for row in filled if any(row)]
    if len(rows) < 3:
        return None
    most = len(rows) // 10  # a row in ten may run across the columns
    wide = [row for row in rows if any(_runs_over(row, gap) for gap in _gaps(rows, most))]
    rows = [row for row in rows if row not in wide]
    gaps = _gaps(rows, 0)
    if not gaps:
        return None
    for way in (-1, 1):
        row, far = _next_to(line, ys[0] if way < 0 else ys[-1], way, boxes, gaps)
        if any(row):  # a heading over the first line, a record under the last
            filled.insert(0 if way < 0 else len(filled), row)
            ys = (far, *ys) if way < 0 else (*ys, far)
            narrower = _gaps([*rows, row], 0)
            gaps = narrower if len(narrower) == len(gaps) else gaps
    xs = (line.start, *(line.start + (start + end) / 2 for start, end in gaps), line.end)
    cells = []
    for number, row in enumerate(filled):
        first = number * len(xs)
        cells.append([first])
        for column, gap in enumerate(gaps, 1):
            cells[-1].append(cells[-1][-1] if _runs_over(row, gap) else first + column)
    return Grid(xs, ys, tuple(map(tuple, cells)))


def _next_to(
    line: Line, edge: float, way: int, boxes: Sequence[Box], gaps: Sequence[tuple[int, int]]
) -> tuple[bytearray, float]:
    """Text in columns that goes on without a break above (-1) or below (1) an outermost line, and where it ends."""
    row = bytearray(int(line.end - line.start) + 1)
    heights = sorted(box[3] for box in boxes)
    height = heights[len(heights) // 2]
    reach = height if way < 0 else 1.6 * height
    far = 0.0
    beyond = sorted((way * (box[2] - edge), box) for box in boxes if 0 < way * (box[2] - edge) < 4 * height)
    for away, group in groupby(beyond, key=lambda found: round(found[0])):
        one = bytearray(len(row))
        found = [box for _, box in group]
        for box in found:
            _fill(one, line, box)
        if away - far > reach or not all(_within(line, box) for box in found):
            break
        if any(_runs_over(one, gap) for gap in gaps):
            break
        row = bytearray(map(max, row, one))
        far, reach = away, 1.15 * height
    return row, edge + way * (far + (0.6 if way < 0 else 0.2) * height)


def _within(line: Line, box: Box) -> bool:
    return line.start <= (box[0] + box[1]) / 2 <= line.end


def _fill(row: bytearray, line: Line, box: Box) -> None:
    start, end = max(0, round(box[0] - line.start)), min(len(row), round(box[1] - line.start))
    row[start:end] = b"\1" * max(0, end - start)


def _gaps(rows: Sequence[bytearray], most: int) -> list[tuple[int, int]]:
    """Stretches with text on both sides where at most ``most`` rows have any."""
    used = [sum(column) > most for column in zip(*rows, strict=True)]
    edges = [0, *(place for place in range(1, len(used)) if used[place] != used[place - 1]), len(used)]
    least = next(gap for count, gap in GAPS if len(rows) >= count)
    return [
        (start, end)
        for start, end in pairwise(edges)
        if start > 0 and end < len(used) and not used[start] and end - start >= least
    ]


def _runs_over(row: bytearray, gap: tuple[int, int]) -> bool:
    return all(row[gap[0] : gap[1]])
