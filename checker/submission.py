"""The list of addresses that an agency submits, item by item: read from XLSX, CSV or pasted text, and written.

A list row names an item (by code in any spelling, else by name), an address, and words of explanation. An item may have
several addresses: several rows, or several addresses in one cell.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from checker.hyperlinks import hyperlinks
from config.loader import Criteria
from crawler.address import clean
from crawler.encoding import decode
from crawler.site import Link, Page
from crawler.text import fold, tidy
from reports.model import Report
from rules.match import Matcher, read
from rules.years import mentions

COLUMNS = ("ข้อ", "ชื่อข้อ", "ที่อยู่ (URL)", "คำอธิบาย")
MAX_BYTES = 20_000_000
MAX_ROWS = 20_000

# An address ends at white space, at a quotation mark or bracket, or where the next one begins.
_URL = re.compile(r"(?:https?:\s?//|(?<![\w@./-])www\.)(?:(?!https?://)[^\s<>\"“”|])+", re.IGNORECASE)
_ODD = re.compile(r"(?:javascript|file|ftp|mailto|data):[^\s]*", re.IGNORECASE)  # written as an address, and none
_TAIL = ".,;:!?)]}'’”»"
_BARE = re.compile(r"\W*0{0,2}(\d{1,2})(?:\.0)?\W*")
_HEAD_ITEM = re.compile(r"^(?:ข้อ(?:ที่)?|รหัส|ลำดับ(?:ที่)?|ที่|oit|item|no\.?|code)$")
_HEAD_NAME = re.compile(r"ชื่อข้อ|รายการ|ประเด็น|ข้อมูล|หัวข้อ|องค์ประกอบ|title|name")
_HEAD_URL = re.compile(r"url|ลิงก์|ลิงค์|ที่อยู่|link|address")


class SubmissionError(ValueError):
    """A list that cannot be read; the message says why, in Thai."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One address given for an item. ``url`` as written; ``row`` counts from 1 where the list has rows or lines."""

    item: str
    url: str
    note: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Submission:
    """A whole list. ``problems`` are Thai sentences on what was not understood, each with its row."""

    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()
    source: str = ""

    def of(self, item: str) -> tuple[Entry, ...]:
        """The item's addresses, in the order of the list."""
        return tuple(entry for entry in self.entries if entry.item == item)


@dataclass
class _Reader:
    """Takes rows of cells, one after the other, and knows which item it is at."""

    criteria: Criteria
    matcher: Matcher
    entries: list[Entry] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    item: str = ""
    loose: list[str] = field(default_factory=list)  # words that stand before the item's first address

    def __post_init__(self) -> None:
        self.codes = {_key(item.code): item.code for item in self.criteria.items}
        self.letters = sorted({_letters(item.code) for item in self.criteria.items}, key=len, reverse=True)

    def code(self, text: str, *, bare: bool) -> str:
        """The item that a text begins with the code of; "" when none. ``bare``: a number alone is one too."""
        folded = fold(unicodedata.normalize("NFKC", text))
        if bare and (found := _BARE.fullmatch(folded)):
            for letters in self.letters:
                if (known := self.codes.get(f"{letters}{int(found[1])}")) is not None:
                    return known
        for letters in self.letters:
            found = re.match(rf"\W*(?:oit|ข้อ(?:ที่)?)?\W*{re.escape(letters)}\W{{0,3}}0{{0,2}}(\d{{1,2}})(?!\d)", folded)
            if found and (known := self.codes.get(f"{letters}{int(found[1])}")) is not None:
                return known
        hint = read(text).code
        return self.codes.get(_key(hint), "") if hint else ""

    def named(self, text: str) -> str:
        """The item that a text names in words; "" when none or none surely."""
        if not 4 <= len(text) <= 300:
            return ""
        match = self.matcher.match(text, codes=True)
        return match.best or "" if not match.negative else ""

    def row(self, number: int, cells: Sequence[str], *, bare: bool) -> None:
        """Take one row. ``bare``: its first cell may be a number alone."""
        texts = [tidy(_URL.sub(" ", cell)) for cell in cells]
        urls = [url for cell in cells for url in addresses(cell)]
        odd = [found[0] for cell in cells for found in _ODD.finditer(_URL.sub(" ", cell))]
        code, at = "", -1
        for position, text in enumerate(texts[:3]):
            if text and (code := self.code(text, bare=bare or (bool(urls) and len(cells) == 1))):
                at = position
                break
        words = [text for position, text in enumerate(texts) if text and position != at]
        if at >= 0:
            rest = _after_code(texts[at], code)
            if rest:
                words.insert(0, rest)
        if not code:
            named = [(self.named(text), text) for text in words]
            code = next((found for found, _ in named if found), "")
        if code and code != self.item:
            self.item, self.loose = code, []
        title = {fold(item.title) for item in self.criteria.items if item.code == self.item}
        note = " ".join(word for word in words if fold(word) not in title and not _same_title(word, title))
        for found in odd:
            note = tidy(note.replace(found, " "))
        if not urls and not odd:
            if note and self.item:
                self._word(note, new=bool(code))
            elif note and number > 1:
                self.loose.append(note)
            return
        if not self.item:
            self.problems.append(f"แถวที่ {number}: ไม่ทราบว่าที่อยู่นี้เป็นของข้อใด: {(urls or odd)[0]}")
            return
        note = tidy(" ".join([*self.loose, note]))
        self.loose = []
        self.entries += [Entry(self.item, url, note, number) for url in (*urls, *odd)]

    def _word(self, note: str, *, new: bool) -> None:
        """Words without an address: of the address above them, else of the one to come."""
        last = self.entries[-1] if self.entries else None
        if last is not None and last.item == self.item and not new:
            self.entries[-1] = Entry(last.item, last.url, tidy(f"{last.note} {note}"), last.row)
        else:
            self.loose = [note]

    def done(self, source: str) -> Submission:
        """The list that was read. Raises SubmissionError when there is no address in it."""
        if not self.entries:
            raise SubmissionError(
                f"{source}: ไม่พบที่อยู่ของข้อใดเลย แต่ละแถวต้องมีรหัสข้อและที่อยู่ เช่น O12 https://www.example.go.th/o12 "
                "(ขอแบบฟอร์มได้ด้วย oit list --template FILE.xlsx)"
            )
        return Submission(tuple(self.entries), tuple(self.problems), source)


def addresses(text: str) -> tuple[str, ...]:
    """The web addresses written in a text, as written, without the marks that end a sentence."""
    found = []
    for match in _URL.finditer(text):
        url = match[0].replace(": //", "://")
        while url[-1:] in _TAIL and not (url[-1] == ")" and url.count("(") >= url.count(")")):
            url = url[:-1]
        found.append(url if url.lower().startswith("http") else f"https://{url}")
    return tuple(found)


def read_text(text: str, criteria: Criteria, matcher: Matcher, source: str = "") -> Submission:
    """A pasted list, an item and its address a line; lines without an item belong to the item above them."""
    reader = _Reader(criteria, matcher)
    for number, line in enumerate(text.splitlines()[:MAX_ROWS], 1):
        if line.strip():
            reader.row(number, [line.strip("\ufeff")], bare=False)
    return reader.done(source or "รายการที่วางมา")


def read_submission(path: Path, criteria: Criteria, matcher: Matcher) -> Submission:
    """A list from a file: XLSX, XLS or ODS, CSV (UTF-8 or windows-874), else text. Raises SubmissionError."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SubmissionError(f"{path}: ใหญ่เกินไปสำหรับรายการที่อยู่")
        body = path.read_bytes()
    except OSError as error:
        raise SubmissionError(f"{path}: อ่านไม่ได้ ({error.strerror})") from error
    if body[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        return _from_rows(workbook_rows(path, body), criteria, matcher, path.name)
    text = decode(body)[0].replace("\x00", "")
    if path.suffix.lower() in (".csv", ".tsv"):
        head = text[:4000]
        mark = max((",", ";", "\t"), key=lambda each: (head.count(each), each == ","))
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=mark)]
        return _from_rows([rows], criteria, matcher, path.name)
    return read_text(text, criteria, matcher, path.name)


def workbook_rows(path: Path, body: bytes) -> list[list[list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        names = [sheet.name for sheet in book.sheets_metadata if "visible" in str(sheet.visible).lower()]
        behind = hyperlinks(body)
        return [
            [
                [_linked(_cell(value), behind.get(name, {}).get((at, column), "")) for column, value in enumerate(row)]
                for at, row in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            ]
            for name in names
        ]
    except (CalamineError, OSError, ValueError) as error:
        raise SubmissionError(f"{path}: เปิดเป็นตารางไม่ได้ ({error})") from error


def _linked(text: str, target: str) -> str:
    """A cell's text with the address behind it, unless it says one itself."""
    return text if not target or addresses(text) else f"{text} {target}".strip()


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip() if value is not None else ""


def _from_rows(sheets: Iterable[list[list[str]]], criteria: Criteria, matcher: Matcher, source: str) -> Submission:
    reader = _Reader(criteria, matcher)
    for rows in sheets:
        reader.item, reader.loose = "", []
        for number, row in enumerate(rows[:MAX_ROWS], 1):
            cells = [cell for cell in row if cell]
            if cells and not _is_head(cells):
                reader.row(number, cells, bare=True)
    return reader.done(source)


def _is_head(cells: Sequence[str]) -> bool:
    folded = [fold(cell) for cell in cells]
    named = sum(bool(_HEAD_ITEM.search(c) or _HEAD_NAME.search(c) or _HEAD_URL.search(c)) for c in folded)
    return len(cells) > 1 and named >= 2 and not any(addresses(cell) for cell in cells) and max(map(len, cells)) < 60


def from_report(report: Report) -> Submission:
    """The list to submit by a stored run; the evidence's titles stand as explanations."""
    entries = []
    for finding in report.findings:
        titles = {evidence.url: evidence.title for evidence in finding.evidence}
        entries += [Entry(finding.item, url, tidy(titles.get(url, ""))) for url in finding.submit]
    return Submission(tuple(entries), (), report.host)


def from_page(page: Page, criteria: Criteria, matcher: Matcher, year: int = 0) -> Submission:
    """The list that the agency's own page of the assessment makes: its links, by the row or heading they stand in.

    ``year``: the assessed year; what stands under the heading of another one is left out. 0: everything.
    """
    reader = _Reader(criteria, matcher)
    found: dict[tuple[str, str], Entry] = {}
    for link in page.links:
        if link.place not in ("main", "aside") or link.tag in ("form", "meta") or link.dead or not link.url:
            continue
        item = _item_of(link, reader)
        if item and year and _of_another_year(link, reader, year):
            continue
        if item and link.url != page.url:
            target = f"{link.url}#{link.fragment}" if link.fragment else link.url
            found.setdefault((item, target), Entry(item, target, tidy(link.text)))
    order = {item.code: at for at, item in enumerate(criteria.items)}
    entries = tuple(sorted(found.values(), key=lambda entry: order[entry.item]))
    return Submission(entries, (), page.url)


def _item_of(link: Link, reader: _Reader) -> str:
    """The item a link answers: by its own words, its row, then the nearest headings and menu entries."""
    row = tidy(link.around.replace("\t", " "))
    texts = [link.text, row if len(row) <= 250 else "", *reversed(link.headings[-2:]), *reversed(link.menu[-1:])]
    for text in texts:
        if text and (code := reader.code(text, bare=False)):
            return code
    for text in texts:
        if text and (code := reader.named(text)):
            return code
    return ""


def _of_another_year(link: Link, reader: _Reader, year: int) -> bool:
    """Whether the nearest heading that is no item's name, and that names years, names others only."""
    for heading in reversed((*link.menu, *link.headings)):
        if reader.code(heading, bare=False) or reader.named(heading):
            continue
        if found := mentions(heading):
            return not any(mention.covers(year) for mention in found)
    return False


def as_text(submission: Submission, criteria: Criteria) -> str:
    """The list as lines "O12 https://... explanation"; an item without an address stands as a remark."""
    lines = []
    for item in criteria.items:
        entries = submission.of(item.code)
        lines += [tidy(f"{item.code} {entry.url} {entry.note}") for entry in entries]
        if not entries:
            lines.append(f"{item.code}")
    return "\n".join(lines) + "\n"


def as_csv(submission: Submission, criteria: Criteria) -> str:
    """The list as CSV text with a heading row; cells that a spreadsheet would take for a formula begin with '."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([COLUMNS, *([_plain(cell) for cell in row] for row in rows(submission, criteria))])
    return out.getvalue()


def rows(submission: Submission, criteria: Criteria) -> list[tuple[str, str, str, str]]:
    """A row per address in the columns of the form; an item without one has a row of its own, empty."""
    found = []
    for item in criteria.items:
        for entry in submission.of(item.code) or (Entry(item.code, ""),):
            found.append((item.code, item.title, entry.url, entry.note))
    return found


def write_xlsx(path: Path, submission: Submission, criteria: Criteria) -> None:
    """Write the form as XLSX, filled with ``submission``; the same list gives the same bytes."""
    from datetime import datetime

    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"created": datetime(2000, 1, 1), "title": "รายการที่อยู่ OIT"})
        head = book.add_format({"bold": True, "bg_color": "#1d4f91", "font_color": "#ffffff", "border": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        sheet = book.add_worksheet("รายการ OIT")
        sheet.freeze_panes(1, 1)
        for column, width in enumerate((7, 46, 70, 40)):
            sheet.set_column(column, column, width)
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, name, head)
        for number, row in enumerate(rows(submission, criteria), 1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell, wrap)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        about = book.add_worksheet("วิธีกรอก")
        about.set_column(0, 0, 100)
        for number, line in enumerate(_HOW):
            about.write_string(number, 0, line)


_HOW = (
    "กรอกที่อยู่ของแต่ละข้อในช่อง “ที่อยู่ (URL)” ข้อหนึ่งมีได้หลายที่อยู่ โดยเพิ่มแถวที่มีรหัสข้อเดียวกัน",
    "ใช้ที่อยู่ที่เปิดตรงถึงข้อมูลของข้อนั้นและปีนั้น ไม่ใช่หน้าแรกของเว็บไซต์ และไม่ใช่ลิงก์ย่อ",
    "ช่อง “คำอธิบาย” ใส่หรือไม่ใส่ก็ได้",
    "ตรวจรายการนี้ด้วยคำสั่ง oit verify ไฟล์นี้",
)


def _plain(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell


def _key(code: str) -> str:
    found = re.fullmatch(r"([a-z]+)\W*0*(\d+)", fold(code))
    return f"{found[1]}{int(found[2])}" if found else fold(code)


def _letters(code: str) -> str:
    return re.sub(r"[^a-z]", "", fold(code))


def _after_code(text: str, code: str) -> str:
    """What stands after the item's code in a cell or line."""
    number = re.sub(r"\D", "", code)
    thai = number.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    found = re.match(rf"[^\d๐-๙]{{0,12}}[0๐oO]{{0,3}}(?:{number}|{thai})(?![\d๐-๙])(?:\.0)?[\s.:)\]–-]*", text)
    return text[found.end() :].strip() if found else text


def _same_title(word: str, titles: Iterable[str]) -> bool:
    return any(fold(word).replace(" ", "") == title.replace(" ", "") for title in titles)


def same_address(url: str) -> str:
    """One spelling of an address, its fragment kept; "" when it is no web address."""
    base, mark, fragment = url.partition("#")
    address = clean(base)
    return f"{address}{mark}{fragment}" if address else ""
