"""``oit read``: what the program makes of a file, for people and as JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from checker.errors import UserError
from config.settings import CrawlSettings
from crawler.causes import CAUSES
from crawler.documents.quality import letters, quality
from crawler.documents.reader import Reader
from crawler.documents.result import ReadResult
from crawler.site import Table
from crawler.text import in_ranges, tidy
from rules.content import Agency
from rules.document_item import Answer, Paper, answer
from rules.document_kind import Identity, identity
from rules.match import Matcher

KINDS = {"image": "รูปภาพ", "other": "ไฟล์ชนิดอื่น", "zip": "ไฟล์บีบอัด (ZIP)"}
ENGINES = {
    "pdfium": "ชั้นข้อความของ PDF",
    "poppler": "ชั้นข้อความของ PDF อ่านด้วย poppler เพราะไฟล์สร้างจากเบราว์เซอร์ หรือ pdfium อ่านได้ไม่ดีเท่า",
    "pdfminer": "ชั้นข้อความของ PDF อ่านด้วย pdfminer เพราะตัวอ่านอื่นให้อักษรเสีย",
    "tesseract": "OCR เพราะเป็นภาพหรือชั้นข้อความใช้ไม่ได้",
    "pillow": "เปิดเป็นรูปภาพ",
    "calamine": "อ่านแผ่นงานจากไฟล์โดยตรง",
    "doc-pieces": "อ่าน Word รุ่นเก่าจากไฟล์โดยตรง",
    "ppt-records": "อ่าน PowerPoint รุ่นเก่าจากไฟล์โดยตรง",
    "html-table": "เป็นตาราง HTML ที่ตั้งชื่อเป็นไฟล์ Office",
    "xml-sheet": "เป็นแผ่นงาน XML ของ Excel 2003",
    "rtf": "อ่าน RTF โดยตรง",
    "zip": "อ่านทุกเอกสารในไฟล์บีบอัดหนึ่งชั้น",
    "killed": "หยุดอ่านกลางคัน",
}
ROWS, WIDTH = 3, 100  # of a table, and characters of a line shown
LINES = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """One file: where, what was read of it, what it is and answers, the QR codes of a picture."""

    path: Path
    size: int
    sha256: str
    result: ReadResult
    identity: Identity
    answer: Answer
    codes: tuple[str, ...]

    @property
    def text(self) -> str:
        """All text, page under page."""
        return "\n".join(self.result.pages)


def seen(paths: Iterable[Path], settings: CrawlSettings, matcher: Matcher, own: Agency) -> Iterator[Seen]:
    """Every file read as a crawl reads it, one after another, and asked what it answers of the matcher's list.

    ``own`` is the agency on whose site it would stand, without a name when that is not known. Raises UserError when a
    file cannot be opened.
    """
    with Reader(settings) as reader:
        for path in paths:
            try:
                data = path.read_bytes()
            except OSError as error:
                raise UserError(f"เปิดไฟล์ {path} ไม่ได้: {error.strerror}") from error
            result = reader.read(data, path.resolve().as_uri(), "")
            codes = reader.codes(data) if result.kind == "image" else ()
            known = identity(result.pages, result.title)
            told = answer(Paper(result.pages, result.title, own), matcher)
            yield Seen(path, len(data), hashlib.sha256(data).hexdigest(), result, known, told, codes)


def as_json(one: Seen) -> str:
    """One line of JSON: every figure that ``as_text`` shows, with the whole text and the tables."""
    result = one.result
    return json.dumps(
        {
            "path": str(one.path),
            "size": one.size,
            "sha256": one.sha256,
            "kind": result.kind,
            "engine": result.engine,
            "cause": result.cause,
            "title": result.title,
            "pages_read": len(result.pages) - len(result.unread),
            "pages": result.page_count,
            "pages_unread": list(result.unread),
            "letters": letters(one.text),
            "health": round(quality(one.text), 3),
            "identity": {key: value for key, value in asdict(one.identity).items() if key != "quote"},
            "told_by": one.identity.quote,
            "answers": {"item": one.answer.item, "part": one.answer.part, "why": one.answer.why},
            "codes": list(one.codes),
            "notes": list(result.notes),
            "tables": [{"name": table.name, "rows": [list(row) for row in table.rows]} for table in result.tables],
            "text": list(result.pages),
        },
        ensure_ascii=False,
    )


def as_text(one: Seen) -> str:
    """Thai lines for people."""
    return "\n".join(f"  {name}: {value}" if name else f"    {value}" for name, value in _lines(one))


def _lines(one: Seen) -> Iterator[tuple[str, str]]:
    result, known = one.result, one.identity
    yield "ชนิดไฟล์", f"{KINDS.get(result.kind, result.kind.upper())} ขนาด {_size(one.size)}"
    yield "ผลการอ่าน", _outcome(result)
    if result.cause and result.cause in CAUSES:
        yield "ควรทำ", CAUSES[result.cause].advice
    if result.engine:
        yield "อ่านด้วย", f"{result.engine} – {_engine(result.engine)}"
    if result.page_count or result.pages:
        read, there = len(result.pages) - len(result.unread), max(result.page_count, len(result.pages))
        yield "จำนวนหน้า", f"อ่าน {read} จาก {there}"
    if result.unread and result.kind not in ("pdf", "zip"):
        yield "ภาพที่ยังไม่ได้อ่าน", f"{len(result.unread)} ภาพในไฟล์ ซึ่งอาจเป็นเอกสารสแกน"
    elif result.unread:
        yield "หน้าที่ยังไม่ได้อ่าน", f"{in_ranges(result.unread)} (ภาพสแกนหรือตัวอักษรอ่านไม่ออก)"
    if one.text:
        yield "ตัวอักษร", f"{letters(one.text):,} ตัว อ่านได้ถูกต้องราว {quality(one.text):.0%}"
    if known.kind:
        yield "เป็นเอกสาร", f"{known.name} – จากข้อความ “{known.quote[:WIDTH]}”"
    elif one.text:
        yield "เป็นเอกสาร", "ไม่บอกไว้ชัดเจน"
    if known.title:
        yield "ชื่อเรื่อง", known.title
    if known.agency:
        yield "หน่วยงาน", known.agency
    if known.year:
        yield "ปี", f"{known.year}–{known.until}" if known.until else str(known.year)
    elif one.text:
        yield "ปี", f"ไม่ทราบ: {known.no_year}"
    if one.text:
        yield "ตรงกับข้อ", _answers(one.answer)
    for code in one.codes:
        yield "QR", code
    for note in result.notes:
        yield "หมายเหตุ", note
    yield from _tables(result.tables)
    lines = [line for page in result.pages for line in page.split("\n") if line.strip()]
    if lines:
        yield "ข้อความต้นเอกสาร", ""
        for line in lines[:LINES]:
            yield "", _cut(line.replace("\t", " | "))


def _answers(told: Answer) -> str:
    if not told.item:
        return f"ไม่มี: {told.why}"
    return f"{told.item}{' เพียงส่วนหนึ่ง' if told.part else ''} – {told.why}"


def _outcome(result: ReadResult) -> str:
    if not result.cause:
        return "อ่านได้"
    cause = CAUSES[result.cause].thai if result.cause in CAUSES else result.cause
    return f"{cause} (ได้ข้อความบางส่วน)" if any(page.strip() for page in result.pages) else cause


def _engine(engine: str) -> str:
    if engine.startswith("libreoffice"):
        return "แปลงด้วย LibreOffice แล้วอ่าน"
    if engine.endswith("-xml") and engine not in ENGINES:
        return "อ่านเนื้อหาจากไฟล์โดยตรง"
    return ENGINES.get(engine, "ถอดรหัสอักษรตามที่ไฟล์บอก" if engine else "")


def _tables(tables: tuple[Table, ...]) -> Iterator[tuple[str, str]]:
    if not tables:
        return
    yield "ตาราง", f"{len(tables)} ตาราง"
    for table in tables[:3]:
        width = max((len(row) for row in table.rows), default=0)
        yield "", f"[{table.name or 'ไม่มีชื่อ'}] {len(table.rows)} แถว {width} คอลัมน์"
        for row in table.rows[:ROWS]:
            yield "", _cut("  " + " | ".join(row))


def _cut(text: str) -> str:
    shown = text[:1] * text.startswith(" ") + tidy(text)
    return shown if len(shown) <= WIDTH else shown[:WIDTH] + "…"


def _size(size: int) -> str:
    return (
        f"{size:,} ไบต์" if size < 10_000 else f"{size / 1000:,.0f} kB" if size < 10_000_000 else f"{size / 1e6:,.1f} MB"
    )
