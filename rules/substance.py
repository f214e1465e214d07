"""Telling what a page says from what it only announces: empty lists, requirement texts, labels of links, headings."""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.text import fold
from rules.content import Content, quote
from rules.thai import address

EMPTY = re.compile(
    r"(?:ไม่พบ|ไม่มี|ยังไม่มี|ไม่ปรากฏ)\s?(?:ข้อมูล|รายการ|ข่าว|เนื้อหา|ผลลัพธ์|เอกสาร)(?!ร้อง|การ)|(?:อยู่ระหว่าง"
    r"|กำลัง)\s?(?:การ)?\s?(?:ปรับปรุง|ดำเนินการปรับปรุง|จัดทำข้อมูล|อัปเดต|อัพเดท|พัฒนา(?:เว็บ|ระบบ|หน้า))"
    r"|coming soon|under construction|not available|no (?:data|results?|records?|posts?)\b"
    r"|lorem ipsum|404\W+(?:page )?not found|page not found|เร็ว\s?ๆ\s?นี้"
)
# The assessor's own sentences, copied above (or instead of) the answer.
REQUIREMENT = re.compile(
    r"^\W*(?:\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]?\s*)?(?:o\s?[0-9]{1,2}\s*)?(?:[*•○●▪-]\s*)*"
    r"(?:(?:มีการ)?แสดง(?:ผล|แผน|ข้อมูล|ราย|ช่อง|การ|ประมวล|คู่มือ|แนว|นโยบาย|ประกาศ|หลัก|สถิติ|เนื้อหา|ตำแหน่ง|ที่|ประเด็น|ระบบ"
    r"|สรุป|กฎ|url|qr)"
    r"|องค์ประกอบ(?:ด้าน)?ข้อมูล|สามารถเข้าถึงหรือเชื่อมโยง|กรณีที่?(?:หน่วยงาน|ไม่มี)|หมายเหตุ\s*:?\s*(?:กรณี|\*)"
    r"|(?:เป็น|มี|ต้อง)(?:การ|ข้อมูล|ราย|แผน|ประกาศ|กิจกรรม|คู่มือ|นโยบาย|ช่องทาง|เนื้อหา|รายละเอียด|รายงาน"
    r"|หลักฐาน)\S*.{0,160}(?:ที่ผู้บริหาร|อย่างน้อย|ประกอบด้วย|ของหน่วยงาน|ในปี\s?(?:ที่|พ)|ปีที่(?:รับการ)?ประเมิน|ดังนี้|ลงนาม)"
    r"|(?:มี|ให้)\s?(?:ข้อมูล|เนื้อหา|รายละเอียด)?\s?(?:อย่างน้อย)?\s?ประกอบด้วย|โดย(?:อย่างน้อย|ให้)?(?:มีข้อมูล|ต้อง"
    r"|มี)\S*\s?(?:รายละเอียด)?\s?.{0,40}(?:อย่างน้อย|ประกอบด้วย)"
    r"|มีหลักฐาน|(?:หลักฐาน|คำอธิบาย|ข้อกำหนด|เกณฑ์การ(?:ให้คะแนน|ประเมิน))\s?:)"
)
# A heading of the assessor's list with nothing beside it.
_BARE = re.compile(
    r"^\W*[0-9]{0,2}\W*(?:ประเด็นหรือเรื่องในการมีส่วนร่วม|สรุปข้อมูลของผู้มีส่วนร่วม|ผลจากการมีส่วนร่วม"
    r"|การนำผลจากการมีส่วนร่วมไปปรับปรุงพัฒนาการดำเนินงาน|รายละเอียดวิธีการที่บุคคลภายนอกจะทำการร้องเรียน"
    r"|ขั้นตอนหรือวิธีการในการจัดการ(?:ต่อ)?เรื่องร้องเรียน|(?:ส่วนงาน|หน่วยงาน|ผู้)ที่?รับผิดชอบ|ระยะเวลา(?:ใน)?(?:การ)?ดำเนินการ)\W*$"
)
# A row of an index of items: what is meant stands elsewhere.
_INDEX = re.compile(r"^\W*(?:o|eb|moit|ita|oit)\s?-?\s?[0-9]{1,2}(?:[.-][0-9]{1,2})?(?![0-9])")
_FURNITURE = re.compile(r"copyright|©|สงวนลิขสิทธิ์|all rights reserved|ผู้เข้าชม|powered by|developed by|designed by|พัฒนาโดย")
_OFFER = re.compile(r"ดาวน์โหลด|download|คลิก|อ่านต่อ|เปิด|ไฟล์|pdf|docx?|xlsx?|[0-9]+")
_LAW = re.compile(r"(?:^|\s)มาตรา\s*[0-9]+(?:/[0-9]+)?\s")
_LAW_HEAD = re.compile(
    r"ให้ไว้\s*ณ\s*วันที่|พระราชบัญญัตินี้(?:เรียกว่า|ให้ใช้บังคับ)|โปรดเกล้าโปรดกระหม่อม"
    r"|โปรดเกล้าฯ|ผู้รับสนองพระบรมราชโองการ"
)
_LETTER = re.compile(r"[ก-ฮa-z0-9]")


def whole_law(content: Content) -> bool:
    """Whether this is the text of a law from its preamble on, not the agency's own description."""
    text = fold(content.text)
    return len(_LAW.findall(text)) >= 15 or (bool(_LAW_HEAD.search(text)) and len(_LAW.findall(text)) >= 5)


def said(content: Content) -> list[str]:
    """The lines in which the agency itself says something.

    Leaves out notices of emptiness and the assessor's requirements; on pages also lines that are nothing but the label
    of a link, because what it leads to is another piece of evidence, rows of an index of items, the page's own title
    and the furniture of every page (copyright, the agency's address).
    """
    return list(_said(content))


@lru_cache(maxsize=64)
def _said(content: Content) -> tuple[str, ...]:
    paper = content.kind == "document"
    labels = set() if paper else {fold(link.text) for link in content.links if link.text.strip()}
    names = {fold(content.title), fold(content.label)}
    kept = []
    for line in content.lines:
        folded = fold(line)
        if not folded or EMPTY.search(folded) or REQUIREMENT.search(folded):
            continue
        if not paper and (
            folded in names or _INDEX.search(folded) or _FURNITURE.search(folded) or _only_labels(folded, labels)
        ):
            continue
        if not paper and len(line) < 200 and address(line):
            continue
        kept.append(line)
    return tuple(kept)


def _only_labels(line: str, labels: set[str]) -> bool:
    """Whether a line holds links and little else: the label, a number, a date, the word download."""
    if line in labels:
        return True
    rest = line
    for label in sorted((label for label in labels if len(label) > 5), key=lambda label: (-len(label), label)):
        rest = rest.replace(label, " ")
    return rest != line and len(_LETTER.findall(_OFFER.sub("", rest))) < 12


def about(content: Content, pattern: str | re.Pattern[str], lines: int = 25) -> bool:
    """Whether ``content`` says itself that it is about ``pattern``: in its title or its first ``lines`` lines.

    The label of the link that led to it counts for pages only: a wrong document often stands behind the right label.
    """
    label = "" if content.kind == "document" else content.label
    return bool(re.search(pattern, fold(" ".join((content.title, label, *content.lines[:lines])))))


def size(lines: list[str]) -> int:
    """Letters and digits in ``lines``: how much is said."""
    return sum(len(_LETTER.findall(fold(line))) for line in lines)


def passage(content: Content, pattern: str | re.Pattern[str], least: int = 40, after: int = 5) -> str | None:
    """A quotation of the first line that answers ``pattern`` and says something, or is followed by something said.

    ``least`` letters must stand in that line beyond the words that matched, together with the ``after`` lines that
    follow. A heading over nothing therefore proves nothing.
    """
    compiled = re.compile(pattern) if isinstance(pattern, str) else pattern
    lines = said(content)
    for at, line in enumerate(lines):
        found = compiled.search(fold(line))
        if not found:
            continue
        follow = _under(lines, at, after)
        if size([line]) - size([found[0]]) >= least:
            return quote(line, *_span(line, found))
        if size([line]) - size([found[0]]) + size(follow) >= least:
            return f"{quote(line, *_span(line, found))} … {quote(follow[0])}"
    return None


def _under(lines: list[str], at: int, after: int) -> list[str]:
    """What stands under line ``at``, up to the next heading of the assessor's list."""
    found: list[str] = []
    for other in lines[at + 1 : at + 1 + after]:
        if _BARE.search(fold(other)):
            break
        if fold(other) != fold(lines[at]):
            found.append(other)
    return found


def _span(line: str, found: re.Match[str]) -> tuple[int, int]:
    """Folding may shorten a line a little; a quotation only needs the neighbourhood."""
    return min(found.start(), len(line)), min(found.end(), len(line))


def first(content: Content, *patterns: str | re.Pattern[str]) -> str | None:
    """A quotation of the first line said in which every one of ``patterns`` occurs (compared folded), else None."""
    compiled = [re.compile(pattern) if isinstance(pattern, str) else pattern for pattern in patterns]
    for line in said(content):
        found = [pattern.search(fold(line)) for pattern in compiled]
        if all(found):
            match = found[0]
            assert match is not None
            return quote(line, *_span(line, match))
    return None
