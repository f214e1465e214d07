"""แผนการบริหารและพัฒนาทรัพยากรบุคคล: what is planned for the staff this year, for how much and when."""

from rules import plans
from rules.content import Content
from rules.rule import Rule
from rules.wording import STAFF, only, passage

rule = Rule(
    subjects=only(
        rf"(?:แผน|นโยบาย|โครงการ|หลักสูตร|ปฏิทิน)[^\t]{{0,80}}(?:{STAFF})|(?:{STAFF})[^\t]{{0,60}}แผน",
        unlike=r"จัดซื้อ|จัดจ้าง|ทุจริต|ร้องเรียน|การประชุม|พระราชบัญญัติ|คู่มือ|ยุทธศาสตร์ชาติ|แผนพัฒนาเศรษฐกิจ",
        unless=r"(?:บริหาร|พัฒนา)(?:และพัฒนา)?(?:ทรัพยากรบุคคล|บุคลากร)|อัตรากำลัง",
    ),
    core=("projects", "period"),
)

_YEARS = r"แผน[^\t]{0,60}25\d\d\s*[-–]\s*(?:พ\.ศ\.)?\s*25\d\d"
_ANNOUNCEMENT = 40  # lines of an announcement that a plan exists, without the plan


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
    """When each is done: months, quarters, dates, years or a chart of months; or the years that a whole plan is for."""
    text = passage(content)
    years = text.find(_YEARS) if len(text.lines) > _ANNOUNCEMENT else None
    return plans.period(content) or years
