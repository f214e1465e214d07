from hypothesis import given
from hypothesis import strategies as st

from crawler.text import digits, fold, mend, tidy

# Everything the folding is about, and enough around it to meet.
THAI = st.text(
    alphabet=[chr(code) for code in range(0x0E01, 0x0E5C)]
    + [chr(code) for code in range(0xF700, 0xF71B)]
    + list(" \t\n\u200b\u200d\ufeff\u00a0-aZÉß09."),
    max_size=24,
)


@given(st.one_of(THAI, st.text(max_size=24)))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(THAI)
def test_mending_twice_changes_nothing(text: str) -> None:
    assert mend(mend(text)) == mend(text)


@given(THAI)
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_one_spelling_for_what_looks_the_same() -> None:
    for left, right in [
        ("ดํา" + "เนินการ", "ดำเนินการ"),  # nikhahit and sara aa
        ("นํ" + "้า", "น้ำ"),
        ("น้" + "ํา", "น้ำ"),
        ("เ" + "เผนงาน", "แผนงาน"),
        ("ก" + "่่" + "อน", "ก่อน"),
        ("ท" + "่" + "ี", "ที่"),  # tone before vowel
        ("ข้อ\u200bมูล", "ข้อมูล"),
        ("แผน\u00a0 ปี", "แผน ปี"),
        ("ปี ๒๕๖๘", "ปี 2568"),
        ("E-Service", "e-service"),
        ("ป" + "\uf702", "ปี"),
    ]:
        assert fold(left) == fold(right), (left, right)


def test_different_words_stay_different() -> None:
    assert fold("ข้อมูลผู้บริหาร") != fold("ข้อมูลผู้บริการ")
    assert fold("ตา") != fold("ตำ")


def test_digits_only_touch_digits() -> None:
    assert digits("ข้อ ๑๒ (ก) 3") == "ข้อ 12 (ก) 3"


def test_lost_sara_am_is_put_back() -> None:
    for broken, whole in [
        ("ส านักงาน", "สำนักงาน"),
        ("ประจ าปี", "ประจำปี"),
        ("การด าเนินงาน", "การดำเนินงาน"),
        ("น ำ", "นำ"),
        ("น ้าประปา", "น้ำประปา"),
        ("ดาเนินการ", "ดำเนินการ"),
        ("อานาจหน้าที่", "อำนาจหน้าที่"),
        ("ประจาปี", "ประจำปี"),
        ("คาสั่งที่ 1", "คำสั่งที่ 1"),
    ]:
        assert mend(broken) == whole


def test_torn_marks_are_joined() -> None:
    assert mend("ที ่ตั ้ง") == "ที่ตั้ง"
    assert mend("ความก ้าวหน้า") == "ความก้าวหน้า"


def test_whole_text_is_left_alone() -> None:
    for text in ["จาน วนไปมา", "สาระสำคัญ", "ตาข่าย", "อาหาร", "กาแฟ", "ทาสี", "ประชาชน", "หน้า 1", "ค่า ก ข"]:
        assert mend(text) == text


def test_sara_am_where_sara_aa_was_meant_is_undone() -> None:
    broken = "ประมำณรำคำค่ำงำนต้นทุน ตำรำง โครงกำรที่ดำเนินกำรแล้วเสร็จ เป้ำประสงค์ ยุทธศำสตร์ หมำยเหตุ (นำงสำวใจดี)"
    whole = "ประมาณราคาค่างานต้นทุน ตาราง โครงการที่ดำเนินการแล้วเสร็จ เป้าประสงค์ ยุทธศาสตร์ หมายเหตุ (นางสาวใจดี)"
    assert mend(broken) == whole


def test_words_with_sara_am_stay() -> None:
    text = "จัดทำงบประมาณ นำยุทธศาสตร์ไปใช้ ยื่นคำร้อง แนะนำยา สม่ำเสมอ น้ำ ถ้ำ ค่ำ ต่ำกว่า กำราบ ลำไย ปล้ำ บำบัด ชำนาญ ธำรง ดำรง"
    assert mend(text) == text
