"""มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน: the last ITA result analysed, and how it is put into practice.

Advisory: the seven headings that municipalities commonly use; no source says that all are required.
"""

from rules import integrity
from rules.content import Content
from rules.rule import Rule, Unsure
from rules.wording import only

rule = Rule(
    subjects=only(
        r"คุณธรรมและความโปร่งใส|มาตรการ[^\t]{0,40}โปร่งใส|(?<![a-z])ita(?![a-z])",
        unlike=r"ผลการวิเคราะห์ผลการจัดซื้อ|การจัดซื้อการจัดจ้าง|ร้องเรียน|ประกาศนโยบาย|คู่มือ|บุคลากร|ยุทธศาสตร์ชาติ|แผนพัฒนา",
        unless=r"มาตรการ(?:ส่งเสริม)?คุณธรรม|วิเคราะห์ผลการประเมิน|ผลการประเมิน(?![^\t]{0,40}จัดซื้อ)|ผลการประเมินคุณธรรม",
    ),
    core=("analysis", "weaknesses", "steps"),
)


@rule.element
def analysis(content: Content) -> str | None:
    """The last result by indicator: at least two indicators or tools, each with its score."""
    return integrity.analysis(content)


@rule.element
def weaknesses(content: Content) -> str | None:
    """Weak points or points to improve, in words."""
    return integrity.weaknesses(content)


@rule.element
def owner(content: Content) -> str | None:
    """Who answers for a measure: a unit or a post under ผู้รับผิดชอบ."""
    return integrity.owner(content)


@rule.element
def steps(content: Content) -> str | None:
    """How a measure is carried out: a sentence under ขั้นตอน or วิธีปฏิบัติ."""
    return integrity.steps(content)


@rule.element
def monitoring(content: Content) -> str | None:
    """How and when it is followed up or reported."""
    return integrity.monitoring(content)


@rule.element
def seven_headings(content: Content) -> str | Unsure | None:
    """The seven customary headings: a quotation of each when all are there, else how many are and which are not."""
    found, missing = integrity.seven_headings(content)
    if not found:
        return None
    if missing:
        return Unsure(f"พบ {len(found)} จาก 7 หัวข้อที่หน่วยงานนิยมใช้ ยังไม่พบ: {', '.join(missing)}")
    return " … ".join(found)
