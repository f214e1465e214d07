"""Thai wording read loosely: what an agency wrote is found in spite of lost vowels, tone marks and stray spaces.

A text is compared in its *bare* form: folded, without the marks that broken layers lose or move (tone marks, mai han
akat), sara am as sara aa, no space between Thai letters. Patterns are written in ordinary Thai and brought to the same
form by ``words``. What is no evidence (the criteria's own requirement text, rows of an index, link titles, dotted
blanks) is left out before anything is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crawler.text import fold
from rules.content import Content, quote

_LOOSE = str.maketrans({"ำ": "า", **dict.fromkeys("ั่้๊๋์ํ", None)})
_GAP = re.compile(r"(?<=[ก-๙])[ \u00a0]+(?=[ก-๙])")
_LETTERS = re.compile(r"[ก-ฮa-z0-9]")
_NOT_LETTERS = re.compile(r"[^ก-๙a-z]+")


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """The form in which wording is compared; tabs between cells stay."""
    parts = (_GAP.sub("", fold(part).translate(_LOOSE)) for part in text.split("\t"))
    return "\t".join(parts)


@lru_cache(maxsize=1024)
def words(pattern: str) -> re.Pattern[str]:
    """A regular expression written in ordinary Thai, compiled to match bare text."""
    return re.compile(pattern.translate(_LOOSE))


# Numbers that count: an amount of money is above zero and written out, never a dash.
AMOUNT = re.compile(
    r"(?<![\d,./-])(?!25[4-9]\d(?!\d))(?=[\d,.]*[1-9])(?:\d{1,3}(?:,\d{3})+|\d{3,9})(?:\.\d{1,2})?(?![\d,/-])"
)
YEAR = re.compile(r"(?<!\d)(?:25[4-9]\d|20[0-4]\d)(?!\d)")
MONTHS = words(
    r"มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
    r"|(?:ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค)\."
)
PERIOD = words(
    r"ไตรมาส(?:ที่)?\s*[1-4]|รอบ\s*\d+\s*เดือน|ตลอด(?:ทั้ง)?ปี|ทั้งปี|ทุกเดือน|รายเดือน|\d+\s*(?:วัน|เดือน|สัปดาห์|ปี)(?:$|[^ก-ฮ])"
    r"|" + MONTHS.pattern + r"|(?:ปี|พ\.ศ\.?)\s*(?:งบประมาณ)?\s*(?:พ\.ศ\.?)?\s*25\d\d|(?<!\d)25[4-9]\d(?!\d)"
)
NIL_BUDGET = words(
    r"(?:ไม่(?:ได้)?ใช้(?:จ่าย)?(?:งบ|เงิน)|ไม่มี(?:การใช้)?(?:งบ|ค่าใช้จ่าย|การเบิกจ่าย)|ไม่ต้องใช้งบ|ไม่มีค่าใช้จ่าย|ไม่เบิกจ่าย)"
)
NIL = words(r"^[^ก-๙a-z0-9]*(?:ไม่มี|ไม่พบ|ไม่ปรากฏ|ไม่เกิด|ไม่มี(?:ปัญหา|ข้อเสนอ).{0,40})[^ก-๙a-z0-9]*$")

STAFF = r"บุคลากร|ทรัพยากรบุคคล|งานบุคคล|พนักงาน(?:ส่วน|เทศบาล|จ้าง)|ข้าราชการ|อัตรากำลัง|การเจ้าหน้าที่|กำลังคน"

_REQUIREMENT = words(
    r"(?:^|\t)[^ก-๙a-z0-9]*(?:o\s?\d{1,2}\s*)?[^ก-๙a-z0-9]*(?:\(?\d{1,2}[.)]*\s*)?"
    r"(?:แสดง(?:ข้อมูล|แผน|ผล|ราย|คู่มือ|แนว|การ|มาตรการ|ตำแหน่ง)|มีข้อมูลรายละเอียด|ใช้รายงาน(?:ผล)?ของปี"
    r"|(?:เป็น|มี)(?:แผน|คู่มือ|ข้อมูล|ราย|การดำเนินการ|กิจกรรม)[^\t]{0,60}(?:ที่มีระยะเวลา|ระยะเวลา\s*1\s*ปี|ครอบคลุม|อย่างน้อย|ประกอบด้วย))"
    r"|อย่างน้อย(?:ต้อง)?(?:ประกอบ|มี(?:ข้อมูล|องค์))|ประกอบด้วย(?:ข้อมูล)?อย่างน้อย|องค์ประกอบ(?:ด้าน)?(?:ของ)?ข้อมูล|ขั้นต่ำดัง"
)
_LISTED = words(r"^[^ก-๙a-z0-9]*(?:\(?\d{1,2}[.)]+|[-–•*o○●])\s*")
# A row of an agency's index of items: where a thing is to be found, not the thing.
_INDEX = words(r"(?:^|\t)[^ก-๙a-z0-9]*o\s?\d{1,2}(?![\da-z])|อยู่ที่เมนู|ดูได้ที่เมนู")
_OPENS = words(r"(?:ประกอบด้วย|อย่างน้อย|ดังนี้|ดังต่อไปนี้|:)[^ก-๙a-z0-9]*$")
_COVER = words(r"บันทึกข้อความ|แบบฟอร์มการเผยแพร่ข้อมูล|แบบฟอร์มการขอเผยแพร่")
_COVER_ASKS = words(r"(?:ขอ)?(?:อนุญาต|อนุมัติ|ความเห็นชอบ|ความอนุเคราะห์)(?:ให้)?(?:นำ)?.{0,60}เผยแพร่|แบบฟอร์มการ(?:ขอ)?เผยแพร่")
_LONGEST = 800  # characters of a line that are looked at together
_TOP = 8  # lines that hold a document's own title
_HEADING = 3  # lines that hold a page's own heading
_HEAD = 60  # lines of a document's cover, foreword and first page
_CELL, _ROW, _TABLE = 60, 8, 40  # bare characters of a cell; lines of a row of headings, and of what is read below it
_COVER_LENGTH = 3500  # characters of a memo that carries nothing but itself


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands and in bare form."""

    text: str
    bare: str


@dataclass(frozen=True)
class Passage:
    """The lines of a content that may prove something, in reading order."""

    lines: tuple[Line, ...]

    def find(self, pattern: str | re.Pattern[str]) -> str | None:
        """Quotation of the first line in which ``pattern`` occurs, else of two lines that it runs across, else None."""
        for _, found in self.spots(pattern):
            return found
        return None

    def spots(self, pattern: str | re.Pattern[str]) -> Iterator[tuple[int, str]]:
        """Number and quotation of every line in which ``pattern`` occurs; failing that, of every pair of lines."""
        compiled = words(pattern) if isinstance(pattern, str) else pattern
        single = False
        for number, line in enumerate(self.lines):
            hit = compiled.search(line.bare)
            if hit:
                single = True
                yield number, cut(line, hit)
        if single:
            return
        for number, (line, after) in enumerate(zip(self.lines, self.lines[1:], strict=False)):
            if compiled.search(line.bare + after.bare):
                yield number, quote(f"{line.text} {after.text}")

    def near(self, first: str | re.Pattern[str], second: str | re.Pattern[str], within: int = 3) -> str | None:
        """Quotation of a line with ``first`` and a line with ``second`` at most ``within`` lines away (or the same)."""
        compiled = words(second) if isinstance(second, str) else second
        hits: dict[int, re.Match[str] | None] = {}  # many lines lie near several others
        for number, found in self.spots(first):
            for other in _around(number, within, len(self.lines)):
                if other not in hits:
                    hits[other] = compiled.search(self.lines[other].bare)
                if hit := hits[other]:
                    return found if other == number else f"{found} … {cut(self.lines[other], hit)}"
        return None

    def count(self, pattern: str | re.Pattern[str]) -> int:
        """In how many lines ``pattern`` occurs."""
        compiled = words(pattern) if isinstance(pattern, str) else pattern
        return sum(1 for line in self.lines if compiled.search(line.bare))


def _around(number: int, within: int, length: int) -> list[int]:
    """The line itself, then the lines after it, then those before it, nearest first."""
    after = list(range(number, min(length, number + within + 1)))
    return after + list(range(number - 1, max(-1, number - within - 1), -1))


def cut(line: Line, hit: re.Match[str]) -> str:
    """The quotation of ``line`` around a hit in its bare form."""
    scale = len(line.text) / max(1, len(line.bare))
    return quote(line.text, int(hit.start() * scale), int(hit.end() * scale))


def passage(content: Content) -> Passage:
    """What of a content may prove something: without requirement text, bare link titles and covering memos."""
    links = tuple(link.text for link in content.links if link.text)
    return _passage(content.lines, links, content.kind == "document")


@lru_cache(maxsize=64)
def _passage(lines: tuple[str, ...], links: tuple[str, ...], document: bool) -> Passage:
    kept: list[Line] = []
    titles = {_NOT_LETTERS.sub("", bare(text)) for text in links} - {""}
    required = False
    for text in _bounded(lines):
        line = Line(text, bare(text))
        if is_requirement(line.bare):
            required = bool(_OPENS.search(line.bare))
            continue
        if required and _LISTED.search(line.bare) and len(line.bare) < 90 and not AMOUNT.search(line.bare):
            continue
        required = False
        if not document and is_index_row(line.bare):
            continue
        if "\t" not in text and _NOT_LETTERS.sub("", line.bare) in titles:
            continue
        kept.append(line)
    return Passage(() if _is_cover(kept) else tuple(kept))


def _bounded(lines: tuple[str, ...]) -> Iterator[str]:
    """Lines, a long one in pieces, so that no pattern runs over more than a paragraph."""
    for line in lines:
        yield from (line[at : at + _LONGEST] for at in range(0, len(line), _LONGEST)) if line else (line,)


def is_requirement(text: str) -> bool:
    """Whether bare ``text`` repeats what the criteria ask for instead of answering it."""
    return bool(_REQUIREMENT.search(text))


def is_index_row(text: str) -> bool:
    """Whether bare ``text`` is a row of an index of items, such as "O12 | รายการจัดซื้อจัดจ้าง | อยู่ที่เมนู ..."."""
    return bool(_INDEX.search(text))


def _is_cover(lines: list[Line]) -> bool:
    if sum(len(line.bare) for line in lines) > _COVER_LENGTH:
        return False
    return any(_COVER.search(line.bare) for line in lines[:6]) and any(_COVER_ASKS.search(line.bare) for line in lines)


def substantive(text: str, letters: int = 4) -> bool:
    """Whether a cell or a line says something: enough letters, and no blank to fill in (dots, dashes, xxx)."""
    folded = bare(text)
    if re.search(r"\.{5,}|…{2,}|_{4,}|x{3,}|lorem ipsum", folded) and len(_LETTERS.findall(folded)) < 25:
        return False
    return len(_LETTERS.findall(folded)) >= letters and not words(r"^[^ก-๙a-z0-9]*(?:ไม่มีข้อมูล|ไม่พบข้อมูล|รอข้อมูล)").search(
        folded
    )


# A heading's own words: what is left of a line once they are gone is the answer to it.
_JOINTS = words(
    r"ปัญหา|อุปสรรค|ข้อจำกัด|ข้อเสนอแนะ|แนวทาง(?:การ)?แก้ไข|แนวทาง(?:การ)?ปรับปรุง|ผลการ(?:ดำเนิน(?:งาน|การ|โครงการ)?|ใช้จ่าย|ปฏิบัติงาน)?"
    r"|งบประมาณ|โครงการ|กิจกรรม|การดำเนิน(?:งาน|การ)|และ|หรือ|ของ|ใน|การ|ที่พบ|ความเห็น|เพื่อ(?:การ)?(?:พัฒนา|ปรับปรุง)?|แก้ไข|สรุป|ส่วนที่|บทที่|ต่อ|ด้าน"
    r"|การปฏิบัติ(?:งาน|ราชการ)|ประจำปี|พ\.ศ\.?|ปี|25\d\d|[^ก-๙a-z]"
)
CONTENTS_LINE = words(r"(?:\.{4,}|…{2,}|\t|[ก-ฮ็ะาิีึืุู] )\s*\d{1,3}(?:\s*-\s*\d{1,3})?$")  # of a table of contents
_SECTION = words(r"^[^ก-๙a-z0-9]*(?:ส่วนที่|บทที่|ภาคผนวก|หมวด|ตอนที่)\s*\d*")
_COLUMN_NAMES = words(
    r"^[^ก-๙a-z]*(?:ข้อมูลพื้นฐาน|ผู้รับผิดชอบ|ตัวชี้วัด|เป้าหมาย|วัตถุประสงค์|ยุทธศาสตร์|หน่วยงาน|(?:ที่)?รับผิดชอบ|ค่าเป้าหมาย|ลำดับ(?:ที่)?|หมายเหตุ"
    r"|โครงการ|กิจกรรม|งบประมาณ|ระยะเวลา|หลัก|สนับสนุน|ผลการดำเนินงาน|ปัญหา|อุปสรรค|ข้อเสนอแนะ|แนวทาง|ที่|และ|ปี|25\d\d|\(?บาท\)?|[^ก-๙a-z])++$"
)
_BEFORE = words(
    r"^(?:ส่วนที่\s*\d+|บทที่\s*\d+|ข้อ\s*\d+|การ|วิเคราะห์|สรุป|ผล|รายงาน|พบ|มี|ประเด็น|หัวข้อ|ตาราง|ด้าน|เรื่อง|[^ก-๙a-z])*+$"
)
_COLON = words(r"^[^ก-๙a-z0-9]*(?:คือ|ได้แก่|ว่า|เนื่องจาก|เช่น|:)|^[^ก-๙a-z0-9]*[:：–-]")


def answered(text: Passage, heading: str | re.Pattern[str], other: str | re.Pattern[str] | None = None) -> str | None:
    """Quotation of a line that opens with ``heading`` and of what is said under it; None when nothing is.

    ``other`` matches the headings that may follow: what stands under them is no answer to this one. An explicit
    "ไม่มี" is an answer; dots, a page number of a table of contents or the next heading are none.
    """
    compiled = words(heading) if isinstance(heading, str) else heading
    for number, line in enumerate(text.lines):
        hit = compiled.search(line.bare)
        if (
            not hit
            or hit.start() > _CELL
            or not _BEFORE.search(line.bare[: hit.start()])
            or CONTENTS_LINE.search(line.bare)
        ):
            continue
        said = line.bare[hit.end() :]
        rest = _JOINTS.sub("", said)
        enough = 8 if _COLON.search(_HEADING_WORDS.sub("", said, count=1)) else 25
        if (len(rest) >= enough and substantive(rest, 8)) or NIL.search(_from_nil(said)):
            return cut(line, hit)
        below = _below(text, number, compiled, other)
        if below:
            return f"{quote(line.text)} … {quote(below.text)}"
    return None


_HEADING_WORDS = words(
    r"^(?:และ|หรือ|/|,|\s|ปัญหา|อุปสรรค|ข้อจำกัด|ข้อเสนอแนะ|ในการ(?:ดำเนิน(?:งาน|การ|โครงการ)|ปฏิบัติงาน)|ที่พบ|การดำเนิน(?:งาน|การ)|โครงการ)*"
)


def _from_nil(said: str) -> str:
    return words(r"^.*?(?=ไม่มี|ไม่พบ|ไม่ปรากฏ)").sub("", said, count=1)


def _below(text: Passage, number: int, heading: re.Pattern[str], other: str | re.Pattern[str] | None) -> Line | None:
    """The first thing said under a heading within three lines, passing over further headings of the same name."""
    stop = words(other) if isinstance(other, str) else other
    for line in text.lines[number + 1 : number + 4]:
        if _SECTION.search(line.bare) or (stop and stop.search(line.bare[:40])) or CONTENTS_LINE.search(line.bare):
            return None
        if NIL.search(line.bare):
            return line
        if (len(line.bare) <= _CELL and _COLUMN_NAMES.search(line.bare)) or heading.search(line.bare[:24]):
            continue
        if len(_JOINTS.sub("", line.bare)) >= 8 and substantive(line.text, 8):
            return line
    return None


_ASIDE = words(
    r"^[^ก-๙]*(?:ลงชื่อ|หมายเหตุ|ผู้จัดทำ|ผู้รายงาน|ตำแหน่ง|\(?นาย|\(?นาง|เทศบาล|องค์การบริหาร|จังหวัด|อำเภอ"
    r"|หน้า\s*\d|ประจำปี)"
)


def listed(
    text: Passage, heading: str | re.Pattern[str], value: Callable[[str], bool], heads: Sequence[re.Pattern[str]]
) -> str | None:
    """From a table that a document lost to one cell a line: a heading among others, and after them a cell of its kind.

    ``heads`` are the headings that such a table has; at least two of them must stand close together. Which column a
    cell stood in is not known, so ``value`` should be as narrow as its column.
    """
    compiled = words(heading) if isinstance(heading, str) else heading
    lines = text.lines
    for number, line in enumerate(lines):
        if len(line.bare) > _CELL or "\t" in line.bare or not compiled.search(line.bare):
            continue
        near = lines[max(0, number - _ROW) : number + _ROW]
        if sum(1 for head in heads if any(len(o.bare) <= _CELL and head.search(o.bare) for o in near)) < 2:
            continue
        for cell in lines[number + 1 : number + 1 + _TABLE]:
            if _ASIDE.search(cell.bare) or any(head.search(cell.bare) for head in heads) or compiled.search(cell.bare):
                continue
            if value(cell.text):
                return f"{quote(line.text)} … {quote(cell.text)}"
    return None


def only(about: str, unlike: str = "", unless: str = "") -> Callable[[Content], list[Content]]:
    """Subjects of a rule: contents that show by their own head to be of the right kind; others are never judged.

    ``about`` must stand in the title or the head (of a document its first page or so; of a page anywhere), since the
    wrong file often lies behind the right link. ``unlike`` in the title or the very first lines tells of another kind
    of document, unless ``unless`` stands there too.
    """
    same, other, after_all = words(about), words(unlike or r"(?!)"), words(unless or r"(?!)")

    def subjects(content: Content) -> list[Content]:
        lines = [line.bare for line in passage(content).lines]
        first = lines[: _TOP if content.kind == "document" else _HEADING]
        top = "\n".join((bare(content.title[:_LONGEST]), *(line for line in first if "\t" not in line)))
        if other.search(top) and not after_all.search(top):
            return []
        head = [bare(content.title[:_LONGEST]), *(lines[:_HEAD] if content.kind == "document" else lines)]
        found = any(same.search(line) for line in head) or same.search("".join(head[:_TOP]))
        return [content] if found else []

    return subjects
