# ruff: noqa: E501  (markup and Thai sentences)
"""A school by the OBEC list of its own numbers, every code another item's than in the agencies' list; pictures of text."""

from made import Made, markup
from papers import CONTACT

AGENCY = "โรงเรียนบ้านดอนสมมุติวิทยา"
ITEMS = [
    ("O1", "โครงสร้าง", "/osc/structure"), ("O2", "ข้อมูลผู้บริหาร", "/osc/boss"), ("O3", "อำนาจหน้าที่", "/osc/duty"),
    ("O4", "ข้อมูลการติดต่อ", "/osc/contact"), ("O5", "กฎหมายที่เกี่ยวข้อง", "/osc/law.pdf"), ("O6", "ข่าวประชาสัมพันธ์", "/osc/news"),
    ("O7", "Q&A", "/osc/qa"), ("O8", "Social Network", "https://www.facebook.com/bandon"),
    ("O9", "แผนปฏิบัติการประจำปี", "/osc/plan.pdf"), ("O10", "รายงานผลการดำเนินงานประจำปี", "/osc/report.pdf"),
    ("O11", "คู่มือหรือมาตรฐานการปฏิบัติงาน", "/osc/manual.pdf"), ("O15", "แผนการใช้จ่ายงบประมาณประจำปี", "/osc/spend.pdf"),
    ("O18", "นโยบายการบริหารทรัพยากรบุคคล", "/osc/hr.pdf"), ("O25", "การเปิดโอกาสให้เกิดการมีส่วนร่วม", "/osc/join.jpg"),
    ("O26", "นโยบายไม่รับของขวัญ (No Gift Policy)", "/osc/nogift.pdf"), ("O30", "แผนปฏิบัติการป้องกันการทุจริต", "/osc/coming"),
]  # fmt: skip
NAV = "<header><nav><ul><li><a href='/'>หน้าแรก</a></li><li><a href='/ita-online'>ITA Online 2568</a></li></ul></nav></header>"
SITE = Made(
    AGENCY,
    {
        "/": NAV + "<h1>{agency}</h1><p>ปรัชญา เรียนดี มีวินัย</p>",
        "/ita-online": NAV
        + "<h2>ITA Online สถานศึกษา 2568</h2>"
        + "".join(f"<p><a href='{url}'><strong>{code}</strong> {name}</a></p>" for code, name, url in ITEMS),
        "/osc/structure": NAV + "<h2>O1 โครงสร้าง</h2><img src='/img/structure.png' width=900 height=600 alt='โครงสร้างการบริหารโรงเรียน'>",
        "/osc/duty": NAV + "<h2>O3 อำนาจหน้าที่</h2><p>อำนาจหน้าที่ของสถานศึกษา</p><p>จัดการศึกษาขั้นพื้นฐานให้แก่นักเรียนในเขตบริการ จัดทำแผนพัฒนาการศึกษา บริหารงบประมาณ บุคคล และงานทั่วไปของโรงเรียนให้เป็นไปตามกฎหมายและระเบียบของทางราชการ</p>",
        "/osc/boss": NAV + "<h2>O2 ข้อมูลผู้บริหาร</h2><div><img src='/img/d.jpg' width=200 height=260><p>นายเอกชัย ดอนดี</p><p>ผู้อำนวยการโรงเรียน</p><p>โทร 08 1666 0001</p></div><div><img src='/img/d2.jpg' width=200 height=260><p>นางวารี สุขใจ</p><p>รองผู้อำนวยการโรงเรียน</p><p>โทร 08 1666 0002</p></div>",
        "/osc/contact": NAV + "<h2>O4 ข้อมูลการติดต่อ</h2>" + markup(CONTACT) + "<iframe src='https://www.google.com/maps/embed?pb=zz'></iframe>",
        "/osc/news": NAV + "<h2>O6 ข่าวประชาสัมพันธ์</h2>" + "".join(f"<p><a href='/osc/news/{n}'>{t}</a> {d}</p>" for n, (t, d) in enumerate((("รับสมัครนักเรียน ปีการศึกษา 2568", "1 ก.พ. 2568"), ("กิจกรรมวันเด็กแห่งชาติ", "11 ม.ค. 2568"), ("ค่ายวิชาการ", "20 ธ.ค. 2567")))),
        **{f"/osc/news/{n}": NAV + f"<h2>{t}</h2><p>โรงเรียนจัดกิจกรรมดังกล่าว</p>" for n, t in enumerate(("รับสมัครนักเรียน ปีการศึกษา 2568", "กิจกรรมวันเด็กแห่งชาติ", "ค่ายวิชาการ"))},
        "/osc/qa": NAV + "<h2>Q&amp;A</h2><p>ถามตอบ</p>",
        "/osc/coming": NAV + "<h2>แผนปฏิบัติการป้องกันการทุจริต</h2><p>Coming soon</p>",
    },
    {
        "O1": "undecided /osc/structure /osc/duty",
        "O2": "present /osc/boss",
        "O3": "present /osc/contact",
        "O4": "present /osc/news",
        "O5": "absent",
        "O6": "present /osc/plan.pdf",
        "O7": "present /osc/report.pdf",
        "O8": "present /osc/manual.pdf",
        "O9": "absent",
        "O10": "absent",
        "O18": "absent",
        "O20": "undecided /osc/join.jpg",
        "O21": "present /osc/nogift.pdf",
        "O25": "absent",
        "O26": "absent",
    },
    {
        "/osc/plan.pdf": "$O6", "/osc/report.pdf": "$O7", "/osc/manual.pdf": "$O8", "/osc/nogift.pdf": "$O21", "/osc/law.pdf": "!scan",
        "/osc/spend.pdf": "แผนการใช้จ่ายงบประมาณประจำปี {agency}\nงบดำเนินงาน 400,000 บาท", "/osc/hr.pdf": "นโยบายการบริหารทรัพยากรบุคคล {agency}\nส่งเสริมให้ครูพัฒนาตนเอง", "/osc/join.jpg": "!scan",
    },
    host="www.bandon.example.ac.th",
    head="ผู้อำนวยการโรงเรียนบ้านดอนสมมุติวิทยา",
)  # fmt: skip
