"""Pictures inside Office files: which of them may hold text, and what OCR reads on them.

A scan pasted into a typed document is told like a scanned page among typed ones: it is a page of its own after those
of the document, unread until OCR has looked at it. Emblems, letterheads (they stand in parts of their own), what is
shown again and again, and small photographs are none.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import IO

from lxml import etree
from PIL import Image

from crawler.documents import ocr, scans, titles
from crawler.documents.office import TooLargeError, part
from crawler.documents.old_pictures import old_pictures
from crawler.documents.pictures import LEGIBLE, NOT_READ, SIDE, SMALLEST, open_picture
from crawler.documents.result import UNREADABLE, Limits, ReadResult

MOST = 200  # pictures of one file that are told
SIZE = (8_000, 30_000_000)  # bytes of a picture that may be a page
AREA = 70.0  # square centimetres as shown, a ninth of a sheet, from which a picture may be one
PIXELS = (150, 100_000)  # of its shorter side and of the whole, below which no text of that size can be read
OFTEN = 3  # places in which a picture is shown, from which it is the file's ornament
_EMU = 360_000.0  # a centimetre
_CM = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "px": 2.54 / 96, "pc": 2.54 / 6}
_LENGTH = re.compile(r"(?:^|[;\s])(width|height)\s*:\s*([\d.]+)(cm|mm|in|pt|px|pc)")
_MEASURE = re.compile(r"([\d.]+)(cm|mm|in|pt|px|pc)$")
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_GROUPS = frozenset({"grpSp", "wgp", "group", "g"})  # inside them measures are in units of their own
_Give = Callable[[], bytes]
_FAULTS = (*UNREADABLE, RuntimeError, TooLargeError, etree.LxmlError)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A picture at one place: its entry in the file, and its size there in square centimetres, 0 when not known."""

    entry: str
    area: float


def with_pictures(data: bytes, result: ReadResult, limits: Limits) -> ReadResult:
    """``result`` of an Office file with its pictures as further pages: read by OCR within ``limits``, else unread.

    A file that holds nothing else has the cause ``picture``, also when OCR read it.
    """
    if result.cause not in ("", "picture", "empty"):
        return result
    end = time.monotonic() + limits.seconds * scans.SHARE
    given = _pictures(data, result)
    if not given:
        return result
    count = len(result.pages)
    wanted = list(range(count, count + len(given)))
    pages = (*result.pages, *("" for _ in given))
    cause = "" if any(result.pages) else "picture"
    result = replace(
        result, pages=pages, page_count=result.page_count or len(pages), cause=cause, unread=_numbers(wanted)
    )
    if not limits.ocr or not ocr.models():
        return result
    found = _read(data, given, scans.order(wanted), count, limits, end)
    texts, unread = scans.merged(pages, wanted, found)
    title = result.title
    if not title and cause:
        first = next((text for text in texts if text), "")
        title = titles.of("", first.split("\n", 40)[:40], doubtful=True)
    engine = "tesseract" if cause and any(texts) else result.engine
    note = f"อ่าน OCR {len(found.texts) - len(found.unsure)} จาก {len(given)} ภาพ"
    return replace(result, title=title, pages=texts, unread=unread, engine=engine, notes=(*result.notes, note))


def read_file(data: bytes, result: ReadResult, wanted: Sequence[int], limits: Limits) -> scans.Read:
    """What OCR reads on pages (indices) of a file that was read before; ``result``: the same file without OCR."""
    end = time.monotonic() + limits.seconds * scans.SHARE
    given = _pictures(data, result)
    before = len(result.pages) - len(given)
    there = [index for index in wanted if before <= index < len(result.pages)]
    return _read(data, given, there, before, limits, end)


def _numbers(indices: Sequence[int]) -> tuple[int, ...]:
    return tuple(index + 1 for index in indices)


def _read(
    data: bytes, given: Sequence[_Give], wanted: list[int], before: int, limits: Limits, end: float
) -> scans.Read:
    draw = partial(_drawn, given, before)
    return scans.read(draw, hashlib.sha256(data).hexdigest(), wanted, limits, end)


def _drawn(given: Sequence[_Give], before: int, index: int) -> Image.Image | None:
    """A picture as OCR wants it; None of those in a format that is not known, or damaged."""
    try:
        grey = open_picture(given[index - before](), SIDE)
    except (*NOT_READ, *UNREADABLE, RuntimeError, MemoryError):
        return None
    if max(grey.size) < LEGIBLE:
        grey = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.LANCZOS)
    return grey


def _pictures(data: bytes, result: ReadResult) -> Sequence[_Give]:
    """What gives the bytes of each picture that may be a page, in the order in which they are shown."""
    if result.kind in ("doc", "ppt", "xls", "rtf"):
        fitting = (one for one, area in old_pictures(data, result.kind) if _fits(len(one), io.BytesIO(one), area))
        return [partial(bytes, one) for one in dict.fromkeys(fitting)][:MOST]
    return [partial(_entry, data, name) for name in _listed(data, result.kind, bare=not any(result.pages))]


def _entry(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def _listed(data: bytes, kind: str, *, bare: bool) -> list[str]:
    """Entries of the pictures that may be pages, in the order in which they are shown, each content once; of a file
    without a word (``bare``) wherever they stand."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            known = {one.filename: one for one in archive.infolist()}
            if not any(SIZE[0] < one.file_size < SIZE[1] and _MEDIA.search(one.filename) for one in known.values()):
                return []
            shown = [one for one in _shown(archive, kind) if one.entry in known]
            if bare and not shown:  # on a slide's ground, or with relations that are damaged
                media = sorted(filter(_MEDIA.search, known), key=lambda name: (len(name), name))
                shown = [_Shown(name, 0.0) for name in media]
            same = {one.entry: (known[one.entry].CRC, known[one.entry].file_size) for one in shown}
            often = Counter(same[one.entry] for one in shown)
            taken: dict[tuple[int, int], str] = {}
            for one in shown:
                mark = same[one.entry]
                if mark not in taken and often[mark] < OFTEN:
                    with archive.open(one.entry) as stream:
                        if _fits(mark[1], stream, one.area):
                            taken[mark] = one.entry
                if len(taken) >= MOST:
                    break
            return list(taken.values())
    except _FAULTS:
        return []


_MEDIA = re.compile(r"(?:^|/)(?:media|Pictures|ObjectReplacements)/")


def _fits(size: int, stream: IO[bytes], area: float) -> bool:
    """Whether a picture may be a page, by its bytes and its size as shown."""
    if not SIZE[0] < size < SIZE[1] or 0 < area < AREA:
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            width, height = Image.open(stream).size
    except (*NOT_READ, *UNREADABLE, RuntimeError):
        return area > 0  # drawn in a format that is not read: a sheet, a chart, nobody knows
    least, whole = PIXELS if area else (SMALLEST, SMALLEST * SMALLEST)
    return min(width, height) >= least and width * height >= whole


def _shown(archive: zipfile.ZipFile, kind: str) -> Iterator[_Shown]:
    """The pictures of a file in the order of its parts."""
    if kind in ("odt", "odp", "ods"):
        yield from _in_odf(part(archive, "content.xml"))
        return
    for name in _parts(archive, kind):
        where = _relations(archive, name)
        if where:
            yield from _in_part(part(archive, name), where)


def _parts(archive: zipfile.ZipFile, kind: str) -> list[str]:
    """The parts of an OOXML file that show pictures: its text, its slides, the drawings of its sheets."""
    if kind == "docx":
        return ["word/document.xml"]
    pattern = r"ppt/slides/slide\d+\.xml" if kind == "pptx" else r"xl/drawings/drawing\d+\.xml"
    names = [name for name in archive.namelist() if re.fullmatch(pattern, name)]
    names.sort(key=lambda name: int("".join(filter(str.isdecimal, name))))
    if kind == "pptx":
        return [name for name in names if part(archive, name).get("show") not in ("0", "false")]
    hidden = _of_hidden_sheets(archive) if kind == "xlsx" else frozenset()
    return [name for name in names if name not in hidden]


def _of_hidden_sheets(archive: zipfile.ZipFile) -> frozenset[str]:
    """Drawings on sheets that whoever opens the file does not see."""
    where = _relations(archive, "xl/workbook.xml")
    found: set[str] = set()
    for sheet in part(archive, "xl/workbook.xml").iter("{*}sheet"):
        if sheet.get("state") in ("hidden", "veryHidden"):
            found.update(_relations(archive, where.get(sheet.get(f"{_R}id") or "", "")).values())
    return frozenset(found)


def _relations(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """What the parts that one part names are called in the file, by the identity it names them with."""
    folder, _, last = name.rpartition("/")
    path = f"{folder}/_rels/{last}.rels"
    if path not in archive.namelist():
        return {}
    found = {}
    for node in part(archive, path).iter("{*}Relationship"):
        target = node.get("Target") or ""
        if node.get("TargetMode") != "External" and target:
            full = target[1:] if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found[node.get("Id") or ""] = full
    return found


def _in_part(root: etree._Element, where: dict[str, str]) -> Iterator[_Shown]:
    for node in root.iter("{*}blip", "{*}imagedata"):
        entry = where.get(node.get(f"{_R}embed") or node.get(f"{_R}id") or "")
        above = [one for one in node.iterancestors() if isinstance(one.tag, str)]
        names = [etree.QName(one).localname for one in above]
        if entry is None or "Fallback" in names:  # told again for older programs
            continue
        yield _Shown(entry, 0.0 if _GROUPS.intersection(names) else _area(above))


def _area(above: Sequence[etree._Element]) -> float:
    """Square centimetres by the nearest element around a picture that tells its size; 0 when none does."""
    for one in above:
        for size in (*one.iterchildren("{*}extent"), *one.iterfind("{*}spPr/{*}xfrm/{*}ext")):
            across, down = size.get("cx") or "", size.get("cy") or ""
            if across.isdecimal() and down.isdecimal():
                return int(across[:12]) / _EMU * (int(down[:12]) / _EMU)
        measures = {name: float(number) * _CM[unit] for name, number, unit in _lengths(one.get("style") or "")}
        if len(measures) == 2:
            return measures["width"] * measures["height"]
    return 0.0


def _lengths(style: str) -> list[tuple[str, str, str]]:
    return [(name, number, unit) for name, number, unit in _LENGTH.findall(style) if number.count(".") < 2]


def _in_odf(root: etree._Element) -> Iterator[_Shown]:
    for node in root.iter("{*}image"):
        entry = (node.get(_HREF) or "").removeprefix("./")
        frame = node.getparent()
        sides = [
            float(found[1]) * _CM[found[2]]
            for name in ("width", "height")
            if frame is not None and (found := _MEASURE.match(frame.get(_SVG + name) or "")) and found[1].count(".") < 2
        ]
        yield _Shown(entry, sides[0] * sides[1] if len(sides) == 2 else 0.0)
