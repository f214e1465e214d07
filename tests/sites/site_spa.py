# ruff: noqa: E501  (markup and Thai sentences)
"""Tabs and pills of one page, opened by links from other pages with #parts; titles as boxes without heading elements."""

from made import Made, markup
from papers import CONTACT, PAPERS, STRUCTURE

AGENCY = "สถานีตำรวจภูธรบ้านทุ่งสมมุติ"
NAV = "<nav class='navbar'><ul><li><a href='/'>หน้าแรก</a></li><li><a href='/about.html#org'>โครงสร้างและอำนาจหน้าที่</a></li><li><a href='/about.html#boss'>ข้อมูลผู้บริหาร</a></li><li><a href='/about.html#contact'>ข้อมูลการติดต่อ</a></li><li><a href='/service.html#manual'>คู่มือการให้บริการ</a></li><li><a href='/service.html#stat'>ข้อมูลสถิติการให้บริการ</a></li><li><a href='/service.html#nothing'>E-Service</a></li><li><a href='/anti.html'>ป้องกันทุจริต</a></li></ul></nav>"


def pane(name: str, body: str) -> str:
    return f"<div class='tab-pane fade' id='{name}'>{body}</div>"


SITE = Made(
    AGENCY,
    {
        "/": NAV + "<h1>{agency}</h1><p>แจ้งเหตุ 191</p>",
        "/about.html": NAV
        + "<ul class='nav nav-tabs'><li><a data-toggle='tab' href='#org'>โครงสร้าง</a></li><li><a data-toggle='tab' href='#boss'>ผู้บริหาร</a></li><li><a data-toggle='tab' href='#contact'>ติดต่อ</a></li></ul><div class='tab-content'>"
        + pane("org", "<img src='/i/chart.png' alt='แผนผังโครงสร้าง' width=900>" + markup(STRUCTURE.replace("สำนักปลัด", "งานอำนวยการ").replace("กองคลัง", "งานการเงิน").replace("กองช่าง", "งานสืบสวน").replace("กองการศึกษา", "งานจราจร")))
        + pane("boss", "<div class='card'><img src='/i/1.jpg' width=200 height=260><div>พันตำรวจเอก สมหมาย รักถิ่น</div><div>ผู้กำกับการ</div><div>โทร 08 1999 0001</div></div><div class='card'><img src='/i/2.jpg' width=200 height=260><div>พันตำรวจโท สมชาย ใจดี</div><div>รองผู้กำกับการ</div><div>โทร 08 1999 0002</div></div>")
        + pane("contact", markup(CONTACT) + "<iframe src='https://www.google.com/maps/embed?pb=9'></iframe>")
        + "</div>",
        "/service.html": NAV + pane("manual", markup(PAPERS["O9"])) + pane("stat", "<p>ไม่มีข้อมูล</p>") + "<div id='x'></div>",
        "/anti.html": NAV
        + "<div class='box'><div class='box-title'>แผนปฏิบัติการป้องกันการทุจริต</div><div class='box-body'><a href='/d/anti68.pdf'>ปี 2568</a> <a href='/d/anti67.pdf'>ปี 2567</a></div></div>"
        + "<div class='box'><div class='box-title'>รายงานผลการดำเนินการป้องกันการทุจริตประจำปี</div><div class='box-body'><a href='/d/report67.pdf'>ปี 2567</a></div></div>"
        + "<div class='box'><div class='box-title'>การประเมินความเสี่ยงการทุจริต</div><div class='box-body'><iframe src='/d/risk.pdf'></iframe></div></div>"
        + "<div class='box'><div class='box-title'>รายงานการรับทรัพย์สินหรือประโยชน์อื่นใดโดยธรรมจรรยา</div><div class='box-body'><a href='#'>ปี 2567</a></div></div>"
        + "<div class='box'><div class='box-title'>รายงานผลการดำเนินการเพื่อจัดการความเสี่ยงการทุจริต</div><div class='box-body'>" + markup(PAPERS["O24"].partition("\n")[2]) + "</div></div>"
        + "<div class='box'><div class='box-title'>มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน</div><div class='box-body'><p>อยู่ระหว่างดำเนินการ</p></div></div>",
    },
    {
        "O1": "present /about.html#org /about.html",
        "O2": "present /about.html#boss /about.html",
        "O3": "present /about.html#contact /about.html",
        "O9": "present /service.html#manual /service.html",
        "O10": "absent",
        "O11": "absent",
        "O22": "absent",
        "O24": "present /anti.html",
        "O27": "absent",
        "O23": "present /d/risk.pdf",
        "O25": "present /d/anti68.pdf",
        "O26": "present /d/report67.pdf",
    },
    {
        "/d/anti68.pdf": "$O25", "/d/anti67.pdf": PAPERS["O25"].replace("2568", "2567"), "/d/report67.pdf": "$O26", "/d/risk.pdf": "$O23",
    },
    host="www.bantung.example.go.th",
    head="ผู้กำกับการ",
)  # fmt: skip
