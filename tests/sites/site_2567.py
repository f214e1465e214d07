# ruff: noqa: E501  (markup and Thai sentences)
"""Only the index of 2567 (35 items) exists, and it is put up for 2568; folders of files, dates as names, sub-pages of years."""

from made import Made, markup
from papers import PAPERS

AGENCY = "เทศบาลเมืองบางสมมุติ"
NAV = "<nav><ul><li><a href='/'>หน้าแรก</a></li><li><a href='/ita/'>ITA</a><ul><li><a href='/ita/2567/'>ITA 2567</a></li><li><a href='/ita/2566/'>ITA 2566</a></li></ul></li><li><a href='/egp'>จัดซื้อจัดจ้าง</a></li></ul></nav>"
ROWS = [
    ("O1", "โครงสร้าง", "/ita/2567/o1"), ("O3", "อำนาจหน้าที่", "/ita/2567/o3"), ("O11", "แผนการใช้จ่ายงบประมาณประจำปี", "/f/spend.pdf"),
    ("O14", "ประกาศต่าง ๆ เกี่ยวกับการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ", "/egp"), ("O15", "สรุปผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุรายเดือน", "/f/skr.pdf"),
    ("O17", "แผนการบริหารและพัฒนาทรัพยากรบุคคล", "/f/hr67.pdf"), ("O20", "การขับเคลื่อนจริยธรรม", "/f/drive.pdf"),
    ("O26", "การขับเคลื่อนนโยบาย No Gift Policy", "/ita/2567/o26"), ("O30", "แผนปฏิบัติการป้องกันการทุจริต", "/f/anti6670.pdf"),
    ("O31", "รายงานการกำกับติดตามการดำเนินการป้องกันการทุจริต รอบ 6 เดือน", "/f/six.pdf"),
]  # fmt: skip
SITE = Made(
    AGENCY,
    {
        "/": NAV + "<h1>{agency}</h1><p>เมืองน่าอยู่</p>",
        "/ita/": NAV + "<h2>ITA</h2><p>เลือกปี</p>",
        "/ita/2567/": NAV + "<h2>การประเมิน ITA 2567</h2>" + "".join(f"<div class='accordion-item'><h5><button class='accordion-button' data-bs-target='#{code}'>{code} {name}</button></h5><div id='{code}' class='accordion-collapse collapse'><a href='{url}'>เปิดดูเอกสาร</a></div></div>" for code, name, url in ROWS),
        "/ita/2566/": NAV + "<h2>การประเมิน ITA 2566</h2><p>ไม่พบข้อมูล</p>",
        "/ita/2567/o1": NAV + "<h2>โครงสร้าง</h2><img src='/i/org-chart.jpg' alt='แผนผังโครงสร้างเทศบาล' width=900>" + "".join(markup(line) for line in PAPERS["O1"].splitlines()[1:5]),
        "/ita/2567/o3": NAV + "<h2>อำนาจหน้าที่</h2>" + "".join(markup(line) for line in PAPERS["O1"].splitlines()[5:]),
        "/ita/2567/o26": NAV + "<h2>การขับเคลื่อนนโยบาย No Gift Policy</h2>" + markup(PAPERS["O21"]),
        "/egp": NAV + "<h2>จัดซื้อจัดจ้าง</h2><table>" + "".join(f"<tr><td>{d}</td><td><a href='/f/e{n}.pdf'>{t}</a></td></tr>" for n, (d, t) in enumerate((("1 ก.พ. 68", "ประกาศผู้ชนะการเสนอราคา ซื้อวัสดุคอมพิวเตอร์"), ("5 ม.ค. 68", "ประกาศแผนการจัดซื้อจัดจ้าง ประจำปี 2568")))) + "</table>",
    },
    {
        "O1": "present /ita/2567/o1 /ita/2567/o3",
        "O12": "partial /f/skr.pdf",
        "O13": "absent",
        "O14": "present /f/hr67.pdf",
        "O16": "partial /f/drive.pdf",
        "O21": "present /ita/2567/o26",
        "O25": "present /f/anti6670.pdf",
        "O26": "absent",
        "O6": "absent",
        "O19": "absent",
    },
    {
        "/f/spend.pdf": "แผนการใช้จ่ายงบประมาณประจำปี 2567 {agency}\nงบบุคลากร 12,000,000 บาท", "/f/hr67.pdf": PAPERS["O14"].replace("2568", "2567").replace("พ.ย. 2567", "พ.ย. 2566"),
        "/f/skr.pdf": "แบบ สขร.1 สรุปผลการดำเนินการจัดซื้อจัดจ้างในรอบเดือนมกราคม 2567 {agency}\nลำดับที่ | งานที่จัดซื้อหรือจัดจ้าง | วงเงินที่จะซื้อหรือจ้าง | ราคากลาง | วิธีซื้อหรือจ้าง | ผู้ได้รับการคัดเลือกและราคาที่ตกลง\n1 | ซื้อน้ำมันเชื้อเพลิง | 12,000.00 | 12,000.00 | เฉพาะเจาะจง | ปั๊มบางสมมุติ 12,000.00 บาท",
        "/f/drive.pdf": "\n".join(PAPERS["O16"].splitlines()[4:]), "/f/anti6670.pdf": PAPERS["O25"].replace("ประจำปีงบประมาณ พ.ศ. 2568", "(พ.ศ. 2566 - 2570)"),
        "/f/six.pdf": "รายงานการกำกับติดตามการดำเนินการป้องกันการทุจริต รอบ 6 เดือน ปีงบประมาณ พ.ศ. 2567 {agency}\nโครงการอบรมอยู่ระหว่างเตรียมการ",
        "/f/e0.pdf": "ประกาศ{agency} เรื่อง ประกาศผู้ชนะการเสนอราคา ซื้อวัสดุคอมพิวเตอร์ โดยวิธีเฉพาะเจาะจง ผู้ได้รับการคัดเลือก ร้านไอที เป็นเงิน 20,000 บาท",
        "/f/e1.pdf": "ประกาศแผนการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. 2568 {agency}",
    },
    host="www.bangsommut.example.go.th",
)  # fmt: skip
