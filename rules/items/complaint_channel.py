"""ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ: an online way to report corruption of officials.

Judges whether it can be reported online (a form, a form service, a system elsewhere), and whether that way is apart
from the one for general complaints. A mixed form is online but not apart. A manual, a telephone number are not online.
"""

import re

from crawler.site import Form, Link
from crawler.text import fold
from rules import links
from rules.content import Content
from rules.rule import Answer, Rule
from rules.substance import said

rule = Rule(by_link=True, core=("online",))

_CORRUPTION = re.compile(r"ทุจริต|ประพฤติ\s?มิ\s?ชอบ|คอร์?รัปชัน|สินบน|corruption|fraud|whistle")
_COMPLAIN = re.compile(r"ร้องเรียน|ร้องทุกข์|แจ้งเบาะแส|แจ้งเรื่อง|แจ้งเหตุ|ร้องทุก\b|สายตรง|complain|appeal")
_REPORT = re.compile(r"แจ้ง|ร้องเรียน|เบาะแส|รับเรื่อง|ช่องทาง|ศูนย์|สายตรง|report|complain")
_GENERAL = re.compile(
    r"ร้องทุกข์|เดือดร้อน|ข้อเสนอแนะ|เรื่องทั่วไป|ร้องเรียนทั่วไป|ไฟฟ้า|ถนน|น้ำท่วม|น้ำประปา|ขยะ|สาธารณูปโภค|เหตุรำคาญ|คำชมเชย"
    r"|สอบถาม|การให้บริการทั่วไป|ไม่ได้รับความเป็นธรรม"
)
_ELSEWHERE = re.compile(
    r"(?:แยก(?:ต่างหาก|ออก)?จาก|ต่างหากจาก|ไม่ใช่|มิใช่|ไม่รวม(?:ถึง)?|ไม่รับ|นอกเหนือจาก|หากเป็น|กรณีเป็น|หากต้องการ|สำหรับเรื่อง"
    r"|เรื่องอื่น|เรื่องทั่วไป).{0,90}"
)
_NOT_CHANNEL = re.compile(
    r"คู่มือ|แนวปฏิบัติ|แนวทาง|ขั้นตอน|สถิติ|รายงาน|สรุป|ผลการ|ข้อมูลเชิง|มาตรการ|แผน|นโยบาย|ประกาศ|คำสั่ง|ป้องกันการทุจริต"
    r"|ต่อต้านการทุจริต|ประเมินความเสี่ยง|ข่าว|กิจกรรม|ตรวจสอบสถานะ|ติดตาม|หลักฐาน"
)


@rule.element
def online(content: Content) -> Answer:
    """ช่องทางออนไลน์สำหรับบุคคลภายนอกแจ้งเรื่องทุจริต: a form on the page, or a link to one."""
    form, link = _form(content), _link(content)
    if form:
        return links.cite_form(form)
    return links.cite(link, content) if link else None


@rule.element
def separate(content: Content) -> Answer:
    """แยกต่างหากจากช่องทางร้องเรียนเรื่องทั่วไป: the form or link is for corruption only."""
    form, link = _form(content), _link(content)
    if form:
        words = _form_words(content, form)
        return links.cite_form(form) if _CORRUPTION.search(words) and not _GENERAL.search(_own(form, content)) else None
    if link:
        words = _words(link, content)
        return links.cite(link, content) if _CORRUPTION.search(words) and not _GENERAL.search(fold(link.text)) else None
    return None


@rule.element
def reachable(content: Content) -> Answer:
    """เข้าถึงหรือเชื่อมโยงได้จากเว็บไซต์หลัก: the form or link stands on the agency's own site and leads somewhere."""
    return online(content)


def _form(content: Content) -> Form | None:
    """The first form for complaints on the page; one for corruption before others."""
    asking = [form for form in content.forms if links.asks(form) and form.place not in ("nav", "header", "footer")]
    for form in asking:
        if _CORRUPTION.search(_form_words(content, form)):
            return form
    return next((form for form in asking if _COMPLAIN.search(_form_words(content, form))), None)


def _form_words(content: Content, form: Form) -> str:
    about = f"{content.title} {content.label} {' '.join(line for line in content.lines[:6] if len(line) < 200)}"
    return fold(f"{form.text} {' '.join(form.fields)} {about}")


def _own(form: Form, content: Content) -> str:
    """What the form itself says it is for: its text, and what the page says above it.

    That general complaints belong elsewhere speaks for a channel of its own, not against it.
    """
    return _ELSEWHERE.sub(" ", fold(f"{form.text} {' '.join(said(content)[:12])}"))


def _words(link: Link, content: Content) -> str:
    return fold(
        f"{' '.join(link.headings[-2:])} {link.text} {content.label} {content.title if content.kind == 'page' else ''}"
    )


def _link(content: Content) -> Link | None:
    """The first link to a form or page for reporting corruption."""
    general = None
    for link in content.links:
        words = fold(link.text)
        if not links.live(link) or links.to_file(link) or link.place in ("nav", "footer", "header"):
            continue
        if _NOT_CHANNEL.search(words):
            continue
        form = links.online_form(link)
        if not form and (not links.elsewhere(link, content) or links.front_of_another(link, content)):
            continue
        if _CORRUPTION.search(words) and _REPORT.search(words):
            return link
        if form and _CORRUPTION.search(_words(link, content)):
            return link
        if general is None and _COMPLAIN.search(words) and (form or re.search(r"ออนไลน์|ระบบ|แบบฟอร์ม|online", words)):
            general = link
    return general
