"""Digits told by their shape in the picture of a page, because tesseract knows no ๔ ๖ ๗ ๘ ๙.

A small network (``digits.json``, trained by ``scripts/train_digits.py`` on rendered glyphs of free Thai fonts) says of
every connected piece of ink which digit it is, or that it is none. It is asked only where the text that tesseract gave
may be a digit, and believed only when it is sure.
"""

from __future__ import annotations

import base64
import json
import math
import re
from functools import lru_cache
from importlib import resources
from operator import mul
from typing import NamedTuple

from PIL import Image

DIGITS = "๐๑๒๓๔๕๖๗๘๙0123456789"
SIDE = 26  # pixels of the square that a glyph is scaled into
GRID = 6
WAYS = 8
SMALLEST = 9  # pixels: pieces lower than that are dots and dirt
LARGEST = 140
MOST = 20_000  # pieces of ink of one page above which the page is a photograph
_ROOTS = [round((255 * value) ** 0.5) for value in range(256)]
_INK = re.compile(b"\x01+")


class Blob(NamedTuple):
    """The box of one connected piece of ink, right and bottom outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return self.right - self.left


def threshold(picture: Image.Image) -> int:
    """The grey that best parts ink from paper (Otsu's)."""
    counts = picture.histogram()[:256]
    total = sum(counts)
    whole = sum(grey * count for grey, count in enumerate(counts))
    best, chosen = -1.0, 128
    below = weight = 0
    for grey, count in enumerate(counts):
        below += count
        weight += grey * count
        if not below or below == total:
            continue
        apart = (whole * below - weight * total) ** 2 / (below * (total - below))
        if apart > best:
            best, chosen = apart, grey
    return chosen


def blobs(picture: Image.Image) -> list[Blob]:
    """Connected pieces of ink of a grey picture, from ``SMALLEST`` to ``LARGEST`` pixels high; none of a photograph."""
    level = threshold(picture)
    width, height = picture.size
    ink = picture.point([1 if grey <= level else 0 for grey in range(256)]).tobytes()
    parent: list[int] = []
    boxes: list[list[int]] = []

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    above: list[tuple[int, int, int]] = []
    for row in range(height):
        here: list[tuple[int, int, int]] = []
        near = 0
        for run in _INK.finditer(ink, row * width, (row + 1) * width):
            left, right = run.start() - row * width, run.end() - row * width
            mine = -1
            while near < len(above) and above[near][1] < left:
                near += 1
            look = near
            while look < len(above) and above[look][0] <= right:
                other = root(above[look][2])
                if mine < 0:
                    mine = other
                elif other != mine:
                    parent[other] = mine
                    a, b = boxes[mine], boxes[other]
                    boxes[mine] = [min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])]
                look += 1
            if mine < 0:
                mine = len(parent)
                parent.append(mine)
                boxes.append([left, row, right, row + 1])
            else:
                box = boxes[mine]
                box[0], box[2], box[3] = min(box[0], left), max(box[2], right), row + 1
            here.append((left, right, mine))
        above = here
    found = [
        Blob(*boxes[at])
        for at in range(len(parent))
        if parent[at] == at and SMALLEST <= boxes[at][3] - boxes[at][1] <= LARGEST
    ]
    return found if len(found) <= MOST else []


def features(picture: Image.Image, box: Blob) -> list[int]:
    """How the edges of a piece run and where: ``WAYS`` directions in a grid of ``GRID`` by ``GRID`` cells, 0 to 255.

    Edges are told rather than ink, because fonts differ in how thick they draw the same strokes.
    """
    crop = picture.crop(box)
    greys = crop.tobytes()
    low, high = min(greys), max(greys)
    spread = max(1, high - low)
    inner = SIDE - 4
    longer = max(crop.size)
    size = (max(1, round(inner * crop.width / longer)), max(1, round(inner * crop.height / longer)))
    small = crop.point([min(255, max(0, (high - grey) * 255 // spread)) for grey in range(256)])
    square = Image.new("L", (SIDE, SIDE), 0)
    square.paste(small.resize(size, Image.Resampling.BILINEAR), ((SIDE - size[0]) // 2, (SIDE - size[1]) // 2))
    ink = square.tobytes()
    maps = [bytearray(SIDE * SIDE) for _ in range(WAYS)]
    for row in range(1, SIDE - 1):
        for at in range(row * SIDE + 1, row * SIDE + SIDE - 1):
            across = ink[at + 1] - ink[at - 1]
            down = ink[at + SIDE] - ink[at - SIDE]
            if not across and not down:
                continue
            wide, high = abs(across), abs(down)
            slanted = (3 if across < 0 else 1) if down > 0 else (5 if across < 0 else 7)
            if wide > high:
                maps[4 if across < 0 else 0][at] = wide - high
                maps[slanted][at] = high
            else:
                maps[2 if down > 0 else 6][at] = high - wide
                maps[slanted][at] = wide
    told: list[int] = []
    for one in maps:
        cells = Image.frombytes("L", (SIDE, SIDE), bytes(one)).resize((GRID, GRID), Image.Resampling.BILINEAR)
        told.extend(_ROOTS[value] for value in cells.tobytes())
    return told


class Network:
    """Two layers of weights, as the data file holds them: eight bits each, with a scale and a bias per unit."""

    def __init__(self, known: dict[str, object]) -> None:
        self.classes = str(known["classes"])
        self._first = _layer(known["first"])
        self._second = _layer(known["second"])

    def weigh(self, ink: list[int]) -> list[float]:
        """The probability of every class, in the order of ``classes``."""
        hidden = [max(0.0, bias + scale * sum(map(mul, row, ink))) for row, scale, bias in self._first]
        out = [bias + scale * sum(map(mul, row, hidden)) for row, scale, bias in self._second]
        most = max(out)
        powers = [math.exp(value - most) for value in out]
        total = sum(powers)
        return [power / total for power in powers]


def _layer(known: object) -> list[tuple[list[int], float, float]]:
    assert isinstance(known, dict)
    raw = base64.b85decode(known["weights"])
    size = len(raw) // len(known["bias"])
    signed = [value - 256 if value > 127 else value for value in raw]
    return [
        (signed[at * size : (at + 1) * size], scale, bias)
        for at, (scale, bias) in enumerate(zip(known["scale"], known["bias"], strict=True))
    ]


@lru_cache(maxsize=1)
def network() -> Network:
    """The network of the data file beside this module."""
    text = resources.files("crawler.documents").joinpath("digits.json").read_text("utf-8")
    return Network(json.loads(text))
