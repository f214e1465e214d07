"""E-Service: a service of the agency that can be had online.

Judges whether the page leads to a working service: a request form, a booking, a payment, a licence, a form of a form
service. Download of paper forms, the complaint form, the contact page and systems for the staff are no e-service.
Whether what stands elsewhere really works is only seen by opening it: the link is what is proved.
"""

import re

from crawler.site import Form, Link
from crawler.text import fold
from rules import links
from rules.content import Content
from rules.rule import Answer, Rule

rule = Rule(by_link=True, core=("service",))

_SERVICE = re.compile(
    r"e\s?-?\s?services?\b|อี\s?-?\s?เซอร์วิส|บริการ(?:ประชาชน)?\s?(?:แบบ)?ออนไลน์|one\s?stop\s?service"
    r"|ระบบ(?:การ)?(?:ให้)?บริการ(?!ภายใน)"
    r"|(?:ยื่น|เขียน|กรอก|ส่ง|ขอ)\S{0,30}ออนไลน์|คำ(?:ร้อง|ขอ)\S{0,20}ออนไลน์|(?:จอง|นัด)\S{0,20}(?:ออนไลน์|คิว|หมาย)"
    r"|ชำระ\S{0,20}(?:ออนไลน์|ภาษี|ค่า)|จองคิว|นัดหมาย"
    r"|ระบบ(?:ยื่น|รับ|ขอ|จอง|นัด|ชำระ|แจ้งซ่อม|ออกใบ|ตรวจสอบ(?:สิทธิ|สถานะ|ภาษี))|online\s?(?:service|booking|form)|ยื่นเอกสาร"
)
_REQUEST = re.compile(
    r"คำร้อง|คำขอ|ขอ(?:อนุญาต|รับ|ใช้|ยืม|จด|มี|ออก|สนับสนุน|ข้อมูล|หนังสือ|น้ำ|เลข|ขึ้น|ตรวจ|บริการ|ถัง|เข้า|ประวัติ|คัด)|แจ้งซ่อม"
    r"|ซ่อมแซม|ลงทะเบียน|จดทะเบียน|ชำระ|ใบอนุญาต|จอง|นัดหมาย|เบี้ยยังชีพ"
    r"|เอกสารแนบ|ยื่น|สมัครเรียน|รับสมัครนักเรียน|ประเภทบริการ|บริการที่"
)
_COMPLAINT = re.compile(
    r"ร้องเรียน|ร้องทุกข์|ทุจริต|แจ้งเบาะแส|แจ้งเรื่องราว|รับฟังความคิดเห็น|ข้อเสนอแนะ|ความพึงพอใจ|แบบสอบถาม|แบบประเมิน|\biit\b|\beit\b"
)
_INTERNAL = re.compile(
    r"สารบรรณ|e\s?-?\s?office|e\s?-?\s?laas|e\s?-?\s?gp|e\s?-?\s?plan|web\s?mail|อีเมล|สำหรับเจ้าหน้าที่|เจ้าหน้าที่เท่านั้น"
    r"|ผู้ดูแลระบบ|admin|intranet|ภายในหน่วยงาน|เงินเดือน|สลิป|slip|ลาออนไลน์"
    r"|ccis|info\s?อปท|backoffice|hos\s?xp|hrms|บุคลากร|เข้าสู่ระบบ$|e-saraban|e-learning|กระทรวง|กรมส่งเสริม|กรมบัญชี"
    r"|สตง|facebook"
)
_MANUAL = re.compile(
    r"คู่มือ|วิธี(?:การ)?ใช้|ขั้นตอนการใช้|แนะนำการใช้|manual|user\s?guide|สถิติ|รายงาน|แบบฟอร์ม(?!ออนไลน์)|ดาวน์โหลด|ข่าว|ประกาศ"
)


@rule.element
def service(content: Content) -> Answer:
    """ช่องทางรับบริการตามภารกิจทางออนไลน์: a link to the service or its form on the page itself."""
    found = _link(content)
    if found:
        return links.cite(found, content)
    form = _form(content)
    return links.cite_form(form) if form else _invitation(content)


@rule.element
def reachable(content: Content) -> Answer:
    """เข้าถึงหรือเชื่อมโยงได้จากเว็บไซต์หลัก: the link or form stands on the agency's own site and leads somewhere."""
    return service(content)


@rule.element
def user_guide(content: Content) -> Answer:
    """คู่มือการใช้งานระบบ E-Service (คำแนะนำ ไม่นับคะแนน)."""
    for link in content.links:
        words = fold(link.text)
        if (
            links.live(link)
            and re.search(r"คู่มือ|วิธี(?:การ)?ใช้|manual|user\s?guide|ขั้นตอน", words)
            and (_SERVICE.search(words) or _about(content))
        ):
            return links.cite(link, content)
    return content.find(r"ขั้นตอนที่\s*[1๑].{0,80}(?:ออนไลน์|ระบบ|ลงทะเบียน|เข้า)")


def _about(content: Content) -> bool:
    """Whether the page or section as a whole is about services to be had online."""
    return bool(_SERVICE.search(fold(f"{content.title} {content.label} {' '.join(content.lines[:2])}")))


def _link(content: Content) -> Link | None:
    about = _about(content)
    for link in content.links:
        words = fold(link.text)
        wide = links.under(link)
        if not links.live(link) or links.to_file(link) or link.place in ("nav", "footer", "header"):
            continue
        if _COMPLAINT.search(words) or _INTERNAL.search(words) or _MANUAL.search(words):
            continue
        named = _SERVICE.search(words) or re.search(r"e-?service", link.url, re.IGNORECASE)
        if named and links.elsewhere(link, content):
            return link
        if links.online_form(link) and (_REQUEST.search(wide) or about) and not _COMPLAINT.search(wide):
            return link
        if (about or _SERVICE.search(wide)) and _REQUEST.search(words) and not _COMPLAINT.search(wide):
            return link
    return None


def _invitation(content: Content) -> str | None:
    """Words that ask the reader to press a picture that leads on, on a page about services to be had online."""
    words = content.find(r"(?:คลิก|กด)\S{0,12}(?:ยื่น|กรอก|ลงทะเบียน|เข้าใช้|ใช้บริการ|จอง)")
    pressed = any(links.live(one) and not one.text and one.place == "main" for one in content.links)
    return words if words and pressed and _about(content) else None


def _form(content: Content) -> Form | None:
    for form in content.forms:
        words = fold(f"{form.text} {' '.join(form.fields)}")
        asked = form.place not in ("nav", "header", "footer") and links.asks(form) and not _COMPLAINT.search(words)
        if asked and (_REQUEST.search(words) or _SERVICE.search(words) or _about(content)):
            return form
    return None
