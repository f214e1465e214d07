# ruff: noqa: E501  (markup and Thai sentences)
"""A department's site in Drupal's manner: views of rows with files, years as accordions, statistics, links by numbers."""

from made import Made, markup
from papers import PAPERS

AGENCY = "กรมส่งเสริมสวนสมมุติ"
NAV = "<div class='region-navigation'><nav><ul><li><a href='/'>หน้าแรก</a></li><li><a href='/th/about/structure'>โครงสร้าง/อำนาจหน้าที่</a></li><li><a href='/th/about/executive'>ผู้บริหาร</a></li><li><a href='/th/news'>ข่าวประชาสัมพันธ์</a></li><li><a href='/th/ita'>ITA กรม</a></li><li><a href='/th/plan'>แผน/ผลการดำเนินงาน</a></li><li><a href='/th/contact'>ติดต่อกรม</a></li></ul></nav></div>"


def accordion(year: int, *rows: tuple[str, str]) -> str:
    listed = "".join(
        f"<div class='views-row'><span class='views-field-title'>{name}</span> <span class='file'><a href='{url}'>{url.rsplit('/', 1)[-1]}</a></span></div>"
        for name, url in rows
    )
    return f"<h3 class='accordion-header'><button class='accordion-button' data-bs-target='#c{year}'>ปีงบประมาณ พ.ศ. {year}</button></h3><div id='c{year}' class='accordion-collapse'>{listed}</div>"


SITE = Made(
    AGENCY,
    {
        "/": NAV + "<h1>{agency}</h1><div class='view'>ข่าวเด่น</div>",
        "/th/about/structure": NAV + "<h1>โครงสร้าง/อำนาจหน้าที่</h1>" + "<img src='/s/orgchart.png' alt='โครงสร้างกรม' width=1000>" + markup(PAPERS["O1"].replace("สำนักปลัด", "สำนักงานเลขานุการกรม")),
        "/th/about/executive": NAV + "<h1>ผู้บริหาร</h1>" + "".join(f"<div class='views-row'><div><img src='/s/{n}.jpg' width=180 height=220></div><div>{name}</div><div>{post}</div><div>โทรศัพท์ 0 2222 000{n}</div><div>e-mail: a{n}@suan.example.go.th</div></div>" for n, (name, post) in enumerate((("นายทวี สวนดี", "อธิบดีกรมส่งเสริมสวนสมมุติ"), ("นางเพ็ญ ร่มรื่น", "รองอธิบดี"), ("นายดำรง เขียวขจี", "รองอธิบดี")), 1)),
        "/th/news": NAV + "<h1>ข่าวประชาสัมพันธ์</h1>" + "".join(f"<div class='views-row'><a href='/th/node/{n}'><h4>{t}</h4></a><time>{d}</time></div>" for n, (t, d) in enumerate((("กรมเปิดสวนสาธารณะแห่งใหม่ให้ประชาชน", "1 มีนาคม 2568"), ("แจกกล้าไม้ยืนต้นแก่ชุมชนในเมือง", "20 กุมภาพันธ์ 2568"), ("อบรมการตัดแต่งกิ่งไม้สำหรับเจ้าหน้าที่", "10 กุมภาพันธ์ 2568")))),
        **{f"/th/node/{n}": NAV + f"<h1>{t}</h1><p>กรมจัดกิจกรรม วันที่ 1 มีนาคม 2568</p>" for n, t in enumerate(("กรมเปิดสวนสาธารณะแห่งใหม่ให้ประชาชน", "แจกกล้าไม้ยืนต้นแก่ชุมชนในเมือง", "อบรมการตัดแต่งกิ่งไม้สำหรับเจ้าหน้าที่"))},
        "/th/plan": NAV + "<h1>แผน/ผลการดำเนินงาน</h1><ul><li><a href='/th/plan/action'>แผนปฏิบัติราชการรายปี</a></li><li><a href='/th/plan/five'>แผนปฏิบัติราชการ 5 ปี</a></li><li><a href='/th/plan/annual'>รายงานประจำปี</a></li></ul>",
        "/th/plan/action": NAV + "<h1>แผนปฏิบัติราชการรายปี</h1>" + accordion(2568, ("แผนปฏิบัติราชการและผลการใช้จ่าย 2568", "/f/68/1001.pdf")) + accordion(2567, ("แผนปฏิบัติราชการ 2567", "/f/67/1002.pdf")),
        "/th/plan/five": NAV + "<h1>แผนปฏิบัติราชการ 5 ปี</h1>" + accordion(2566, ("แผนปฏิบัติราชการระยะ 5 ปี พ.ศ. 2566-2570", "/f/66/1003.pdf")),
        "/th/plan/annual": NAV + "<h1>รายงานประจำปี</h1>" + accordion(2567, ("รายงานประจำปี 2567", "/f/67/1004.pdf")) + accordion(2566, ("รายงานประจำปี 2566", "/f/66/1005.pdf")),
        "/th/contact": NAV + "<h1>ติดต่อกรม</h1>" + markup(PAPERS["O3"]) + "<p><a href='https://www.google.com/maps/place/x'>แผนที่ตั้ง</a></p>",
        "/th/ita": NAV + "<h1>ITA กรม</h1><p>ตัวชี้วัดย่อยที่ 9.4 การบริหารและพัฒนาทรัพยากรบุคคล</p><ul><li>O14 แผนการบริหารและพัฒนาทรัพยากรบุคคล : <a href='/f/68/1014.pdf'>[1]</a> <a href='/f/68/1015.pdf'>[2]</a></li><li>O16 ประมวลจริยธรรมและการขับเคลื่อนจริยธรรม : <a href='/f/68/1016.pdf'>[1]</a></li></ul><p>ตัวชี้วัดย่อยที่ 10.1 การดำเนินการเพื่อป้องกันการทุจริต</p><ul><li>O21 ประกาศเจตนารมณ์นโยบาย No Gift Policy จากการปฏิบัติหน้าที่ : <a href='/f/68/1021.pdf'>[1]</a></li><li>O22 รายงานการรับทรัพย์สินหรือประโยชน์อื่นใดโดยธรรมจรรยา : </li></ul>",
    },
    {
        "O1": "present /th/about/structure",
        "O2": "present /th/about/executive",
        "O3": "present /th/contact",
        "O4": "present /th/news",
        "O5": "present /f/66/1003.pdf",
        "O6": "present /f/68/1001.pdf",
        "O7": "present /f/67/1004.pdf",
        "O14": "present /f/68/1014.pdf",
        "O15": "absent",
        "O16": "present /f/68/1016.pdf",
        "O21": "present /f/68/1021.pdf",
        "O22": "absent",
        "O25": "absent",
    },
    {
        "/f/68/1001.pdf": "$O6", "/f/67/1002.pdf": "แผนปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. 2567 {agency}\nที่ | โครงการ | งบประมาณ (บาท) | ระยะเวลา\n1 | โครงการปลูกไม้ | 10,000 | พ.ย. 2566",
        "/f/66/1003.pdf": "$O5", "/f/67/1004.pdf": "$O7", "/f/66/1005.pdf": "รายงานประจำปี 2566 {agency}\nสารจากอธิบดี",
        "/f/68/1014.pdf": "$O14", "/f/68/1015.pdf": "บันทึกข้อความ {agency}\nเรื่อง ขออนุญาตเผยแพร่ข้อมูล", "/f/68/1016.pdf": "$O16", "/f/68/1021.pdf": "$O21",
    },
    host="www.suan.example.go.th",
    head="อธิบดีกรมส่งเสริมสวนสมมุติ",
)  # fmt: skip
