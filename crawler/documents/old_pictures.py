"""Pictures inside RTF, and inside Word, PowerPoint and Excel files of before 2007, as far as they are simply found.

Word keeps what stands in a line of text in a stream of its own, each picture behind a head that tells its size;
PowerPoint keeps all of them one after the other, without sizes, and Excel in a record and those that continue it. Those
that float over Word's text are not found.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from io import BytesIO

import olefile  # type: ignore[import-untyped]

STREAM = 200_000_000  # bytes of one stream
RECORDS = 5_000  # of PowerPoint's pictures that are looked at
_HEAD = re.compile(b"\x44\x00[\x64\x66]\x00")  # a head of 68 bytes, then the kind "shape" or "shape from a file"
_SIGNS = re.compile(b"\xff\xd8\xff[\xc0-\xfe]|\x89PNG\r\n\x1a\n")
_BLIP = re.compile(rb"\\(?:png|jpeg)blip\b")
_HEX = re.compile(rb"[0-9a-fA-F]{40}")
_GOAL = re.compile(rb"\\(pic[wh]goal|picscale[xy])(\d{1,6})")
_TWIPS = 567.0  # a centimetre
_LEAST = 68
_DRAWINGS, _CONTINUED, _LAST = 0x00EB, 0x003C, 0x000A  # records of Excel's
_ERRORS = (OSError, struct.error, ValueError, IndexError, KeyError, AttributeError, TypeError)


def old_pictures(data: bytes, kind: str) -> list[tuple[bytes, float]]:
    """JPEG and PNG pictures of a DOC, PPT, XLS or RTF file in order, each with its square centimetres or 0."""
    if kind == "rtf":
        return list(_of_rtf(data[:STREAM]))
    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            name, found = _KEPT[kind]
            if not ole.exists(name):
                return []
            stream: bytes = ole.openstream(name).read(STREAM)
        return list(found(stream))
    except _ERRORS:
        return []


def _of_word(stream: bytes) -> Iterator[tuple[bytes, float]]:
    end = 0
    for head in _HEAD.finditer(stream):
        start = head.start() - 4
        if start < end or start + _LEAST > len(stream):
            continue  # inside the picture before: by chance
        length = struct.unpack_from("<i", stream, start)[0]
        across, down, wide, high = struct.unpack_from("<4H", stream, start + 28)  # twips, and thousandths of them
        if not _LEAST < length <= len(stream) - start:
            continue
        end = start + length
        found = _SIGNS.search(stream, start + _LEAST, end)
        if found:
            yield stream[found.start() : end], across * wide / 1000 / _TWIPS * (down * high / 1000 / _TWIPS)


def _of_slides(stream: bytes) -> Iterator[tuple[bytes, float]]:
    at = 0
    for _ in range(RECORDS):
        if at + 8 > len(stream):
            break
        length = struct.unpack_from("<I", stream, at + 4)[0]
        end = at + 8 + length
        found = _SIGNS.search(stream, at + 8, min(end, at + 100))
        if found:
            yield stream[found.start() : end], 0.0
        at = end


def _of_sheets(stream: bytes) -> Iterator[tuple[bytes, float]]:
    kept: list[bytes] = []
    at, inside = 0, False
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        inside = kind == _DRAWINGS or (inside and kind == _CONTINUED)
        if inside:
            kept.append(stream[at + 4 : at + 4 + length])
        at += 4 + length
        if kind == _LAST and kept:
            break
    drawn = b"".join(kept)
    starts = [found.start() for found in _SIGNS.finditer(drawn)][:RECORDS]
    for start, end in zip(starts, [*starts[1:], len(drawn)], strict=True):
        yield drawn[start:end], 0.0


def _of_rtf(data: bytes) -> Iterator[tuple[bytes, float]]:
    for blip in list(_BLIP.finditer(data))[:RECORDS]:
        start = _HEX.search(data, blip.end(), blip.end() + 400)
        if start is None:
            continue
        near = max(0, blip.start() - 2_000)
        words = data[max(near, data.rfind(b"\\pict", near, blip.start())) : start.start()]
        told = {name: int(number) for name, number in _GOAL.findall(words)}
        sides = [
            told.get(b"pic%cgoal" % side, 0) * told.get(b"picscale%c" % scale, 100) / 100 / _TWIPS
            for side, scale in ((b"w", b"x"), (b"h", b"y"))
        ]
        end = data.find(b"}", start.start())
        try:
            yield bytes.fromhex(data[start.start() : end if end > 0 else None].decode("ascii")), sides[0] * sides[1]
        except ValueError:
            continue


_KEPT: dict[str, tuple[str, Callable[[bytes], Iterator[tuple[bytes, float]]]]] = {
    "doc": ("Data", _of_word),
    "ppt": ("Pictures", _of_slides),
    "xls": ("Workbook", _of_sheets),
}
