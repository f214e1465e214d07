# ruff: noqa: E501  (markup and Thai sentences)
"""Rows of parts of an item instead of items: code, team, dos and don'ts, training apart; notes and quarters between them."""

from made import Made, markup
from papers import PAPERS

AGENCY = "เทศบาลตำบลวังปลาทู"
ETHICS = PAPERS["O16"].splitlines()
NAV = "<div class='navbar'><ul><li><a href='/'>หน้าแรก</a></li><li><a href='/oit68'>OIT 68</a></li></ul></div>"
PARTS = [
    ("O12 รายการการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ", [("ไตรมาสที่ 1", "/p/q1.xlsx"), ("ไตรมาสที่ 2", "/p/q2.xlsx")]),
    ("O16 ประมวลจริยธรรมและการขับเคลื่อนจริยธรรม", [("ประมวลจริยธรรม", "/p/code.pdf"), ("การจัดตั้งทีมให้คำปรึกษาทางจริยธรรม", "/p/team.pdf"), ("แนวปฏิบัติ Dos & Don'ts", "/p/dos.pdf"), ("การฝึกอบรม", "/p/train.pdf")]),
    ("O20 การเปิดโอกาสให้เกิดการมีส่วนร่วม", [("โครงการที่ 1", "/p/join.pdf"), ("ภาพประกอบ", "/p/join.jpg")]),
    ("O21 ประกาศเจตนารมณ์นโยบาย No Gift Policy จากการปฏิบัติหน้าที่", [("ประกาศภาษาไทย", "/p/nogift.pdf"), ("English", "/p/nogift-en.pdf"), ("กิจกรรม", "/p/activity")]),
    ("O25 แผนปฏิบัติการป้องกันการทุจริต", [("รายละเอียดเพิ่มเติม", "/p/wrong.pdf")]),
    ("O27 มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", [("การวิเคราะห์ผลการประเมิน", "/p/o27.pdf")]),
    ("O28 รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", [("อยู่ระหว่างดำเนินการ", "")]),
]  # fmt: skip
SITE = Made(
    AGENCY,
    {
        "/": NAV + "<h1>{agency}</h1><p>ประกาศ เรื่อง หยุดราชการ</p>",
        "/oit68": NAV
        + "<h2>แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) ปีงบประมาณ 2568</h2>"
        + "".join(
            f"<details><summary>{name}</summary><ol>" + "".join(f"<li><a href='{url}'>{label}</a></li>" if url else f"<li>{label}</li>" for label, url in links) + "</ol></details>"
            for name, links in PARTS
        ),
        "/p/activity": NAV + "<h2>กิจกรรม</h2>" + markup(ETHICS[0]) + markup(PAPERS["O21"].splitlines()[-1]),
    },
    {
        "O12": "present /p/q1.xlsx /p/q2.xlsx",
        "O16": "present /p/code.pdf /p/team.pdf /p/dos.pdf",
        "O20": "present /p/join.pdf",
        "O21": "present /p/nogift.pdf",
        "O25": "absent",
        "O27": "present /p/o27.pdf",
        "O28": "absent",
        "O24": "absent",
    },
    {
        "/p/q1.xlsx": "$O12", "/p/q2.xlsx": "$O12", "/p/code.pdf": "\n".join(ETHICS[:4]), "/p/team.pdf": "\n".join(ETHICS[4:7]),
        "/p/dos.pdf": "\n".join(ETHICS[7:10]), "/p/train.pdf": "รายงานการฝึกอบรม {agency}\n" + ETHICS[10], "/p/join.pdf": "$O20", "/p/join.jpg": "!scan",
        "/p/nogift.pdf": "$O21", "/p/nogift-en.pdf": "Announcement of {agency} on No Gift Policy\nWe shall not accept gifts of any kind.", "/p/o27.pdf": "$O27",
        "/p/wrong.pdf": "แผนการดำเนินงานป้องกันและบรรเทาสาธารณภัย {agency}\nโครงการฝึกซ้อมดับเพลิง งบประมาณ 20,000 บาท เดือนมีนาคม 2568",
    },
    host="www.wangplatoo.example.go.th",
)  # fmt: skip
