# ruff: noqa: E501  (markup and Thai sentences)
"""Cards with "อ่านเพิ่มเติม" for every item; two years of cards side by side on their own pages; a shared side list."""

from made import Made
from papers import CONTACT, EXECUTIVES

AGENCY = "เทศบาลเมืองสองแคว"
ITEMS = {
    "O7": ("รายงานผลการดำเนินงานประจำปี", "o7.pdf"),
    "O12": ("รายการการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ", "o12.pdf"),
    "O13": ("รายงานผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุประจำปี", "o13.pdf"),
    "O16": ("ประมวลจริยธรรมและการขับเคลื่อนจริยธรรม", "o16.pdf"),
    "O19": ("ข้อมูลสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "o19.pdf"),
    "O24": ("รายงานผลการดำเนินการเพื่อจัดการความเสี่ยงการทุจริตและประพฤติมิชอบ", ""),
    "O26": ("รายงานผลการดำเนินการป้องกันการทุจริตประจำปี", "o26.pdf"),
    "O28": ("รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "o28.pdf"),
}
SIDE = "<div class='col-md-3'><div class='list-group'><a class='list-group-item' href='/oit/2568'>OIT 2568</a><a class='list-group-item' href='/oit/2566'>OIT 2566</a></div></div>"


def page(title: str, body: str) -> str:
    return (
        f"<html><head><title>{title} | {AGENCY}</title></head><body><nav class='navbar'><ul class='navbar-nav'>"
        "<li class='nav-item'><a class='nav-link' href='/'>หน้าแรก</a></li><li><a class='nav-link' href='/board'>ผู้บริหาร</a></li>"
        "<li><a class='nav-link' href='/oit/2568'>ข้อมูล OIT</a></li><li><a class='nav-link' href='/contact'>ติดต่อเรา</a></li></ul></nav>"
        f"<div class='container'><div class='row'><div class='col-md-9'><h2>{title}</h2>{body}</div>{SIDE}</div></div>"
        f"<footer class='footer'>{AGENCY}</footer></body></html>"
    )


def card(code: str, name: str, url: str) -> str:
    return (
        f"<div class='col-md-4'><div class='card'><img class='card-img-top' src='/img/doc.png' width='64'><div class='card-body'>"
        f"<h5 class='card-title'>{name}</h5><p class='card-text'>{code}</p><a href='{url or '#'}' class='btn btn-primary'>อ่านเพิ่มเติม</a>"
        "</div></div></div>"
    )


SITE = Made(
    AGENCY,
    {
        "/": page("ข่าวล่าสุด", "".join(f"<div class='card'><div class='card-body'><h5>{t}</h5><small>{d}</small><a href='/news/{n}'>อ่านเพิ่มเติม</a></div></div>" for n, (t, d) in enumerate((("มอบบ้านผู้ยากไร้ ประจำปี 2568", "10 มี.ค. 2568"), ("ประชุมชี้แจงแผนปฏิบัติการป้องกันการทุจริต ปี 2568", "7 มี.ค. 2568"), ("เทศบาลรับการตรวจประเมิน ITA", "3 มี.ค. 2568"))))),
        **{f"/news/{n}": page(f"ข่าว {n}", f"<p>{t}</p><p>เมื่อวันที่ 3 มีนาคม 2568 เวลา 09.00 น. นายกเทศมนตรีเป็นประธานเปิดงาน มีผู้เข้าร่วม 60 คน</p>") for n, t in enumerate(("มอบบ้านผู้ยากไร้", "ประชุมชี้แจงแผนปฏิบัติการป้องกันการทุจริต", "รับการตรวจประเมิน ITA"))},
        "/board": page("ผู้บริหาร", EXECUTIVES),
        "/contact": page("ติดต่อเรา", "".join(f"<p>{line}</p>" for line in CONTACT.splitlines()) + "<div><a href='https://maps.app.goo.gl/abcd'>แผนที่</a></div>"),
        "/oit/2568": page("การเปิดเผยข้อมูลสาธารณะ OIT 2568", "<div class='row'>" + "".join(card(code, name, f"/uploads/2568/{file}" if file else "") for code, (name, file) in ITEMS.items()) + "</div>"),
        "/oit/2566": page("การเปิดเผยข้อมูลสาธารณะ OIT 2566", "<div class='row'>" + card("O39", "แผนปฏิบัติการป้องกันการทุจริต", "/uploads/2566/o39.pdf") + card("O36", "การประเมินความเสี่ยงการทุจริตและประพฤติมิชอบประจำปี", "/uploads/2566/o36.pdf") + card("O11", "แผนดำเนินงานประจำปี", "/uploads/2566/gone.pdf") + "</div>"),
    },
    {
        "O1": "absent",
        "O2": "present /board",
        "O3": "present /contact",
        "O4": "present /",
        **{code: f"present /uploads/2568/{file}" for code, (_, file) in ITEMS.items() if file},
        "O24": "absent",
        "O6": "absent",
        "O23": "present /uploads/2566/o36.pdf",
        "O25": "present /uploads/2566/o39.pdf",
    },
    {
        **{f"/uploads/2568/{file}": f"${code}" for code, (_, file) in ITEMS.items() if file},
        "/uploads/2566/o39.pdf": "$O25",
        "/uploads/2566/o36.pdf": "$O23",
    },
    host="www.songkhwae.example.go.th",
)  # fmt: skip
