"""รายงานผลการจัดซื้อจัดจ้างประจำปี: last year's procurements with what each cost and who was selected.

Read from the yearly report, its table or monthly forms (สขร.1). Two advisories: a summary by method, and problems met.
"""

from rules.content import Content
from rules.procurement import (
    A_LIST,
    ABOUT,
    AGREED_PRICE,
    BUDGET,
    ITEM_NAME,
    MEANS,
    METHOD,
    NOT_A_LIST,
    WINNER,
    answer,
    nothing_bought,
)
from rules.progress_reports import problem
from rules.rule import Rule
from rules.tables import amount, column, either, matching
from rules.wording import AMOUNT, only, passage, words

rule = Rule(subjects=only(ABOUT, unlike=NOT_A_LIST, unless=A_LIST), core=("budget", "agreed_price", "winner", "method"))

_COUNT = words(r"\d+\s*(?:โครงการ|รายการ|ครั้ง|สัญญา|เรื่อง|แผนงาน)|ร้อยละ\s*\d|\d\s*%")
_BARE_COUNT = words(r"^\s*[1-9][\d,.]*\s*$")
_STATED_SUM = words(r"(?:วงเงิน|งบประมาณ)[^\d\t]{0,30}" + AMOUNT.pattern)


@rule.element
def item_name(content: Content) -> str | None:
    """What was bought or hired, by name, under งานที่ซื้อหรือจ้าง."""
    return answer(content, ITEM_NAME)


@rule.element
def budget(content: Content) -> str | None:
    """Money set aside for it: an amount above zero under วงเงินงบประมาณ."""
    return answer(content, BUDGET) or passage(content).near(METHOD, _STATED_SUM, within=1)


@rule.element
def method(content: Content) -> str | None:
    """By which method: e-bidding, วิธีคัดเลือก, วิธีเฉพาะเจาะจง."""
    return answer(content, MEANS) or passage(content).near(METHOD, _COUNT, within=0)


@rule.element
def agreed_price(content: Content) -> str | None:
    """An amount above zero under ราคาที่ตกลงซื้อหรือจ้าง."""
    return answer(content, AGREED_PRICE)


@rule.element
def winner(content: Content) -> str | None:
    """Who was selected: a firm, a shop or a person under ผู้ที่ได้รับการคัดเลือก."""
    return answer(content, WINNER)


@rule.element
def summary_by_method(content: Content) -> str | None:
    """Number or money by method: "วิธีเฉพาะเจาะจง 120 โครงการ ร้อยละ 95" beside at least one other method."""
    heading = column(content, MEANS.heading, matching(METHOD), row=either(matching(_COUNT), amount))
    text = passage(content)
    counted = text.near(METHOD, _COUNT, within=1) or text.near(METHOD, _BARE_COUNT, within=2)
    stated = passage(content).find(r"(?:จำแนก|แยก|แบ่ง)ตาม(?:ประเภท)?(?:วิธี|การจัดซื้อ)")
    if stated and (counted or heading):
        return f"{stated} … {counted or heading}"
    return counted


@rule.element
def problems(content: Content) -> str | None:
    """Problems met in procurement, or an explicit "ไม่มี"."""
    return problem(content) or nothing_bought(content)
