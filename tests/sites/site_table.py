# ruff: noqa: E501  (markup and Thai sentences)
"""An index as a table of code, name, links and explanation: merged rows, wrong numbers, "ลิงก์ที่ 1", split links."""

from made import Made, markup
from papers import STRUCTURE

AGENCY = "เทศบาลตำบลหนองสาหร่ายทอง"
ROWS = [
    ("O1", "โครงสร้างและอำนาจหน้าที่", "<a href='/org'>ลิงก์ที่ 1</a> <a href='/duty'>ลิงก์ที่ 2</a>", "โครงสร้าง และอำนาจหน้าที่"),
    ("O2", "ข้อมูลผู้บริหาร", "<a href='https://www.nongsarai.example.go.th/boss'>https://www.nongsarai.example.go.th/boss</a>", ""),
    ("O5", "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน", "<a href='/f/o5.pdf'>แผน</a><a href='/f/o5.pdf'>พัฒนา</a>", "แผนพัฒนาท้องถิ่น"),
    ("O6", "แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี", "<a href='/f/plan.pdf'>แผน</a> / <a href='/f/progress.pdf'>ความก้าวหน้า</a>", ""),
    ("O8", "คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่", "<a href='/f/o8.pdf'>Link</a>", ""),
    ("O9", "คู่มือหรือแนวทางการขอรับบริการสำหรับผู้รับบริการหรือผู้มาติดต่อ", "<a href='/f/o8.pdf'>Link</a>", "ใช้เล่มเดียวกับ O8"),
    ("O14 - O15", "แผนและรายงานผลการบริหารและพัฒนาทรัพยากรบุคคล", "<a href='/f/hr-plan.pdf'>แผนการบริหารและพัฒนาทรัพยากรบุคคล</a><br><a href='/f/hr-report.pdf'>รายงานผลการบริหารและพัฒนาทรัพยากรบุคคลประจำปี</a>", ""),
    ("O18", "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "<a href='/f/o17.pdf'>คลิกดูรายละเอียด</a>", "หน่วยงานมีคู่มือ"),
    ("O17", "ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "<a href='https://forms.gle/abcdefgh123'>แจ้งเรื่องร้องเรียนการทุจริต</a>", "แบบฟอร์มออนไลน์"),
    ("O21", "ประกาศเจตนารมณ์นโยบาย No Gift Policy จากการปฏิบัติหน้าที่", "<a href='/f/o21.pdf'>o21</a>", ""),
    ("O22", "รายงานการรับทรัพย์สินหรือประโยชน์อื่นใดโดยธรรมจรรยา", "-", "ไม่มีข้อมูล"),
    ("O23", "การประเมินความเสี่ยงการทุจริตในประเด็นที่เกี่ยวข้องกับสินบน", "<a href='/f/scan.pdf'>เอกสาร</a>", ""),
    ("O25", "แผนปฏิบัติการป้องกันการทุจริต", "<a href='/'>คลิก</a>", ""),
    ("O27", "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "<a href='/f/o27.pdf'>https://www.nongsarai.example.go.th/f/o27.pdf</a>", ""),
]  # fmt: skip
SITE = Made(
    AGENCY,
    {
        "/": "<nav><ul><li><a href='/'>หน้าหลัก</a></li><li><a href='/ita68'>ITA68</a></li></ul></nav><h1>{agency}</h1><p>ยินดีต้อนรับ</p>",
        "/ita68": "<nav><ul><li><a href='/'>หน้าหลัก</a></li><li><a href='/ita68'>ITA68</a></li></ul></nav>"
        "<h2>การประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2568</h2><table border=1><thead><tr><th>ข้อ</th><th>ประเด็นการตรวจ</th><th>URL</th><th>คำอธิบาย</th></tr></thead>"
        + "".join(f"<tr><td>{code}</td><td>{name}</td><td>{links}</td><td>{words}</td></tr>" for code, name, links, words in ROWS)
        + "</table>",
        "/org": "<h2>แผนผังโครงสร้าง</h2><img src='/img/org-chart.jpg' alt='แผนผังโครงสร้างเทศบาล' width=900>" + "".join(markup(line) for line in STRUCTURE.splitlines()[1:5]),
        "/duty": "<h2>อำนาจหน้าที่</h2>" + "".join(markup(line) for line in STRUCTURE.splitlines()[5:]),
        "/boss": "<h3>คณะผู้บริหาร</h3><table><tr><td><img src='/img/1.jpg' width=150></td><td>นายอำพล หนองทอง</td><td>นายกเทศมนตรี</td><td>0 2555 0001</td></tr><tr><td><img src='/img/2.jpg' width=150></td><td>นางรุ่งทิวา สว่างใจ</td><td>ปลัดเทศบาล</td><td>0 2555 0002</td></tr></table>",
    },
    {
        "O1": "present /org /duty",
        "O2": "partial /boss",
        "O3": "absent",
        "O5": "present /f/o5.pdf",
        "O6": "present /f/plan.pdf /f/progress.pdf",
        "O8": "present /f/o8.pdf",
        "O9": "absent",
        "O14": "present /f/hr-plan.pdf",
        "O15": "present /f/hr-report.pdf",
        "O17": "present /f/o17.pdf",
        "O18": "present /ita68",
        "O21": "present /f/o21.pdf",
        "O22": "absent",
        "O23": "undecided /f/scan.pdf",
        "O25": "absent",
        "O26": "absent",
        "O27": "present /f/o27.pdf",
    },
    {
        "/f/o5.pdf": "$O5", "/f/o8.pdf": "$O8", "/f/hr-plan.pdf": "$O14", "/f/hr-report.pdf": "$O15", "/f/o17.pdf": "$O17",
        "/f/o21.pdf": "$O21", "/f/o27.pdf": "$O27", "/f/scan.pdf": "!scan",
        "/f/plan.pdf": "แผนดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2568 {agency}\nที่ | โครงการ | งบประมาณ (บาท) | ระยะเวลาดำเนินการ\n1 | โครงการก่อสร้างรางระบายน้ำ หมู่ที่ 2 | 300,000 | ม.ค. - มี.ค. 2568\n2 | โครงการอบรมอาชีพผู้สูงอายุ | 60,000 | ก.พ. 2568",
        "/f/progress.pdf": "รายงานความก้าวหน้าการดำเนินงานและการใช้จ่ายงบประมาณ รอบ 6 เดือน ปีงบประมาณ พ.ศ. 2568 {agency}\nที่ | โครงการ | งบประมาณ (บาท) | ผลการดำเนินงาน | เบิกจ่ายแล้ว (บาท)\n1 | โครงการก่อสร้างรางระบายน้ำ หมู่ที่ 2 | 300,000 | ดำเนินการแล้วร้อยละ 60 | 150,000\n2 | โครงการอบรมอาชีพผู้สูงอายุ | 60,000 | อบรมแล้ว 45 คน | 58,500",
    },
    host="www.nongsarai.example.go.th",
)  # fmt: skip
