"""รายงานผลการดำเนินการป้องกันการทุจริต: last year's projects, their cost, and what stood in the way."""

from rules import progress_reports
from rules.content import Content
from rules.rule import Rule
from rules.wording import only

rule = Rule(
    subjects=only(
        r"(?:ผล|รายงาน|สรุป|ติดตาม)[^\t]{0,80}(?:ทุจริต|ประพฤติมิชอบ)",
        unlike=r"จัดซื้อ|จัดจ้าง|ร้องเรียน|การประชุม|ความเสี่ยง|คู่มือ|คุณธรรมและความโปร่งใส",
        unless=r"(?:ป้องกัน|ต่อต้าน|ปราบปราม)[^\t]{0,30}ทุจริต",
    ),
    core=("results", "spending"),
)


@rule.element
def results(content: Content) -> str | None:
    """Result of each project or measure: words or figures under ผลการดำเนินงาน, beside its name."""
    return progress_reports.result(content)


@rule.element
def spending(content: Content) -> str | None:
    """Money spent: an amount under เบิกจ่าย or ใช้จ่าย, or an explicit "ไม่ใช้งบประมาณ"."""
    return progress_reports.spent(content)


@rule.element
def problems(content: Content) -> str | None:
    """Problems and obstacles, or an explicit "ไม่มี"; a dash or a dotted line is no answer."""
    return progress_reports.problem(content)


@rule.element
def suggestions(content: Content) -> str | None:
    """Suggestions, or an explicit "ไม่มี"; a dash or a dotted line is no answer."""
    return progress_reports.suggestion(content)
