"""A picture of the place in a document where quoted words stand: the words marked, the page around them.

Runs in the process that reads files. Whatever the size of a page, no more pixels are drawn than are shown, and the
picture is always one drawn here, never a file of the site's.
"""

from __future__ import annotations

import ctypes
import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]
from PIL import Image, ImageChops, ImageDraw, ImageOps

from crawler.documents.marking import folded, found
from crawler.documents.pictures import NOT_READ, PIXELS

WIDTH = 900  # pixels of a picture
HEIGHT = 420  # of a picture of marked words, at the least
TALLEST = 900  # of a whole page, or of marked words that need more
WINDOW = 842.0  # points (A4, lying) that a picture shows at most side by side
LARGEST = 2.5  # pixels a point: small pages are not blown up further
CHARACTERS = 60_000  # of one page that are looked through
BYTES = 60_000  # a picture should not be larger
_QUALITIES = (64, 48, 34, 22)

Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels of the whole page


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture as WebP. ``page`` counts from 1; ``marked``: the words were found and are marked."""

    data: bytes
    width: int
    height: int
    marked: bool
    page: int = 0


def shot_of(data: bytes, kind: str, quote: str, page: int) -> Shot | None:
    """The place of ``quote`` in a document; ``page`` is where it was read, from 1, 0 when not known. None: no picture.

    Raises what the libraries raise on damaged files.
    """
    if kind == "pdf":
        return _of_pdf(data, quote, page)
    return _of_picture(data) if kind == "image" else None


def webp(picture: Image.Image) -> bytes:
    """The picture encoded anew, as small as ``BYTES`` where that can be had."""
    data = b""
    for quality in _QUALITIES:
        stream = io.BytesIO()
        picture.save(stream, "WEBP", quality=quality, method=4)
        data = stream.getvalue()
        if len(data) <= BYTES:
            break
    return data


def mark(picture: Image.Image, boxes: Sequence[Box], frames: Sequence[Box] = ()) -> Image.Image:
    """The picture with ``boxes`` tinted yellow and framed red, ``frames`` only framed."""
    tint = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(tint)
    for box in boxes:
        draw.rectangle(box, fill=(255, 240, 120))
    marked = ImageChops.multiply(picture, tint)
    draw = ImageDraw.Draw(marked)
    for left, top, right, bottom in (*boxes, *frames):
        draw.rectangle((left - 2, top - 2, right + 2, bottom + 2), outline=(200, 20, 20), width=2)
    return marked


def _of_picture(data: bytes) -> Shot | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            picture = Image.open(io.BytesIO(data))
            if picture.width * picture.height > PIXELS:
                return None
            picture.draft("RGB", (WIDTH, TALLEST))
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
        except NOT_READ:
            return None
    upright.thumbnail((WIDTH, TALLEST))
    ground = Image.new("RGBA", upright.size, "white")
    ground.alpha_composite(upright)
    return Shot(webp(ground.convert("RGB")), ground.width, ground.height, False, 1)


def _of_pdf(data: bytes, quote: str, page: int) -> Shot | None:
    document = pdfium.PdfDocument(data)
    try:
        index = page - 1 if 0 < page <= len(document) else 0
        sheet = document[index]
        try:
            width, height = sheet.get_size()
            if width < 1 or height < 1:
                return None
            scale = min(WIDTH / min(width, WINDOW), LARGEST)
            boxes = _boxes(sheet, quote, scale)
            if boxes:
                return _around(sheet, boxes, scale, index + 1)
            scale = min(WIDTH / width, TALLEST / height, LARGEST)
            picture = sheet.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
            return Shot(webp(picture), picture.width, picture.height, False, index + 1)
        finally:
            sheet.close()
    finally:
        document.close()


def _around(sheet: pdfium.PdfPage, boxes: list[Box], scale: float, page: int) -> Shot:
    """The part of a page around the boxes."""
    whole = [side * scale for side in sheet.get_size()]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    size = (min(whole[0], WIDTH), min(whole[1], max(HEIGHT, min(bottom - top + 120, TALLEST))))
    x = _window(left, right, size[0], whole[0])
    y = _window(top, bottom, size[1], whole[1])
    crop = (x, whole[1] - y - size[1], whole[0] - x - size[0], y)
    bitmap = sheet.render(scale=scale, crop=tuple(max(0.0, side / scale) for side in crop), may_draw_forms=False)
    picture = bitmap.to_pil().convert("RGB")
    shown = [(box[0] - x, box[1] - y, box[2] - x, box[3] - y) for box in boxes]
    picture = mark(picture, [box for box in shown if box[1] < size[1] and box[0] < size[0]])
    return Shot(webp(picture), picture.width, picture.height, True, page)


def _window(begin: float, end: float, size: float, whole: float) -> float:
    """Where a window of ``size`` begins that shows what lies between ``begin`` and ``end``, or its beginning."""
    at = (begin + end - size) / 2 if end - begin < size else begin - 40
    return float(int(max(0.0, min(at, whole - size))))


def _boxes(sheet: pdfium.PdfPage, quote: str, scale: float) -> list[Box]:
    """The lines of the quoted words, in pixels of the whole page from its upper left corner."""
    layer = sheet.get_textpage()
    try:
        count = min(layer.count_chars(), CHARACTERS)
        characters = [chr(raw.FPDFText_GetUnicode(layer, at) or 32) for at in range(count)]
        text, places = folded(characters)
        width, height = (round(side * scale) for side in sheet.get_size())
        lines: list[Box] = []
        for begin, end in found(text, quote):
            last: Box | None = None
            for at in range(places[begin], places[end - 1] + 1):
                box = _box(sheet, layer, at, width, height)
                if box is None:
                    continue
                if last is not None and _same_line(last, box):
                    last = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
                    lines[-1] = last
                else:
                    last = box
                    lines.append(box)
        return lines
    finally:
        layer.close()


def _box(sheet: pdfium.PdfPage, layer: pdfium.PdfTextPage, at: int, width: int, height: int) -> Box | None:
    left, bottom, right, top = layer.get_charbox(at, loose=True)
    if right <= left or top <= bottom:
        return None
    corners = [_on_paper(sheet, x, y, width, height) for x, y in ((left, bottom), (right, top))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    if max(xs) < 0 or max(ys) < 0 or min(xs) > width or min(ys) > height:
        return None
    return min(xs), min(ys), max(xs), max(ys)


def _on_paper(sheet: pdfium.PdfPage, x: float, y: float, width: int, height: int) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(sheet, 0, 0, width, height, 0, x, y, across, down)
    return float(across.value), float(down.value)


def _same_line(one: Box, other: Box) -> bool:
    shared = min(one[3], other[3]) - max(one[1], other[1])
    size = max(one[3] - one[1], 1.0)
    return shared > 0.4 * min(size, other[3] - other[1]) and -size * 2 < other[0] - one[2] < size * 3
