"""แผนการบริหารและพัฒนาทรัพยากรบุคคล: what is planned for the staff this year, for how much and when."""

from rules import plans
from rules.content import Content
from rules.rule import Rule
from rules.wording import only_about

rule = Rule(
    subjects=only_about(r"บุคลากร|ทรัพยากรบุคคล|พนักงาน|ข้าราชการ|ฝึกอบรม|อัตรากำลัง|งานบุคคล|การเจ้าหน้าที่"), core=("projects",)
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
