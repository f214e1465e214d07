# ruff: noqa: E501  (markup and Thai sentences)
"""An old site of layout tables and ?page=: a menu of cells, a frame for the news, no assessment page at all."""

from made import Made, markup
from papers import CONTACT, PARTICIPATION

AGENCY = "องค์การบริหารส่วนตำบลคลองหลอด"
P = "/index.php?page="
MENU = [
    ("หน้าแรก", "/index.php"), ("สภาพทั่วไป", P + "general"), ("โครงสร้างองค์กร", P + "org"), ("คณะผู้บริหาร", P + "board"),
    ("แผนพัฒนาสี่ปี", P + "plan"), ("ข้อบัญญัติงบประมาณ", P + "budget"), ("แผนจัดซื้อจัดจ้าง", P + "buy"), ("สอบราคา/ประมูลงาน", P + "bid"),
    ("รายงานผลการปฏิบัติงาน", P + "perform"), ("รับเรื่องร้องทุกข์", P + "complain"), ("กฎหมายที่เกี่ยวข้อง", P + "law"),
    ("การมีส่วนร่วมของประชาชน", P + "join"), ("ผลสำรวจความพึงพอใจ", P + "survey"), ("แผนป้องกันการทุจริต", "/index.php"), ("ติดต่อเรา", P + "contact"),
]  # fmt: skip


def page(body: str) -> str:
    menu = "".join(f"<tr><td bgcolor=#ccffcc><a href='{url}'><font>{name}</font></a></td></tr>" for name, url in MENU)
    return (
        f"<html><head><title>::: {AGENCY} :::</title></head><body><table width=980><tr><td colspan=2><img src=/images/banner.jpg></td></tr>"
        f"<tr><td width=200 valign=top><table>{menu}</table></td><td valign=top>{body}</td></tr>"
        f"<tr><td colspan=2><font size=1>สงวนลิขสิทธิ์ {AGENCY} โทร 0 2666 1111</font></td></tr></table></body></html>"
    )


def article(title: str, body: str) -> str:
    return page(
        f"<table width=100%><tr><td bgcolor=green><font color=white><b>{title}</b></font></td></tr><tr><td>{body}</td></tr></table>"
    )


BID = "".join(
    f"<tr><td>{day}</td><td><a href='/index.php?page=bid&amp;id={n}'>{title}</a></td></tr>"
    for n, (day, title) in enumerate(
        (
            ("11/02/2568", "ประกาศสอบราคาจ้างก่อสร้างถนนลูกรัง หมู่ที่ 1"),
            ("20/01/2568", "ประกาศผลผู้ชนะการเสนอราคา จ้างเหมาบริการ"),
            ("05/01/2568", "ประกาศราคากลางโครงการก่อสร้างรางระบายน้ำ"),
        ),
        1,
    )
)
SITE = Made(
    AGENCY,
    {
        "/": f"<html><head><title>{AGENCY}</title></head><frameset rows='100,*'><frame src='/top.html'><frame src='/index.php' name='main'></frameset></html>",
        "/top.html": f"<html><head><title>top</title></head><body><h1>{AGENCY}</h1></body></html>",
        "/index.php": page("<b>ข่าวประชาสัมพันธ์</b><table><tr><td>14/02/2568</td><td><a href='/index.php?page=news&id=3'>ขอเชิญร่วมโครงการปลูกต้นไม้</a></td></tr><tr><td>02/02/2568</td><td><a href='/index.php?page=news&id=2'>แจ้งกำหนดการชำระภาษี ประจำปี 2568</a></td></tr><tr><td>20/01/2568</td><td><a href='/index.php?page=news&id=1'>ประชาสัมพันธ์งานวันเด็กแห่งชาติ</a></td></tr></table>"),
        **{f"/index.php?page=news&id={n}": article(f"ข่าวที่ {n}", "<p>องค์การบริหารส่วนตำบลแจ้งให้ประชาชนทราบ</p>") for n in (1, 2, 3)},
        P + "general": article("สภาพทั่วไป", "<p>ตำบลคลองหลอดมีพื้นที่ 42 ตารางกิโลเมตร ประชากร 5,210 คน</p>"),
        P + "org": article("โครงสร้างองค์กร", "<img src='/images/structure2566.jpg' width=700 height=500>"),
        P + "board": article("คณะผู้บริหาร", "<table><tr><td><img src=/images/b1.jpg></td><td><img src=/images/b2.jpg></td></tr><tr><td>นายเกียรติ คลองหลอด<br>นายกองค์การบริหารส่วนตำบล</td><td>นายปรีชา มั่นคง<br>รองนายกองค์การบริหารส่วนตำบล</td></tr></table>"),
        P + "plan": article("แผนพัฒนาสี่ปี", "<a href='/file/plan61-64.pdf'>แผนพัฒนาสี่ปี (พ.ศ. 2561-2564)</a>"),
        P + "budget": article("ข้อบัญญัติงบประมาณ", "<a href='/file/budget68.pdf'>ข้อบัญญัติงบประมาณรายจ่าย 2568</a>"),
        P + "buy": article("แผนจัดซื้อจัดจ้าง", "<a href='/file/buyplan.pdf'>แผนการจัดซื้อจัดจ้าง 2568</a>"),
        P + "bid": article("สอบราคา/ประมูลงาน", f"<table>{BID}</table>"),
        **{f"/index.php?page=bid&id={n}": article("ประกาศ", "<p>ผู้สนใจติดต่อขอรับเอกสารได้ที่กองคลัง ในวันและเวลาราชการ</p>") for n in (1, 2, 3)},
        P + "perform": article("รายงานผลการปฏิบัติงาน", "<p>ไม่มีข้อมูล</p>"),
        P + "complain": article("รับเรื่องร้องทุกข์", "<form action='/save.php' method=post>ชื่อ <input name=name> โทร <input name=tel> เรื่องร้องทุกข์ <textarea name=detail></textarea><input type=submit value=ส่ง></form>"),
        P + "law": article("กฎหมายที่เกี่ยวข้อง", "<a href='/file/law.pdf'>พระราชบัญญัติสภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. 2537</a>"),
        P + "join": article("การมีส่วนร่วมของประชาชน", markup(PARTICIPATION)),
        P + "survey": article("ผลสำรวจความพึงพอใจ", "<p>ความพึงพอใจเฉลี่ยร้อยละ 92.4 ของผู้รับบริการ 400 คน ปี 2567</p>"),
        P + "contact": article("ติดต่อเรา", markup(CONTACT)),
    },
    {
        "O1": f"partial {P}org",
        "O2": f"partial {P}board",
        "O3": f"partial {P}contact",
        "O4": "present /index.php",
        "O5": "present /file/plan61-64.pdf",
        "O6": "absent",
        "O7": "absent",
        "O8": "absent",
        "O11": "absent",
        "O12": "absent",
        "O13": "absent",
        "O18": f"partial {P}complain",
        "O20": f"present {P}join",
        "O25": "absent",
        "O26": "absent",
    },
    {
        "/file/plan61-64.pdf": "$O5",
        "/file/budget68.pdf": "ข้อบัญญัติงบประมาณรายจ่ายประจำปี พ.ศ. 2568 {agency}\nแผนงานบริหารงานทั่วไป งบบุคลากร 12,000,000 บาท\nแผนงานเคหะและชุมชน งบลงทุน 4,000,000 บาท",
        "/file/buyplan.pdf": "แผนการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. 2568 {agency}\nที่ | ชื่อโครงการ | งบประมาณโครงการ (บาท) | คาดว่าจะประกาศจัดซื้อจัดจ้าง\n1 | จ้างก่อสร้างถนน | 500,000 | 03/2568",
        "/file/law.pdf": "พระราชบัญญัติสภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. 2537\nมาตรา 1 พระราชบัญญัตินี้เรียกว่า พระราชบัญญัติสภาตำบล",
    },
    host="www.khlonglot.example.go.th",
)  # fmt: skip
