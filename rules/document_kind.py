"""What a document is by its own word: plan, report, order, memo ..., its title, agency and year.

Told from its first page, its own title and where it says so, never from the link that leads to it. Which item it
answers: ``rules.document_item``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from crawler.text import fold, mend, tidy
from rules.years import Statement, stated_years, statements

HEAD = 14  # lines of a page in which it says what it is
PAGES = 12  # pages looked at for what a memo covers
FORM_GAPS = 8  # places to fill in on one page, from which it may be a form
GAP_SHARE = 0.25  # of the page's characters that they take, from which it is one: filled-in papers keep some
PROSE = 150  # characters of a line, from which it is prose
LENGTH = 200
OLDEST = 2545  # no document on a site is of an earlier year: what names one names a law
_STATED = ("fiscal", "range", "year")  # ways of naming a year in which a document speaks of itself

# Thai names of the kinds, for people.
NAMES = {
    "plan": "แผน",
    "report": "รายงาน",
    "order": "คำสั่ง",
    "announcement": "ประกาศ",
    "manual": "คู่มือหรือแนวปฏิบัติ",
    "policy": "นโยบายหรือเจตจำนง",
    "code": "ประมวลจริยธรรมหรือมาตรฐาน",
    "statistics": "สถิติ",
    "list": "บัญชีหรือทะเบียน",
    "budget": "ข้อบัญญัติหรือเทศบัญญัติ",
    "structure": "โครงสร้างหรืออำนาจหน้าที่",
    "minutes": "รายงานการประชุม",
    "memo": "บันทึกข้อความ",
    "letter": "หนังสือราชการ",
    "form": "แบบฟอร์ม",
    "law": "กฎหมาย",
}
ACCOMPANYING = frozenset({"memo", "letter", "form", "law", "minutes"})

_YEAR_WORD = re.compile(r"ปี|พ\s?\.?\s?ศ|ประจำ|ค\s?\.?\s?ศ")
# Names of standing rules end in the year in which they were made: "แนวทางการเผยแพร่ข้อมูล พ.ศ. 2561".
_RULES = re.compile(
    r"(?:แนวทาง|แนวปฏิบัติ|หลักเกณฑ์|ระเบียบ|ข้อบังคับ|ข้อกำหนด|ข้อบัญญัติ|เทศบัญญัติ|มาตรฐาน|ประมวล|วิธีการ|ว่าด้วย)(?!.*(?:ปีงบ|ประจำปี|ประจำ)).*$"
)
_ONLY_YEAR = re.compile(r"^\(?พ\.?ศ\.?[\d–-]{4,9}\)?$")  # the end of the line before
_PRINTED = re.compile(r"(?:พิมพ์|ครั้งที่\d+)\S{0,12}$")
_TO_NOW = re.compile(r"\s*(?:-|–|—|ถึง)\s*ปัจจุบัน")
_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
# What any line with a word or a year on it has, and the specks that OCR makes of emblems and stamps have not.
_WORD = re.compile(r"[\u0e01-\u0e4e]{4}|[\u0e01-\u0e2e\u0e40-\u0e44]{3}|[A-Za-z]{4}|[0-9๐-๙]{4}")
# What a foreword says it stands before, up to what it is for or by whose order.
_MADE = re.compile(
    r"จัดทำ\s?((?:ร่าง)?(?:แผน|คู่มือ|รายงาน|มาตรการ|แนวทาง|สรุปผล|นโยบาย|ข้อบัญญัติ|เทศบัญญัติ).{4,160}?)"
    r"(?=เพื่อ|ขึ้น|โดย|ซึ่ง|ให้|ตาม|ฉบับ|ดังกล่าว|ทั้งนี้|ที่|และ(?!ประพฤติ))"
)
_NUMBERED = re.compile(r"(?:เลขที่|ครั้งที่)\s*$")
_DOTS = re.compile(r"[.…_]{2,}")
# A document that begins with these has no cover: it names itself in running words.
_INSIDE = re.compile(r"^(?:คำนำ|บทนำ|สารบัญ|บทที่\d|ส่วนที่\d|บทสรุปผู้บริหาร)")
_GAP = re.compile(r"[.…_]{6,}|(?:…\s?){3,}")
_NUMBER_OF_PAGE = re.compile(r"^[-–(\[ ]*\d{1,4}[-–)\] ]*$|^หน้า\s*\d+")
# Without the marks over and under letters, which OCR loses first; a few signs of noise may stand before.
_MEMO = re.compile(r"^.{0,3}?(?:\(?สาเนา\)?)?บนทกขอความ")
_GAZETTE = re.compile(r"ราชกิจจานุเบกษา")
_LAW = re.compile(
    r"^(?:\(?สำเนา\)?)?(?:พระราชบัญญัติ|พระราชกฤษฎีกา|พระราชกำหนด|กฎกระทรวง|กฎก\.?พ\.?|รัฐธรรมนูญ|ประมวลกฎหมาย|กฎหมายที่เกี่ยวข้อง"
    r"|ระเบียบ(?:กระทรวง|สำนักนายก|คณะกรรมการ|กรม|สำนักงาน)|ประกาศ(?:กระทรวง|คณะกรรมการ(?!ดำเนิน|สรรหา|สอบ|คัดเลือก|ประจำ|เลือก)|สำนักนายก)|ข้อกำหนดกระทรวง|หนังสือสั่งการ)"
)
_ACCORDING = re.compile(r"^(?:ตาม|ด้วย|โดยที่|อาศัย|อ้างถึง|พระบาทสมเด็จ)|^(?:คำนำ|บทนำ|สารบัญ)$")
_LETTER = re.compile(r"^เรียน(?!รู้|การ|ภาษา|ดี|ฟรี)")
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("minutes", re.compile(r"^(?:ร่าง)?(?:รายงาน|บันทึก|ระเบียบวาระ|วาระ|มติ)(?:การ|ที่)?ประชุม")),
    (
        "form",
        re.compile(
            r"^(?:แบบฟอร์ม|แบบคำ(?:ขอ|ร้อง)|คำร้อง(?!เรียน)|ใบสมัคร|ใบคำขอ|หนังสือ(?:ยินยอม|มอบอำนาจ)"
            r"|แบบ(?:ขอ|ยื่น|สอบถาม|บันทึก))"
        ),
    ),
    ("order", re.compile(r"^คำสั่ง")),
    ("announcement", re.compile(r"^(?:\(?สำเนา\)?)?ประกาศ(?!นียบัตร|เกียรติ)")),
    ("budget", re.compile(r"^(?:ร่าง)?(?:ข้อบัญญัติ|เทศบัญญัติ|เอกสารงบประมาณรายจ่าย)")),
    ("law", _LAW),
    ("code", re.compile(r"^(?:ประมวลจริยธรรม|มาตรฐานทางจริยธรรม|ข้อกำหนดจริยธรรม|จรรยาบรรณ|ข้อบังคับ\S*จริยธรรม)")),
    ("policy", re.compile(r"^(?:เจตจำนง|เจตนารมณ์|การประกาศเจต|นโยบาย|คำแถลงนโยบาย|nogift)")),
    (
        "statistics",
        re.compile(r"^(?:ข้อมูล(?:เชิง)?สถิติ|สถิติ|ตาราง(?:แสดง)?(?:สถิติ|จำนวน)|จำนวน(?:ผู้|เรื่อง)|ผลสำรวจความพึงพอใจ)"),
    ),
    (
        "report",
        re.compile(
            r"^(?:แบบ|การ|สรุป|ข้อมูล)*(?:รายงาน|สรุปผล|สรุป(?=ราย|การ)|ผล(?=การ|ความ)|ติดตาม(?:และประเมิน)?ผล|(?:การ)?(?:วิเคราะห์|ประเมิน)"
            r"(?:ผล|ความเสี่ยง)|ขอรายงาน|แบบสขร)"
        ),
    ),
    (
        "manual",
        re.compile(
            r"^(?:คู่?มือ|แนวทาง|แนวปฏิบัติ|ขั้นตอน|มาตรฐานการปฏิบัติงาน|แผนผังขั้นตอน|หลักเกณฑ์|มาตรการ|วิธี|ระเบียบ|คำแนะนำ|กระบวนงาน)"
        ),
    ),
    (
        "plan",
        re.compile(
            r"^(?:\(?ร่าง\)?)?(?:แผน(?!ที่(?!ทางเดิน)|ก(?!าร|ลยุทธ))|ยุทธศาสตร์|ปฏิทิน(?:การ)?ปฏิบัติ|กรอบ(?:ทิศทาง|อัตรา)|โครงการ)"
        ),
    ),
    ("structure", re.compile(r"^(?:โครงสร้าง|แผนภูมิ|แผนผัง(?:โครงสร้าง|องค์กร)|อำนาจหน้าที่|ภารกิจ)")),
    ("list", re.compile(r"^(?:บัญชี|รายชื่อ|ทะเบียน|ทำเนียบ|รายการ|ตาราง|ประมวลภาพ|รายละเอียด)")),
)
_SUBJECT = re.compile(r"^(?:[A-Za-z.]{1,3}\s)?เ[รจ][ิีึื]?่?อง(?!เดิม)[\s.:：]*")
_INTRO = re.compile(
    r"^(?:เรื่อง|การ(?:ใช้|ประกาศใช้|เผยแพร่|รายงาน(?=ผล))|ประกาศใช้|ใช้|ขออนุมัติเผยแพร่"
    r"|ขอ(?:ส่ง|เผยแพร่|อนุมัติ|ความเห็นชอบ))+"
)
_AGENCY = re.compile(
    r"(?:องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:ตำบล|เมือง|นคร)|โรงพยาบาล(?:ส่งเสริมสุขภาพตำบล)?|สำนักงานสาธารณสุข(?:อำเภอ|จังหวัด)"
    r"|สำนักงานเขตพื้นที่การศึกษา\S{0,30}|สถานีตำรวจ(?:ภูธร|นครบาล)|โรงเรียน|วิทยาลัย(?:เทคนิค|การอาชีพ|อาชีวศึกษา|พยาบาล)?|มหาวิทยาลัย"
    r"|เรือนจำ(?:กลาง|จังหวัด|อำเภอ)?|กระทรวง|กรม(?=[ก-ฮ])|สำนักงาน(?=[ก-ฮเแโใไ])|สถาบัน(?=[ก-ฮ]))[\u0e01-\u0e4e]{2,40}"
    r"(?:\s?\(องค์การมหาชน\))?"
)
_TAIL = re.compile(
    r"(?:ประจำปี|ประจำ|ปีงบ|เรื่อง|ที่$|ว่าด้วย|ได้|มี(?!นบุรี)|เป็น|จะ|โดย|(?<!สาธารณสุข)(?:อำเภอ|จังหวัด)|(?<=[ก-ฮ])และ"
    r"|ซึ่ง|ตาม).*$"
)
_NO_AGENCY = re.compile(
    r"^(?:โรงเรียน(?:ใน|ของ|ทุก)|สำนักงาน(?:ปลัด$|ของ|ที่)|กรม(?:การ|ทั่ว)|โรงพยาบาล(?:ใน|ของ|ทุก|ชุมชน$)|สถาบันพระมหา"
    r"|องค์การบริหารส่วน(?:ตำบล|จังหวัด)$)"
)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says it is.

    ``kind`` is a key of ``NAMES``, "" when it does not say; ``about`` the kind of what it is about (an announcement of
    a plan, a memo over a report), "" when none; ``year`` is Buddhist, with ``until`` of a range, 0 when it names none.
    """

    kind: str
    about: str
    title: str
    agency: str
    year: int
    until: int
    quote: str  # the words by which the kind is told
    no_year: str = ""  # why the year is not known, in Thai
    year_words: str = ""  # the words by which the year is told

    @property
    def name(self) -> str:
        """The kind in Thai, with what it is about; "" when it is not known."""
        if not self.kind:
            return ""
        return NAMES[self.kind] + (f" ({NAMES[self.about]})" if self.about and self.about != self.kind else "")


@lru_cache(maxsize=4096)
def identity(pages: tuple[str, ...], title: str = "") -> Identity:
    """What ``pages`` and the document's own title say it is."""
    title = tidy(mend(title))
    at, head = _first(pages)
    kind, quote = _kind_of(head, pages[at] if at < len(pages) else "", title)
    subject = subject_of(head, title) if kind in ("memo", "letter", "announcement", "order") else ""
    about = named_kind(_INTRO.sub("", close(subject))) if subject else ""
    if kind in ("memo", "letter"):
        title = subject or ("" if _MEMO.match(_unmarked(title)) else title)
        covered = _covered(pages[at + 1 : at + PAGES])
        about = covered or about
    agency = _agency((title, *head[:8])) if kind != "law" else _agency((title,))
    stated = [one for one in stated_years(title, _heading(head)) if _told(one, title)]
    stated = _around(stated) or _foreword(pages, kind) or _numbered(head)
    spans = {(one.mention.year, one.mention.until) for one in stated}
    no_year = _no_year(kind, spans, head)
    year, until = (0, 0) if no_year else next(iter(spans))
    words = stated[0].words if year else ""
    return Identity(kind, about, title[:LENGTH], agency, year, until, quote, no_year, words)


def _around(stated: list[Statement]) -> list[Statement]:
    """What is stated, without the columns of a table that counts the years of a plan one by one."""
    ranges = {(one.mention.year, one.mention.until) for one in stated if one.mention.until}
    single = {one.mention.year for one in stated if not one.mention.until and one.mention.how != "fiscal"}
    if len(ranges) != 1 or len(single) < 2 or any(one.mention.how == "fiscal" for one in stated):
        return stated
    ((first, last),) = ranges
    columns = all(first <= year <= last for year in single)
    return [one for one in stated if one.mention.until] if columns else stated


def _foreword(pages: Sequence[str], kind: str) -> list[Statement]:
    """What a foreword says was made: "จึงได้จัดทำแผน... ประจำปี 2568 เพื่อ". Covers are often pictures, or have no year.

    Nothing where it speaks of several papers, or of one of another kind: a report also names its plan.
    """
    for page in pages[:PAGES]:
        head = head_of(page)
        if head and close(head[0]) == "คำนำ":
            said = [name[1] for name in _MADE.finditer(" ".join(tidy(mend(page[:6000])).split()))]
            found = [one for name in said for one in stated_years(name, ()) if one.mention.how in _STATED]
            spans = {(one.mention.year, one.mention.until) for one in found}
            kinds = {named_kind(close(name)) for name in said} | ({kind} if kind else set())
            return found if len(spans) == len(kinds) == 1 and min(spans)[0] >= OLDEST else []
    return []


def _numbered(head: Sequence[str]) -> list[Statement]:
    """The number of a meeting or of a procurement, where a day in the head agrees: "เลขที่ 7/2559", 22 March 2559."""
    numbers = [one for one in statements(head[:3], ("number",)) if _NUMBERED.search(one.text[: one.mention.span[0]])]
    plain = [" ".join(_DOTS.sub(" ", line).replace("เดือน", " ").split()) for line in head]
    days = [one.mention for one in statements(plain, ("date",))]
    agreed = bool(days) and all(one.year == one.calendar for one in days)
    years = {one.mention.year for one in numbers} | {one.year for one in days}
    return numbers[:1] if numbers and agreed and len(years) == 1 else []


def _no_year(kind: str, spans: set[tuple[int, int]], head: Sequence[str]) -> str:
    """Why a document's year is not known; "" when it is."""
    if kind == "law":
        return "ปีในชื่อกฎหมายบอกเพียงว่าออกเมื่อใด"
    if len(spans) > 1:
        named = (f"{year}–{until}" if until else str(year) for year, until in sorted(spans))
        return f"บอกหลายปี ({', '.join(named)})"
    if spans:
        return ""
    return "อ่านเลขปีในภาพไม่ได้แน่ชัด" if any("□" in line for line in head) else "ไม่ได้บอกปีไว้ในชื่อหรือหัวเรื่อง"


def _first(pages: Sequence[str]) -> tuple[int, list[str]]:
    """The first page with words on it, and its head."""
    for at, page in enumerate(pages[:PAGES]):
        head = head_of(page)
        if head:
            return at, head
    return 0, []


def head_of(page: str) -> list[str]:
    """The first lines of a page with words on them, in which it says what it is."""
    lines = (tidy(mend(line.replace("\t", " "))) for line in page[:6000].split("\n"))
    return [line for line in lines if _WORD.search(line) and not _NUMBER_OF_PAGE.match(fold(line))][:HEAD]


def begins_inside(page: str) -> bool:
    """Whether a document begins without cover or heading: with its foreword, a chapter, or prose."""
    head = head_of(page)[:5]
    if any(_INSIDE.match(close(line)) for line in head[:2]):
        return True
    return not any(named_kind(close(line)) for line in head) and sum(len(line) > 60 for line in head) >= 3


def _told(one: Statement, title: str) -> bool:
    """Whether a year is the document's: a bare number in a line of the head may be that of a receipt or a letter, and
    a year up to the present is when somebody took office.
    """
    start, end = one.mention.span
    if _TO_NOW.match(one.text[end:]) or one.mention.year < OLDEST:
        return False
    if _PRINTED.search(close(one.text[:start])):
        return False
    if one.mention.how == "year" and _RULES.search(close(one.text[:start])):
        return False
    return one.mention.how in _STATED and (
        one.mention.how != "year" or one.text == title or bool(_YEAR_WORD.search(one.text[max(0, start - 10) : end]))
    )


def _heading(head: list[str]) -> list[str]:
    """The lines of a head before its prose begins: years in prose are those of laws and of other papers."""
    end = next((at for at, line in enumerate(head) if _ACCORDING.match(close(line)) or len(line) > PROSE), len(head))
    lines: list[str] = []
    for line in head[:end]:
        if lines and _ONLY_YEAR.match(close(line)):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return lines


def _unmarked(text: str) -> str:
    """Text as ``close`` gives it, letters only."""
    return _MARKS.sub("", close(text))


def close(text: str) -> str:
    """Text as it is compared here: folded, without spaces (OCR and PDF put them inside words)."""
    return _SPACES.sub("", fold(text))


def _kind_of(head: list[str], page: str, title: str) -> tuple[str, str]:
    for line in head[:5]:
        if _MEMO.match(_unmarked(line)):
            return "memo", line[:LENGTH]
    gazette = next((line for line in head[:4] if _GAZETTE.search(close(line))), "")
    if gazette:
        return "law", gazette[:LENGTH]
    for line in (*head[:3], title, *head[3:8]):
        joined = close(line)
        if _ACCORDING.match(joined):
            break
        found = named_kind(joined)
        if found == "announcement" and _of_ministry(joined, head):
            found = "law"
        if found == "report" and joined.startswith("แบบ") and _unfilled(page):
            found = "form"
        if found:
            return found, line[:LENGTH]
    if any(_LETTER.match(close(line)) for line in head) and any(_SUBJECT.match(line) for line in head):
        return "letter", next(line for line in head if _SUBJECT.match(line))[:LENGTH]
    if found := named_kind(close(title)):
        return found, title[:LENGTH]
    if gaps := _unfilled(page):
        return "form", f"ช่องให้กรอก {gaps} แห่ง"
    return "", ""


def _unfilled(page: str) -> int:
    """How many places there are to fill in on a page that is mostly these; 0 on any other."""
    gaps = [found[0] for found in _GAP.finditer(page[:6000])]
    mostly = sum(map(len, gaps)) > GAP_SHARE * len(_SPACES.sub("", page[:6000]))
    return len(gaps) if len(gaps) >= FORM_GAPS and mostly else 0


def named_kind(joined: str) -> str:
    """The kind that a line without spaces names at its beginning; "" when it names none."""
    return next((kind for kind, pattern in _KINDS if pattern.match(joined)), "")


def _of_ministry(joined: str, head: list[str]) -> bool:
    """An announcement by which others make rules: of a ministry or a national committee."""
    return bool(_LAW.match(joined)) or (
        joined == "ประกาศ" and any(close(line).startswith("พระบาทสมเด็จ") for line in head[:6])
    )


def subject_of(head: Sequence[str], title: str) -> str:
    """What stands behind "เรื่อง", in the head of a page or in a title; "" when nothing does."""
    for at, line in enumerate(head):
        if _SUBJECT.match(line):
            more = head[at + 1] if at + 1 < len(head) else ""
            text = _SUBJECT.sub("", line)
            return f"{text} {more}" if len(text) < 40 and not (_ACCORDING.match(more) or _LETTER.match(more)) else text
    found = re.search(r"เรื่อง\s*(.{4,})", title)
    return found[1] if found else ""


def _covered(pages: Sequence[str]) -> str:
    """The kind of what lies behind a memo's first page: the first page that has a heading of its own."""
    for page in pages:
        for line in head_of(page)[:4]:
            joined = close(line)
            if _ACCORDING.match(joined):
                break
            kind = named_kind(joined)
            if kind and kind not in ACCOMPANYING:
                return kind
    return ""


def _agency(texts: Sequence[str]) -> str:
    """The agency that a title or head names first, without district and what follows."""
    for text in texts:
        for found in _AGENCY.finditer(tidy(mend(text))):
            name = _TAIL.sub("", found[0]).strip()
            if len(name) > 6 and not _NO_AGENCY.match(name):
                return name
    return ""
