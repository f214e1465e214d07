# ruff: noqa: E501  (markup and Thai sentences)
"""A page to each item (/ita/2568/o12) with the list of all items beside every one, which is no content of any."""

from made import Made, markup
from papers import EXECUTIVES, PAPERS

from config.loader import load_criteria

AGENCY = "เทศบาลนครเวียงสมมุติ"
ITEMS = {item.code: item.title for item in load_criteria("2568").items}
EMPTY = {"O7", "O13", "O15", "O22", "O26", "O28"}
SIDE = "<div class='row'><div class='col-3'><div class='card'><div class='card-header'>รายการ OIT 2568</div>" + "".join(
    f"<div><a href='/ita/2568/{code.lower()}'>{code} {name}</a></div>" for code, name in ITEMS.items()
)


def page(title: str, body: str) -> str:
    return (
        f"<html><head><title>{title} - {AGENCY}</title></head><body><div class='menu'><a href='/'>หน้าแรก</a> <a href='/ita'>ITA</a></div>"
        f"{SIDE}</div></div><div class='col-9'><h3>{title}</h3>{body}</div></div></body></html>"
    )


def inner(code: str) -> str:
    if code in EMPTY:
        return "<table><tr><th>ลำดับ</th><th>ชื่อเอกสาร</th><th>ดาวน์โหลด</th></tr><tr><td colspan=3>ไม่พบข้อมูล</td></tr></table>"
    if code == "O2":
        return EXECUTIVES
    if code == "O4":
        return "".join(
            f"<p>{d} <a href='/news/{n}'>{t}</a></p>"
            for n, (d, t) in enumerate(
                (("5 มีนาคม 2568", "ฉีดวัคซีนพิษสุนัขบ้า"), ("2 มีนาคม 2568", "ปิดถนนชั่วคราว"), ("27 กุมภาพันธ์ 2568", "ตลาดนัดชุมชน"))
            )
        )
    if code == "O10":
        return "<p>ระบบ E-Service ของเทศบาล</p><p><a href='https://forms.gle/eservice99'>ยื่นคำร้องออนไลน์</a></p>"
    if code == "O18":
        return "<form method='post' action='/send'><p>แจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ</p><input placeholder='ชื่อ-สกุล' name='a'><input placeholder='เบอร์โทร' name='b'><textarea placeholder='พฤติการณ์การทุจริต' name='c'></textarea><button>ส่ง</button></form>"
    if code == "O3":
        return markup(PAPERS[code]) + "<iframe src='https://www.google.com/maps/embed?pb=1'></iframe>"
    if code in ("O12", "O5"):
        return f"<table><tr><th>ลำดับ</th><th>ชื่อเอกสาร</th><th>ดาวน์โหลด</th></tr><tr><td>1</td><td>เอกสารประกอบ</td><td><a href='/file/{code}.pdf'>ไฟล์ PDF</a></td></tr></table>"
    return markup(PAPERS[code])


SITE = Made(
    AGENCY,
    {
        "/": page("ยินดีต้อนรับ", "<p>เทศบาลนครเวียงสมมุติ</p>"),
        "/ita": page("ITA", "<p>เลือกปี <a href='/ita/2568/o1'>2568</a></p>"),
        **{f"/ita/2568/{code.lower()}": page(f"{code} {name}", inner(code)) for code, name in ITEMS.items()},
        **{f"/news/{n}": page(t, "<p>เทศบาลแจ้งให้ประชาชนทราบ วันที่ 2 มีนาคม 2568</p>") for n, t in enumerate(("ฉีดวัคซีนพิษสุนัขบ้า", "ปิดถนนชั่วคราว", "ตลาดนัดชุมชน"))},
    },
    {
        code: "absent"
        if code in EMPTY
        else f"present /file/{code}.pdf"
        if code in ("O12", "O5")
        else f"present /ita/2568/{code.lower()}"
        for code in ITEMS
    },
    {"/file/O12.pdf": "$O12", "/file/O5.pdf": "$O5"},
    host="www.wiangsommut.example.go.th",
)  # fmt: skip
