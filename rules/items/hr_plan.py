"""แผนการบริหารและพัฒนาทรัพยากรบุคคล: what is planned for the staff this year, for how much and when."""

from rules import plans
from rules.content import Content
from rules.rule import Rule
from rules.wording import only

rule = Rule(
    subjects=only(
        r"(?:แผน|นโยบาย|โครงการ|หลักสูตร|ปฏิทิน)[^\t]{0,80}(?:บุคลากร|ทรัพยากรบุคคล|งานบุคคล|พนักงาน(?:ส่วน|เทศบาล|จ้าง)|ข้าราชการ|อัตรากำลัง|การเจ้าหน้าที่|กำลังคน)|(?:บุคลากร|ทรัพยากรบุคคล|งานบุคคล|พนักงาน(?:ส่วน|เทศบาล|จ้าง)|ข้าราชการ|อัตรากำลัง|การเจ้าหน้าที่|กำลังคน)[^\t]{0,60}แผน",
        unlike=r"จัดซื้อ|จัดจ้าง|ทุจริต|ร้องเรียน|การประชุม|พระราชบัญญัติ|คู่มือ|ยุทธศาสตร์ชาติ|แผนพัฒนาเศรษฐกิจ",
        unless=r"(?:บริหาร|พัฒนา)(?:และพัฒนา)?(?:ทรัพยากรบุคคล|บุคลากร)|อัตรากำลัง",
    ),
    core=("projects", "budget"),
)


@rule.element
def projects(content: Content) -> str | None:
    """Projects or activities by name, with money or time beside them."""
    return plans.projects(content)


@rule.element
def budget(content: Content) -> str | None:
    """Money for each: an amount above zero, or an explicit "ไม่ใช้งบประมาณ"."""
    return plans.budget(content)


@rule.element
def period(content: Content) -> str | None:
    """When each is done: months, quarters, dates, years or a chart of months."""
    return plans.period(content)
