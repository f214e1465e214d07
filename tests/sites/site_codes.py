# ruff: noqa: E501  (markup and Thai sentences)
"""Buttons that say only "O12": the name in the cell beside it, then a grid of codes alone, one page to each code."""

from made import Made, markup
from papers import PAPERS

AGENCY = "โรงพยาบาลท่าสะอาด"
NAMED = [
    ("O1", "โครงสร้างและอำนาจหน้าที่"), ("O3", "ข้อมูลการติดต่อ"), ("O5", "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน"),
    ("O6", "แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี"), ("O7", "รายงานผลการดำเนินงานประจำปี"),
    ("O8", "คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่"), ("O9", "คู่มือหรือแนวทางการขอรับบริการ"),
]  # fmt: skip
BARE = ["O12", "O13", "O16", "O20", "O24", "O27", "O28"]
NAV = "<nav><a href='/'>หน้าแรก</a> <a href='/oit'>OIT</a> <a href='/oit-2'>OIT (ต่อ)</a></nav>"
SITE = Made(
    AGENCY,
    {
        "/": NAV + "<h1>{agency}</h1><p>คลินิกนอกเวลาเปิดทุกวัน</p>",
        "/oit": NAV
        + "<h2>OIT ประจำปีงบประมาณ 2568</h2><table>"
        + "".join(f"<tr><td><a class='btn' href='/d/{code}'>{code}</a></td><td>{name}</td></tr>" for code, name in NAMED)
        + "</table><div class='grid'>"
        + "".join(f"<a class='btn' href='/d/{code}.pdf'>{code}</a> " for code in BARE)
        + "<a class='btn' href='#'>O25</a></div>",
        "/oit-2": NAV + "<p>ไม่มีข้อมูล</p>",
        **{f"/d/{code}": NAV + f"<h2>{code}</h2>" + markup(PAPERS[code]) for code, _ in NAMED},
    },
    {
        **{code: f"present /d/{code}" for code, _ in NAMED if code != "O3"},
        "O3": "partial /d/O3",
        **{code: f"present /d/{code}.pdf" for code in BARE},
        "O25": "absent",
        "O26": "absent",
        "O2": "absent",
    },
    {f"/d/{code}.pdf": f"${code}" for code in BARE},
    host="www.thasaat-hospital.example.go.th",
    head="ผู้อำนวยการโรงพยาบาลท่าสะอาด",
)  # fmt: skip
