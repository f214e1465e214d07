"""คู่มือหรือแนวทางการขอรับบริการ: for at least one service, what a citizen needs to know before coming.

A list of titles that link to manuals is no manual; each manual is judged where it stands. "ไม่มี" must be written out.
"""

from rules import manuals
from rules.content import Content
from rules.rule import Rule
from rules.wording import only

rule = Rule(
    subjects=only(
        r"คู่มือ|ขั้นตอน|แนวทาง|มาตรฐานการให้บริการ|บริการ|ค่าธรรมเนียม|ขออนุญาต|คำขอ|ชำระภาษี",
        unlike=r"พระราชบัญญัติ|กฎกระทรวง|ราชกิจจานุเบกษา|คำสั่ง|ประกาศ|สอบราคา|ประกวดราคา|ขายทอดตลาด|ประมวลจริยธรรม|ข้อกำหนดจริยธรรม"
        r"|ผลการวิเคราะห์|แผนพัฒนา|ยุทธศาสตร์|แผนปฏิบัติ|อัตรากำลัง|รายงานผล",
        unless=r"คู่มือ|มาตรฐานการให้บริการ",
    ),
    core=("steps", "documents"),
)


@rule.element
def service(content: Content) -> str | None:
    """The service by name, with its steps or papers in the same manual."""
    return manuals.service(content)


@rule.element
def steps(content: Content) -> str | None:
    """At least two steps in order, each with what is done."""
    return manuals.steps(content)


@rule.element
def time(content: Content) -> str | None:
    """How long it takes: days, hours or minutes."""
    return manuals.time(content)


@rule.element
def channel(content: Content) -> str | None:
    """Where it is given: an office, a counter, a web address, a telephone."""
    return manuals.channel(content)


@rule.element
def fee(content: Content) -> str | None:
    """What it costs, in baht, or an explicit "ไม่มีค่าธรรมเนียม"; a blank is no answer."""
    return manuals.fee(content)


@rule.element
def documents(content: Content) -> str | None:
    """Papers to bring, by name, or an explicit "ไม่มี"."""
    return manuals.documents(content)
