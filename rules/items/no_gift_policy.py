"""ประกาศเจตนารมณ์ No Gift Policy: a declaration signed by the head, that nobody takes gifts, and an activity on it.

Judges the words of the declaration and its signature, and an activity that took place. A blank reporting form, a law
on gifts or the heading No Gift Policy alone declare nothing.
"""

import re

from crawler.text import fold
from rules import thai
from rules.content import Content, quote
from rules.people import posts
from rules.rule import Answer, Rule, Unsure
from rules.substance import said, size

rule = Rule(core=("declaration", "no_gifts"))

SIGNATURE = 90  # characters a line of a signature may have; news that name the head are longer
_DECLARE = re.compile(
    r"ประกาศ|เจตนารมณ์|เจตจำนง|เจตนา\S{0,8}|ขอ(?:แสดง|ประกาศ)|announcement|declar|statement|hereby|นโยบาย|policy"
)
_GIFT = r"no\s?[-_]?\s?gift|ของขวัญ|ของกำนัล|gifts?\b|งดรับ|งดให้|ทรัพย์สินหรือประโยชน์อื่นใด"
_REFUSE = re.compile(
    r"(?:ไม่(?:ให้)?(?:รับ|เรียก|ยินยอม)|งด(?:เว้น)?(?:การ)?(?:รับ|ให้)|งดรับ|ละเว้น|ห้าม(?:มิ)?(?:ให้)?(?:รับ"
    r"|เรียก)).{0,80}(?:ของขวัญ|ของกำนัล|ของรางวัล|สินบน|ทรัพย์สิน|ประโยชน์|สิ่งตอบแทน)|(?:not|never|refus"
    r"|refrain)\w*.{0,80}gifts?|งดรับของ"
)
_SIGN = re.compile(
    r"ลงชื่อ|ลงนาม|ประกาศ\s*ณ\s*วันที่|(?:ให้ไว้|แถลงไว้)\s*ณ\s*วันที่|(?:นายก(?:เทศมนตรี|องค์การ)|ผู้อำนวยการ|ผู้บัญชาการ|อธิบดี"
    r"|เลขาธิการ|ผู้กำกับ|ผู้ว่าราชการ|นายอำเภอ|สาธารณสุขอำเภอ|หัวหน้า)"
)
_HELD = re.compile(
    r"(?:กิจกรรม|ประชุม|สัมมนา|อบรม|ร่วมกัน|ถ่ายทอด|มอบนโยบาย|พิธี|ถ่ายภาพ|ประชาสัมพันธ์|ให้ความรู้|นำ(?:คณะ|พนักงาน|ข้าราชการ)"
    r"|พร้อม(?:ด้วย|คณะ))"
)
_WHEN = re.compile(
    r"เมื่อวันที่|วันที่\s*[0-9]{1,2}|ในวัน\S+ที่|ณ\s+(?:ห้อง|หอ|ศาลา|อาคาร|หน้า|ลาน|สำนักงาน|ที่ทำการ|โรง)|ได้(?:จัด|ร่วม|มีการ"
    r"|ดำเนิน|ประชุม|ถ่ายทอด)|เวลา\s*[0-9]"
)
_FORM = re.compile(r"แบบ(?:รายงาน|ฟอร์ม|สรุป)|\.{6,}|…{3,}|_{6,}")


@rule.element
def declaration(content: Content) -> Answer:
    """ประกาศอย่างเป็นทางการ ลงนามโดยผู้บริหารสูงสุด: the declaration with the head's name or post under it."""
    lines = said(content)
    text = fold(" ".join((content.title, content.label, *lines)))
    if not (_declares(content) and _REFUSE.search(text)):
        return None
    signs = [
        at for at, line in enumerate(lines) if _SIGN.search(fold(line)) and not re.search(r"ผู้บริหารสูงสุด$", fold(line))
    ]
    below = False
    for at in reversed(signs):
        near = [line for line in lines[max(0, at - 3) : at + 4] if len(line) <= SIGNATURE]
        name = next((thai.person(found[0]) for line in near if (found := thai.persons(line))), None)
        kinds = frozenset[str]().union(*(posts(line, content.agency.local) for line in near))
        if name and "head" in kinds and (not content.agency.local or "political" in kinds):
            return quote(f"{name} … {lines[at]}")
        below = below or bool(name and kinds)
    if below:
        return None  # signed, but by someone below the head
    if content.kind == "document" and size(lines) >= 150:
        return Unsure("พบข้อความประกาศ แต่อ่านชื่อผู้ลงนามไม่ได้ (ลายมือชื่อมักเป็นภาพ) ให้คนตรวจ")
    return None


@rule.element
def no_gifts(content: Content) -> Answer:
    """ไม่รับของขวัญและของกำนัลทุกชนิดจากการปฏิบัติหน้าที่: the policy in words."""
    if not _declares(content):
        return None
    lines = said(content)
    for at in range(len(lines)):
        joined = " ".join(lines[at : at + 2])
        found = _REFUSE.search(fold(joined))
        if found and size([joined]) >= 40:
            return quote(joined, *found.span())
    return None


@rule.element
def activity(content: Content) -> Answer:
    """กิจกรรมปลุกจิตสำนึกหรือสร้างวัฒนธรรม: a meeting, a talk, a declaration made together, with date or place."""
    lines = said(content)
    for at, line in enumerate(lines):
        near = lines[max(0, at - 1) : at + 4]
        text = fold(" ".join(near))
        held = None if re.search(r"ข้าพเจ้า|ขอประกาศ|จะไม่", fold(line)) else _HELD.search(fold(line))
        if held and re.search(_GIFT, text) and _WHEN.search(text) and size(near) >= 80 and not _FORM.search(text):
            return quote(line, *held.span())
    return None


def _declares(content: Content) -> bool:
    """Whether this is a declaration about gifts that says something, not an empty form."""
    lines = said(content)
    text = fold(" ".join((content.title, content.label, *lines)))
    blank = len(re.findall(r"\.{6,}|…{3,}|_{6,}", " ".join(lines))) >= 5
    return bool(re.search(_GIFT, text) and _DECLARE.search(text)) and size(lines) >= 60 and not blank
