# ruff: noqa: E501  (markup and Thai sentences)
"""A page builder of the Wix kind: no headings in the markup, buttons in boxes beside their words, all "คลิกที่นี่"."""

from made import Made
from papers import CONTACT

AGENCY = "วิทยาลัยการอาชีพดงตาล"
TITLES = [
    ("O5", "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน", "/_files/ugd/o5.pdf"),
    ("O6", "แผนปฏิบัติราชการประจำปี 2568", "/_files/ugd/o6.pdf"),
    ("O7", "รายงานผลการดำเนินงานประจำปี 2567", "/_files/ugd/o7.pdf"),
    ("O8", "คู่มือการปฏิบัติงาน", "/_files/ugd/o8.pdf"),
    ("O14", "แผนพัฒนาบุคลากร", "/_files/ugd/o14.pdf"),
    ("O21", "ประกาศนโยบาย No Gift Policy", "/_files/ugd/o21.pdf"),
    ("O23", "การประเมินความเสี่ยงการทุจริต", "/_files/ugd/o23.pdf"),
    ("O27", "มาตรการส่งเสริมคุณธรรมและความโปร่งใส", ""),
]


def text(words: str) -> str:
    return (
        f"<div class='wixui-rich-text' data-testid='richTextElement'><p class='font_7'><span>{words}</span></p></div>"
    )


def page(body: str) -> str:
    menu = "".join(
        f"<div data-testid='linkElement'><a href='{url}'><p>{name}</p></a></div>"
        for name, url in (("หน้าหลัก", "/"), ("เกี่ยวกับวิทยาลัย", "/about"), ("OIT 2568", "/oit"), ("ติดต่อ", "/contact"))
    )
    return (
        f"<html><head><title>{AGENCY}</title></head><body><div id='SITE_HEADER'><nav>{menu}</nav></div>"
        f"<div id='PAGES_CONTAINER'>{body}</div><div id='SITE_FOOTER'><p>© 2025 by {AGENCY}</p></div></body></html>"
    )


def row(name: str, url: str) -> str:
    button = (
        f"<div><a href='{url}' aria-label='คลิกที่นี่'><span>คลิกที่นี่</span></a></div>"
        if url
        else "<div><a><span>คลิกที่นี่</span></a></div>"
    )
    return f"<div class='comp'><div>{text(name)}</div>{button}</div>"


SITE = Made(
    AGENCY,
    {
        "/": page(text("ยินดีต้อนรับสู่วิทยาลัย") + text("รับสมัครนักเรียน ปีการศึกษา 2568")),
        "/about": page(
            text("โครงสร้างการบริหาร") + "<wow-image><img src='/media/orgchart.jpg' alt='chart.jpg' width='900' height='700'></wow-image>"
            + text("ฝ่ายบริหารทรัพยากร ฝ่ายวิชาการ ฝ่ายแผนงานและความร่วมมือ ฝ่ายพัฒนากิจการนักเรียนนักศึกษา")
            + text("ผู้บริหาร")
            + "<div><div><img src='/media/p1.jpg' width='200' height='260'></div>" + text("นายธนา ดงตาล") + text("ผู้อำนวยการวิทยาลัย") + text("08 1777 0001") + "</div>"
            + "<div><div><img src='/media/p2.jpg' width='200' height='260'></div>" + text("นางวิไล สวนตาล") + text("รองผู้อำนวยการฝ่ายวิชาการ") + text("08 1777 0002") + "</div>"
        ),
        "/oit": page("".join(row(name, url) for _, name, url in TITLES)),
        "/contact": page("".join(text(line.replace("{agency}", AGENCY)) for line in CONTACT.splitlines()) + "<iframe src='https://maps.google.com/maps?q=13,100&output=embed'></iframe>"),
    },
    {
        "O1": "partial /about",
        "O2": "present /about",
        "O3": "present /contact",
        "O4": "absent",
        **{code: f"present {url}" for code, _, url in TITLES if url},
        "O27": "absent",
        "O12": "absent",
        "O25": "absent",
    },
    {url: f"${code}" for code, _, url in TITLES if url},
    host="www.dongtan.example.ac.th",
    head="ผู้อำนวยการวิทยาลัย",
)  # fmt: skip
