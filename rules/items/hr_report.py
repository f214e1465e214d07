"""รายงานผลการบริหารและพัฒนาทรัพยากรบุคคล: what was done for the staff last year, at what cost, with what trouble."""

from rules import progress_reports
from rules.content import Content
from rules.rule import Rule
from rules.wording import only_about

rule = Rule(
    subjects=only_about(r"บุคลากร|ทรัพยากรบุคคล|พนักงาน|ข้าราชการ|ฝึกอบรม|อัตรากำลัง|งานบุคคล|การเจ้าหน้าที่"),
    core=("results", "spending"),
)


@rule.element
def results(content: Content) -> str | None:
    """Result of each project or training: words or figures under ผลการดำเนินงาน, beside its name."""
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
