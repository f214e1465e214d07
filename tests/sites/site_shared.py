# ruff: noqa: E501  (markup and Thai sentences)
"""One page that answers several items by its headings, one booklet under several items, another's papers, news only."""

from made import Made, markup
from papers import PAPERS

AGENCY = "องค์การบริหารส่วนตำบลนาข้าวหอม"
NAV = "<div id='menu'><ul><li><a href='/'>หน้าหลัก</a></li><li><a href='/transparency'>ความโปร่งใส</a></li><li><a href='/hr'>งานบุคคล</a></li><li><a href='/news'>ข่าวสาร</a></li></ul></div>"
SITE = Made(
    AGENCY,
    {
        "/": NAV + "<h1>{agency}</h1><p>ข้าวหอม คนงาม</p>",
        "/transparency": NAV
        + "<h1>ความโปร่งใส</h1><h3>การประเมินความเสี่ยงการทุจริต ปี 2568</h3><p><a href='/k/risk.pdf'>รายละเอียด</a></p>"
        + "<h3>รายงานผลการจัดการความเสี่ยงการทุจริต ปี 2567</h3><p><a href='/k/risk.pdf'>รายละเอียด</a></p>"
        + "<h3>แผนปฏิบัติการป้องกันการทุจริต</h3><p><a href='/k/other-plan.pdf'>รายละเอียด</a></p>"
        + "<h3>รายงานผลแผนปฏิบัติการป้องกันการทุจริต 2567</h3>" + markup(PAPERS["O26"])
        + "<h3>นโยบาย No Gift Policy</h3><p><img src='/k/nogift.jpg' width=700 height=1000></p>"
        + "<h3>การมีส่วนร่วมของประชาชน</h3><p></p><h3>ช่องทางร้องเรียนการทุจริต</h3><p>โทรศัพท์ 0 2333 1111</p>",
        "/hr": NAV + "<h1>งานบุคคล</h1><h4>แผนการบริหารและพัฒนาทรัพยากรบุคคล 2568</h4>" + markup(PAPERS["O14"]) + "<h4>ประมวลจริยธรรม</h4>" + markup(PAPERS["O16"].split("\nคำสั่ง")[0]),
        "/news": NAV + "<h1>ข่าวสาร</h1>" + "".join(f"<div><h4><a href='/news/{n}'>{t}</a></h4><span>{d}</span></div>" for n, (t, d) in enumerate((("อบต.นาข้าวหอม ร่วมประชุมมาตรการส่งเสริมคุณธรรมและความโปร่งใส", "4 มีนาคม 2568"), ("พิธีมอบรางวัล ITA", "1 มีนาคม 2568"), ("รายงานผลการดำเนินงานโครงการตำบลสะอาด", "25 กุมภาพันธ์ 2568")))),
        "/news/0": NAV + "<h2>อบต.นาข้าวหอม ร่วมประชุมมาตรการส่งเสริมคุณธรรมและความโปร่งใส</h2><p>วันที่ 4 มีนาคม 2568 ปลัดร่วมประชุมรับฟังมาตรการส่งเสริมคุณธรรมและความโปร่งใส ณ ศาลากลางจังหวัด</p>",
        "/news/1": NAV + "<h2>พิธีมอบรางวัล ITA</h2><p>วันที่ 1 มีนาคม 2568</p>",
        "/news/2": NAV + "<h2>รายงานผลการดำเนินงานโครงการตำบลสะอาด</h2><p>เก็บขยะได้ 200 กิโลกรัม ใช้งบประมาณ 3,000 บาท เมื่อวันที่ 25 กุมภาพันธ์ 2568</p>",
    },
    {
        "O4": "present /news",
        "O7": "absent",
        "O14": "present /hr",
        "O15": "absent",
        "O16": "partial /hr",
        "O17": "absent",
        "O18": "absent",
        "O20": "absent",
        "O21": "undecided /transparency /k/nogift.jpg",
        "O23": "present /k/risk.pdf",
        "O24": "present /k/risk.pdf",
        "O25": "absent",
        "O26": "present /transparency",
        "O27": "absent",
        "O28": "absent",
    },
    {"/k/risk.pdf": PAPERS["O23"] + "\n" + PAPERS["O24"], "/k/other-plan.pdf": PAPERS["O25"].replace("{agency}", "องค์การบริหารส่วนตำบลอื่นไกล")},
    host="www.nakhaohom.example.go.th",
    head="นายกองค์การบริหารส่วนตำบลนาข้าวหอม",
)  # fmt: skip
