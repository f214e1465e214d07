# ruff: noqa: E501  (markup and Thai sentences)
"""Google Sites of a district health office: a page per item, files in Drive by name or in frames, long side menus."""

from made import Made, markup
from papers import GIFT_REPORT

AGENCY = "สำนักงานสาธารณสุขอำเภอสวนหลวงน้อย"
B = "/view/suanluang/"
NAMES = {
    "home": "หน้าแรก",
    "structure": "โครงสร้างหน่วยงาน",
    "executive": "ผู้บริหาร",
    "contact": "ติดต่อเรา",
    "ita2568": "ITA 2568",
    "ita2568/moit1": "MOIT 1",
    "ita2568/moit2": "MOIT 2 ข้อมูลพื้นฐาน",
    "ita2568/moit10": "MOIT 10 แผนปฏิบัติการประจำปี",
    "ita2568/moit21": "MOIT 21 รายงานการรับทรัพย์สินหรือประโยชน์อื่นใด",
}
DRIVE = "https://drive.google.com/file/d/"


def page(name: str, body: str) -> str:
    nav = "".join(f"<li><a href='{B}{path}' data-level='1'>{text}</a></li>" for path, text in NAMES.items())
    return (
        f"<html><head><title>{AGENCY} - {NAMES[name]}</title></head><body><div role='navigation'><ul>{nav}</ul></div>"
        f"<div role='main'><section><h1 id='h.abc'><span>{NAMES[name]}</span></h1></section><section>{body}</section></div>"
        f"<div jsname='x'>Report abuse</div></body></html>"
    )


def line(text: str, url: str) -> str:
    return f"<p class='zfr3Q'><a class='XqQF9c' href='{url}'><span>{text}</span></a></p>"


SITE = Made(
    AGENCY,
    {
        "/": f"<html><head><meta http-equiv='refresh' content='0;url={B}home'><title>x</title></head><body><a href='{B}home'>เข้าสู่เว็บไซต์</a></body></html>",
        B + "home": page("home", "<h2>ข่าวประชาสัมพันธ์</h2><iframe src='https://www.facebook.com/plugins/page.php?href=x'></iframe>"),
        B + "structure": page("structure", "<div><img src='https://lh3.googleusercontent.com/abcd' aria-label='โครงสร้าง'></div>"),
        B + "executive": page("executive", "<div><img src='https://lh3.googleusercontent.com/people'></div>"),
        B + "contact": page("contact", "<p>สำนักงานสาธารณสุขอำเภอสวนหลวงน้อย หมู่ 3 ตำบลสวนหลวง อำเภอสวนหลวงน้อย จังหวัดสมมุติบุรี 49980</p><p>โทร 0 2777 1111</p>"),
        B + "ita2568": page("ita2568", "".join(line(name, f"{B}{path}") for path, name in NAMES.items() if path.startswith("ita2568/"))),
        B + "ita2568/moit1": page("ita2568/moit1", line("บันทึกข้อความลงนามอนุญาตให้เผยแพร่บนเว็บไซต์", DRIVE + "aaaaaaaaaaaaaaaaaaaa1/view")),
        B + "ita2568/moit2": page(
            "ita2568/moit2",
            line("2.1 บันทึกข้อความเสนอผู้บริหาร", DRIVE + "aaaaaaaaaaaaaaaaaaaa2/view")
            + line("2.2 โครงสร้างการแบ่งส่วนราชการ อำนาจหน้าที่", DRIVE + "aaaaaaaaaaaaaaaaaaaa3/view")
            + line("2.3 ข้อมูลผู้บริหาร", DRIVE + "aaaaaaaaaaaaaaaaaaaa4/view")
            + line("2.4 คู่มือการปฏิบัติงานการร้องเรียนการปฏิบัติหน้าที่โดยมิชอบของเจ้าหน้าที่", DRIVE + "aaaaaaaaaaaaaaaaaaaa5/view"),
        ),
        B + "ita2568/moit10": page(
            "ita2568/moit10",
            f"<iframe src='{DRIVE}aaaaaaaaaaaaaaaaaaaa6/preview' title='แผนปฏิบัติการ'></iframe>",
        ),
        B + "ita2568/moit21": page("ita2568/moit21", markup(GIFT_REPORT)),
    },
    {
        "O1": f"undecided {B}structure {B}ita2568/moit2",
        "O2": f"undecided {B}executive {B}ita2568/moit2",
        "O3": f"partial {B}contact",
        "O4": "absent",
        "O6": f"undecided {B}ita2568/moit10",
        "O7": "absent",
        "O12": "absent",
        "O17": f"undecided {B}ita2568/moit2",
        "O18": "absent",
        "O19": "absent",
        "O22": f"present {B}ita2568/moit21",
        "O23": "absent",
        "O25": "absent",
    },
    host="sites.thungna.example.org",
)  # fmt: skip
