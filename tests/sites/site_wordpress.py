# ruff: noqa: E501  (markup and Thai sentences)
"""WordPress with a page builder: accordion of items, categories, attachment pages, cards of persons, contact below."""

from made import Made, markup
from papers import CONTACT, GUIDELINE, SERVICE_STATISTICS, STRUCTURE

AGENCY = "เทศบาลตำบลทุ่งนาใหม่"
TOP = """<header class="site-header"><a href="/">เทศบาลตำบลทุ่งนาใหม่</a><nav class="main-navigation"><ul id="menu-main">
<li class="menu-item"><a href="/">หน้าแรก</a></li>
<li class="menu-item menu-item-has-children"><a href="#">ข้อมูลหน่วยงาน</a><ul class="sub-menu">
 <li><a href="/structure/">โครงสร้าง</a></li><li><a href="/executives/">คณะผู้บริหาร</a></li>
 <li><a href="/about/">ประวัติความเป็นมา</a></li></ul></li>
<li class="menu-item menu-item-has-children"><a href="#">ข่าวสาร</a><ul class="sub-menu">
 <li><a href="/category/news/">ข่าวประชาสัมพันธ์</a></li><li><a href="/category/egp/">ข่าวจัดซื้อจัดจ้าง</a></li></ul></li>
<li class="menu-item"><a href="/ita-2568/">ITA</a></li>
<li class="menu-item"><a href="/e-service/">E-Service</a></li></ul></nav></header>"""
END = f'<footer class="site-footer"><div class="widget">{markup(CONTACT)}</div><p>© 2568 {AGENCY}</p></footer>'


def page(title: str, body: str) -> str:
    return (
        f"<html><head><title>{title} – {AGENCY}</title></head><body>{TOP}<main id='content'><h1 class='entry-title'>"
        f"{title}</h1><div class='entry-content'>{body}</div></main>{END}</body></html>"
    )


def item(number: int, name: str, inner: str) -> str:
    tab = f"elementor-tab-content-{number}"
    return (
        f"<div class='elementor-accordion-item'><div class='elementor-tab-title' role='button' aria-controls='{tab}'>"
        f"<a class='elementor-accordion-title' href=''>O{number} {name}</a></div>"
        f"<div id='{tab}' class='elementor-tab-content' role='region'>{inner}</div></div>"
    )


def person(name: str, post: str, phone: str) -> str:
    return (
        "<div class='elementor-column'><div class='elementor-widget-image'><img src='/wp-content/uploads/p.jpg' width='240'"
        f" height='300' alt=''></div><div><h4>{name}</h4><p>{post}</p><p>โทร. {phone}</p></div></div>"
    )


def post(path: str, title: str, day: str) -> str:
    return (
        f"<article class='post'><h2 class='entry-title'><a href='{path}'>{title}</a></h2><span class='date'>{day}</span>"
        f"<p>เทศบาลตำบลทุ่งนาใหม่จัดกิจกรรมร่วมกับประชาชนในพื้นที่ โดยมีผู้เข้าร่วมจำนวนมาก</p></article>"
    )


ITA = "".join(
    (
        item(5, "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน", "<p><a href='/plan-attachment/'>แผนพัฒนาท้องถิ่น</a></p>"),
        item(6, "แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี", "<p><a href='/wp-content/uploads/2025/03/o6.pdf'>คลิก</a></p>"),
        item(7, "รายงานผลการดำเนินงานประจำปี", "<p><a href='#'>คลิก</a></p>"),
        item(11, "ข้อมูลสถิติการให้บริการ", markup(SERVICE_STATISTICS)),
        item(12, "รายการการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ", "<p><a href='/wp-content/uploads/2025/03/missing.pdf'>ดาวน์โหลด</a></p>"),
        item(17, "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "<p><a href='/complain-guideline/'>อ่านรายละเอียด</a></p>"),
        item(19, "ข้อมูลสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "<p>อยู่ระหว่างดำเนินการปรับปรุง</p>"),
        item(25, "แผนปฏิบัติการป้องกันการทุจริต", "<p><a href='https://drive.google.com/file/d/1AbCdEfGhIjKlMnOpQ/view'>แผนปฏิบัติการป้องกันการทุจริต ปี 2568</a></p>"),
        item(26, "รายงานผลการดำเนินการป้องกันการทุจริตประจำปี", ""),
    )
)  # fmt: skip
NEWS = [
    ("/2025/02/clean-up/", "กิจกรรมทำความสะอาดถนนสายหลัก", "12 กุมภาพันธ์ 2568"),
    ("/2025/02/tax/", "ขอเชิญชำระภาษีที่ดินและสิ่งปลูกสร้าง ประจำปี 2568", "3 กุมภาพันธ์ 2568"),
    ("/2025/01/no-gift-day/", "ร่วมกิจกรรมประกาศนโยบาย No Gift Policy", "15 มกราคม 2568"),
    ("/2025/01/elder/", "โครงการเยี่ยมบ้านผู้สูงอายุ", "9 มกราคม 2568"),
]
SITE = Made(
    AGENCY,
    {
        "/": page("หน้าแรก", "<h2>ข่าวประชาสัมพันธ์</h2>" + "".join(post(*one) for one in NEWS)),
        "/structure/": page("โครงสร้าง", markup(STRUCTURE) + "<p><img src='/wp-content/uploads/org-chart.png' alt='แผนผังโครงสร้าง'></p>"),
        "/executives/": page(
            "คณะผู้บริหาร",
            person("นายสมหมาย รักถิ่น", "นายกเทศมนตรีตำบลทุ่งนาใหม่", "08 1999 0001")
            + person("นางสุดา แก้วใส", "รองนายกเทศมนตรี", "08 1999 0002")
            + person("นายสมชาย ใจดี", "ปลัดเทศบาล", "08 1999 0003")
            + person("นางสาวมาลี ดีงาม", "รองปลัดเทศบาล", "08 1999 0004"),
        ),
        "/about/": page("ประวัติความเป็นมา", "<p>ตำบลทุ่งนาใหม่ตั้งขึ้นเมื่อปี พ.ศ. 2490 เดิมเป็นทุ่งนาริมคลอง</p>"),
        "/category/news/": page("หมวดหมู่: ข่าวประชาสัมพันธ์", "".join(post(*one) for one in NEWS)),
        "/category/egp/": page("หมวดหมู่: ข่าวจัดซื้อจัดจ้าง", post("/2025/02/egp-1/", "ประกาศผู้ชนะการเสนอราคา ซื้อวัสดุสำนักงาน", "20 กุมภาพันธ์ 2568")),
        "/2025/02/egp-1/": page("ประกาศผู้ชนะการเสนอราคา ซื้อวัสดุสำนักงาน", "<p>ผู้ได้รับการคัดเลือก ได้แก่ ร้านทุ่งนาเครื่องเขียน เสนอราคา 24,800 บาท</p>"),
        **{path: page(title, f"<p>{day}</p><p>เทศบาลจัดกิจกรรม โดยมีผู้เข้าร่วม 80 คน</p>") for path, title, day in NEWS},
        "/ita-2568/": page("การประเมินคุณธรรมและความโปร่งใส ITA ปี 2568", f"<div class='elementor-accordion'>{ITA}</div>"),
        "/plan-attachment/": page("แผนพัฒนา-2566-2570", "<p class='attachment'><a href='/wp-content/uploads/2024/10/plan.pdf'>แผนพัฒนา-2566-2570</a></p>"),
        "/complain-guideline/": page("แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริต", markup(GUIDELINE)),
        "/e-service/": page("E-Service", "<p>บริการออนไลน์ของเทศบาล</p><div><a class='elementor-button' href='https://docs.google.com/forms/d/e/abc123/viewform'>ยื่นคำร้องขอสนับสนุนน้ำอุปโภคบริโภค</a> <a class='elementor-button' href='https://forms.gle/xyz12345'>แจ้งไฟฟ้าสาธารณะชำรุด</a></div>"),
    },
    {
        "O1": "present /structure/",
        "O2": "present /executives/",
        "O3": "partial /",
        "O4": "present /category/news/ /",
        "O5": "present /wp-content/uploads/2024/10/plan.pdf /plan-attachment/",
        "O6": "present /wp-content/uploads/2025/03/o6.pdf",
        "O7": "absent",
        "O10": "present /e-service/",
        "O11": "present /ita-2568/",
        "O12": "absent",
        "O13": "absent",
        "O14": "absent",
        "O17": "present /complain-guideline/",
        "O18": "absent",
        "O19": "absent",
        "O21": "absent",
        "O25": "undecided https://drive.google.com/file/d/1AbCdEfGhIjKlMnOpQ/view /ita-2568/",
        "O26": "absent",
    },
    {"/wp-content/uploads/2024/10/plan.pdf": "$O5", "/wp-content/uploads/2025/03/o6.pdf": "$O6"},
)  # fmt: skip
