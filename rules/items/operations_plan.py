"""แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี: the year's projects, and how far they and the money have come.

The yearly budget ordinance is no plan of work: it sets money aside but plans no project.
"""

from rules import plans, progress_reports
from rules.content import Content
from rules.rule import Rule
from rules.wording import only

rule = Rule(
    subjects=only(
        r"แผน(?:การ)?(?:ดำเนิน|ปฏิบัติ|งาน|การใช้จ่าย|งบประมาณ)|ความก้าวหน้า|กำกับติดตาม|ผลการ(?:ดำเนิน|ใช้จ่าย|เบิกจ่าย)|แผนและความ|งบประมาณ",
        unlike=r"(?:ข้อบัญญัติ|เทศบัญญัติ)|แผนพัฒนา(?:ท้องถิ่น|สาม|สี่|ห้า|\s*\d|บุคลากร)|ยุทธศาสตร์|ราคา(?:จ้าง|ซื้อ|กลาง)|จัดซื้อ|จัดจ้าง|บันทึกการประชุม"
        r"|รายงานการประชุม|ทุจริต|บุคลากร|ทรัพยากรบุคคล|พระราชบัญญัติ|แผนพัฒนาเศรษฐกิจ|นโยบาย|กฎกระทรวง",
        unless=r"แผน(?:การ)?(?:ดำเนินงาน|ปฏิบัติ(?:งาน|ราชการ))(?!.{0,60}ทุจริต)|แผนการใช้จ่าย|ความก้าวหน้า",
    ),
    core=("projects", "progress"),
)


@rule.element
def projects(content: Content) -> str | None:
    """Projects or activities of the year by name, with money or time beside them."""
    return plans.projects(content)


@rule.element
def budget(content: Content) -> str | None:
    """Money for each: an amount above zero, or an explicit "ไม่ใช้งบประมาณ"."""
    return plans.budget(content)


@rule.element
def period(content: Content) -> str | None:
    """When each is done: months, quarters, dates or a chart of months."""
    return plans.period(content)


@rule.element
def progress(content: Content) -> str | None:
    """How far each has come (ดำเนินการแล้วเสร็จ, อยู่ระหว่างดำเนินการ, ร้อยละ), with the period covered (รอบ 6 เดือน)."""
    return progress_reports.progress(content)


@rule.element
def spending(content: Content) -> str | None:
    """Money spent so far: an amount under เบิกจ่าย or ใช้จ่ายจริง, or an explicit "ไม่ใช้งบประมาณ"."""
    return progress_reports.spent(content)
