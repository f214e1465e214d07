"""Labels as agencies write them, invented agencies: each must go to its item, and look-alikes to none."""

import pytest

from config.loader import available, load_criteria
from rules.concepts import concepts, key
from rules.match import Matcher, read

TITLES = {item.code: item.title for item in load_criteria("2568").items}


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_criteria("2568"))


@pytest.mark.parametrize("name", available())
def test_every_name_of_every_item_leads_to_it(name: str) -> None:
    criteria = load_criteria(name)
    matcher = Matcher(criteria)
    for item in criteria.items:
        for label in (item.title, *item.labels):
            assert matcher.match(label).best == item.code, label
        for label in item.unlike:
            assert matcher.match(label).best != item.code, label


def _thai(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


@pytest.mark.parametrize("code", TITLES)
@pytest.mark.parametrize(
    "form", ["O{n}", "o{n}", "0{t}", "๐{n}", "o {n}", "OIT {n}", "ข้อ {n}", "O{n}:", "O{n} |", "o{n}-1"]
)
def test_official_codes_in_all_their_writings_are_taken_off(matcher: Matcher, code: str, form: str) -> None:
    number = int(code[1:])
    match = matcher.match(f"{form.format(n=number, t=_thai(number))} {TITLES[code]}")
    assert (match.best, match.code_hint) == (code, code)


def test_the_name_decides_not_the_number(matcher: Matcher) -> None:
    match = matcher.match("O34 แผนการบริหารและพัฒนาทรัพยากรบุคคล")
    assert (match.best, match.code_hint) == ("O14", "O34")
    assert matcher.match("O12").best is None


def test_a_bare_number_decides_when_the_scheme_is_known(matcher: Matcher) -> None:
    assert matcher.match("O12", codes=True).best == "O12"
    assert matcher.match("๐๑๒", codes=True).best == "O12"
    assert matcher.match("O12 ข้อมูลผู้บริหาร", codes=True).best == "O2"


def test_numbers_that_are_no_codes_give_no_hint() -> None:
    for text in ["02-123-4567", "08.30 - 16.30 น.", "2568 แผน", "12 มกราคม 2568"]:
        assert read(text).code == "", text


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("โครงสร้างส่วนราชการเทศบาลตำบลทุ่งนาใหม่", "O1"),
        ("ทำเนียบคณะผู้บริหาร อบต.ทุ่งนาใหม่", "O2"),
        ("ติดต่อ-สอบถาม", "O3"),
        ("📰 ข่าวประชาสัมพันธ์ล่าสุด", "O4"),
        ("แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570) เพิ่มเติม ครั้งที่ 2/2567", "O5"),
        ("รายงานความก้าวหน้าการดำเนินงานและการใช้จ่ายงบประมาณ รอบ 6 เดือน ปี 2568", "O6"),
        ("แผนปฏิบัติการประจำปีงบประมาณ 2568 โรงพยาบาลทุ่งนาใหม่", "O6"),
        ("รายงานประจำปี ๒๕๖๗", "O7"),
        ("คู่มือการปฏิบัติงาน งานการเงินและบัญชี.pdf", "O8"),
        ("คู่มือสำหรับประชาชน การขออนุญาตก่อสร้างอาคาร", "O9"),
        ("e - Service ระบบบริการออนไลน์", "O10"),
        ("สถิติการให้บริการ One Stop Service", "O11"),
        ("แบบ สขร. 1 เดือน มี.ค. 68", "O12"),
        ("รายงานสรุปผลการจัดซื้อจัดจ้าง ปี 2567", "O13"),
        ("แผนพัฒนาบุคลากร 3 ปี (พ.ศ. 2567-2569)", "O14"),
        ("รายงานผลการพัฒนาบุคลากร ประจำปี 2567", "O15"),
        ("Do and Don't", "O16"),
        ("คู่มือการปฏิบัติงานการจัดการเรื่องร้องเรียนการทุจริต", "O17"),
        ("แจ้งเบาะแสการทุจริต", "O18"),
        ("สถิติเรื่องร้องเรียนการทุจริต ปี 2567", "O19"),
        ("การเปิดโอกาสให้ประชาชนเข้ามามีส่วนร่วม", "O20"),
        ("ประกาศ No Gift Policy ประจำปี 2568", "O21"),
        ("รายงานผลตามนโยบาย No Gift Policy รอบ 12 เดือน", "O22"),
        ("ประเมินความเสี่ยงการทุจริต ประจำปี 2568", "O23"),
        ("รายงานผลการบริหารจัดการความเสี่ยงการทุจริต ปี 2567", "O24"),
        ("แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566-2570)", "O25"),
        ("รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต ปี 2567", "O26"),
        ("การวิเคราะห์ผลการประเมิน ITA ปี 2567", "O27"),
        ("รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส", "O28"),
    ],
)
def test_labels_as_agencies_write_them(matcher: Matcher, text: str, item: str) -> None:
    assert matcher.match(text).best == item


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("รายงานการรับทรัพย์สินหรือประโยชน์อื่นไดโดยธรรมจรรยา", "O22"),  # ได for ใด
        ("ประกาศเจตนาบรรณณ์นโยบาย No Gift Policy", "O21"),
        ("แผนและควาวก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี", "O6"),
        ("สรปุผลการจัดซื้อจัดจ้าง", "O12"),
        ("ข้อมลูผู้บริหาร", "O2"),
        ("รายงานผลการดําเนินการป้องกัน การทุจริตประจําปี", "O26"),
        ("ความก้าวหน้าการจัดซื้อจัดจ้่างหรือการจัดหาพัสดุ", "O12"),
    ],
)
def test_misspelt_and_misread_labels(matcher: Matcher, text: str, item: str) -> None:
    assert matcher.match(text).best == item


@pytest.mark.parametrize(
    "text",
    [
        "ข้อมูลผู้บริการ",
        "นโยบายของผู้บริหาร",
        "ร้องเรียน/ร้องทุกข์",
        "แผนอัตรากำลัง 3 ปี",
        "แผนการประหยัดพลังงาน",
        "แผนป้องกันและบรรเทาสาธารณภัย",
        "แผนการจัดซื้อจัดจ้าง",
        "ประกาศผู้ชนะการเสนอราคา",
        "ข้อบัญญัติงบประมาณรายจ่าย ประจำปี 2568",
        "รายงานการประชุมสภา",
        "รายงานผลการสำรวจความพึงพอใจ",
        "บันทึกข้อความ ขออนุมัติเผยแพร่แผนปฏิบัติการป้องกันการทุจริต",
        "กองยุทธศาสตร์และงบประมาณ",
        "โครงสร้างพื้นฐาน",
        "ยุทธศาสตร์ชาติ 20 ปี",
        "การป้องกันโรคติดต่อ",
        "เจตจำนงสุจริตของผู้บริหาร",
        "การประเมินคุณธรรมและความโปร่งใส (ITA)",
        "รายงาน",
        "แผน",
        "",
        "123",
        "หน้าแรก",
    ],
)
def test_look_alikes_are_no_item(matcher: Matcher, text: str) -> None:
    assert matcher.match(text).best is None


def test_plan_report_and_manual_of_one_subject_are_told_apart(matcher: Matcher) -> None:
    assert [matcher.match(f"{kind}ป้องกันการทุจริต").best for kind in ("แผนปฏิบัติการ", "รายงานผลการดำเนินการ")] == [
        "O25",
        "O26",
    ]
    assert [matcher.match(f"{kind}เรื่องร้องเรียนการทุจริต").best for kind in ("ช่องทางแจ้ง", "สถิติ", "คู่มือการจัดการ")] == [
        "O18",
        "O19",
        "O17",
    ]


def test_a_mere_kind_takes_its_subject_from_above(matcher: Matcher) -> None:
    assert matcher.match("รายงานผล").best is None
    assert matcher.match("รายงานผล", ("แผนปฏิบัติการป้องกันการทุจริต",)).best == "O26"
    assert matcher.match("รายงานผล", ("No Gift Policy",)).best == "O22"
    assert matcher.match("แผน", ("การบริหารและพัฒนาทรัพยากรบุคคล",)).best == "O14"


def test_a_complaint_under_complaints_of_corruption_is_one(matcher: Matcher) -> None:
    assert matcher.match("ช่องทางร้องเรียน").best is None
    assert matcher.match("ช่องทางร้องเรียน", ("การจัดการเรื่องร้องเรียนการทุจริต",)).best == "O18"
    assert matcher.match("ร้องเรียน/ร้องทุกข์", ("การจัดการเรื่องร้องเรียนการทุจริต",)).best is None


def test_a_report_without_subject_under_a_coded_heading_is_that_headings(matcher: Matcher) -> None:
    report = "รายงานผลการดำเนินงาน ประจำปี 2567"
    assert matcher.match(report).best == "O7"
    assert matcher.match(report, ("O26 รายงานผลการดำเนินการป้องกันการทุจริตประจำปี",)).best == "O26"
    assert matcher.match(report, ("แผนงาน",)).best == "O7"
    assert matcher.match("คู่มือการปฏิบัติงาน", ("O26 รายงานผลการดำเนินการป้องกันการทุจริต",)).best == "O8"


def test_a_contact_in_a_privacy_policy_is_not_the_contact_item(matcher: Matcher) -> None:
    assert matcher.match("ช่องทางการติดต่อ").best == "O3"
    match = matcher.match("ช่องทางการติดต่อ", ("นโยบายคุ้มครองข้อมูลส่วนบุคคล",))
    assert (match.best, match.negative) == (None, True)


def test_answers_name_their_reasons(matcher: Matcher) -> None:
    match = matcher.match("แผนพัฒนาบุคลากร ประจำปี 2568")
    assert match.label
    assert match.candidates[0][0] == match.best == "O14"
    assert 0 < match.margin <= match.score <= 1
    assert list(match.candidates) == sorted(match.candidates, key=lambda one: -one[1])


def test_the_same_text_always_gives_the_same_answer() -> None:
    criteria = load_criteria("2568")
    texts = ["รายงานผลการดำเนินงาน", "ช่องทางการร้องเรียนการทุจริต", "แผนงานและงบประมาณ", "การจัดการความเสี่ยง"]
    assert [Matcher(criteria).match(text) for text in texts] == [Matcher(criteria).match(text) for text in texts]


def test_what_a_key_and_concepts_are() -> None:
    assert key("การ ติดต่อ-สอบถาม") == key("การติดต่อสอบถาม")
    assert key("No Gift Policy") == "no gift policy"
    names, unknown = concepts(key("แผนพัฒนาบุคลากรประจำปี"))
    assert (set(names), unknown) == ({"plan", "hr", "develop", "annual"}, 0)
    assert concepts(key("แผนก"))[1] > 0
    assert "ita" not in concepts(key("digital"))[0]
