"""โครงสร้างและอำนาจหน้าที่: how the agency is divided, and what it may and must do.

Judges the chart (a picture, or units in text under one head), the units and key posts named, and duties and powers in
the agency's own words. A whole law is not a description of duties, and a page that is only a chart shows no duties.
"""

import re
from urllib.parse import unquote, urlsplit

from crawler.site import Image
from crawler.text import fold
from rules.content import Content, quote
from rules.people import icon
from rules.rule import Answer, Rule, Unsure
from rules.substance import about, passage, said, size, whole_law

rule = Rule()

_CHART = (
    r"แผนผัง|ผังองค์กร|ผังโครงสร้าง|(?<!วิศวกรรม)(?<!งาน)โครงสร้าง(?!พื้นฐาน|ราคา|ถนน|อาคาร|หลังคา)|ผังการบริหาร|ผังการแบ่ง"
    r"|organi[sz]ation(?:al)?[\s_-]*chart|org[\s_-]?chart"
)
_FILE = re.compile(
    r"structure|organi[sz]ation|org[-_]?chart|chart|โครงสร้าง|แผนผัง|ผังองค์กร|krongsang|kongsang", re.IGNORECASE
)
_UNIT = re.compile(
    r"(?:สำนักปลัด|สำนักงานปลัด|สำนัก|กองการ|กอง|ฝ่าย|ส่วน(?!ตำบล|ใหญ่|ราชการ|ร่วม|บุคคล|ตัว|งาน|ท้องถิ่น|จังหวัด)"
    r"|กลุ่มงาน|กลุ่ม(?!เป้า|ผู้)|หน่วยตรวจสอบ"
    r"|หน่วย(?!งาน)|ศูนย์|งาน(?!วัน|ที่|ของ|นี้))"
    r"(?P<name>[ก-๎]{2,})"
)
_DUTY = (
    r"(?:อำนาจ(?:และ)?หน้าที่|หน้าที่(?:และ|หรือ)?อำนาจ|ภารกิจ(?:และ)?อำนาจ|มีหน้าที่|มีอำนาจ|บทบาท(?:และ)?หน้าที่"
    r"|หน้าที่ความรับผิดชอบ|^\W*[0-9.]*\s*(?:ภารกิจ|พันธกิจ)|รับผิดชอบเกี่ยวกับ)"
)
_OF = _CHART + "|" + _DUTY + r"|แบ่งส่วนราชการ|การแบ่งส่วนงาน|หน่วยงานภายใน"


@rule.element
def chart(content: Content) -> Answer:
    """แผนผังโครงสร้างการแบ่งส่วนราชการ: a picture of the chart, or the units listed under a heading that names it."""
    named = re.search(_CHART, fold(f"{content.title}\n{content.label}\n" + "\n".join(content.lines[:5])))
    for image in content.images:
        if icon(image.url, image.width, image.height) or image.place in ("nav", "footer"):
            continue
        file = re.sub(r"[?#].*", "", image.url).rsplit("/", 1)[-1]
        words = re.search(_CHART, fold(f"{image.alt} {image.near}"))
        if words or _FILE.search(unquote(file)):
            return quote(f"[ภาพ {unquote(file)}] {image.alt or (image.near if words else content.title)}")
    if named and _units(content) and len(_units(content)) >= 4:
        return quote(f"{named[0]}: {', '.join(_units(content)[:6])}")
    if named and any(_large(image, content) for image in content.images):
        return Unsure("หน้าเรื่องโครงสร้างมีภาพ แต่โปรแกรมบอกไม่ได้ว่าเป็นแผนผังโครงสร้างหรือไม่")
    return None


def _large(image: Image, content: Content) -> bool:
    """Whether a picture may be what the page shows: the site's own, no decoration, large or on a page of few words."""
    if icon(image.url, image.width, image.height) or image.place != "main" or image.link:
        return False
    own = urlsplit(image.url).hostname == urlsplit(content.url).hostname
    return own and (max(image.width, image.height) >= 300 or size(said(content)) < 100)


@rule.element
def units(content: Content) -> Answer:
    """ตำแหน่งที่สำคัญและการแบ่งส่วนงานภายใน: at least two units (สำนัก กอง ฝ่าย กลุ่มงาน ...) by name."""
    found = _units(content) if _is_about(content) else []
    if len(found) >= 2:
        return quote(", ".join(found[:8]))
    if isinstance(chart(content), str) and size(said(content)) < 300:
        return Unsure("โครงสร้างเป็นภาพ โปรแกรมอ่านชื่อส่วนงานในภาพไม่ได้")
    return None


@rule.element
def duties(content: Content) -> Answer:
    """อำนาจหน้าที่ของหน่วยงาน, in text; a whole law put up instead does not answer."""
    if whole_law(content) or not _is_about(content):
        return None
    return passage(content, _DUTY, least=60, after=8)


def _is_about(content: Content) -> bool:
    """Whether this is about the agency's structure or duties, and no tender for a building's structure."""
    works = r"ประกวดราคา|สอบราคา|ประมูล|ขายทอดตลาด|ราคากลาง|จัดซื้อ|จ้างก่อสร้าง|ประมาณการ|แผนอัตรากำลัง|ผู้มีสิทธิ"
    if content.kind == "document" and about(content, works, 12):
        return False
    return any(re.search(_OF, fold(line)) for line in (content.title, content.label, *content.lines[:40]))


def _units(content: Content) -> list[str]:
    """Names of internal units, each once, in reading order."""
    found: dict[str, None] = {}
    for line in said(content):
        for match in _UNIT.finditer(line):
            if match.start() == 0 or not re.match(r"[ก-๎]", line[match.start() - 1]):
                found.setdefault(match[0][:40])
    return list(found)
