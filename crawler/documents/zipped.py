"""ZIP archives of documents: every member read as a file of its own, one level deep, within the limits of one file."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

from crawler.causes import thai
from crawler.documents.result import UNREADABLE, Limits, ReadResult, ending
from crawler.encoding import decode

NAMES = 2_000  # names listed
MEMBERS = 40  # files read
MEMBER = 40_000_000  # bytes of one, unpacked
UNPACKED = 150_000_000  # bytes of all
RATIO = 200  # unpacked to packed, above which a large member is a bomb
SHARE = 0.6  # of the time for the file, after which no further member is begun
_ENDS = frozenset(("pdf", "docx", "doc", "xlsx", "xls", "ods", "odt", "pptx", "ppt", "odp", "csv", "txt", "rtf"))
_CLOSED = frozenset(("zip", "rar", "7z"))

Read = Callable[[bytes, str, str, Limits], ReadResult]


def read_zip(data: bytes, limits: Limits, read: Read) -> ReadResult:
    """The names of all files as the first page, then the pages of each document under its name, read with ``read``.

    The cause is that of the members when none could be read; archives inside are not opened.
    """
    end = time.monotonic() + limits.seconds * SHARE
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _members(archive, limits, read, end)
    except UNREADABLE:
        return ReadResult("zip", cause="damaged", engine="zip")


def _members(archive: zipfile.ZipFile, limits: Limits, read: Read, end: float) -> ReadResult:
    infos = [info for info in archive.infolist()[:NAMES] if not info.is_dir()]
    named = sorted((_name(info), number) for number, info in enumerate(infos))
    joined = ReadResult("zip", "", ("\n".join(name for name, _ in named),), engine="zip")
    notes: list[str] = []
    causes: list[str] = []
    done = unpacked = 0
    for name, number in named:
        info = infos[number]
        kind = ending("x:/" + name.replace("\\", "/"))
        if kind not in _ENDS and kind not in _CLOSED:
            continue
        cause = "unsupported" if kind in _CLOSED else _refused(info, done, unpacked, end)
        result = ReadResult(kind, cause=cause)
        if not cause:
            body, cause = _unpacked(archive, info)
            unpacked += len(body)
            done += 1
            seconds = max(1.0, end - time.monotonic())
            result = (
                read(body, "x:/" + name, "", replace(limits, seconds=seconds)) if not cause else result.because(cause)
            )
        if result.cause:
            causes.append(result.cause)
            notes.append(f"{name}: {thai(result.cause)}")
        notes += [f"{name}: {note}" for note in result.notes]
        if result.pages:
            pages = (f"{name}\n{result.pages[0]}", *result.pages[1:])
            tables = tuple(replace(table, name=f"{name} {table.name}".strip()) for table in result.tables)
            joined = replace(
                joined,
                title=joined.title or result.title,
                pages=(*joined.pages, *pages),
                unread=(*joined.unread, *(len(joined.pages) + number for number in result.unread)),
                tables=(*joined.tables, *tables),
                page_count=joined.page_count + result.page_count,
            )
    cause = "" if infos else "empty"
    if causes and len(joined.pages) == 1:
        cause = next((one for one in causes if one != "unsupported"), "unsupported")
    count = max(1, joined.page_count)
    return replace(joined, pages=joined.pages if infos else (), page_count=count, cause=cause, notes=tuple(notes))


def _refused(info: zipfile.ZipInfo, done: int, unpacked: int, end: float) -> str:
    if done >= MEMBERS or info.file_size > MEMBER or unpacked + info.file_size > UNPACKED:
        return "too_large"
    if info.file_size > 5_000_000 and info.file_size > RATIO * max(1, info.compress_size):
        return "too_large"
    return "timeout" if time.monotonic() > end else ""


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> tuple[bytes, str]:
    try:
        with archive.open(info) as stream:
            body = stream.read(MEMBER + 1)
    except RuntimeError as error:
        if isinstance(error, NotImplementedError):
            return b"", "unsupported"
        return b"", "encrypted"
    except UNREADABLE:
        return b"", "damaged"
    return (b"", "too_large") if len(body) > MEMBER else (body, "")


def _name(info: zipfile.ZipInfo) -> str:
    """A name as written; those without the UTF-8 flag are Thai in one byte a letter more often than the standard's."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return decode(info.filename.encode("cp437"), "")[0]
    except UnicodeEncodeError:
        return info.filename
