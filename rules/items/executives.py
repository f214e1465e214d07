"""ข้อมูลผู้บริหาร: who leads the agency, and how each of them is reached.

Judges the leadership named on the page, a card each: political side, permanent side, heads and deputies. An element
holds when every card answers it, so one deputy without a telephone fails ``contact`` by name. Council members and
ordinary staff are not asked. Names in a picture cannot be read and stay for a person to look at.
"""

from urllib.parse import unquote

from rules.people import Card, leaders
from rules.rule import NOT_APPLICABLE, Answer, Rule, Together, Unsure

rule = Rule(gather=leaders, holds="all", home=True, core=("name", "head_and_deputies"))

_PICTURE = Unsure("ข้อมูลผู้บริหารเป็นภาพ โปรแกรมอ่านชื่อ ตำแหน่ง และช่องทางติดต่อในภาพไม่ได้")


@rule.overall
def head_and_deputies(cards: Together) -> Answer:
    """ผู้บริหารสูงสุดและรองผู้บริหารสูงสุด: at least one head and one deputy are named."""
    if any(card.picture for card in cards):
        return _PICTURE
    head = next((card for card in cards if "head" in card.posts), None)
    deputy = next((card for card in cards if "deputy" in card.posts), None)
    if head and deputy:
        return f"{_line(head)} … {_line(deputy)}"
    if head and not head.local and len(cards) > 1:
        return Unsure("พบผู้บริหารสูงสุดแต่ไม่พบตำแหน่งรอง ให้คนตรวจว่าหน่วยงานมีตำแหน่งรองหรือไม่")
    return None


@rule.element
def name(card: Card) -> Answer:
    """ชื่อ-นามสกุลของผู้บริหารแต่ละคน: title, given name and surname."""
    return _PICTURE if card.picture else card.name


@rule.element
def position(card: Card) -> Answer:
    """ตำแหน่งของผู้บริหารแต่ละคน."""
    return _PICTURE if card.picture else card.position


@rule.element
def photo(card: Card) -> Answer:
    """รูปถ่ายของผู้บริหารแต่ละคน: a portrait in the card, not an icon and not an empty silhouette."""
    if card.picture:
        return _PICTURE
    if not card.seen:
        return Unsure("ข้อมูลอยู่ในไฟล์เอกสาร โปรแกรมมองไม่เห็นรูปถ่ายในไฟล์ ให้คนตรวจ")
    return f"{card.name} [รูปถ่าย {unquote(card.photos[0].rpartition('/')[2])}]" if card.photos else None


@rule.element
def contact(card: Card) -> Answer:
    """ช่องทางการติดต่อของผู้บริหารแต่ละคน: a telephone, extension, e-mail or other address in the person's own card."""
    if card.picture:
        return _PICTURE
    return f"{card.name} {card.contact}" if card.contact else None


@rule.overall
def both_sides(cards: Together) -> Answer:
    """อปท. แสดงทั้งฝ่ายการเมืองและฝ่ายข้าราชการประจำ; asked of local governments only."""
    if not cards.contents[0].agency.local:
        return NOT_APPLICABLE
    if any(card.picture for card in cards):
        return _PICTURE
    political = next((card for card in cards if "political" in card.posts), None)
    permanent = next((card for card in cards if "permanent" in card.posts), None)
    return f"{_line(political)} … {_line(permanent)}" if political and permanent else None


def _line(card: Card) -> str:
    return f"{card.name} {card.position}"
