"""The title a document gives itself: its properties when they are sensible, else the first strong lines."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.text import fold, mend, tidy

LONGEST = 300
_PROGRAM = re.compile(
    r"^(?:microsoft (?:word|excel|powerpoint)|powerpoint presentation|untitled|slide ?\d*|document ?\d*|scan|image"
    r"|doc\d*$|book ?\d*|presentation ?\d*|งานนำเสนอ|เอกสาร ?\d*$|ไม่มีชื่อ|template|blank|print"
    r"|title|none$|null$|[0-9A-F]{16,}|<[0-9A-Fa-f]+>|\d[\d_\-. ]*$)"
    r"|\.(?:docx?|xlsx?|pptx?|pdf|rtf|tmp|jpe?g|png|indd|ai|cdr|pmd)\s*$|https?://|[\\/]\w+[\\/]",
    re.I,
)
_LETTER = re.compile(r"[A-Za-z\u0e01-\u0e2e]")
_THAI = re.compile(r"[\u0e01-\u0e4e]")
_STRANGE = re.compile(r"[\u00a1-\u024f\ufffd\ue000-\uf8ff\u0000-\u0008]")
# What stands over a title: page numbers, the emblem's name, the frame of a memo.
_SKIP = re.compile(
    r"^(?:[-–(\[ ]*[\d๐-๙]{1,4}[-–)\] ]*|หน้า(?:ที่)?\s*[\d๐-๙]+.*|ครุฑ|\(?ตรา.{0,20}\)?|บันทึกข้อความ|ส่วนราชการ.*"
    r"|ที่\s*[\w./\s]{0,25}|วันที่.*|page \d+.*|ด่วน(?:ที่สุด|มาก)?|สำเนา(?:คู่ฉบับ)?|\(?ร่าง\)?"
    r"|เล่ม(?:ที่)?\s*[\d๐-๙].*|ราชกิจจานุเบกษา)$",
    re.I,
)
_STRONG = re.compile(
    r"^(?:\(?สำเนา\)?\s*)?(?:ประกาศ|คำสั่ง|รายงาน|แผน|คู่มือ|มาตรการ|นโยบาย|ข้อบังคับ|ข้อบัญญัติ|เทศบัญญัติ|ระเบียบ|สรุป|ประมวล|แนวทาง|แนวปฏิบัติ"
    r"|โครงสร้าง|หลักเกณฑ์|สถิติ|การ(?:ประเมิน|ดำเนินการ|เสริมสร้าง|บริหาร)|ผล(?:การ)?|บัญชี|แบบ|ขั้นตอน|ข้อมูล|ยุทธศาสตร์|เจตนารมณ์|เจตจำนง|กรอบ|ทะเบียน"
    r"|ตาราง|โครงการ|หนังสือ|คำแถลง|พระราช|กฎกระทรวง)"
)
_BODY = re.compile(
    r"^\s*(?:ด้วย|ตามที่|ตามพระราช|โดยที่|อาศัยอำนาจ|เรียน\s|อ้างถึง|เพื่อให้|เพื่อ|สิ่งที่ส่งมา|หลักการ|บทนำ|คำนำ|สารบัญ|พระบาทสมเด็จ|ลำดับ"
    r"|[\d๐-๙]+[.)]?\s|ลงวันที่|ตามประกาศ|จัดทำโดย)"
)
_SUBJECT = re.compile(r"^\s*เรื่อง\s*")


def of(property_title: str, lines: Iterable[str], doubtful: bool = False) -> str:
    """The title, at most ``LONGEST`` characters, "" when none can be told. ``lines`` are those of the first page.

    Of ``doubtful`` lines (read by OCR) only those that begin as titles do are believed.
    """
    shown = list(lines)
    own = tidy(mend(property_title))
    read = from_lines(shown)
    if doubtful and not _STRONG.match(read):
        read = ""
    # Properties are often those of the file that served as a pattern: believed only when the page does not contradict.
    said = fold(own).replace(" ", "")
    if sensible(own) and (not read or not _STRONG.match(read) or said in fold("".join(shown)).replace(" ", "")):
        return own[:LONGEST]
    return read


def sensible(title: str) -> bool:
    """Whether a title of the properties names the content rather than a program, a file or nothing."""
    if len(title) < 6 or _PROGRAM.search(title) or not _LETTER.search(title):
        return False
    return len(_STRANGE.findall(title)) * 10 <= len(title) and "????" not in title


def from_lines(lines: Iterable[str]) -> str:
    """Title lines of a first page: from the first strong line on, wrapped lines and the "เรื่อง" line joined to it."""
    shown = []
    for line in lines:
        text = tidy(line.replace("\t", " "))
        if text and not _SKIP.match(text) and len(_LETTER.findall(text)) >= 3:
            shown.append(text)
        if len(shown) >= 14:
            break
    start = next((at for at, text in enumerate(shown) if _SUBJECT.match(text) or _STRONG.match(text)), 0)
    if not shown:
        return ""
    title = shown[start]
    for text in shown[start + 1 : start + 5]:
        if _BODY.match(text) or len(title) + len(text) > LONGEST or set(text) <= set("*-_=. "):
            break
        subject = bool(_SUBJECT.match(text))
        if not subject and (len(text) > 120 or ("เรื่อง" in title and len(text) > 90)):
            break
        title += " " + text
        if len(title) > 180:
            break
    return tidy(title)[:LONGEST]
