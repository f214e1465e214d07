"""รายงานผลการดำเนินการเพื่อจัดการความเสี่ยงการทุจริต: last year's measures against corruption risks, and what came of them."""

from rules import risks
from rules.content import Content
from rules.rule import Rule
from rules.wording import only

rule = Rule(
    subjects=only(r"ความเสี่ยง", unlike=r"ร้องเรียน|การประชุม|จัดซื้อจัดจ้าง|จริยธรรม", unless=r"ความเสี่ยง"),
    core=("results",),
)


@rule.element
def measures(content: Content) -> str | None:
    """The measures in words, under มาตรการ or แนวทางการจัดการความเสี่ยง."""
    return risks.measures(content)


@rule.element
def results(content: Content) -> str | None:
    """What came of them: a sentence under ผลการดำเนินการ, or words of what was done beside a measure."""
    return risks.results(content)
