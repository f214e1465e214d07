"""การเปิดโอกาสให้เกิดการมีส่วนร่วม: what people took part in, who they were, what came of it, how it was used.

Judges a report or a news item of an activity with outsiders. All four must be told of what was done, not planned.
"""

import re

from crawler.text import fold
from rules.content import Content, quote
from rules.rule import Answer, Rule
from rules.substance import about, passage, said, size

rule = Rule(core=("participants", "outcome"))

_TAKE_PART = re.compile(
    r"มีส่วน\s?ร่วม|ประชาคม|รับฟังความ(?:คิด)?เห็น|เวทีประชาชน|ร่วมคิด|ประชุมร่วมกับ|ผู้มีส่วนได้(?:ส่วน)?เสีย|ภาคประชาชน|ประชาพิจารณ์"
    r"|ร่วมวางแผน|ร่วมตัดสินใจ|ร่วมดำเนินการ"
)
_TOPIC = (
    r"ประเด็น(?:หรือเรื่อง|การมีส่วนร่วม|ที่|ใน|/เรื่อง|\s)|เรื่อง(?:ที่|ใน)การมีส่วนร่วม|หัวข้อ(?:การ|ที่|เรื่อง)|ชื่อ(?:โครงการ|กิจกรรม)"
    r"|โครงการ|ประชุมประชาคม|ประชาคม(?:หมู่บ้าน|ท้องถิ่น|ตำบล|เมือง)|จัดทำ(?:แผนพัฒนา|ข้อบัญญัติ|เทศบัญญัติ)|รับฟังความคิดเห็น"
)
_WHO = re.compile(
    r"(?:ผู้(?:เข้าร่วม|มีส่วนร่วม|เข้าประชุม|แทน|ร่วมประชุม|มีส่วนได้ส่วนเสีย|ให้ข้อมูล)|ประชาชน|ชุมชน|ผู้นำชุมชน|กลุ่มเป้าหมาย"
    r"|คณะกรรมการ|หมู่บ้าน|จำนวน|รวม).{0,80}?[0-9][0-9,]*\s*(?:คน|ราย(?!งาน|ละเอียด|รับ|จ่าย|ได้|ชื่อ)|ท่าน|ครัวเรือน|แห่ง"
    r"|หน่วยงาน|ชุมชน|หมู่บ้าน)"
    r"|[0-9][0-9,]*\s*(?:คน|ราย(?!งาน|ละเอียด|รับ|จ่าย|ได้|ชื่อ)|ท่าน)"
)
_OUTCOME = (
    r"ผล(?:จาก)?(?:การ)?(?:มีส่วนร่วม|ประชุม|ประชาคม|การดำเนินงาน|การดำเนินการ|การรับฟัง|ที่ได้รับ|ลัพธ์|การจัดกิจกรรม|สรุป)"
    r"|สรุปผล|ข้อเสนอ(?:แนะ)?|มติ(?:ที่ประชุม|เห็นชอบ)?|ที่ประชุมเห็น|ได้ข้อสรุป|ความคิดเห็นที่ได้|ปัญหาและความต้องการ|โครงการที่เสนอ"
)
_USE = (
    r"(?:นำ|การนำ|ใช้|ไปใช้)\S{0,40}?(?:ผล|ข้อเสนอ|ความคิดเห็น|ข้อมูล|มติ|ไป).{0,60}?(?:ปรับปรุง|พัฒนา|จัดทำ|บรรจุ|กำหนด|ประกอบ"
    r"|ใช้|แก้ไข|ดำเนิน)|บรรจุ(?:ไว้)?ใน(?:แผน|ข้อบัญญัติ|เทศบัญญัติ)|ปรับปรุง(?:และ)?พัฒนา(?:การ)?(?:ดำเนินงาน|งาน|การปฏิบัติ)"
    r"|จัดทำเป็น(?:แผน|โครงการ|ข้อบัญญัติ)|อนุมัติ\S{0,10}[0-9]+\s*โครงการ"
)


@rule.element
def topic(content: Content) -> Answer:
    """ประเด็นหรือเรื่องในการมีส่วนร่วม."""
    return passage(content, _TOPIC, least=25, after=2) if _speaks(content) else None


@rule.element
def participants(content: Content) -> Answer:
    """สรุปข้อมูลของผู้มีส่วนร่วม: who and how many."""
    if not _speaks(content):
        return None
    for line in said(content):
        found = _WHO.search(fold(line.replace("\t", " ")))
        if found and not re.search(r"ผู้เข้าชม|ประชากร", fold(line)):
            return quote(line, *found.span())
    return None


@rule.element
def outcome(content: Content) -> Answer:
    """ผลจากการมีส่วนร่วม."""
    return passage(content, _OUTCOME, least=25, after=4) if _speaks(content) else None


@rule.element
def use(content: Content) -> Answer:
    """การนำผลจากการมีส่วนร่วมไปปรับปรุงพัฒนาการดำเนินงาน."""
    return passage(content, _USE, least=15, after=4) if _speaks(content) else None


def _speaks(content: Content) -> bool:
    """Whether this tells of people taking part, at some length."""
    lines = said(content)
    if content.kind == "document" and not about(content, _TAKE_PART):
        return False
    return bool(_TAKE_PART.search(fold(" ".join((content.title, content.label, *lines))))) and size(lines) >= 60
