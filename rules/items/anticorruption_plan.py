"""แผนปฏิบัติการป้องกันการทุจริต: the anti-corruption projects in force this year, for how much and when."""

from rules import plans
from rules.content import Content
from rules.rule import Rule
from rules.wording import only

rule = Rule(
    subjects=only(
        r"(?:แผน|มาตรการ|โครงการ)[^\t]{0,60}(?:ทุจริต|ประพฤติมิชอบ)|(?:ทุจริต|ประพฤติมิชอบ)[^\t]{0,60}แผน",
        unlike=r"จัดซื้อ|จัดจ้าง|ร้องเรียน|การประชุม|ความเสี่ยง|คู่มือ|คุณธรรมและความโปร่งใส",
        unless=r"แผน(?:ปฏิบัติ(?:การ|ราชการ)?)?[^\t]{0,30}(?:ป้องกัน|ต่อต้าน|ปราบปราม)[^\t]{0,30}ทุจริต",
    ),
    core=("projects",),
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
