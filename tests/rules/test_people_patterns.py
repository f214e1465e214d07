"""Names, posts, telephones, e-mails, addresses and dates as Thai agencies write them."""

from __future__ import annotations

import pytest

from rules import thai
from rules.people import posts


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("นายสมชาย ใจดี", ["นายสมชาย ใจดี"]),
        ("(นายสมชาย ใจดี)", ["นายสมชาย ใจดี"]),
        ("นายกิตติ มีสุข นายกเทศมนตรี", ["นายกิตติ มีสุข"]),
        ("นายสมชาย ใจดีนายกเทศมนตรี", ["นายสมชาย ใจดี"]),
        ("ว่าที่ ร.ต.หญิง สุดา แก้วใส", ["ว่าที่ ร.ต.หญิง สุดา แก้วใส"]),
        ("ว่าที่ร้อยตรี สมปอง ดีงาม", ["ว่าที่ร้อยตรี สมปอง ดีงาม"]),
        ("พ.ต.อ.สมชาย ใจกล้า ผู้กำกับการ", ["พ.ต.อ.สมชาย ใจกล้า"]),
        ("ผศ.ดร.สมชาย ใจดี", ["ผศ.ดร.สมชาย ใจดี"]),
        ("นายแพทย์ จักร จงดี", ["นายแพทย์ จักร จงดี"]),
        ("ทพญ.สุดา ณ ระนอง", ["ทพญ.สุดา ณ ระนอง"]),
        ("นางสุดา แก้วใส ณ ทุ่งนา", ["นางสุดา แก้วใส ณ ทุ่งนา"]),
        ("1. นายสมชาย ใจดี ปลัด 2. นางสุดา แก้วใส รองปลัด", ["นายสมชาย ใจดี", "นางสุดา แก้วใส"]),
        ("นายกเทศมนตรี ตำบลทุ่งนา", []),
        ("นายก อบต.ทุ่งนา", []),
        ("นายอำเภอ ทุ่งนา", []),
        ("นายช่างโยธา ชำนาญงาน", []),
        ("อำเภอนางรอง จังหวัดทุ่งนา", []),
        ("นายสมชาย และคณะ", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert [thai.person(found) for found in thai.persons(text)] == names


@pytest.mark.parametrize(
    ("text", "local", "kinds"),
    [
        ("นายกเทศมนตรีตำบลทุ่งนา", True, {"political", "head"}),
        ("รองนายกองค์การบริหารส่วนตำบล", True, {"political", "deputy"}),
        ("เลขานุการนายกเทศมนตรี", True, {"political", "staff"}),
        ("ที่ปรึกษานายก อบต.", True, {"political", "staff"}),
        ("ประธานสภาเทศบาล", True, {"council"}),
        ("ปลัดเทศบาล", True, {"permanent", "head"}),
        ("รองปลัดเทศบาล", True, {"permanent", "deputy"}),
        ("หัวหน้าสำนักปลัด", True, {"permanent", "middle"}),
        ("ผู้อำนวยการกองคลัง", True, {"permanent", "middle"}),
        ("ปลัด อบต. ปฏิบัติหน้าที่นายก อบต.", True, {"political", "permanent", "head"}),
        ("ผู้อำนวยการโรงพยาบาลทุ่งนา", False, {"head"}),
        ("รองผู้อำนวยการฝ่ายการพยาบาล", False, {"deputy"}),
        ("หัวหน้ากลุ่มงานเภสัชกรรม", False, {"middle"}),
        ("รองผู้ว่าราชการจังหวัด", False, {"deputy"}),
        ("นายอำเภอทุ่งนา", False, {"head"}),
        ("นักวิชาการสาธารณสุขชำนาญการ", False, set()),
        ("ครู ชำนาญการพิเศษ", False, set()),
    ],
)
def test_posts(text: str, local: bool, kinds: set[str]) -> None:
    assert posts(text, local) == kinds


@pytest.mark.parametrize(
    "text",
    ["02-123-4567", "๐ ๒๑๒๓ ๔๕๖๗ ต่อ ๑๒", "038-219232-3", "(044) 123456", "0-4363-1034", "0801555843", "+66 55-456299"],
)
def test_telephones(text: str) -> None:
    assert thai.phone(f"โทร. {text} ค่ะ") == text


@pytest.mark.parametrize(
    "text",
    [
        "042-xxx-xxx",
        "000-000-0000",
        "0-0000-0000",
        "1234567890123",
        "1-2345-67890-12-3",
        "เลขที่ 0123456789",
        "พ.ศ. 2567 2568",
    ],
)
def test_numbers_that_are_no_telephones(text: str) -> None:
    assert thai.phone(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("E-mail: saraban@thungna.go.th", "saraban@thungna.go.th"),
        ("saraban[at]thungna.go.th", "saraban[at]thungna.go.th"),
        ("name@example.com", None),
        ("อีเมล -", None),
    ],
)
def test_emails(text: str, found: str | None) -> None:
    assert thai.email(text) == found


@pytest.mark.parametrize(
    ("text", "is_address"),
    [
        ("99 หมู่ 2 ตำบลทุ่งนา อำเภอทุ่งนา จังหวัดเลย 42000", True),
        ("๑๘๙ ม.๗ ต.ทุ่งนา อ.ทุ่งนา จ.เลย ๔๒๐๐๐", True),
        ("ถนนทุ่งนา แขวงทุ่งนา เขตทุ่งนา กรุงเทพมหานคร 10400", True),
        ("องค์การบริหารส่วนตำบลทุ่งนา อำเภอทุ่งนา จังหวัดเลย", False),
        ("เทศบาลตำบลทุ่งนา จังหวัดเลย", False),
        ("ประชากร 12345 คน", False),
    ],
)
def test_addresses(text: str, is_address: bool) -> None:
    assert (thai.address(text) is not None) == is_address


@pytest.mark.parametrize(
    "text", ["7 ก.พ. 2565", "๒๘/๒/๒๕๖๕", "2016-01-30", "15 มกราคม พ.ศ. 2568", "5 มี.ค. 68", "Jan 5, 2025", "20/01/2568"]
)
def test_dates(text: str) -> None:
    found = thai.DATE.search(f"ข่าว {text} อ่านต่อ")
    assert found and found[0].strip() == text


@pytest.mark.parametrize("text", ["โทร 02-123-4567", "ข้อ 1.2.3", "12/3456", "มาตรา 5 ม.ค"])
def test_what_is_no_date(text: str) -> None:
    assert thai.DATE.search(text) is None
