# ruff: noqa: E501  (markup and Thai sentences)
"""One long page with parts by anchors, its menu leading to #parts; tabs that are links into the same page; an English copy."""

from made import Made, markup
from papers import CONTACT, EXECUTIVES, PAPERS, STRUCTURE

AGENCY = "เทศบาลตำบลริมน้ำใส"
NAV = "<nav><a href='/#home'>หน้าแรก</a><a href='/#structure'>โครงสร้าง</a><a href='/#executive'>ผู้บริหาร</a><a href='/#contact'>ติดต่อเรา</a><a href='/docs.html'>เอกสารเผยแพร่</a><a href='/en/'>EN</a></nav>"
EN = "<nav><a href='/en/'>Home</a><a href='/en/contact.html'>Contact us</a><a href='/en/news.html'>News</a></nav>"
SITE = Made(
    AGENCY,
    {
        "/": NAV
        + "<section id='home'><h1>{agency}</h1><p>ตำบลน่าอยู่ริมน้ำ</p></section>"
        + "<section id='structure'><h2>โครงสร้าง</h2><img src='/i/org-chart.png' alt='แผนผังโครงสร้าง' width=800>" + markup(STRUCTURE) + "</section>"
        + "<section id='executive'><h2>ผู้บริหาร</h2>" + EXECUTIVES + "</section>"
        + "<section id='contact'><h2>ติดต่อเรา</h2>" + markup(CONTACT) + "<iframe src='https://www.google.com/maps/embed?pb=3'></iframe></section>",
        "/docs.html": NAV
        + "<h1>เอกสารเผยแพร่</h1><ul><li><a href='#p1'>แผนปฏิบัติการป้องกันการทุจริต</a></li><li><a href='#p2'>การประเมินความเสี่ยงการทุจริต</a></li>"
        + "<li><a href='#p3'>สถิติการให้บริการ</a></li><li><a href='#nowhere'>คู่มือการปฏิบัติงาน</a></li></ul>"
        + "<div id='p1'><p>" + markup(PAPERS["O25"]) + "</p></div><div id='p2'>" + markup(PAPERS["O23"]) + "</div><div id='p3'><p>ยังไม่มีข้อมูล</p></div>",
        "/en/": EN + "<h1>Rim Nam Sai Subdistrict Municipality</h1><p>Welcome</p>",
        "/en/contact.html": EN + "<h1>Contact us</h1><p>99 Moo 4</p>",
        "/en/news.html": EN + "<h1>News</h1><p>No news</p>",
    },
    {
        "O1": "present / /#structure",
        "O2": "present / /#executive",
        "O3": "present / /#contact",
        "O4": "absent",
        "O8": "absent",
        "O11": "absent",
        "O23": "present /docs.html /docs.html#p2",
        "O25": "present /docs.html /docs.html#p1",
        "O26": "absent",
    },
    host="www.rimnamsai.example.go.th",
)  # fmt: skip
