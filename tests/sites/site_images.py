# ruff: noqa: E501  (markup and Thai sentences)
"""A site of pictures: a menu of pictures with or without alt, posters as evidence, banners to other agencies' sites."""

from made import Made, markup
from papers import CONTACT, PAPERS

AGENCY = "องค์การบริหารส่วนตำบลห้วยนกยูง"


def page(body: str) -> str:
    banners = "".join(
        f"<a href='{url}'><img src='/b/{n}.png' alt='{alt}'></a>"
        for n, (url, alt) in enumerate(
            (
                ("https://www.dla.go.th/", "กรมส่งเสริมการปกครองท้องถิ่น"),
                ("https://www.nacc.go.th/", "แจ้งเบาะแสการทุจริต ป.ป.ช."),
                ("https://www.gprocurement.go.th/", "ระบบจัดซื้อจัดจ้าง"),
                ("https://www.damrongdhama.moi.go.th/", "ศูนย์ดำรงธรรม ร้องเรียนร้องทุกข์"),
            )
        )
    )
    return f"<html><head><title>{AGENCY}</title></head><body><table><tr><td><img src='/img/head.jpg' usemap='#m'><map name='m'><area href='/' alt='หน้าแรก'><area href='/board' alt='คณะผู้บริหาร'><area href='/org' alt='โครงสร้างองค์กร'></map></td></tr><tr><td><a href='/nogift'><img src='/img/btn-nogift.gif' alt='No Gift Policy'></a><a href='/plan'><img src='/img/btn-plan.gif' alt='แผนพัฒนาท้องถิ่น'></a><a href='/anti'><img src='/img/btn5.gif'></a><a href='/contact'><img src='/img/btn6.gif' alt='ติดต่อเรา'></a></td><td>{body}</td></tr><tr><td>{banners}</td></tr></table></body></html>"


SITE = Made(
    AGENCY,
    {
        "/": page("<p>ยินดีต้อนรับ</p>"),
        "/board": page("<img src='/img/board2567.jpg' width=800 height=1100>"),
        "/org": page("<img src='/img/org-chart.jpg' width=800 height=600>"),
        "/nogift": page("<h3>No Gift Policy</h3><img src='/img/poster-ng.jpg' width=700 height=990>"),
        "/plan": page("<h3>แผนพัฒนาท้องถิ่น</h3><a href='/f/plan.pdf'><img src='/img/pdf.gif'></a>"),
        "/anti": page("<h3>แผนปฏิบัติการป้องกันการทุจริต</h3>" + markup(PAPERS["O25"])),
        "/contact": page(markup(CONTACT)),
    },
    {
        "O1": "partial /org",
        "O2": "undecided /board",
        "O3": "partial /contact",
        "O4": "absent",
        "O5": "present /f/plan.pdf",
        "O10": "absent",
        "O12": "absent",
        "O17": "absent",
        "O18": "absent",
        "O21": "undecided /nogift",
        "O25": "present /anti",
    },
    {"/f/plan.pdf": "$O5"},
    host="www.huainokyung.example.go.th",
    head="นายกองค์การบริหารส่วนตำบลห้วยนกยูง",
)  # fmt: skip
