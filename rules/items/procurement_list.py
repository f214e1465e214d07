"""รายการจัดซื้อจัดจ้างและความก้าวหน้า: this year's procurements, one record each, with the nine columns of the official form.

Judged by columns in any order and wording; each counts only with a real value in at least one record, so an empty form,
or one of zeros and dashes, fails. An explicit statement that nothing was procured answers all.
"""

from rules.content import Content
from rules.procurement import (
    A_LIST,
    ABOUT,
    AGREED_PRICE,
    BUDGET,
    EGP_NUMBER,
    ITEM_NAME,
    MEANS,
    NOT_A_LIST,
    REFERENCE_PRICE,
    SOURCE_OF_FUNDS,
    STATE,
    WINNER,
    answer,
)
from rules.rule import Rule
from rules.wording import only

rule = Rule(
    subjects=only(ABOUT, unlike=NOT_A_LIST, unless=A_LIST), core=("budget", "agreed_price", "reference_price", "winner")
)


@rule.element
def item_name(content: Content) -> str | None:
    """What is bought or hired: "จ้างก่อสร้างถนนคอนกรีตเสริมเหล็ก สายบ้านนา" under งานที่ซื้อหรือจ้าง."""
    return answer(content, ITEM_NAME)


@rule.element
def budget(content: Content) -> str | None:
    """Money set aside for it: an amount above zero under วงเงินงบประมาณ."""
    return answer(content, BUDGET)


@rule.element
def source(content: Content) -> str | None:
    """Where the money comes from: พ.ร.บ. งบประมาณรายจ่าย, เงินอุดหนุน, เงินรายได้ under แหล่งที่มาของงบประมาณ."""
    return answer(content, SOURCE_OF_FUNDS)


@rule.element
def status(content: Content) -> str | None:
    """How far it has come: อยู่ระหว่างระยะสัญญา, สิ้นสุดสัญญา, ยังไม่ลงนาม under สถานะการจัดซื้อจัดจ้าง."""
    return answer(content, STATE)


@rule.element
def method(content: Content) -> str | None:
    """By which method: e-bidding, วิธีคัดเลือก, วิธีเฉพาะเจาะจง."""
    return answer(content, MEANS)


@rule.element
def reference_price(content: Content) -> str | None:
    """An amount above zero under ราคากลาง."""
    return answer(content, REFERENCE_PRICE)


@rule.element
def agreed_price(content: Content) -> str | None:
    """An amount above zero under ราคาที่ตกลงซื้อหรือจ้าง."""
    return answer(content, AGREED_PRICE)


@rule.element
def winner(content: Content) -> str | None:
    """Who was selected: a firm, a shop or a person under ผู้ประกอบการที่ได้รับการคัดเลือก."""
    return answer(content, WINNER)


@rule.element
def egp_number(content: Content) -> str | None:
    """The project's number in e-GP: ten digits or more under เลขที่โครงการในระบบ e-GP."""
    return answer(content, EGP_NUMBER)
