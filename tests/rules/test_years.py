from datetime import date

import pytest

from rules.years import covers, fiscal_year, mentions, stated_years, year_verdict


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("แผนปฏิบัติการ ประจำปีงบประมาณ พ.ศ. 2568", [(2568, "fiscal")]),
        ("รายงานผล ประจำปี ๒๕๖๗", [(2567, "fiscal")]),
        ("ปีงบประมาณ พ.ศ..2568", [(2568, "fiscal")]),
        ("แผนในปี พ.ศ.2566", [(2566, "year")]),
        ("พระราชบัญญัติมาตรฐานทางจริยธรรม พ.ศ.2562", [(2562, "law")]),
        ("ITA ปี 68", [(2568, "short")]),
        ("แผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)", [(2566, "range")]),
        ("แผนพัฒนา พ.ศ. 2566–2570", [(2566, "range")]),
        ("แผนพัฒนา ปี 66-70", [(2566, "range")]),
        ("รอบ 6 เดือน (ต.ค.67 – มี.ค.68)", [(2568, "month"), (2568, "month")]),
        ("สขร.1 เดือนตุลาคม 2567", [(2568, "month")]),
        ("ประกาศ ณ วันที่ 12 ม.ค. 2568", [(2568, "date")]),
        ("ประกาศ ณ วันที่ ๓ ธันวาคม พ.ศ. ๒๕๖๗", [(2568, "date")]),
        ("ปรับปรุง 2025-03-31", [(2568, "date")]),
        ("ณ วันที่ 31/03/2568", [(2568, "date")]),
        ("ปี ค.ศ. 2025", [(2568, "gregorian")]),
        ("คำสั่งที่ 12/2567", [(2567, "number")]),
        ("พระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. 2540", [(2540, "law")]),
        ("พ.ร.บ. การอำนวยความสะดวก พ.ศ. 2558", [(2558, "law")]),
        ("ระเบียบว่าด้วยการจัดซื้อจัดจ้าง (ฉบับที่ 2) พ.ศ. 2564", [(2564, "law")]),
        ("โทร. 0-2568-1234", []),
        ("โทร 2568", []),
        ("งบประมาณ 2,568 บาท", []),
        ("ผู้รับบริการ 2568 ราย", []),
        ("ผู้สูงอายุ 60 ปี", []),
        ("เลขที่ 2568 หมู่ 1", []),
        ("2568.50", []),
    ],
)
def test_years_are_found(text: str, expected: list[tuple[int, str]]) -> None:
    assert [(one.year, one.how) for one in mentions(text)] == expected


def test_a_law_does_not_hide_the_year_of_the_document() -> None:
    text = "แผนตามพระราชบัญญัติป้องกันการทุจริต พ.ศ. 2561 ประจำปีงบประมาณ พ.ศ. 2568"
    assert [(one.year, one.how) for one in mentions(text)] == [(2561, "law"), (2568, "fiscal")]
    assert covers(text, 2561) is None
    assert covers(text, 2568)


def test_spans_are_those_of_the_text_given() -> None:
    text = "รายงาน ปี ๒๕๖๗ ครบถ้วน"
    (one,) = mentions(text)
    assert "๒๕๖๗" in text[slice(*one.span)]


def test_fiscal_year_begins_in_october() -> None:
    assert fiscal_year(date(2024, 9, 30)) == 2567
    assert fiscal_year(date(2024, 10, 1)) == 2568


def test_a_range_covers_the_years_between() -> None:
    assert covers("แผนพัฒนาท้องถิ่น พ.ศ. 2566-2570", 2568)
    assert covers("แผนพัฒนาท้องถิ่น พ.ศ. 2561-2565", 2568) is None


def test_a_document_states_its_year_by_title_then_first_lines() -> None:
    assert [one.mention.year for one in stated_years("รายงานผล ประจำปี 2567", ["ปีงบประมาณ 2566"])] == [2567]
    assert [one.mention.year for one in stated_years("รายงานผล", ["คำนำ", "ประจำปีงบประมาณ พ.ศ. 2566"])] == [2566]
    assert stated_years("รายงานผล", ["ไม่มีปี"]) == ()


def test_the_year_asked_passes_with_its_words() -> None:
    assert year_verdict(2568, label="แผนป้องกันการทุจริต ปีงบประมาณ 2568")[0] == "pass"
    said, words = year_verdict(2567, title="รายงานผลการดำเนินงาน ประจำปี พ.ศ. ๒๕๖๗")
    assert said == "pass"
    assert "๒๕๖๗" in words


def test_another_year_fails_with_its_words() -> None:
    said, words = year_verdict(2568, title="แผนปฏิบัติการ ประจำปีงบประมาณ 2566", lines=["บทนำ"])
    assert (said, "2566" in words) == ("fail", True)


def test_a_new_label_over_an_old_file_fails() -> None:
    assert year_verdict(2568, label="แผน ปี 2568", title="แผนปฏิบัติการ ปีงบประมาณ พ.ศ. 2566")[0] == "fail"


def test_a_title_left_over_from_a_template_does_not_outweigh_text_and_link() -> None:
    lines = ["แผนปฏิบัติการ ประจำปีงบประมาณ พ.ศ. 2568"]
    assert year_verdict(2568, label="แผน ปี 2568", title="แผนปฏิบัติการ ปี 2566", lines=lines)[0] == "pass"
    assert year_verdict(2568, title="แผนปฏิบัติการ ปี 2566", lines=lines)[0] == "fail"


def test_the_year_of_the_assessment_is_not_the_year_of_the_document() -> None:
    said, _ = year_verdict(2567, label="รายงานผล ประจำปี 2567", title="การประเมิน ITA ปี 2568")
    assert said == "pass"
    assert year_verdict(2568, title="การประเมินคุณธรรมและความโปร่งใส (ITA) 2568")[0] == "unknown"


def test_body_headings_address_and_days_speak_in_turn() -> None:
    assert year_verdict(2568, lines=["แผน", "ประจำปีงบประมาณ พ.ศ. 2568"])[0] == "pass"
    assert year_verdict(2568, headings=("ปีงบประมาณ 2568",))[0] == "pass"
    assert year_verdict(2568, headings=("ปีงบประมาณ 2567",))[0] == "fail"
    assert year_verdict(2568, url="https://example.go.th/f/%E0%B9%81%E0%B8%9C%E0%B8%99-2568.pdf")[0] == "pass"
    assert year_verdict(2568, url="https://example.go.th/plan?fy=2567")[0] == "fail"
    assert year_verdict(2568, lines=["กิจกรรม 5 มีนาคม 2568"])[0] == "pass"
    assert year_verdict(2568, lines=["กิจกรรม 5 มีนาคม 2565", "กิจกรรม 6 มีนาคม 2565"])[0] == "fail"
    assert year_verdict(2568, lines=["ไม่บอกปี"])[0] == "unknown"
    assert year_verdict(0, label="ปี 2568")[0] == "unknown"


def test_a_report_of_last_year_may_be_signed_this_year() -> None:
    lines = ["รายงานผลการดำเนินการ ประจำปีงบประมาณ พ.ศ. 2567", "ลงนาม ณ วันที่ 15 มกราคม 2568"]
    assert year_verdict(2567, lines=lines)[0] == "pass"
    assert year_verdict(2568, lines=lines)[0] == "fail"


def test_a_national_strategy_in_the_text_covers_nothing() -> None:
    lines = ["สอดคล้องกับยุทธศาสตร์ชาติ ระยะ 20 ปี (พ.ศ. 2561 - 2580)", "ประจำปีงบประมาณ พ.ศ. 2565"]
    assert year_verdict(2568, lines=lines)[0] == "fail"


def test_a_link_does_not_outweigh_what_the_documents_heading_says() -> None:
    lines = ("คู่มือและแผน", "ปี 2566")
    link = "แผนปฏิบัติการ ประจำปีงบประมาณ 2568"
    assert year_verdict(2568, label=link, lines=lines, own=(2566, 0, "ปี 2566"))[0] == "fail"
    assert year_verdict(2568, label=link, own=(2566, 2570, "พ.ศ. 2566-2570"))[0] == "pass"
    assert year_verdict(2568, label=link, own=(0, 0, ""))[0] == "pass"


def test_a_year_before_a_section_is_that_of_a_law() -> None:
    assert [one.how for one in mentions("ข้อมูลข่าวสารของราชการ พ.ศ.๒๕๔๐ มาตรา ๙")] == ["law"]
