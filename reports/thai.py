"""The Thai words that every kind of report uses for the same thing."""

from __future__ import annotations

from crawler import causes
from reports.wording import Word, Wording

TITLE = "รายงานตรวจการเปิดเผยข้อมูลสาธารณะ (OIT)"
DISCLAIMER = (
    "ผลนี้เป็นการตรวจโดยโปรแกรมเพื่อช่วยเตรียมความพร้อม ไม่ใช่ผลการประเมินของสำนักงาน ป.ป.ช. "
    "ทุกข้อที่โปรแกรมบอกว่า “ผ่าน” มีข้อความที่อ้างอิงได้ให้เปิดดูเสมอ"
)


STATUS: dict[str, Word] = {
    "pass": Word("ผ่าน", "พบข้อมูลครบตามองค์ประกอบที่โปรแกรมตรวจได้", "✓"),
    "partial": Word("ยังไม่ครบ", "พบข้อมูลแล้ว แต่ขาดบางองค์ประกอบ", "◐"),
    "stale": Word("ผิดปี", "พบข้อมูลเรื่องนี้ แต่ไม่ใช่ปีที่หลักเกณฑ์ถาม", "↻"),
    "missing": Word("ไม่พบ", "ค้นแล้วไม่พบข้อมูลเรื่องนี้ในส่วนที่อ่านได้", "✗"),
    "manual": Word("ให้คนตรวจ", "โปรแกรมตัดสินแทนคนไม่ได้ ต้องเปิดดูเอง", "☞"),
    "undecided": Word("ตัดสินไม่ได้", "เปิดหรืออ่านหลักฐานไม่ได้ จึงไม่นับว่าไม่มี", "?"),
}

ELEMENT: dict[str, Word] = {
    "pass": Word("พบ", "มีข้อความยืนยัน", "✓"),
    "fail": Word("ไม่พบ", "อ่านแล้วไม่มีส่วนนี้", "✗"),
    "manual": Word("ให้คนตรวจ", "โปรแกรมตัดสินแทนคนไม่ได้", "☞"),
    "error": Word("ตรวจไม่ได้", "เปิดหรืออ่านไม่ได้", "?"),
    "not_applicable": Word("ไม่เกี่ยวข้อง", "ไม่ใช้กับหน่วยงานประเภทนี้", "–"),
}

BASIS: dict[str, Word] = {
    "quoted": Word("อ้างอิงถ้อยคำหลักเกณฑ์", "มีแหล่งสาธารณะยกถ้อยคำของหลักเกณฑ์ปีนี้ไว้", "●"),
    "parallel": Word("เทียบเคียงหลักเกณฑ์ใกล้เคียง", "ถ้อยคำของข้อเดียวกันในปีอื่นหรือระบบประเมินอื่น", "◒"),
    "practice": Word("ตามที่หน่วยงานอื่นปฏิบัติ", "สรุปจากสิ่งที่หน่วยงานต่าง ๆ เผยแพร่ในข้อนี้", "◔"),
    "assumed": Word("ข้อสันนิษฐาน", "ยังไม่พบถ้อยคำของหลักเกณฑ์ ไม่ใช่ข้อกำหนดทางการ", "○"),
}

KIND: dict[str, str] = {
    "page": "หน้าเว็บ",
    "section": "หัวข้อในหน้าเว็บ",
    "document": "เอกสาร",
    "offsite": "อยู่นอกเว็บไซต์",
    "dead": "ลิงก์เสีย",
}

AGENCY: dict[str, str] = {
    "local": "องค์กรปกครองส่วนท้องถิ่น",
    "province": "จังหวัด",
    "hospital": "สถานพยาบาล",
    "school": "สถานศึกษา",
    "university": "มหาวิทยาลัย",
    "police": "สถานีตำรวจ",
    "central": "ส่วนราชการส่วนกลาง",
}

EFFORT: dict[str, str] = {"low": "ทำได้เร็ว", "medium": "ใช้เวลาพอควร", "high": "ใช้เวลามาก"}

STOPPED: dict[str, str] = {
    "pages": "หยุดก่อนอ่านครบ เพราะอ่านครบจำนวนหน้าที่กำหนดไว้ (เพิ่มได้ด้วย --max-pages)",
    "bytes": "หยุดก่อนอ่านครบ เพราะรับข้อมูลครบขนาดที่กำหนดไว้",
    "deadline": "หยุดก่อนอ่านครบ เพราะครบเวลาที่กำหนดไว้ (เพิ่มได้ด้วย --deadline)",
    "interrupt": "ผู้ใช้สั่งหยุดก่อนอ่านครบ รายงานนี้มาจากส่วนที่อ่านแล้วเท่านั้น",
    "crash": "โปรแกรมตรวจขัดข้องก่อนอ่านครบ รายงานนี้มาจากส่วนที่อ่านแล้วเท่านั้น",
    "unreachable": "เปิดเว็บไซต์ไม่ได้ จึงยังบอกไม่ได้ว่ามีข้อมูลหรือไม่",
}

CHANGE: dict[str, Word] = {
    "broken": Word("แย่ลง", "เคยมีหรือเคยครบ แต่ครั้งนี้ไม่มีหรือไม่ครบ", "▼"),
    "fixed": Word("ดีขึ้น", "ครั้งก่อนไม่มีหรือไม่ครบ ครั้งนี้ดีขึ้น", "▲"),
    "unsteady": Word("เปิดไม่ได้ครั้งนี้", "เปิดหรืออ่านไม่ได้เพียงครั้งเดียว ยังไม่นับว่าแย่ลง จะดูซ้ำในครั้งหน้า", "~"),
    "evidence": Word("หลักฐานเปลี่ยน", "ผลคงเดิม แต่ที่อยู่หรือเอกสารที่เป็นหลักฐานเปลี่ยนไป", "↔"),
    "other": Word("เปลี่ยนอย่างอื่น", "ผลเปลี่ยนโดยบอกไม่ได้ว่าดีขึ้นหรือแย่ลง", "◇"),
}

NOTES: dict[str, str] = {
    "criteria": "สองครั้งใช้รายการข้อคนละชุด หรือคนละปี ผลที่ต่างกันอาจมาจากรายการข้อ",
    "tool": "สองครั้งใช้โปรแกรมคนละรุ่น ผลที่ต่างกันอาจมาจากโปรแกรม",
    "site": "สองครั้งเริ่มจากเว็บไซต์คนละที่อยู่",
    "incomplete": "ครั้งหลังอ่านเว็บไซต์ไม่ครบ จึงบอกได้เฉพาะหน้าที่เว็บไซต์ตอบว่าไม่มีแล้ว",
    "evidence_only": "เทียบเฉพาะที่อยู่ที่เป็นหลักฐาน เพราะอย่างน้อยหนึ่งครั้งไม่มีรายชื่อทุกหน้าและเอกสารที่อ่าน",
}

_MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
PHRASES: dict[str, str] = {
    "title": "รายงานตรวจการเปิดเผยข้อมูลสาธารณะ (OIT)",
    "page_title": "รายงานตรวจ OIT {year}: {name}",
    "disclaimer": (
        "ผลนี้เป็นการตรวจโดยโปรแกรมเพื่อช่วยเตรียมความพร้อม ไม่ใช่ผลการประเมินของสำนักงาน ป.ป.ช. "
        "ทุกข้อที่โปรแกรมบอกว่า “ผ่าน” มีข้อความที่อ้างอิงได้ให้เปิดดูเสมอ"
    ),
    "year_n": "ปี {year}",
    "skip": "ข้ามไปยังเนื้อหา",
    "site": "เว็บไซต์",
    "kind": "ประเภท",
    "checked": "ตรวจเมื่อ",
    "unknown": "ไม่ทราบ",
    "criteria": "หลักเกณฑ์",
    "criteria_line": "{title} ({count} ข้อ) ตรวจของปี {year}",
    "read_first": "ข้อควรรู้ก่อนอ่าน",
    "contents": "สารบัญ",
    "score": "คะแนน",
    "overview": "ภาพรวม {count} ข้อ",
    "todo": "สิ่งที่ควรทำก่อน",
    "unchecked": "สิ่งที่ตรวจไม่ได้",
    "items": "ผลรายข้อ",
    "crawl": "การอ่านเว็บไซต์",
    "words": "ความหมายของคำ",
    "changes": "สิ่งที่เปลี่ยนจากครั้งก่อน",
    "history": "ความเป็นมา",
    "oit_score": "คะแนน OIT โดยประมาณ",
    "of_100": "จาก 100",
    "range": "ช่วง",
    "range_possible": "ช่วงที่เป็นไปได้",
    "range_to": "{low} ถึง {high}",
    "bar_label": "{name}: {score} ช่วง {low} ถึง {high}",
    "bar_say": (
        "แถบสีเข้มคือคะแนนที่ค่อนข้างแน่ แถบสีอ่อนคือส่วนที่ยังไม่แน่ เพราะมีข้อที่โปรแกรมตัดสินแทนคนไม่ได้หรือเปิดอ่านไม่ได้ ขีดดำคือคะแนนโดยประมาณ"
    ),
    "open_question": "คำถามที่ยังไม่มีคำตอบ:",
    "elements_used": "องค์ประกอบที่ใช้ตรวจ {count} รายการ",
    "after_mends": "หากแก้ {count} เรื่องแรกที่คุ้มที่สุด ({items}) คะแนนจะเป็นราว",
    "scores_by": "คะแนนรายตัวชี้วัด",
    "indicator": "ตัวชี้วัด",
    "choose": "เลือกข้อที่จะแสดง",
    "show_all": "ทุกข้อ",
    "show_mend": "ต้องแก้",
    "show_look": "ต้องให้คนดู",
    "show_pass": "ผ่าน",
    "by_gain": "เรียงจากที่ได้คะแนนมากเมื่อเทียบกับแรงที่ใช้",
    "gain_before": "ได้เพิ่มราว",
    "points_word": "คะแนน",
    "unchecked_why": "สิ่งที่โปรแกรมตรวจไม่ได้ และเพราะเหตุใด",
    "not_missing": "ส่วนเหล่านี้ไม่ได้แปลว่าไม่มี โปรดเปิดดูด้วยตนเอง",
    "elements_of": "องค์ประกอบ:",
    "pages_read": "หน้าเว็บที่อ่าน",
    "documents_read": "เอกสารที่อ่าน",
    "rendered": "หน้าที่ต้องใช้เบราว์เซอร์",
    "failed": "เปิดไม่ได้",
    "pending": "พบแต่ยังไม่ได้อ่าน",
    "outside": "นอกเว็บไซต์ ไม่ได้เปิด",
    "complete": "อ่านครบทุกหน้าที่พบในเว็บไซต์",
    "incomplete": "ยังอ่านไม่ครบทุกหน้าที่พบ",
    "from_to": "เริ่ม {start} เสร็จ {end}",
    "failures_by": "ที่อยู่ที่เปิดไม่ได้ แยกตามสาเหตุ",
    "places": "{count} แห่ง",
    "advice": "ควรทำ:",
    "outside_list": "นอกเว็บไซต์ที่ไม่ได้เปิด",
    "words_items": "ผลของแต่ละข้อ",
    "words_basis": "ที่มาของข้อกำหนด",
    "basis": "ที่มาของข้อกำหนด:",
    "footer_criteria": "หลักเกณฑ์ {name}",
    "more": "และอีก {count} รายการ (ดูทั้งหมดได้ในฐานข้อมูลของการตรวจ)",
    "more_names": "และอีก {count} รายการ",
    "submit": "ที่อยู่สำหรับกรอกในระบบประเมิน",
    "submit_later": "(เมื่อแก้หรือตรวจดูแล้ว)",
    "copy": "คัดลอก",
    "copied": "คัดลอกแล้ว",
    "copy_address": "ที่อยู่ที่ {number} ของ {item}",
    "copy_heading": "ชื่อหัวข้อของ {item}",
    "item_score": "คะแนนข้อนี้",
    "may_be": "อาจเป็น",
    "must_year": "ต้องเป็นข้อมูลปี",
    "asks": "ข้อนี้ขออะไร:",
    "item_name": "ชื่อข้อ:",
    "why_undecided": "ทำไมจึงตัดสินไม่ได้",
    "must_mend": "สิ่งที่ต้องแก้",
    "should_do": "สิ่งที่ควรทำ",
    "how": "วิธีแก้:",
    "unit": "หน่วยงานที่มักรับผิดชอบ",
    "example": "ตัวอย่างชื่อเมนูหรือหัวข้อ",
    "searched": "ค้นที่ไหนแล้วบ้าง:",
    "review": "คำวินิจฉัยของผู้ตรวจ:",
    "review_machine": "โปรแกรมเห็นว่า:",
    "proof": "ดูข้อความยืนยันและหลักฐาน",
    "proof_of": "ของ {item}",
    "elements": "องค์ประกอบที่หลักเกณฑ์ต้องการ",
    "evidence": "หลักฐานที่พบ",
    "evidence_more": "หลักฐานอื่นอีก {count} รายการ",
    "advisories": "ข้อแนะนำเพิ่มเติม (ไม่นับคะแนน)",
    "back": "กลับไปภาพรวม",
    "back_from": "จาก {item}",
    "reason": "เหตุผล:",
    "lacking": "ยังขาด:",
    "source": "ที่มา:",
    "no_name": "(ไม่มีชื่อ)",
    "because": "เพราะ",
    "score_line": "คะแนน OIT โดยประมาณ {score} จาก 100",
    "range_line": "(ช่วง {span})",
    "after_line": "แก้ {count} เรื่องแรก ({items}) แล้วจะเป็นราว {score}",
    "todo_facts": "+{gain} คะแนน",
    "todo_more": "และอีก {count} รายการในรายงาน HTML",
    "unseen_head": "สิ่งที่ตรวจไม่ได้ (ไม่ได้แปลว่าไม่มี)",
    "unseen_more": "และอีก {count} ข้อในรายงาน HTML",
    "read_line": "อ่าน {pages} หน้า {documents} เอกสาร",
    "read_failed": "เปิดไม่ได้ {count} แห่ง",
    "read_pending": "ยังไม่ได้อ่าน {count} แห่ง",
    "read_outside": "นอกเว็บไซต์ที่ไม่ได้เปิด {count} แห่ง",
    "stopped_otherwise": "หยุดก่อนอ่านครบ ({word})",
    "gap_missing": "ไม่พบข้อมูลข้อนี้ในส่วนที่อ่านได้",
    "gap_year": "พบข้อมูลเรื่องนี้ แต่ไม่ใช่ของปี {year}",
    "gap_lacks": "ขาด {what}",
    "mend_look": "ให้คนเปิดดูและยืนยัน: {what}",
    "mend_year": "เผยแพร่ข้อมูลของปี {year}: {what}",
    "mend_add": "เพิ่ม {what}",
    "mend_publish": "เผยแพร่ {what}",
    "now_lacks": "ขาด {what}",
    "now_has": "มีแล้ว {what}",
    "address_gone": "ที่อยู่หลักฐานหายไป {count} แห่ง",
    "address_new": "ที่อยู่หลักฐานใหม่ {count} แห่ง",
    "replaced": "เอกสารถูกเปลี่ยนไฟล์ {count} ฉบับ",
    "diff_title": "เปรียบเทียบผลตรวจ OIT สองครั้ง",
    "diff_before": "ครั้งก่อน",
    "diff_after": "ครั้งนี้",
    "diff_score": "คะแนน {before} → {after} ({change})",
    "diff_none": "ไม่มีอะไรเปลี่ยน",
    "diff_gone": "หน้าและเอกสารที่หายไป",
    "diff_new": "หน้าและเอกสารใหม่",
    "diff_replaced": "เอกสารที่ถูกเปลี่ยนไฟล์",
    "history_score": "คะแนน OIT",
    "history_of": "{count} ครั้ง ตั้งแต่ {start} ถึง {end}",
    "history_none": "ยังไม่มีผลที่เก็บไว้",
    "history_label": "คะแนน OIT ของ {count} ครั้ง จาก {first} เป็น {last}",
    "col_item": "ข้อ",
    "col_title": "ชื่อข้อ",
    "col_sub": "ตัวชี้วัดย่อย",
    "col_status": "ผล",
    "col_score": "คะแนน",
    "col_low": "ต่ำสุด",
    "col_high": "สูงสุด",
    "col_year": "ปีที่ต้องการ",
    "col_element": "องค์ประกอบ",
    "col_wording": "ข้อกำหนด",
    "col_element_status": "ผลขององค์ประกอบ",
    "col_basis": "ที่มา",
    "col_missing": "ยังขาด",
    "col_reason": "เหตุผล",
    "col_advice": "วิธีแก้",
    "col_quote": "ข้อความยืนยัน",
    "col_address": "ที่อยู่",
    "col_unit": "หน่วยงานรับผิดชอบ",
    "col_gap": "สิ่งที่ขาด",
    "col_confidence": "ความมั่นใจ",
    "col_submit": "ที่อยู่สำหรับกรอก",
    "col_order": "ลำดับ",
    "col_do": "สิ่งที่ควรทำ",
    "col_gain": "คะแนนที่จะได้เพิ่ม",
    "col_effort": "แรงที่ใช้",
    "col_kind": "ชนิด",
    "col_page": "ชื่อหน้าหรือเอกสาร",
    "col_why": "เหตุที่เลือก",
    "col_cause": "สาเหตุที่อ่านไม่ได้",
    "col_likeness": "ความตรง",
    "col_detail": "รายละเอียด",
    "col_counted": "นับคะแนน",
    "col_example": "ตัวอย่างหัวข้อ",
    "col_name": "รายการ",
    "col_value": "ค่า",
    "yes": "นับ",
    "no": "ไม่นับ",
    "sheet_summary": "สรุป",
    "sheet_items": "รายข้อ",
    "sheet_elements": "องค์ประกอบ",
    "sheet_todo": "สิ่งที่ควรทำ",
    "sheet_evidence": "หลักฐาน",
    "sheet_crawl": "การอ่านเว็บไซต์",
    "count_of": "จำนวนข้อที่ “{name}”",
    "gaps_head": "ข้อที่ต้องแก้ {count} ข้อ",
    "gaps_none": "ไม่มีข้อที่ต้องแก้",
    "known_gap": "ขาดอยู่ก่อนแล้ว ไม่ใช่สิ่งที่แย่ลง",
    "summary_worse": "แย่ลง {count} ข้อ",
    "summary_better": "ดีขึ้น {count} ข้อ",
    "summary_same": "ไม่มีข้อใดแย่ลงจากครั้งก่อน",
}

TITLE = PHRASES["title"]
DISCLAIMER = PHRASES["disclaimer"]

THAI = Wording(
    lang="th",
    statuses=STATUS,
    elements=ELEMENT,
    bases=BASIS,
    kinds=KIND,
    agencies=AGENCY,
    efforts=EFFORT,
    stops=STOPPED,
    causes={word: (cause.thai, cause.advice) for word, cause in causes.CAUSES.items()},
    changes=CHANGE,
    notes=NOTES,
    months=_MONTHS,
    sure=("มั่นใจมาก", "ค่อนข้างมั่นใจ", "ไม่มั่นใจ ควรให้คนดูซ้ำ"),
    likely=("ตรงมาก", "น่าจะตรง", "อาจเกี่ยวข้อง"),
    phrases=PHRASES,
    moment_form="{day} {month} {year} เวลา {at:%H.%M} น.",
    year_offset=543,
    subjects={},
    labels={},
    advice={},
)

confidence = THAI.confidence
likeness = THAI.likeness
effort = THAI.effort
status = THAI.status
element = THAI.element
basis = THAI.basis
cause = THAI.cause
points = THAI.points
moment = THAI.moment
stopped = THAI.stopped
warnings = THAI.warnings
