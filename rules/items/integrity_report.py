"""รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใส: last year's measures and what came of them."""

from rules import integrity
from rules.content import Content
from rules.rule import Rule
from rules.wording import only

rule = Rule(
    subjects=only(
        r"(?:ผล|รายงาน|ติดตาม|มาตรการ)[^\t]{0,80}(?:ความโปร่งใส|(?<![a-z])ita(?![a-z]))|มาตรการ(?:ส่งเสริม)?คุณธรรม",
        unlike=r"จัดซื้อ|จัดจ้าง|ร้องเรียน|ประกาศนโยบาย|คู่มือ|บุคลากร|ยุทธศาสตร์ชาติ|แผนพัฒนา",
        unless=r"มาตรการ(?:ส่งเสริม)?คุณธรรม|ส่งเสริมคุณธรรม",
    ),
    core=("results",),
)


@rule.element
def measures(content: Content) -> str | None:
    """The measures in words."""
    return integrity.measures(content)


@rule.element
def results(content: Content) -> str | None:
    """What came of them: a sentence under ผลการดำเนินงาน, or words of what was done beside a measure."""
    return integrity.results(content)
