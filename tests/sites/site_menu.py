# ruff: noqa: E501  (markup and Thai sentences)
"""No assessment page, deep menus: dead entries, entries to the front page, empty lists, notes of repair, news about items."""

from made import Made, markup
from papers import PAPERS

AGENCY = "เทศบาลตำบลป่าไผ่เงิน"
MENU = {
    "เกี่ยวกับเทศบาล": [("โครงสร้างองค์กร", "/org"), ("คณะผู้บริหาร", "/board"), ("หัวหน้าส่วนราชการ", "/chiefs")],
    "แผนและงบประมาณ": [("แผนพัฒนาท้องถิ่น", "/plan"), ("แผนการดำเนินงาน", "#"), ("รายงานผลการดำเนินงาน", "/"), ("เทศบัญญัติงบประมาณ", "/law")],
    "บริการประชาชน": [("คู่มือสำหรับประชาชน", "/manual"), ("E-Service", "/eservice"), ("สถิติการให้บริการ", "/stat"), ("ร้องเรียน/ร้องทุกข์", "/complain")],
    "ความโปร่งใส": [
        ("แผนปฏิบัติการป้องกันการทุจริต", "/anti"), ("ประเมินความเสี่ยงการทุจริต", "javascript:void(0)"), ("นโยบาย No Gift Policy", "/nogift"),
        ("มาตรการส่งเสริมคุณธรรมและความโปร่งใส", "/integrity"), ("คู่มือจัดการเรื่องร้องเรียนการทุจริต", "/gone"), ("สถิติเรื่องร้องเรียนการทุจริต", "/cstat"),
    ],
    "ติดต่อ": [("ติดต่อเรา", "/contact")],
}  # fmt: skip


def page(title: str, body: str) -> str:
    menu = "".join(
        f"<li><a href='#'>{group}</a><ul>"
        + "".join(f"<li><a href='{url}'>{name}</a></li>" for name, url in entries)
        + "</ul></li>"
        for group, entries in MENU.items()
    )
    return (
        f"<html><head><title>{AGENCY} | {title}</title></head><body><nav><ul>{menu}</ul></nav><div class='content'><h1>{title}</h1>{body}</div>"
        f"<footer><p>{AGENCY} 99 หมู่ 1 ตำบลป่าไผ่เงิน อำเภอเมือง จังหวัดสมมุติบุรี 49970 โทร. 0 2444 1111 อีเมล info@papaingoen.go.th</p></footer></body></html>"
    )


SITE = Made(
    AGENCY,
    {
        "/": page("ข่าวและกิจกรรม", "<ul>" + "".join(f"<li>{d} <a href='/n/{n}'>{t}</a></li>" for n, (d, t) in enumerate((("6 มี.ค. 68", "เทศบาลจัดประชุมจัดทำแผนปฏิบัติการป้องกันการทุจริต"), ("5 มี.ค. 68", "อบรมการประเมินความเสี่ยงการทุจริต"), ("1 มี.ค. 68", "วันท้องถิ่นไทย")))) + "</ul>"),
        "/n/0": page("เทศบาลจัดประชุมจัดทำแผนปฏิบัติการป้องกันการทุจริต", "<p>วันที่ 6 มีนาคม 2568 นายกเทศมนตรีเป็นประธานการประชุมจัดทำแผนปฏิบัติการป้องกันการทุจริต ณ ห้องประชุม ใช้งบประมาณ 5,000 บาท</p>"),
        "/n/1": page("อบรมการประเมินความเสี่ยงการทุจริต", "<p>วันที่ 5 มีนาคม 2568 สำนักปลัดจัดอบรมการประเมินความเสี่ยงการทุจริต มีผู้เข้าร่วม 30 คน</p>"),
        "/n/2": page("วันท้องถิ่นไทย", "<p>จัดกิจกรรมวันท้องถิ่นไทย วันที่ 1 มีนาคม 2568</p>"),
        "/org": page("โครงสร้างองค์กร", "<p>อยู่ระหว่างปรับปรุงข้อมูล</p>"),
        "/board": page("คณะผู้บริหาร", "<div><img src='/i/1.jpg' width=150 height=190><p>นายไพโรจน์ ไผ่เงิน</p><p>นายกเทศมนตรี</p></div><div><img src='/i/2.jpg' width=150 height=190><p>นายชาติ ไผ่ทอง</p><p>รองนายกเทศมนตรี</p></div>"),
        "/chiefs": page("หัวหน้าส่วนราชการ", "<div><img src='/i/3.jpg' width=150 height=190><p>นางจันทร์ เพ็ญใส</p><p>ปลัดเทศบาล</p></div>"),
        "/plan": page("แผนพัฒนาท้องถิ่น", "<ul><li><a href='/f/plan6670.pdf'>ประกาศใช้แผนพัฒนาท้องถิ่น 2566-2570</a></li></ul>"),
        "/law": page("เทศบัญญัติงบประมาณ", "<p><a href='/f/law68.pdf'>เทศบัญญัติ 2568</a></p>"),
        "/manual": page("คู่มือสำหรับประชาชน", "<p>ไม่พบข้อมูล</p>"),
        "/eservice": page("E-Service", "<p>เร็ว ๆ นี้</p>"),
        "/stat": page("สถิติการให้บริการ", "<table><tr><th>บริการ</th><th>จำนวน (ราย)</th></tr><tr><td>ชำระภาษี</td><td>0</td></tr><tr><td>ขออนุญาตก่อสร้าง</td><td>0</td></tr></table>"),
        "/complain": page("ร้องเรียน/ร้องทุกข์", "<form action='/c' method='post'><p>แจ้งเรื่องร้องเรียนร้องทุกข์ทั่วไป เช่น ไฟฟ้าดับ ถนนชำรุด</p><input name='n' placeholder='ชื่อ'><input name='p' placeholder='โทรศัพท์'><textarea name='d' placeholder='รายละเอียด'></textarea><input type='submit' value='ส่ง'></form>"),
        "/anti": page("แผนปฏิบัติการป้องกันการทุจริต", "<p>แผนปฏิบัติการป้องกันการทุจริต ต้องแสดงรายละเอียดของโครงการหรือกิจกรรม งบประมาณที่ใช้แต่ละโครงการ และช่วงเวลาดำเนินการ ที่มีระยะเวลาบังคับใช้ครอบคลุมปี พ.ศ. 2568</p>"),
        "/nogift": page("นโยบาย No Gift Policy", markup(PAPERS["O21"])),
        "/integrity": page("มาตรการส่งเสริมคุณธรรมและความโปร่งใส", "<p><a href='/f/other.pdf'>มาตรการส่งเสริมคุณธรรมและความโปร่งใส 2568</a></p>"),
        "/cstat": page("สถิติเรื่องร้องเรียนการทุจริต", markup(PAPERS["O19"].splitlines()[0]) + "<p>ในปีงบประมาณ พ.ศ. 2567 ไม่มีเรื่องร้องเรียนการทุจริตและประพฤติมิชอบของเจ้าหน้าที่</p>"),
        "/contact": page("ติดต่อเรา", "<iframe src='https://www.google.com/maps/embed?pb=2'></iframe>"),
    },
    {
        "O1": "absent",
        "O2": "partial /board /chiefs",
        "O3": "present /contact /",
        "O4": "present /",
        "O5": "absent",
        "O6": "absent",
        "O7": "absent",
        "O9": "absent",
        "O10": "absent",
        "O11": "absent",
        "O17": "absent",
        "O18": "partial /complain",
        "O19": "present /cstat",
        "O21": "present /nogift",
        "O23": "absent",
        "O25": "absent",
        "O27": "absent",
    },
    {
        "/f/plan6670.pdf": "ประกาศ{agency} เรื่อง ประกาศใช้แผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)\nอาศัยอำนาจตามระเบียบกระทรวงมหาดไทย จึงประกาศใช้แผนพัฒนาท้องถิ่นให้ทราบโดยทั่วกัน",
        "/f/law68.pdf": "เทศบัญญัติงบประมาณรายจ่าย ประจำปีงบประมาณ พ.ศ. 2568 {agency}\nแผนงานบริหารทั่วไป 12,000,000 บาท",
        "/f/other.pdf": PAPERS["O27"].replace("{agency}", "เทศบาลตำบลบ้านอื่นไกล"),
    },
    host="www.papaingoen.example.go.th",
)  # fmt: skip
