"""แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน: a plan of several years with strategies, goals and indicators.

A title or an announcement that such a plan is in use proves nothing; the plan's own words must be there.
"""

import re

from rules import plans
from rules.content import Content, quote
from rules.rule import Rule
from rules.wording import only

rule = Rule(
    subjects=only(
        r"แผนพัฒนา|นโยบายและแผน|ยุทธศาสตร์|กลยุทธ์|แผนปฏิบัติราชการ|แผนแม่บท|แผนวิสาหกิจ|แผน(?:ระยะ)?\s*\d+\s*ปี|แผน(?:สาม|สี่|ห้า)ปี",
        unlike=r"ยุทธศาสตร์ชาติ|แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ|แผนแม่บทภายใต้|ราชกิจจานุเบกษา|กองทุนหลักประกัน|แผนพัฒนาบุคลากร|อัตรากำลัง|ทุจริต",
        unless=r"แผนพัฒนาท้องถิ่น|แผนพัฒนา(?:สาม|สี่|ห้า)ปี|แผนยุทธศาสตร์การพัฒนา",
    ),
    core=("strategy", "goals", "indicators"),
)


_WAY = re.compile(r"^\W*[0-9๐-๙]{1,2}\s*[.)]\s*(?:แนวทาง|นโยบาย)(?:การพัฒนา)?\s*ด้าน")


def _ways(content: Content) -> str | None:
    """Ways of development (แนวทาง) as numbered areas of policy, at least three, on a page of policy *and* plan."""
    areas = [line for line in content.lines if _WAY.search(line)]
    named = re.search(r"แผน|แนวทาง", f"{content.title} {content.label}")
    return " … ".join(quote(area) for area in areas[:2]) if named and len(areas) >= 3 else None


@rule.element
def multi_year(content: Content) -> str | None:
    """A plan of more than one year: พ.ศ. 2566-2570, แผนพัฒนาห้าปี."""
    return plans.multi_year(content)


@rule.element
def strategy(content: Content) -> str | None:
    """Strategies or ways of development, by number and name: ยุทธศาสตร์ที่ 1 การพัฒนาโครงสร้างพื้นฐาน."""
    return plans.strategy(content) or _ways(content)


@rule.element
def goals(content: Content) -> str | None:
    """Goals in words under เป้าหมาย or เป้าประสงค์."""
    return plans.goals(content)


@rule.element
def indicators(content: Content) -> str | None:
    """Indicators in words under ตัวชี้วัด: ร้อยละของครัวเรือนที่มีน้ำสะอาดใช้."""
    return plans.indicators(content)
