"""The criteria files themselves: complete, in one form, and saying what is known of each year."""

import re
from pathlib import Path

import pytest

from config.loader import FOLDER, Item, available, criteria_path, fill, load_criteria, rule_names

COUNTS = {"2565": 43, "2566": 43, "2567": 35, "2568": 28, "2569": 26}

# Every element a rule judges, and after the bar its advisories.
ELEMENTS = {
    "structure": "chart units duties",
    "executives": "head_and_deputies name position photo contact both_sides",
    "contact": "address phone email map | two_way",
    "news": "news year | eit_link",
    "strategic_plan": "multi_year strategy goals indicators year",
    "operations_plan": "projects budget period progress spending year",
    "operations_report": "results spending problems suggestions year",
    "work_manual": "task steps time law",
    "service_manual": "service steps time channel fee documents",
    "e_service": "service reachable | user_guide",
    "service_statistics": "numbers period year | channels_split",
    "procurement_list": "item_name budget source status method reference_price agreed_price winner egp_number year",
    "procurement_report": "item_name budget method agreed_price winner year | summary_by_method problems",
    "hr_plan": "projects budget period year",
    "hr_report": "results spending problems suggestions year",
    "ethics": "code team dos_donts training year",
    "complaint_guideline": "how_to steps unit time",
    "complaint_channel": "online separate reachable",
    "complaint_statistics": "total finished pending year",
    "participation": "topic participants outcome use year",
    "no_gift_policy": "declaration no_gifts activity year",
    "gift_report": "report year",
    "bribery_risk": "events level measures year",
    "risk_report": "measures results year",
    "anticorruption_plan": "projects budget period year",
    "anticorruption_report": "results spending problems suggestions year",
    "integrity_measures": "analysis weaknesses owner steps monitoring year | seven_headings",
    "integrity_report": "measures results year",
}

OFFICIAL_2568 = """
O1 9.1 - โครงสร้างและอำนาจหน้าที่
O2 9.1 - ข้อมูลผู้บริหาร
O3 9.1 - ข้อมูลการติดต่อ
O4 9.1 N ข่าวประชาสัมพันธ์
O5 9.2 N แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน
O6 9.2 N แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี
O7 9.2 N-1 รายงานผลการดำเนินงานประจำปี
O8 9.2 - คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่
O9 9.2 - คู่มือหรือแนวทางการขอรับบริการสำหรับผู้รับบริการหรือผู้มาติดต่อ
O10 9.2 - E-Service
O11 9.2 N-1 ข้อมูลสถิติการให้บริการ
O12 9.3 N รายการการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ และความก้าวหน้าการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ ประจำปี
O13 9.3 N-1 รายงานผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุประจำปี
O14 9.4 N แผนการบริหารและพัฒนาทรัพยากรบุคคล
O15 9.4 N-1 รายงานผลการบริหารและพัฒนาทรัพยากรบุคคลประจำปี
O16 9.4 N ประมวลจริยธรรมและการขับเคลื่อนจริยธรรม
O17 9.5 - แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ
O18 9.5 - ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ
O19 9.5 N-1 ข้อมูลสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ
O20 9.5 N การเปิดโอกาสให้เกิดการมีส่วนร่วม
O21 10.1 N ประกาศเจตนารมณ์และการสร้างวัฒนธรรม ตามนโยบาย No Gift Policy จากการปฏิบัติหน้าที่
O22 10.1 N-1 รายงานการรับทรัพย์สินหรือประโยชน์อื่นใดโดยธรรมจรรยา
O23 10.1 N การประเมินความเสี่ยงที่อาจเกิดการให้หรือรับสินบนจากการดำเนินงานตามภารกิจของหน่วยงานประจำปี
O24 10.1 N-1 รายงานผลการดำเนินการเพื่อจัดการความเสี่ยงการทุจริตและประพฤติมิชอบประจำปี
O25 10.2 N แผนปฏิบัติการป้องกันการทุจริต
O26 10.2 N-1 รายงานผลการดำเนินการป้องกันการทุจริตประจำปี
O27 10.2 N มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน
O28 10.2 N-1 รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปี
"""

each_year = pytest.mark.parametrize("name", COUNTS)


def test_the_lists_that_come_with_the_program() -> None:
    assert available() == tuple(sorted(COUNTS, reverse=True))


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_a_list_is_whole(name: str, count: int) -> None:
    criteria = load_criteria(name)
    assert [item.code for item in criteria.items] == [f"O{number}" for number in range(1, count + 1)]
    assert (criteria.name, criteria.year) == (name, int(name))
    assert [indicator.code for indicator in criteria.indicators] == ["9", "10"]
    order = [sub.code for indicator in criteria.indicators for sub in indicator.subs]
    assert order == ["9.1", "9.2", "9.3", "9.4", "9.5", "10.1", "10.2"]
    assert [order.index(item.sub) for item in criteria.items] == sorted(
        order.index(item.sub) for item in criteria.items
    )


@pytest.mark.parametrize(
    ("name", "counts"),
    {
        "2565": [9, 8, 7, 4, 5, 8, 2],
        "2566": [10, 8, 4, 4, 4, 8, 5],
        "2567": [6, 7, 4, 4, 4, 6, 4],
        "2568": [4, 7, 2, 3, 4, 4, 4],
        "2569": [4, 6, 2, 3, 4, 3, 4],
    }.items(),
)
def test_how_many_items_a_sub_indicator_has(name: str, counts: list[int]) -> None:
    criteria = load_criteria(name)
    subs = [sub.code for indicator in criteria.indicators for sub in indicator.subs]
    assert [sum(item.sub == sub for item in criteria.items) for sub in subs] == counts


def test_the_official_names_of_2568() -> None:
    said = "".join(f"{i.code} {i.sub} {i.year or '-'} {i.title}\n" for i in load_criteria("2568").items)
    assert said == OFFICIAL_2568.lstrip()


def test_every_subject_judges_2568_and_nothing_of_it_is_left_to_a_person() -> None:
    items = load_criteria("2568").items
    assert [item.rule for item in items] == list(ELEMENTS)
    assert not [item.code for item in items if item.manual]
    assert not [(item.code, element.name) for item in items for element in item.elements if element.manual]
    for item in items:
        elements, _, advisories = ELEMENTS[item.rule].partition(" | ")
        assert [element.name for element in item.elements] == elements.split(), item.code
        assert [element.name for element in item.advisories] == advisories.split(), item.code


@each_year
def test_elements_are_known_to_the_rule(name: str) -> None:
    for item in load_criteria(name).items:
        if item.manual:
            assert all(element.manual for element in item.elements), item.code
            continue
        known = {*ELEMENTS[item.rule].replace("|", "").split(), "year"}
        unknown = [e.name for e in (*item.elements, *item.advisories) if e.name not in known and not e.manual]
        assert unknown == [], item.code
        judged = [e.name for e in item.elements if not e.manual and e.name != "year"]
        assert judged, f"{item.code}: nothing here for the rule to judge"


def officer_reads(item: Item) -> list[str]:
    texts = [item.gloss, item.advice, item.unit, *filter(None, (item.manual, *(e.manual for e in item.elements)))]
    return texts + [text for e in (*item.elements, *item.advisories) for text in (e.wording, e.advice)]


@each_year
def test_what_an_officer_reads_is_thai_and_there(name: str) -> None:
    for item in load_criteria(name).items:
        assert [text for text in officer_reads(item) if not re.search("[ก-ฮ]", text)] == [], item.code
        assert min(len(item.labels), len(item.unlike)) >= 2, item.code


@each_year
def test_years_are_relative(name: str) -> None:
    for item in load_criteria(name).items:
        texts = [item.title, item.gloss, item.advice, item.example, *item.labels, *item.unlike]
        texts += [text for e in (*item.elements, *item.advisories) for text in (e.wording, e.advice)]
        assert [text for text in texts if re.search(r"25[67]\d|๒๕[๖๗][๐-๙]", text)] == [], item.code
        if item.year:
            asked = f"{{{item.year}}}"
            year = next(element for element in item.elements if element.name == "year")
            without = [text for text in (item.advice, item.example, year.wording, year.advice) if asked not in text]
            assert without == [], item.code
        else:
            assert "{" not in item.gloss + item.example, item.code


def test_scoring_of_the_years() -> None:
    said = {
        name: (scoring.averaging, scoring.iit, scoring.eit, scoring.oit)
        for name, scoring in ((name, load_criteria(name).scoring) for name in COUNTS)
    }
    settled = ("subindicators", 0.3, 0.3, 0.4)
    assert said == {**dict.fromkeys(COUNTS, settled), "2569": ("items", 0.3, 0.4, 0.3)}


def test_what_is_open_is_said() -> None:
    scoring = load_criteria("2568").scoring
    assert scoring.margin == 1.25
    assert scoring.levels == (0, 50, 100)
    for fact in ("o2", "50.00", "98.75", "1.25"):
        assert fact in scoring.note
    assert "ยังไม่ยืนยันจากคู่มือ" in load_criteria("2569").provisional
    assert load_criteria("2568").provisional == ""


def test_corrections_of_2568() -> None:
    criteria = load_criteria("2568")
    assert (criteria.item("O11").year, criteria.item("O11").year_basis) == ("N-1", "practice")
    assert "ITA-o12" in criteria.item("O12").advice
    assert "ITA-o13" in criteria.item("O13").advice
    assert "QR Code" in criteria.item("O4").advisories[0].advice
    assert criteria.item("O24").elements[0].basis == "assumed"


def test_years_are_filled() -> None:
    assert fill("ปี {N} และ {N-1}", 2570) == "ปี 2570 และ 2569"
    criteria = load_criteria("2568").filled(2570)
    item = criteria.item("O7")
    assert item.asked_year(2570) == 2569
    assert item.example == "รายงานผลการดำเนินงานประจำปี พ.ศ. 2569"
    texts = [item.gloss + item.advice + item.example for item in criteria.items]
    texts += [e.wording + e.advice for item in criteria.items for e in (*item.elements, *item.advisories)]
    assert not [text for text in texts if "{" in text]
    assert criteria.item("O1").asked_year(2570) == 0


def test_an_unknown_item() -> None:
    with pytest.raises(KeyError):
        load_criteria("2568").item("O29")


def test_a_list_is_found_by_name_and_by_path(tmp_path: Path) -> None:
    assert criteria_path("2568") == FOLDER / "2568.toml"
    mine = tmp_path / "mine.toml"
    mine.write_bytes((FOLDER / "2565.toml").read_bytes())
    assert criteria_path(str(mine)) == criteria_path(mine) == mine
    assert load_criteria(str(mine)).items == load_criteria("2565").items


def test_rules_are_known_by_their_files() -> None:
    assert rule_names() == tuple(sorted(ELEMENTS))
