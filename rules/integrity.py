"""What integrity measures and their report say: the ITA result analysed, weak points, who does what, and results."""

from __future__ import annotations

from rules.content import Content, quote
from rules.progress_reports import DONE, RESULT_LINE
from rules.tables import column, either, matching, said
from rules.wording import answered, listed, passage, substantive, words

# The ten indicators of the assessment and its three tools.
_INDICATOR = words(
    r"การปฏิบัติหน้าที่|การใช้งบประมาณ|การใช้อำนาจ|การใช้ทรัพย์สิน|การแก้ไขปัญหาการทุจริต|คุณภาพการดำเนินงาน|ประสิทธิภาพการสื่อสาร"
    r"|การปรับปรุง(?:ระบบ)?(?:การ)?ทำงาน|การเปิดเผยข้อมูล|การป้องกันการทุจริต|ความสุจริตใน|(?<![a-z])(?:iit|eit|oit)(?![a-z])|ตัวชี้วัด(?:ที่|ย่อย)"
)
_SCORE = words(r"(?<![\d.])(?:100(?:\.0+)?|\d{2}\.\d{1,3}|\d{2}\s*คะแนน)(?![\d.])")
_ANALYSIS = words(r"วิเคราะห์|ผลการประเมิน|คะแนน")
_WEAK_HEADING = (
    r"จุดอ่อน|ข้อบกพร่อง|ประเด็นที่(?:จะ)?(?:ต้อง|ควร|เป็นข้อ)(?:ได้รับการ)?(?:แก้ไข|พัฒนา|ปรับปรุง|บกพร่อง)?|(?:ข้อ|สิ่ง|เรื่อง|จุด)ที่(?:ต้อง|ควร)(?:ได้รับการ)?(?:แก้ไข|พัฒนา|ปรับปรุง)"
    r"|(?:คะแนน|ข้อ|ตัวชี้วัด)[^\t]{0,20}(?:ต่ำ|น้อย)(?:ที่)?(?:สุด|กว่า)|สาเหตุ(?:เกิด|ของ|ที่|$)|แนวทางการยกระดับ|ข้อจำกัด"
)
_OWNER_HEADING = words(
    r"ผู้(?:ที่)?(?:มีส่วน)?(?:รับผิดชอบ|เกี่ยวข้อง)|(?:หน่วยงาน|ส่วนราชการ|ส่วนงาน|กอง|ฝ่าย)(?:ที่)?(?:รับผิดชอบ|หลัก|ดำเนินการ)|เจ้าภาพ"
)
_OWNER = words(r"สำนัก|กอง|ฝ่าย|งาน[ก-๙]|ทุก(?:หน่วย|ส่วน|กอง|ฝ่าย|คน)|กลุ่ม|นาย|นาง|ศูนย์|หน่วย|คณะ|ผู้อำนวยการ|ปลัด|หัวหน้า")
_STEP_HEADING = words(r"ขั้นตอน|วิธี(?:การ|ปฏิบัติ|ดำเนิน)|แนวทาง(?:การ)?(?:ปฏิบัติ|ดำเนิน|ปรับปรุง|แก้ไข|พัฒนา)|การดำเนินการ|กิจกรรม")
_MONITOR_HEADING = words(r"กำกับ|ติดตาม|รายงานผล|ช่วงระยะเวลา|ระยะเวลา|กำหนดเวลา|ห้วงเวลา|การประเมินผล")
_MONITOR = words(
    r"(?:กำกับ(?:และ)?(?:ดูแล)?(?:ติดตาม)?|ติดตาม|รายงาน(?:ผล|ความ))[^\t]{0,80}?(?:ทุก|ราย(?:เดือน|ไตรมาส)|รอบ\s*\d|ไตรมาส|\d+\s*เดือน|ผู้บริหาร|ผู้บังคับบัญชา|นายก|ปลัด|คณะ|ผู้อำนวยการ|ภายใน|ประชุม|สิ้นปี)"
)
_MEASURE_HEADING = words(r"มาตรการ|วิธีการนำผล|แนวทาง|กิจกรรม|โครงการ|ประเด็น|การดำเนินการตาม")
_RESULT_HEADING = words(r"ผลการ(?:ดำเนิน|ปฏิบัติ|กำกับ)|ผลลัพธ์|ผลสำเร็จ|ความสำเร็จ|ผลที่|^[^ก-๙]*ผล[^ก-๙]*$|ความก้าวหน้า|สถานะ")

_HEADINGS = (
    words(r"^[^ก-๙]*(?:มาตรการ|วิธีการนำผล.*|กิจกรรม|โครงการ)$"),
    _STEP_HEADING,
    words(r"^ผู้รับผิด"),
    _RESULT_HEADING,
)
_DONE_PLAINLY = words(r"ได้(?:ดำเนินการ|จัด|มีการ|กำหนด|ออก|แต่งตั้ง)|ดำเนินการ(?:แล้ว|เรียบร้อย|เสร็จ)")
_COUNTED = words(r"(?:ครบ|แล้ว|จำนวน|ร้อยละ)\s*\d|\d+\s*(?:คน|ครั้ง|ข้อ|เรื่อง|รายการ|โครงการ)")

SEVEN = (
    r"กระบวนการปฏิบัติงานที่โปร่งใส",
    r"การให้บริการและระบบ\s*e\s?-?\s?service",
    r"ช่องทางและรูปแบบการประชาสัมพันธ์",
    r"กระบวนการ(?:กำกับดูแล)?(?:การ)?ใช้ทรัพย์สิน",
    r"กระบวนการสร้างความโปร่งใสในการใช้งบประมาณ",
    r"กระบวนการควบคุม\s*,?\s*ตรวจสอบการใช้อำนาจ",
    r"กลไกและมาตรการ(?:ในการ)?(?:แก้ไข|ป้องกัน)",
)


def _sentence(cell: str) -> bool:
    return substantive(cell, 10)


def analysis(content: Content) -> str | None:
    """The result of the last assessment by indicator: at least two indicators or tools, each with its score."""
    text = passage(content)
    scored: dict[str, str] = {}
    for number, line in enumerate(text.lines):
        for hit in _INDICATOR.finditer(line.bare):
            beside = (
                line.bare[hit.end() :] + " " + " ".join(other.bare for other in text.lines[number + 1 : number + 3])
            )
            if _SCORE.search(beside[:120]):
                scored.setdefault(hit[0], quote(line.text))
    if len(scored) >= 2 and text.find(_ANALYSIS):
        return " … ".join(list(dict.fromkeys(scored.values()))[:2])
    return None


def weaknesses(content: Content) -> str | None:
    """Weak points or points to improve in words: จุดอ่อน, ประเด็นที่ต้องพัฒนา, ข้อที่ได้คะแนนต่ำสุด and its cause."""
    return column(content, _WEAK_HEADING, _sentence) or answered(passage(content), _WEAK_HEADING)


def owner(content: Content) -> str | None:
    """Who answers for a measure: a unit or a post under ผู้รับผิดชอบ."""
    return (
        column(content, _OWNER_HEADING, either(matching(_OWNER), said))
        or passage(content).near(
            words(
                r"^[^ก-๙a-z0-9]*(?:\d+[.)]*\s*)?(?:ผู้รับผิดชอบ|(?:หน่วยงาน|ส่วนราชการ|ส่วนงาน)(?:ที่)?รับผิดชอบ)|ผู้รับผิดชอบ[^\t]{0,12}[:：]"
            ),
            words(rf"รับผิดชอบ[^\t]*?(?:{_OWNER.pattern})|^(?!.*รับผิดชอบ).*(?:{_OWNER.pattern})"),
            within=2,
        )
        or passage(content).near(r"^ผู้รับผิด(?:ชอบ)?$", r"^(?:กอง|สำนัก|ฝ่าย|ทุก)[ก-๙]{0,20}$", within=12)
    )


def steps(content: Content) -> str | None:
    """How a measure is carried out: a sentence under ขั้นตอน or วิธีปฏิบัติ."""
    return column(content, _STEP_HEADING, _sentence, row=_sentence) or answered(
        passage(content), r"ขั้นตอน|วิธี(?:การ|ปฏิบัติ)|แนวทาง(?:การ)?(?:ปฏิบัติ|ดำเนิน)"
    )


def monitoring(content: Content) -> str | None:
    """How and when it is followed up: a value under การกำกับติดตาม or ระยะเวลา, or รายงานผลต่อผู้บริหารทุกไตรมาส."""
    return column(content, _MONITOR_HEADING, lambda cell: substantive(cell, 4)) or passage(content).find(_MONITOR)


def measures(content: Content) -> str | None:
    """A measure in words, under มาตรการ, วิธีการนำผลวิเคราะห์ไปสู่การปฏิบัติ or กิจกรรม."""
    text = passage(content)
    return (
        column(content, _MEASURE_HEADING, _sentence, row=_sentence)
        or answered(text, r"มาตรการ(?:ที่|การ|ส่งเสริม|ด้าน|ป้องกัน|ใน)|วิธีการนำผล|แนวทางการ")
        or listed(text, _MEASURE_HEADING, _sentence, _HEADINGS)
    )


def results(content: Content) -> str | None:
    """What came of a measure: a sentence under ผลการดำเนินงาน, or words of what was done beside a measure."""
    text = passage(content)
    under = answered(text, RESULT_LINE)
    return (
        column(content, _RESULT_HEADING, either(matching(DONE), _sentence), row=_sentence)
        or (under if under and text.count(DONE) >= 2 else None)
        or text.near(r"มาตรการ|แนวทาง|กิจกรรม", _DONE_PLAINLY, within=3)
        or listed(text, _RESULT_HEADING, either(matching(DONE), matching(_COUNTED)), _HEADINGS)
    )


def seven_headings(content: Content) -> tuple[list[str], list[str]]:
    """The seven customary headings: quotations of those found, and plain wordings of those that are not."""
    text = passage(content)
    found, missing = [], []
    for pattern in SEVEN:
        line = text.find(pattern)
        if line:
            found.append(line)
        else:
            missing.append(words(r"\(\?:[^)]*\)\??|\\s\*?|[?*,\\-]").sub("", pattern))
    return found, missing
