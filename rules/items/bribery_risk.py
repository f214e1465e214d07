"""การประเมินความเสี่ยงการให้หรือรับสินบน: events that might happen, how grave they are, and what is done about them."""

from rules import risks
from rules.content import Content
from rules.rule import Rule
from rules.wording import only

rule = Rule(
    subjects=only(r"ความเสี่ยง", unlike=r"ร้องเรียน|การประชุม|จัดซื้อจัดจ้าง(?!.{0,40}ความเสี่ยง)", unless=r"ความเสี่ยง"),
    core=("events",),
)


@rule.element
def events(content: Content) -> str | None:
    """Risk events of bribery or corruption in words, under เหตุการณ์ความเสี่ยง or ประเด็นความเสี่ยง."""
    return risks.events(content)


@rule.element
def level(content: Content) -> str | None:
    """Level of a named event: สูง, ปานกลาง, ต่ำ, or likelihood times impact."""
    return risks.level(content)


@rule.element
def measures(content: Content) -> str | None:
    """Measures in words, under มาตรการ or แนวทางการจัดการความเสี่ยง."""
    return risks.measures(content)
