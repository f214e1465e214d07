"""คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่: for at least one job of the staff, its steps, their time and the law.

A list of titles that link to manuals is no manual; each manual is judged where it stands.
"""

from rules import manuals
from rules.content import Content
from rules.rule import Rule
from rules.wording import only

rule = Rule(
    subjects=only(
        r"คู่มือ|ขั้นตอน|แนวทาง|มาตรฐาน|กระบวน|วิธี(?:การ)?ปฏิบัติ|flow|ผังงาน|แนวปฏิบัติ",
        unlike=r"พระราชบัญญัติ|กฎกระทรวง|ราชกิจจานุเบกษา|คำสั่ง|ประกาศ|สอบราคา|ประกวดราคา|ประมวลจริยธรรม|ข้อกำหนดจริยธรรม|ผลการวิเคราะห์|แผนพัฒนา"
        r"|ยุทธศาสตร์|แผนปฏิบัติ|อัตรากำลัง|รายงานผล",
        unless=r"คู่มือ|มาตรฐานการปฏิบัติ",
    ),
    core=("steps",),
)


@rule.element
def task(content: Content) -> str | None:
    """The job by name, with its steps in the same manual."""
    return manuals.task(content)


@rule.element
def steps(content: Content) -> str | None:
    """At least two steps in order, each with what is done."""
    return manuals.steps(content)


@rule.element
def time(content: Content) -> str | None:
    """How long steps take: days, hours or minutes."""
    return manuals.time(content)


@rule.element
def law(content: Content) -> str | None:
    """Laws, rules or regulations by name and year."""
    return manuals.law(content)
