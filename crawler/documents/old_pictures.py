"""Pictures inside Word and PowerPoint files of the years before 2007, as far as they can be found simply.

Word keeps what stands in a line of text in a stream of its own, each picture behind a head that tells its size;
PowerPoint keeps all of them one after the other, without sizes. Those that float over Word's text are not found.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from io import BytesIO

import olefile  # type: ignore[import-untyped]

STREAM = 200_000_000  # bytes of one stream
RECORDS = 5_000  # of PowerPoint's pictures that are looked at
_HEAD = re.compile(b"\x44\x00[\x64\x66]\x00")  # a head of 68 bytes, then the kind "shape" or "shape from a file"
_SIGNS = re.compile(b"\xff\xd8\xff[\xc0-\xfe]|\x89PNG\r\n\x1a\n")
_TWIPS = 567.0  # a centimetre
_LEAST = 68
_ERRORS = (OSError, struct.error, ValueError, IndexError, KeyError, AttributeError, TypeError)


def old_pictures(data: bytes, kind: str) -> list[tuple[bytes, float]]:
    """JPEG and PNG pictures of a DOC or PPT file in order, each with its size in square centimetres, 0 when unknown."""
    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            name = "Data" if kind == "doc" else "Pictures"
            if not ole.exists(name):
                return []
            stream: bytes = ole.openstream(name).read(STREAM)
        return list(_of_word(stream) if kind == "doc" else _of_slides(stream))
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
