import pytest

from crawler.site import Block, Page, Site
from rules.agency import agency_of, other_owner, strip_agency
from rules.content import Agency


def site(title: str, *blocks: Block, start: str = "https://www.example.go.th/") -> Site:
    page = Page(start, 200, title, 0, blocks, (), (), (), "", "")
    return Site(start, start, ("www.example.go.th",), (page,), (), (), (), (), True)


@pytest.mark.parametrize(
    ("title", "name", "kind"),
    [
        ("เทศบาลตำบลทุ่งนาใหม่ | หน้าแรก", "เทศบาลตำบลทุ่งนาใหม่", "local"),
        ("องค์การบริหารส่วนตำบลบ้านสุขใจ", "องค์การบริหารส่วนตำบลบ้านสุขใจ", "local"),
        ("เทศบาลตำบลทุ่งนาใหม่อำเภอเมืองจังหวัดสุขใจ", "เทศบาลตำบลทุ่งนาใหม่", "local"),
        ("สำนักงานสาธารณสุขอำเภอทุ่งนา", "สำนักงานสาธารณสุขอำเภอทุ่งนา", "hospital"),
        ("โรงพยาบาลทุ่งนาใหม่ - Home", "โรงพยาบาลทุ่งนาใหม่", "hospital"),
        ("โรงเรียนทุ่งนาวิทยา", "โรงเรียนทุ่งนาวิทยา", "school"),
        ("มหาวิทยาลัยทุ่งนา", "มหาวิทยาลัยทุ่งนา", "university"),
        ("สถานีตำรวจภูธรทุ่งนา", "สถานีตำรวจภูธรทุ่งนา", "police"),
        ("กรมทุ่งนาแห่งชาติ", "กรมทุ่งนาแห่งชาติ", "central"),
        ("สำนักงานจังหวัดทุ่งนา", "สำนักงานจังหวัดทุ่งนา", "province"),
    ],
)
def test_the_title_names_the_agency(title: str, name: str, kind: str) -> None:
    agency = agency_of(site(title))
    assert (agency.name, agency.kind) == (name, kind)


def test_the_start_page_names_it_when_the_title_does_not() -> None:
    footer = Block("p", "footer", "เทศบาลเมืองทุ่งนาใหม่ เลขที่ 1 ถนนสุขใจ")
    other = Block("p", "main", "ร่วมกับโรงพยาบาลบ้านไกล จัดอบรม")
    agency = agency_of(site("หน้าแรก", other, footer))
    assert (agency.name, agency.kind) == ("เทศบาลเมืองทุ่งนาใหม่", "local")
    assert agency.local


def test_the_host_tells_the_kind_when_no_words_do() -> None:
    assert agency_of(site("Home", start="https://www.example.ac.th/")).kind == "school"
    assert agency_of(site("Home")).kind == "other"
    assert agency_of(Site("https://a.go.th/", "a", (), (), (), (), (), (), True)).kind == "other"


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        ("โครงสร้างเทศบาลตำบลทุ่งนาใหม่", "โครงสร้าง"),
        ("แผนพัฒนาบุคลากร องค์การบริหารส่วนตำบลบ้านสุขใจ อำเภอเมือง จังหวัดทุ่งนา", "แผนพัฒนาบุคลากร"),
        ("ติดต่อ อบต.ทุ่งนาใหม่", "ติดต่อ"),
        ("เทศบาลตำบลทุ่งนาใหม่", "เทศบาลตำบลทุ่งนาใหม่"),
        ("แผนยุทธศาสตร์", "แผนยุทธศาสตร์"),
    ],
)
def test_agency_names_are_taken_out_of_labels(text: str, stripped: str) -> None:
    assert strip_agency(text) == stripped


OWN = Agency("เทศบาลตำบลทุ่งนาใหม่", "local")


@pytest.mark.parametrize(
    ("title", "lines", "owner"),
    [
        ("รายงานผลการดำเนินงาน", ("เทศบาลตำบลบ้านดอนสูง อำเภอเมือง",), "เทศบาลตำบลบ้านดอนสูง"),
        ("แผนพัฒนา อบต.ห้วยใหญ่ พ.ศ. 2566-2570", (), "อบต.ห้วยใหญ่"),
        ("รายงานผล", ("ร่วมกับ เทศบาลตำบลบ้านดอนสูง", "เทศบาลตำบลทุ่งนาใหม่ ได้จัด"), ""),
        ("รายงานผลการดำเนินงานประจำปี", ("ตามหนังสือกรมส่งเสริมการปกครองท้องถิ่น",), ""),
        ("แผนดำเนินงาน", ("เทศบาลตำบล", "ประจำปี"), ""),
    ],
)
def test_the_owner_of_a_document(title: str, lines: tuple[str, ...], owner: str) -> None:
    assert other_owner(title, lines, OWN) == owner


def test_an_agency_of_its_own_kind_has_no_double() -> None:
    assert other_owner("รายงาน", ("โรงเรียนบ้านดอนสูง",), Agency("กรมสมมุติ", "central")) == ""
