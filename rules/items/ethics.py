"""ประมวลจริยธรรมและการขับเคลื่อนจริยธรรม: the code, who drives it, dos and don'ts, training.

Judges each from what the page or document says, not from its title: a code has provisions, a team is appointed by name,
dos and don'ts say what to do and not to do, training has taken place.
"""

import re

from crawler.text import fold
from rules.content import Content, quote
from rules.rule import Answer, Rule
from rules.substance import about, first, passage, said, size, whole_law

rule = Rule(core=("code", "team", "dos_donts", "training"))

_CODE = r"ประมวลจริยธรรม|ข้อกำหนด(?:ว่าด้วย)?\S{0,20}จริยธรรม|จรรยา(?:บรรณ|ข้าราชการ)|มาตรฐาน(?:ทาง)?จริยธรรม|ข้อบังคับว่าด้วยจรรยา"
_PROVISION = re.compile(
    r"ยึดมั่น|ซื่อสัตย์|สุจริต|กล้า(?:ตัดสินใจ|ยืนหยัด)|ประโยชน์ส่วนรวม|จิตสาธารณะ|ผลสัมฤทธิ์|เป็นธรรม|ไม่เลือกปฏิบัติ|แบบอย่างที่ดี|ภาพลักษณ์"
    r"|ความถูกต้อง|โปร่งใส"
)
_NATIONAL = re.compile(r"คณะกรรมการมาตรฐานทางจริยธรรม|ก\.\s?ม\.\s?จ\.")
_TEAM = (
    r"คณะ(?:ทำงาน|กรรมการ|อนุกรรมการ)\S{0,30}จริยธรรม|(?:กลุ่มงาน|ทีม)\S{0,30}จริยธรรม|ทีมให้คำปรึกษา|กลุ่มงานจริยธรรม"
    r"|ผู้ให้คำปรึกษา\S{0,15}จริยธรรม"
)
_MEMBERS = re.compile(
    r"คำสั่ง|แต่งตั้ง|ประธาน(?:คณะ|กรรมการ|\s|$)|หัวหน้า(?:คณะ|ทีม|กลุ่ม)|กรรมการและเลขานุการ|เลขานุการ|คณะทำงาน(?:ประกอบด้วย"
    r"|\s)|นาย(?!ก)|นาง|หน้าที่"
)
_DOS = (
    r"do['’`‘]?\s?s?\s*(?:and|&|,|/|-|แอนด์|\s)\s*don\s?['’`‘]?\s?t\s?['’`‘]?\s?s?|ข้อควร(?:ทำ|ปฏิบัติ|กระทำ)"
    r"|สิ่งที่(?:ควร|พึง)(?:ทำ|ปฏิบัติ|กระทำ)|ควรทำ|พึง(?:ปฏิบัติ|กระทำ)"
)
_DONTS = r"don\s?['’`‘]?\s?t|ไม่(?:ควร|พึง)(?:ทำ|ปฏิบัติ|กระทำ|ใช้|รับ|นำ|เรียก|เปิด)|ข้อ(?:ห้าม|ไม่ควร)|ห้าม"
_ETHICAL = r"จริยธรรม|จรรยา|คุณธรรม|do['’]?s?\s*(?:and|&|,|/|-|\s)\s*don|dos\b|ข้อควรทำ|ควรทำ|พฤติกรรมที่(?:ควร|พึง)"
_TRAINING = r"(?:อบรม|สัมมนา|ประชุมเชิงปฏิบัติ|บรรยาย|ให้ความรู้|เรียนรู้|e-learning|กิจกรรม)"
_MORAL = r"จริยธรรม|คุณธรรม|ธรรมาภิบาล|ประมวลจริย|โปร่งใส|ต่อต้านการทุจริต|ผลประโยชน์ทับซ้อน|จรรยา"
_DONE = re.compile(
    r"[0-9]+\s*(?:คน|ราย|รูป)|เมื่อวันที่|ระหว่างวันที่|วันที่\s*[0-9]{1,2}|ณ\s+(?:ห้อง|หอ|ศาลา|อาคาร|โรงแรม|สำนักงาน|ที่ทำการ)"
    r"|ผู้เข้า(?:ร่วม|รับ)|วิทยากร|ได้จัด|จัดโครงการ|เข้าร่วม|ดำเนินการแล้ว|ภาพกิจกรรม"
)


@rule.element
def code(content: Content) -> Answer:
    """ประมวลจริยธรรม: its provisions in text, not only its name."""
    lines = said(content)
    title = re.search(_CODE, fold(f"{content.title} {' '.join(lines[:40])}"))
    provisions = [line for line in lines if _PROVISION.search(fold(line))]
    kinds = {word for line in provisions for word in _PROVISION.findall(fold(line))}
    act = whole_law(content) or about(content, r"^\W*พระราชบัญญัติ|พ\.ร\.บ\.\s*มาตรฐานทางจริยธรรม", 3)
    if title and not act and len(kinds) >= 3 and size(lines) >= 250:
        best = max(provisions, key=lambda line: len(_PROVISION.findall(fold(line))))
        return quote(f"{title[0]}: {best}")
    return None


@rule.element
def team(content: Content) -> Answer:
    """ทีมให้คำปรึกษาหรือคณะทำงานขับเคลื่อนจริยธรรม: appointed, with its members or duties."""
    if whole_law(content) or about(content, r"พระราชบัญญัติ|พระราชกฤษฎีกา", 5):
        return None
    lines = said(content)
    for at, line in enumerate(lines):
        found = re.search(_TEAM, fold(line))
        near = lines[max(0, at - 4) : at + 12]
        members = any(_MEMBERS.search(fold(other)) for other in near)
        if found and members and not _NATIONAL.search(fold(line)) and size(near) >= 60:
            return quote(line, *found.span())
    return None


@rule.element
def dos_donts(content: Content) -> Answer:
    """แนวปฏิบัติ Dos & Don'ts: what to do and what not to do, both."""
    dos, donts = passage(content, _DOS, least=30, after=8), first(content, _DONTS)
    return f"{dos} … {donts}" if dos and donts and size(said(content)) >= 100 and about(content, _ETHICAL) else None


@rule.element
def training(content: Content) -> Answer:
    """การฝึกอบรมที่สอดแทรกสาระด้านจริยธรรม: held, with date, place or participants."""
    lines = said(content)
    for at, line in enumerate(lines):
        near = " ".join(lines[at : at + 6])
        found = re.search(_TRAINING, fold(line))
        if found and re.search(_MORAL, fold(near)) and _DONE.search(fold(near)) and size(lines[at : at + 6]) >= 60:
            return quote(near, *found.span())
    return None
