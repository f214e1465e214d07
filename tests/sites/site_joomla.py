# ruff: noqa: E501  (markup and Thai sentences)
"""Joomla of an อบต.: articles by number, lists of downloads with buttons, a menu beside the text, empty categories."""

from made import Made, markup
from papers import CONTACT, ETHICS, NO_GIFT, STRUCTURE

AGENCY = "องค์การบริหารส่วนตำบลบึงบัวงาม"
A = "/index.php?option=com_content&view=article&id="
D = "/index.php?option=com_docman&view=list&slug="
MENU = [
    ("หน้าหลัก", "/"), ("โครงสร้างและอำนาจหน้าที่", A + "11"), ("ผู้บริหาร/หัวหน้าส่วนราชการ", A + "12"), ("ติดต่อเรา", A + "13"),
    ("แผนพัฒนาท้องถิ่น", D + "plan"), ("แผนการดำเนินงาน", D + "action"), ("รายงานผลการดำเนินงานประจำปี", D + "report"),
    ("รายงานจัดซื้อจัดจ้าง สขร.1", D + "skr"), ("คู่มือประชาชน", D + "manual"), ("มาตรฐานจริยธรรม", A + "15"),
    ("นโยบาย No Gift Policy", A + "16"), ("แผนป้องกันการทุจริต", D + "corrupt"), ("ถาม-ตอบ", "/index.php/kunena"),
    ("ร้องเรียนการทุจริต", A + "17"), ("การบริหารทรัพยากรบุคคล", D + "hr"),
]  # fmt: skip


def page(title: str, body: str) -> str:
    menu = "".join(f'<li class="item"><a href="{url.replace("&", "&amp;")}">{name}</a></li>' for name, url in MENU)
    return (
        f"<html><head><title>{title}</title></head><body><div id='left' class='sidebar'><h3>เมนูหลัก</h3>"
        f"<ul class='nav menu'>{menu}</ul></div><div class='item-page'><div class='page-header'><h2>{title}</h2></div>"
        f"<dl class='article-info'><dt>รายละเอียด</dt><dd>ฮิต: 812</dd></dl>{body}</div>"
        f"<div class='footer'>{AGENCY} โทร 0 2999 5555</div></body></html>"
    )


def downloads(title: str, *files: tuple[str, str]) -> str:
    rows = "".join(
        f"<div class='docman_document'><h4 class='koowa_header'><span>{name}</span></h4><p class='info'>เผยแพร่เมื่อ 5 ก.พ. 2568"
        f"</p><a class='btn btn-primary' href='{url}'>ดาวน์โหลด (pdf, 1.2 MB)</a></div>"
        for name, url in files
    )
    return page(title, rows or "<p>ไม่มีเอกสารในหมวดหมู่นี้</p>")


PEOPLE = """<table><tr><td><img src="/images/p1.jpg"><br>นายวินัย บัวงาม<br>นายกองค์การบริหารส่วนตำบล<br>โทร 08-1888-0001</td>
<td><img src="/images/p2.jpg"><br>นางสมใจ ใจซื่อ<br>รองนายกองค์การบริหารส่วนตำบล<br>โทร 08-1888-0002</td></tr>
<tr><td><img src="/images/p3.jpg"><br>นายประเสริฐ ยิ่งดี<br>ปลัดองค์การบริหารส่วนตำบล<br>โทร 08-1888-0003</td><td></td></tr></table>"""
SITE = Made(
    AGENCY,
    {
        "/": page("ยินดีต้อนรับ", "<h3>ข่าวกิจกรรม</h3><p>ไม่มีรายการ</p>"),
        A + "11": page("โครงสร้างและอำนาจหน้าที่", markup(STRUCTURE)),
        A + "12": page("ผู้บริหาร/หัวหน้าส่วนราชการ", PEOPLE),
        A + "13": page("ติดต่อเรา", markup(CONTACT) + "<iframe src='https://www.google.com/maps/embed?pb=abc'></iframe>"),
        A + "15": page("มาตรฐานจริยธรรม", markup(ETHICS)),
        A + "16": page("นโยบาย No Gift Policy", markup(NO_GIFT)),
        A + "17": page(
            "ร้องเรียนการทุจริต",
            "<form action='/index.php' method='post'><p>แบบแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบของเจ้าหน้าที่</p>"
            "<label for='n'>ชื่อผู้แจ้ง</label><input id='n' name='n'><label for='t'>โทรศัพท์</label><input id='t' name='t'>"
            "<label for='d'>รายละเอียดการทุจริต</label><textarea id='d' name='d'></textarea>"
            "<input type='submit' value='ส่งเรื่อง'></form>",
        ),
        D + "plan": downloads("แผนพัฒนาท้องถิ่น", ("แผนพัฒนาท้องถิ่น พ.ศ. 2566-2570", "/docs/41-file"), ("แผนพัฒนาท้องถิ่น เพิ่มเติม ครั้งที่ 1", "/docs/42.pdf")),
        D + "action": downloads("แผนการดำเนินงาน", ("แผนการดำเนินงาน ประจำปี 2568", "/docs/o6.pdf")),
        D + "report": downloads("รายงานผลการดำเนินงานประจำปี", ("รายงานผลการดำเนินงาน ปี 2567", "/docs/o7.pdf")),
        D + "skr": downloads("รายงานจัดซื้อจัดจ้าง สขร.1", ("สขร.1 เดือนมกราคม 2568", "/docs/skr-01.pdf"), ("สขร.1 เดือนธันวาคม 2567", "/docs/skr-12.pdf")),
        D + "manual": downloads("คู่มือประชาชน"),
        D + "corrupt": downloads("แผนป้องกันการทุจริต", ("แผนปฏิบัติการป้องกันการทุจริต 2568", "/docs/o25.pdf")),
        D + "hr": downloads("การบริหารทรัพยากรบุคคล", ("แผนพัฒนาบุคลากร 2568", "/docs/o14.pdf"), ("รายงานผลการบริหารและพัฒนาทรัพยากรบุคคล 2567", "/docs/o15.pdf")),
        "/index.php/kunena": page("ถาม-ตอบ", "<p>กระทู้ล่าสุด</p><p>สอบถามเวลาทำการ</p>"),
    },
    {
        "O1": f"present {A}11",
        "O2": f"present {A}12",
        "O3": f"present {A}13",
        "O4": "absent",
        "O5": "present /docs/42.pdf",
        "O6": "present /docs/o6.pdf",
        "O7": "present /docs/o7.pdf",
        "O9": "absent",
        "O12": "partial /docs/skr-01.pdf /docs/skr-12.pdf",
        "O14": "present /docs/o14.pdf",
        "O15": "present /docs/o15.pdf",
        "O16": f"present {A}15",
        "O17": "absent",
        "O18": f"present {A}17",
        "O19": "absent",
        "O21": f"present {A}16",
        "O22": "absent",
        "O25": "present /docs/o25.pdf",
        "O26": "absent",
        "O28": "absent",
    },
    {
        "/docs/42.pdf": "$O5", "/docs/o6.pdf": "$O6", "/docs/o7.pdf": "$O7", "/docs/o25.pdf": "$O25",
        "/docs/o14.pdf": "$O14", "/docs/o15.pdf": "$O15",
        **{
            f"/docs/skr-{month}.pdf": f"แบบ สขร.1 สรุปผลการดำเนินการจัดซื้อจัดจ้างในรอบเดือน{name} {{agency}}\n"
            "ลำดับที่ | งานที่จัดซื้อหรือจัดจ้าง | วงเงินที่จะซื้อหรือจ้าง | ราคากลาง | วิธีซื้อหรือจ้าง | ผู้ได้รับการคัดเลือกและราคาที่ตกลง\n"
            "1 | ซื้อน้ำมันเชื้อเพลิง | 12,000.00 | 12,000.00 | เฉพาะเจาะจง | ปั๊มบึงบัว 12,000.00 บาท\n"
            "2 | จ้างซ่อมเครื่องพิมพ์ | 3,500.00 | 3,500.00 | เฉพาะเจาะจง | ร้านบัวไอที 3,500.00 บาท"
            for month, name in (("01", "มกราคม 2568"), ("12", "ธันวาคม 2567"))
        },
    },
    host="www.buengbua.example.go.th",
    head="นายกองค์การบริหารส่วนตำบลบึงบัวงาม",
)  # fmt: skip
