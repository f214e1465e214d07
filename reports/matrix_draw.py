"""The auditor's pictures as places and sizes for SVG: heat map, distribution, progress. Units: those of the viewBox."""

from __future__ import annotations

from dataclasses import dataclass

from reports.matrix_model import Group, Matrix

LABEL, CELL, TALL, GAP = 200, 31, 27, 9  # heat map: the names' width, a cell's, its height, room between indicators
HEAD = 46
STEPS = 5  # of darkness
GROUPS = 12  # kinds that are drawn
PLOT_WIDTH, PLOT_HEIGHT, PLOT_TOP = 600, 130, 24


@dataclass(frozen=True, slots=True)
class Tile:
    """A cell of the heat map; ``step`` -1 when nobody could be judged."""

    x: int
    step: int
    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Band:
    """A row of the heat map."""

    y: int
    name: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """The heat map. ``subs``: code, name, left and width of each sub-indicator's columns."""

    width: int
    height: int
    heads: tuple[tuple[int, str], ...]
    subs: tuple[tuple[str, str, int, int], ...]
    bands: tuple[Band, ...]


def heat(matrix: Matrix) -> Heat:
    """Items by sub-indicator across; all agencies, then each kind, the most numerous first, down."""
    names = dict(matrix.levels)
    at = LABEL
    places: list[int] = []
    spans: dict[str, list[int]] = {}
    for number, item in enumerate(matrix.items):
        if number and item.sub != matrix.items[number - 1].sub:
            at += GAP
        places.append(at)
        spans.setdefault(item.sub, []).append(at)
        at += CELL
    subs = tuple((code, names.get(code, ""), own[0], own[-1] + CELL - own[0]) for code, own in spans.items())
    kinds = sorted(matrix.kinds, key=lambda kind: (-kind.rows, kind.name))[:GROUPS]
    groups = [matrix.whole, *(kinds if len(matrix.kinds) > 1 else ())]
    bands = tuple(
        Band(HEAD + number * (TALL + 2) + (6 if number else 0), group.name, _tiles(group, places))
        for number, group in enumerate(groups)
    )
    heads = tuple((place, item.code) for place, item in zip(places, matrix.items, strict=True))
    return Heat(at, bands[-1].y + TALL + 2, heads, subs, bands)


def _tiles(group: Group, places: list[int]) -> tuple[Tile, ...]:
    made = []
    for place, line in zip(places, group.items, strict=True):
        share = line.share
        step = -1 if share is None else min(int(share * STEPS), STEPS - 1)
        made.append(Tile(place, step, "–" if share is None else percent(share), line.code))
    return tuple(made)


def percent(share: float) -> str:
    """A share (0..1) as a whole percentage; only all is 100, and only none is 0."""
    rounded = round(share * 100)
    return str(min(max(rounded, 1), 99) if 0 < share < 1 else rounded)


def bars(matrix: Matrix) -> tuple[tuple[int, float, float, int, str], ...]:
    """Left, top, height, count and label of each bar of the distribution, for a plot of PLOT_HEIGHT."""
    most = max(max(matrix.bins), 1)
    wide = PLOT_WIDTH // len(matrix.bins)
    made = []
    for number, count in enumerate(matrix.bins):
        tall = round(PLOT_HEIGHT * count / most, 1)
        last = number == len(matrix.bins) - 1
        label = f"{number * 10}–{100 if last else number * 10 + 9}"
        made.append((number * wide + 3, round(PLOT_TOP + PLOT_HEIGHT - tall, 1), tall, count, label))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Progress:
    """Paths of the mean score and its range over the scans, and each scan's point."""

    line: str
    band: str
    points: tuple[tuple[float, float], ...]


def progress(matrix: Matrix) -> Progress:
    """Mean score of each scan, left to right; 0 at the bottom, 100 at the top."""
    step = (PLOT_WIDTH - 20) / max(len(matrix.nights) - 1, 1)
    at = [round(10 + number * step, 1) for number in range(len(matrix.nights))]
    points = tuple((x, _high(night.score)) for x, night in zip(at, matrix.nights, strict=True))
    above = [f"{x:g} {_high(night.high):g}" for x, night in zip(at, matrix.nights, strict=True)]
    below = [f"{x:g} {_high(night.low):g}" for x, night in zip(at, matrix.nights, strict=True)]
    return Progress(
        "M" + " L".join(f"{x:g} {y:g}" for x, y in points), "M" + " L".join([*above, *reversed(below)]) + "Z", points
    )


def _high(score: float) -> float:
    return round(PLOT_TOP + PLOT_HEIGHT * (1 - score / 100), 1)
