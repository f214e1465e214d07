"""What reading a file gives, and how its kind is known from its bytes."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from crawler.site import Table

_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True)
class ReadResult:
    """Text of one file.

    ``pages`` is text page by page, or sheet by sheet; ``page_count`` how many it has, read or not. ``cause`` is "" when
    it was read, else a word of ``crawler.site.Document``; text may be there beside a cause when only part was readable.
    ``engine`` names what read it; ``notes`` say in Thai what was left out (hidden sheets, members of an archive).
    ``unread`` are the pages, from 1, whose text was not read: scanned, broken letters, or not to be opened. Pictures in
    an Office file that may hold text stand as pages after its own.
    """

    kind: str
    title: str = ""
    pages: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    page_count: int = 0
    cause: str = ""
    engine: str = ""
    notes: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()

    def bounded(self, most: int) -> ReadResult:
        """The same with no more than ``most`` characters of text, and as many in tables; a note says what was cut."""
        pages, cut = _first(self.pages, len, most)
        tables, lost = _first(self.tables, _length, most)
        if not cut and not lost:
            return self
        notes = (*self.notes, f"ข้อความยาวเกินกำหนด อ่าน {len(pages)} ส่วนแรกจาก {len(self.pages)}")
        unread = tuple(number for number in self.unread if number <= len(pages))
        return replace(self, pages=pages, tables=tables, notes=notes, unread=unread)

    def because(self, cause: str) -> ReadResult:
        """The same with another cause."""
        return replace(self, cause=cause)


def _first(parts: tuple[_Part, ...], length: Callable[[_Part], int], most: int) -> tuple[tuple[_Part, ...], bool]:
    """The first parts whose lengths together do not exceed ``most``, and whether any was left out."""
    total = 0
    for number, part in enumerate(parts):
        total += length(part)
        if total > most:
            return parts[:number], True
    return parts, False


def _length(table: Table) -> int:
    return sum(len(cell) + 1 for row in table.rows for cell in row)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of reading one file: seconds, pages, and how much is read by OCR."""

    seconds: float = 30.0
    pages: int = 600
    ocr: bool = True
    ocr_pages: int = 5
    ocr_cache: str = ""  # file that keeps what OCR read; "" keeps nothing


KINDS = frozenset(re.findall(r"\w+", "pdf docx doc xlsx xls xlsb ods odt pptx ppt odp csv txt rtf zip rar 7z"))
# Endings that stand for another kind's format.
_SAME = {"docm": "docx", "dotx": "docx", "dot": "doc", "xlsm": "xlsx", "pps": "ppt", "ppsx": "pptx", "htm": "html"}
IMAGES = frozenset(("jpg", "jpeg", "png", "gif", "bmp", "webp", "tif", "tiff", "svg", "heic", "avif"))
_TYPES = {
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "text/csv": "csv",
    "text/plain": "txt",
}
_MAGIC = (
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
)
# What the zip reader raises on files that are none or are damaged (RuntimeError means an encrypted entry).
UNREADABLE = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, EOFError, NotImplementedError)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_PARTS = (("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("PowerPoint", "ppt"), ("Workbook", "xls"))
_PAGE = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|script|meta)\b", re.I | re.S
)
PUBLISHED = 2_000_000  # bytes in which a page tells that it is a published text: rules of style come first
_WAFFLE = re.compile(rb"""<table\b[^>]{0,200}class=["']?waffle\b""")
_PUBLISHED = re.compile(rb"""<div\b[^>]{0,200}\bid=["']?contents\b|""" + _WAFFLE.pattern)
# Elements that a site's pages have and an export of a table has not.
_OF_SITES = (b"<script", b"<nav", b"<form", b"<iframe", b'rel="stylesheet"', b"<footer")


def ending(url: str) -> str:
    """The file ending of an address in lower case, without the dot; "" when it has none."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        path = url
    name = path.rstrip().rpartition("/")[2]
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def guessed(data: bytes, url: str, content_type: str) -> str:
    """Kind of a file by its name, the server's word and its first bytes, without opening it."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    mark = next((kind for mark, kind in _MAGIC if mark != b"BM" and data.startswith(mark)), "")
    return mark or _named(url, content_type)


def _named(url: str, content_type: str) -> str:
    named = _SAME.get(ending(url), ending(url))
    declared = _TYPES.get(content_type.partition(";")[0].strip().lower(), "")
    return named if named in KINDS else "image" if named in IMAGES else declared or "other"


def kind_of(data: bytes, url: str, content_type: str) -> tuple[str, str]:
    """Kind of a file (see ``Document.kind``) and a cause that its first bytes already show, else ""."""
    guess = _named(url, content_type)
    if not data.strip(b"\0 \t\r\n"):
        return guess, "empty"
    if b"%PDF-" in data[:1024]:
        return "pdf", ""
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, guess)
    if data.startswith(_OLE):
        return _ole(data, guess)
    for mark, kind in _MAGIC:
        if data.startswith(mark) and (mark != b"BM" or guess == "image"):
            return kind, ""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image", ""
    if guess in ("xls", "xlsx", "doc", "docx", "csv") and exported(data):
        return guess, ""
    if guess == "other" and is_published(data):
        return ("xls" if _WAFFLE.search(data[:PUBLISHED]) else "doc"), ""
    if _PAGE.match(data[:4096]) and guess not in ("txt", "csv"):
        return guess, "html"
    if guess in ("txt", "csv", "image"):
        return guess, ""
    if guess == "other":
        return "other", "unsupported"
    return guess, "damaged"  # named a document, and none of its marks is there


def is_published(data: bytes) -> bool:
    """Whether a page is one by which Google shows a published text or sheet."""
    head = data[:PUBLISHED]
    return b"docs.google.com" in head and bool(_PUBLISHED.search(head))


def exported(data: bytes) -> bool:
    """Whether a file named as a sheet or a text is markup that an Office program or a system's export wrote."""
    if is_published(data):
        return True
    head = data[:4096].replace(b"\0", b"").lower()
    if b"<" not in head[:8] and not head.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<"):
        return False
    if b"urn:schemas-microsoft-com:office" in head:
        return True
    body = data[:400_000].replace(b"\0", b"").lower()
    return b"<table" in body and body.count(b"<tr") > 1 and not any(mark in body for mark in _OF_SITES)


def _zipped(data: bytes, guess: str) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist()[:5000])
            mime = ""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mime = archive.read("mimetype").decode("ascii", "replace")
    except (*UNREADABLE, RuntimeError):
        return (guess if guess != "other" else "zip"), "damaged"
    for part, kind in (
        ("word/document.xml", "docx"),
        ("xl/workbook.xml", "xlsx"),
        ("xl/workbook.bin", "xlsb"),
        ("ppt/presentation.xml", "pptx"),
    ):
        if part in names:
            return kind, ""
    for word, kind in (("spreadsheet", "ods"), ("presentation", "odp"), ("text", "odt")):
        if "opendocument." + word in mime:
            return kind, ""
    return "zip", ""


def _ole(data: bytes, guess: str) -> tuple[str, str]:
    parts = [kind for name, kind in _OLE_PARTS if name.encode("utf-16-le") in data]
    if "encrypted" in parts:
        return guess, "encrypted"
    if parts:  # a text may hold a sheet, and a sheet a text
        return (guess if guess in parts else parts[0]), ""
    if "Book".encode("utf-16-le") in data:
        return "xls", ""
    return (guess, "") if guess in ("doc", "xls", "ppt") else ("other", "unsupported")
