"""Grids of a PDF page: the lines that a table is ruled with, and the cells they enclose.

Coordinates are those of the page as it is shown, in points, x to the right and y downwards.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as raw  # type: ignore[import-untyped]

OBJECTS = 30_000  # drawn objects of a page that are looked at
POINTS = 60_000
CROSSINGS = 400_000  # pairs of lines compared; a page with more is a drawing
FAR = 50_000.0  # points from the corner of the page; what lies further is not on it
ALONE = 500  # horizontal lines without a vertical one; more are a drawing
MOST = 60  # grids of a page; a page with more is a drawing
COLUMNS = 150  # of one grid
CELLS = 20_000  # of one grid
SNAP = 3.0  # lines this close are one; what is thinner is a line
REACH = 3.0  # gap over which two lines still meet
SHORT = 4.0
OPEN = 8.0  # how far lines stand out over the last crossing line where a table has no outer border
_DEPTH = 5

Matrix = tuple[float, float, float, float, float, float]
Turn = Callable[[float, float], tuple[float, float]]
_TURNS: dict[int, Turn] = {
    0: lambda x, y: (x, -y),
    90: lambda x, y: (y, x),
    180: lambda x, y: (-x, y),
    270: lambda x, y: (-y, -x),
}


class Line(NamedTuple):
    """A horizontal (``at`` is y) or vertical (``at`` is x) line from ``start`` to ``end``."""

    at: float
    start: float
    end: float


class Grid(NamedTuple):
    """Rows between ``ys``, columns between ``xs``; ``cells[row][column]`` is the number of the cell it belongs to."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    @property
    def area(self) -> float:
        """Square points from corner to corner."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


def turn_of(page: Any) -> Turn:
    """How a point of a pypdfium2 page's own coordinates is turned to where it is shown."""
    return _TURNS[page.get_rotation() % 360]


def grids(page: Any) -> tuple[list[Grid], list[Line]]:
    """The ruled grids of at least two columns on a pypdfium2 page, smallest first, and horizontal lines of no grid."""
    across, down = _lines(page, turn_of(page))
    if not across or len(across) * len(down) > CROSSINGS:
        return [], []
    meeting = list(_meeting(across, down))
    if sum(1 for _, columns in meeting if columns) > MOST:
        return [], []
    found: list[Grid] = []
    alone: list[Line] = []
    for rows, columns in meeting:
        grid = _grid(rows, columns) if columns else None
        if grid:
            found.append(grid)
        else:
            alone += rows
    return sorted(found, key=lambda grid: (grid.area, grid.ys, grid.xs)), sorted(alone) if len(alone) < ALONE else []


def _lines(page: Any, turn: Turn) -> tuple[list[Line], list[Line]]:
    across: list[Line] = []
    down: list[Line] = []
    left = POINTS
    for item, matrix in _paths(page):
        for points, filled in _outlines(item, matrix, turn):
            left -= len(points)
            if left < 0:
                return [], []
            if not all(abs(x) < FAR and abs(y) < FAR for x, y in points):
                continue
            xs, ys = [x for x, _ in points], [y for _, y in points]
            width, height = max(xs) - min(xs), max(ys) - min(ys)
            if height <= SNAP or width <= SNAP:  # a line, or a box so thin that it is drawn as one
                if width >= height:
                    across.append(Line((max(ys) + min(ys)) / 2, min(xs), max(xs)))
                if height >= width:
                    down.append(Line((max(xs) + min(xs)) / 2, min(ys), max(ys)))
                continue
            closed = [*points, points[0]] if filled else points
            for (x1, y1), (x2, y2) in pairwise(closed):
                if abs(y1 - y2) <= 1 < abs(x1 - x2):
                    across.append(Line((y1 + y2) / 2, min(x1, x2), max(x1, x2)))
                elif abs(x1 - x2) <= 1 < abs(y1 - y2):
                    down.append(Line((x1 + x2) / 2, min(y1, y2), max(y1, y2)))
    return _snapped(across), _snapped(down)


def _paths(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """Drawn paths of a page and of the forms in it, each with the matrix from its points to the page."""
    matrix = raw.FS_MATRIX()
    stack: list[tuple[Any, Matrix, int, int, bool]] = []
    container, outer, number, depth, form = page.raw, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0, 0, False
    for _ in range(OBJECTS):
        count = raw.FPDFFormObj_CountObjects(container) if form else raw.FPDFPage_CountObjects(container)
        if number >= count:
            if not stack:
                return
            container, outer, number, depth, form = stack.pop()
            continue
        item = (raw.FPDFFormObj_GetObject if form else raw.FPDFPage_GetObject)(container, number)
        number += 1
        kind = raw.FPDFPageObj_GetType(item)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM):
            continue
        if not raw.FPDFPageObj_GetMatrix(item, matrix):
            continue
        own = _product((matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f), outer)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield item, own
        elif depth < _DEPTH:
            stack.append((container, outer, number, depth, form))
            container, outer, number, depth, form = item, own, 0, depth + 1, True


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _outlines(item: Any, matrix: Matrix, turn: Turn) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """Corner points of each part of a path that shows, and whether the part is closed."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item, fill, stroke) or not (fill.value or stroke.value):
        return
    count = raw.FPDFPath_CountSegments(item)
    paper = not stroke.value and _is_white(item)
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    closed = bool(fill.value)
    for number in range(min(count, POINTS)):
        segment = raw.FPDFPath_GetPathSegment(item, number)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not (paper and _is_large(points)):
                yield points, closed
            points, closed = [], bool(fill.value)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(turn(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        closed = closed or bool(raw.FPDFPathSegment_GetClose(segment))
    if len(points) > 1 and not (paper and _is_large(points)):
        yield points, closed


def _is_white(item: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= 250


def _is_large(points: Sequence[tuple[float, float]]) -> bool:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) - min(xs) > SNAP and max(ys) - min(ys) > SNAP


def _snapped(lines: list[Line]) -> list[Line]:
    """Lines on nearly one height put on one, pieces that touch joined, short ones dropped."""
    joined: list[Line] = []
    group: list[Line] = []
    for line in sorted(lines):
        if group and line.at - group[0].at > SNAP:
            joined += _joined(group)
            group = []
        group.append(line)
    joined += _joined(group)
    return [line for line in joined if line.end - line.start >= SHORT]


def _joined(group: list[Line]) -> Iterator[Line]:
    if not group:
        return
    length = sum(line.end - line.start for line in group)
    at = sum(line.at * (line.end - line.start) for line in group) / length if length else group[0].at
    start, end = None, 0.0
    for line in sorted(group, key=lambda line: (line.start, line.end)):
        if start is None:
            start, end = line.start, line.end
        elif line.start - end <= REACH:
            end = max(end, line.end)
        else:
            yield Line(at, start, end)
            start, end = line.start, line.end
    if start is not None:
        yield Line(at, start, end)


def _meeting(across: list[Line], down: list[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    """Horizontal lines in groups that hang together by vertical ones, and these."""
    parent = list(range(len(across) + len(down)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for first, row in enumerate(across):
        for second, column in enumerate(down, len(across)):
            if (
                row.start - REACH <= column.at <= row.end + REACH
                and column.start - REACH <= row.at <= column.end + REACH
            ):
                parent[root(second)] = root(first)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for number, line in enumerate([*across, *down]):
        groups.setdefault(root(number), ([], []))[number >= len(across)].append(line)
    yield from (group for group in groups.values() if group[0])


def _grid(across: list[Line], down: list[Line]) -> Grid | None:
    xs = _positions(down, across)
    ys = _positions(across, down)
    if not 2 < len(xs) <= COLUMNS + 1 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > CELLS:
        return None
    columns, rows = len(xs) - 1, len(ys) - 1
    parent = list(range(columns * rows))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    beside = {x: [line for line in down if abs(line.at - x) < 0.01] for x in xs}
    under = {y: [line for line in across if abs(line.at - y) < 0.01] for y in ys}
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not _covers(beside[xs[column + 1]], ys[row], ys[row + 1]):
                parent[root(here + 1)] = root(here)
            if row + 1 < rows and not _covers(under[ys[row + 1]], xs[column], xs[column + 1]):
                parent[root(here + columns)] = root(here)
    cells = tuple(tuple(root(row * columns + column) for column in range(columns)) for row in range(rows))
    return Grid(xs, ys, cells)


def _positions(lines: list[Line], crossing: list[Line]) -> tuple[float, ...]:
    """Where lines stand, and the ends of the lines they cross where an outer border was left out."""
    places = sorted({line.at for line in lines})
    first, last = min(line.start for line in crossing), max(line.end for line in crossing)
    if first < places[0] - OPEN and sum(line.start < first + SNAP for line in crossing) > 1:
        places.insert(0, first)
    if last > places[-1] + OPEN and sum(line.end > last - SNAP for line in crossing) > 1:
        places.append(last)
    return tuple(places)


def _covers(lines: Sequence[Line], start: float, end: float) -> bool:
    """Whether lines cover more than half of a stretch."""
    covered = sum(max(0.0, min(line.end, end) - max(line.start, start)) for line in lines)
    return covered > (end - start) / 2
