# ruff: noqa: E501  (markup and Thai sentences)
"""One page with tabs by year (2566 of 43 items, 2567 of 35, 2568 of 28): same names, other files, the newest half empty."""

from made import Made

AGENCY = "องค์การบริหารส่วนจังหวัดสมมุติบุรี"
YEARS = {
    "2568": (
        ("O5", "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน", "/68/5.pdf"),
        ("O6", "แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี", ""),
        ("O7", "รายงานผลการดำเนินงานประจำปี", "/68/7.pdf"),
        ("O25", "แผนปฏิบัติการป้องกันการทุจริต", "/68/25.pdf"),
        ("O26", "รายงานผลการดำเนินการป้องกันการทุจริตประจำปี", "/68/26.pdf"),
    ),
    "2567": (
        ("O6", "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน", "/67/6.pdf"),
        ("O7", "แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี", "/67/7.pdf"),
        ("O8", "รายงานผลการดำเนินงานประจำปี", "/67/8.pdf"),
        ("O33", "แผนปฏิบัติการป้องกันการทุจริต", "/67/33.pdf"),
    ),
    "2566": (
        ("O4", "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน", "/66/4.pdf"),
        ("O12", "รายงานผลการดำเนินงานประจำปี", "/66/12.pdf"),
        ("O39", "แผนปฏิบัติการป้องกันการทุจริต", "/66/39.pdf"),
        ("O28", "รายงานผลการบริหารและพัฒนาทรัพยากรบุคคลประจำปี", "/66/28.pdf"),
    ),
}
TABS = "".join(
    f"<li class='nav-item'><button class='nav-link' data-bs-toggle='tab' data-bs-target='#y{year}'>ปี {year}</button></li>"
    for year in YEARS
)
PANES = "".join(
    f"<div class='tab-pane' id='y{year}'><table class='table'>"
    + "".join(
        f"<tr><td>{code}</td><td>{name}</td><td>{f'<a href={url}>ดูเอกสาร</a>' if url else ''}</td></tr>"
        for code, name, url in rows
    )
    + "</table></div>"
    for year, rows in YEARS.items()
)
SITE = Made(
    AGENCY,
    {
        "/": "<nav><ul><li><a href='/'>หน้าแรก</a></li><li><a href='/ita'>ITA</a></li></ul></nav><h1>{agency}</h1><p>ประกาศรับสมัครงาน</p>",
        "/ita": f"<nav><ul><li><a href='/'>หน้าแรก</a></li><li><a href='/ita'>ITA</a></li></ul></nav><h1>ข้อมูล ITA</h1><ul class='nav nav-tabs'>{TABS}</ul><div class='tab-content'>{PANES}</div>",
    },
    {
        "O5": "present /68/5.pdf",
        "O6": "present /67/7.pdf",
        "O7": "present /68/7.pdf",
        "O15": "present /66/28.pdf",
        "O25": "present /68/25.pdf",
        "O26": "present /68/26.pdf",
        "O8": "absent",
        "O12": "absent",
        "O28": "absent",
    },
    {
        "/68/5.pdf": "$O5", "/68/7.pdf": "$O7", "/68/25.pdf": "$O25", "/68/26.pdf": "$O26",
        "/67/6.pdf": "$O5", "/67/7.pdf": "$O6", "/67/8.pdf": "$O7", "/67/33.pdf": "$O25",
        "/66/4.pdf": "$O5", "/66/12.pdf": "$O7", "/66/39.pdf": "$O25", "/66/28.pdf": "$O15",
    },
    host="www.sommutburi-pao.example.go.th",
    head="นายกองค์การบริหารส่วนจังหวัดสมมุติบุรี",
)  # fmt: skip
