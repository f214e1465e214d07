"""รายงานผลการดำเนินงานประจำปี: last year's projects, their cost, and what stood in the way.

A survey of satisfaction is another report and is left out.
"""

from rules import progress_reports
from rules.content import Content
from rules.rule import Rule
from rules.wording import only

rule = Rule(
    subjects=only(
        r"ผลการ(?:ดำเนิน|ปฏิบัติ)|รายงาน(?:ผล|ประจำปี|การติดตาม)|สรุปผล|ติดตามและประเมินผล",
        unlike=r"ความพึงพอใจ|ทุจริต|จัดซื้อ|จัดจ้าง|บุคลากร|ทรัพยากรบุคคล|ร้องเรียน|ความเสี่ยง|คุณธรรม|จริยธรรม|การประชุม|พระราชบัญญัติ|คู่มือ"
        r"|ยุทธศาสตร์ชาติ|แผนพัฒนาเศรษฐกิจ",
        unless=r"ผลการดำเนินงานประจำปี|ผลการปฏิบัติราชการ|รายงานประจำปี|แผนพัฒนาท้องถิ่น|แผน(?:การ)?ดำเนินงาน|แผนปฏิบัติราชการ",
    ),
    core=("results", "spending"),
)


@rule.element
def results(content: Content) -> str | None:
    """Result of each project: words or figures under ผลการดำเนินงาน, beside the project's name."""
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
