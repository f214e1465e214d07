"""What the auditor's report says beyond the words that all reports share, in both languages."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from reports.matrix_model import WHOLE, Gap, ItemColumn
from reports.wording import Wording, wording

THAI = {
    "m_title": "ผลตรวจ OIT ทุกหน่วยงานในรายชื่อ",
    "m_page_title": "ผลตรวจ OIT ปี {year}: {name}",
    "m_list": "รายชื่อ",
    "m_scan": "ตรวจครั้งที่",
    "m_running": "ยังตรวจไม่เสร็จ ตัวเลขในหน้านี้เป็นของส่วนที่ตรวจแล้ว (เหลืออีก {count} หน่วยงาน)",
    "m_mixed": ("รายงานนี้รวมผลที่ตัดสินด้วยกติกาหรือหลักเกณฑ์คนละรุ่น ({versions}) จึงเทียบกันได้ไม่เต็มที่ ให้ตัดสินใหม่ทั้งหมดด้วย oit rejudge"),
    "m_mixed_one": "{version}: {count} หน่วยงาน",
    "m_since_rules": "ครั้งก่อนใช้กติกาหรือหลักเกณฑ์คนละรุ่นกับครั้งนี้ สิ่งที่เปลี่ยนอาจมาจากกติกา ไม่ใช่จากเว็บไซต์",
    "m_stale_words": "คำวินิจฉัยของผู้ตรวจ {count} รายการเลิกใช้แล้ว เพราะสิ่งที่ผู้ตรวจเห็นเปลี่ยนไปหรือหมดอายุ",
    "m_agencies": "หน่วยงาน",
    "m_listed": "ในรายชื่อ",
    "m_judged": "ตรวจได้",
    "m_failed": "อ่านเว็บไซต์ไม่ได้",
    "m_waiting": "ยังไม่ได้ตรวจ",
    "m_duplicate": "ซ้ำกับหน่วยงานอื่น",
    "m_hijacked": "อาจถูกแฮ็ก",
    "m_mean": "คะแนนเฉลี่ย",
    "m_met": "ข้อที่ผ่าน (เฉลี่ย)",
    "m_glance": "ภาพรวม",
    "m_heat": "สัดส่วนหน่วยงานที่ผ่านแต่ละข้อ แยกตามประเภทหน่วยงาน",
    "m_heat_say": (
        "ตัวเลขคือร้อยละของหน่วยงานที่ตัดสินได้และผ่านข้อนั้น ยิ่งเข้มยิ่งผ่านมาก ขีดคือยังไม่มีหน่วยงานที่ตัดสินได้ ตัวเลขเดียวกันอยู่ในตารางรายข้อ"
    ),
    "m_heat_label": "แผนภาพความร้อน {items} ข้อ ผ่านมากที่สุด {best} ({most}%) ผ่านน้อยที่สุด {worst} ({least}%)",
    "m_heat_none": "แผนภาพความร้อน ยังไม่มีข้อที่ตัดสินได้",
    "m_all": "ทุกหน่วยงาน",
    "m_bins": "การกระจายของคะแนน",
    "m_bins_label": "จำนวนหน่วยงานในแต่ละช่วงคะแนน: {parts}",
    "m_bins_part": "{low}–{high} มี {count}",
    "m_nights": "คะแนนเฉลี่ยในทุกครั้งที่ตรวจ",
    "m_nights_label": "คะแนนเฉลี่ย {count} ครั้ง จาก {first} เป็น {last}",
    "m_night_row": "ครั้งที่",
    "m_matrix": "ตารางหน่วยงานและข้อ",
    "m_matrix_say": (
        "เรียงตามคะแนน หน่วยงานที่คะแนนเท่ากันได้ลำดับเดียวกัน (=) "
        "ลำดับในวงเล็บคือช่วงที่เป็นไปได้เมื่อยังมีข้อที่ตัดสินไม่ได้ กดชื่อหน่วยงานเพื่อดูรายข้อ "
        "กดหัวตารางเพื่อเรียง"
    ),
    "m_no_script": ("ตารางนี้ต้องเปิดสคริปต์ในเบราว์เซอร์ ตารางสรุปด้านล่างอ่านได้โดยไม่ใช้สคริปต์ และไฟล์ Excel หรือ CSV มีครบทุกหน่วยงาน"),
    "m_print": "ตารางหน่วยงานทั้งหมดมีในไฟล์ Excel",
    "m_search": "ค้นชื่อ ที่อยู่ หรือจังหวัด",
    "m_kind": "ประเภท",
    "m_province": "จังหวัด",
    "m_item": "ข้อ",
    "m_result": "ผล",
    "m_element": "ขาดองค์ประกอบ",
    "m_show": "แสดง",
    "m_any": "ทั้งหมด",
    "m_not_met": "ไม่ผ่าน (ทุกผล)",
    "m_only_judged": "ที่ตรวจได้",
    "m_only_failed": "ที่อ่านไม่ได้",
    "m_only_hijacked": "ที่อาจถูกแฮ็ก",
    "m_only_reviewed": "ที่มีคำวินิจฉัยของผู้ตรวจ",
    "m_only_changed": "ที่เปลี่ยนจากครั้งก่อน",
    "m_only_new": "ที่เข้ามาใหม่ในรายชื่อ",
    "m_reset": "ล้างตัวกรอง",
    "m_count": "แสดง {shown} จาก {all} หน่วยงาน",
    "m_rank": "ลำดับ",
    "m_rank_range": "ช่วงลำดับ",
    "m_name": "หน่วยงาน",
    "m_address": "ที่อยู่เว็บไซต์",
    "m_score": "คะแนน",
    "m_low": "ต่ำสุด",
    "m_high": "สูงสุด",
    "m_passed": "ข้อที่ผ่าน",
    "m_position": "แถวในรายชื่อ",
    "m_state": "สถานะ",
    "m_state_done": "ตรวจแล้ว",
    "m_cause": "สาเหตุ",
    "m_maker": "ระบบเว็บไซต์",
    "m_server": "เครื่องแม่ข่าย",
    "m_report": "รายงานของหน่วยงาน",
    "m_open_report": "เปิดรายงานสิ่งที่ขาดของหน่วยงานนี้",
    "m_open_site": "เปิดเว็บไซต์",
    "m_close": "ปิด",
    "m_twin": "เว็บไซต์เดียวกับ",
    "m_reviewed": "ผู้ตรวจวินิจฉัย",
    "m_machine": "โปรแกรมเห็นว่า",
    "m_lacks": "ขาด",
    "m_was": "ครั้งก่อน",
    "m_items": "รายข้อ: ผ่านเท่าใด และมักขาดอะไร",
    "m_items_say": "นับเฉพาะหน่วยงานที่ตัดสินข้อนั้นได้ ที่ตัดสินไม่ได้แยกไว้ต่างหาก ไม่นับว่าไม่มี",
    "m_meets": "ผ่าน",
    "m_meets_of": "{count} จาก {of} ({share}%)",
    "m_open": "ยังตัดสินไม่ได้",
    "m_gap": "ที่ขาดบ่อยที่สุด",
    "m_gap_whole": "ไม่พบข้อมูลของข้อนี้เลย",
    "m_gap_of": "{gap} ({count} จาก {of})",
    "m_by_kind": "แยกตามประเภท",
    "m_by_province": "แยกตามจังหวัด",
    "m_see": "ดูหน่วยงานที่ไม่ผ่าน {item}",
    "m_groups_kind": "แยกตามประเภทหน่วยงาน",
    "m_groups_province": "แยกตามจังหวัด",
    "m_weakest": "ข้อที่ผ่านน้อยที่สุด",
    "m_no_group": "(ไม่ระบุ)",
    "m_more_groups": "อีก {count} กลุ่มอยู่ในไฟล์ Excel",
    "m_unchecked": "ที่ตรวจไม่ได้ แยกตามสาเหตุ",
    "m_unchecked_say": "ไม่ได้แปลว่าไม่มีข้อมูล",
    "m_sites": "หน่วยงานที่อ่านไม่ได้ทั้งเว็บไซต์",
    "m_open_items": "ข้อที่ตัดสินไม่ได้",
    "m_todo": "ควรทำ",
    "m_such_as": "เช่น",
    "m_unknown_cause": "ไม่ทราบสาเหตุ",
    "m_shared": "เว็บไซต์ของผู้ทำรายเดียวกันที่ขาดเรื่องเดียวกัน",
    "m_shared_say": "แจ้งผู้ทำเว็บไซต์รายเดียว อาจแก้ได้หลายหน่วยงานพร้อมกัน",
    "m_shared_none": "ไม่พบเรื่องที่เว็บไซต์ของผู้ทำรายเดียวกันขาดมากกว่ารายอื่นอย่างชัดเจน",
    "m_lacking": "ขาด",
    "m_elsewhere": "รายอื่นขาด",
    "m_hijack_say": "มีเนื้อหาพนันหรือโฆษณาแฝง ควรแจ้งหน่วยงานโดยด่วน",
    "m_none": "ไม่มี",
    "m_since": "เปลี่ยนจากครั้งก่อน ({when})",
    "m_fixed": "ดีขึ้น",
    "m_broken": "แย่ลง",
    "m_unsteady": "เปิดไม่ได้ครั้งนี้",
    "m_other": "เปลี่ยนอย่างอื่น",
    "m_changed_say": (
        "ดีขึ้น {fixed} ข้อ แย่ลง {broken} ข้อ เปิดไม่ได้ครั้งนี้ {unsteady} ข้อ เปลี่ยนอย่างอื่น {other} ข้อ ใน {sites} หน่วยงาน"
    ),
    "m_changed_none": "ไม่มีข้อใดเปลี่ยน",
    "m_worse_first": "หน่วยงานที่แย่ลงมากที่สุด",
    "m_appeared": "เข้ามาใหม่ในรายชื่อ",
    "m_gone": "ไม่อยู่ในรายชื่อแล้ว",
    "m_before": "ก่อน",
    "m_after": "หลัง",
    "m_change": "การเปลี่ยน",
    "m_queue": "ควรให้คนดูก่อน",
    "m_queue_say": (
        "เรียงตามคะแนนที่อาจเปลี่ยนเมื่อคนเปิดดู (ความไม่แน่ใจคูณน้ำหนักของข้อ) บันทึกคำวินิจฉัยด้วย oit review แล้วสร้างรายงานนี้ใหม่"
    ),
    "m_why_undecided": "ตัดสินไม่ได้และมีผลต่อคะแนนมาก",
    "m_why_near": "ขาดเพียงองค์ประกอบเดียวก็จะผ่าน",
    "m_why_unsure": "โปรแกรมไม่ค่อยมั่นใจ",
    "m_why": "เหตุที่ควรดู",
    "m_sure": "ความมั่นใจ",
    "m_points": "อาจเปลี่ยนคะแนน",
    "m_evidence": "หลักฐาน",
    "m_quote": "ข้อความที่พบ",
    "m_more_rows": "และอีก {count} รายการ (ดูทั้งหมดในไฟล์ Excel)",
    "m_words": "ความหมายของสัญลักษณ์",
    "m_sheet_matrix": "หน่วยงาน×ข้อ",
    "m_sheet_items": "รายข้อ",
    "m_sheet_groups": "ประเภทและจังหวัด",
    "m_sheet_causes": "ตรวจไม่ได้",
    "m_sheet_shared": "ผู้ทำเว็บรายเดียวกัน",
    "m_sheet_hijacked": "อาจถูกแฮ็ก",
    "m_sheet_changes": "ที่เปลี่ยน",
    "m_sheet_list": "รายชื่อที่เปลี่ยน",
    "m_sheet_queue": "ควรให้คนดู",
    "m_sheet_nights": "ทุกครั้งที่ตรวจ",
    "m_sheet_about": "เกี่ยวกับรายงาน",
    "m_group": "กลุ่ม",
    "m_share": "ร้อยละที่ผ่าน",
    "m_count_word": "จำนวน",
    "m_title_word": "ชื่อข้อ",
    "m_sub": "ตัวชี้วัดย่อย",
    "m_yes": "ใช่",
    "m_versions": "รุ่นของกติกา / หลักเกณฑ์",
    "m_started": "เริ่มตรวจ",
    "m_finished": "ตรวจเสร็จ",
    "m_confidence": "ความมั่นใจ (0–1)",
    "m_tool": "โปรแกรม",
}

ENGLISH = {
    "m_title": "OIT results of every agency of the list",
    "m_page_title": "OIT {year}: {name}",
    "m_list": "List",
    "m_scan": "Scan",
    "m_running": "The scan has not ended: the figures are of what has been checked ({count} agencies are left)",
    "m_mixed": (
        "This report mixes results judged by different versions of rules or criteria ({versions}), which compare "
        "only in part. Judge all again with oit rejudge"
    ),
    "m_mixed_one": "{version}: {count} agencies",
    "m_since_rules": (
        "The scan before used other rules or criteria: changes may come from those and not from the websites"
    ),
    "m_stale_words": (
        "{count} words of reviewers do not count any more: what they saw has changed, or their time is over"
    ),
    "m_agencies": "agencies",
    "m_listed": "in the list",
    "m_judged": "checked",
    "m_failed": "website not read",
    "m_waiting": "not yet checked",
    "m_duplicate": "same as another",
    "m_hijacked": "may be hacked",
    "m_mean": "mean score",
    "m_met": "items met (mean)",
    "m_glance": "At a glance",
    "m_heat": "Share of agencies that meet each item, by kind of agency",
    "m_heat_say": (
        "The figure is the percentage that meet the item, of the agencies that could be judged; darker means "
        "more. A dash: none could be judged. The same figures stand in the table of items"
    ),
    "m_heat_label": "Heat map of {items} items: met most often {best} ({most}%), least often {worst} ({least}%)",
    "m_heat_none": "Heat map: no item could be judged yet",
    "m_all": "all agencies",
    "m_bins": "Distribution of scores",
    "m_bins_label": "Agencies by score: {parts}",
    "m_bins_part": "{low}–{high}: {count}",
    "m_nights": "Mean score of every scan",
    "m_nights_label": "Mean score of {count} scans, from {first} to {last}",
    "m_night_row": "scan",
    "m_matrix": "Agencies × items",
    "m_matrix_say": (
        "By score; equal scores share a rank (=). The ranks in brackets are those that are possible while items "
        "are undecided. Press a name for its items, a heading to sort"
    ),
    "m_no_script": (
        "This table needs scripts. The summaries below do not, and the Excel and CSV files hold every agency"
    ),
    "m_print": "The table of all agencies is in the Excel file",
    "m_search": "Search name, address or province",
    "m_kind": "Kind",
    "m_province": "Province",
    "m_item": "Item",
    "m_result": "Result",
    "m_element": "Lacks element",
    "m_show": "Show",
    "m_any": "all",
    "m_not_met": "not met (any result)",
    "m_only_judged": "checked",
    "m_only_failed": "not read",
    "m_only_hijacked": "may be hacked",
    "m_only_reviewed": "with a reviewer's word",
    "m_only_changed": "changed since the scan before",
    "m_only_new": "new in the list",
    "m_reset": "Clear filters",
    "m_count": "{shown} of {all} agencies",
    "m_rank": "Rank",
    "m_rank_range": "Possible ranks",
    "m_name": "Agency",
    "m_address": "Website",
    "m_score": "Score",
    "m_low": "At least",
    "m_high": "At most",
    "m_passed": "Items met",
    "m_position": "Row of the list",
    "m_state": "State",
    "m_state_done": "checked",
    "m_cause": "Cause",
    "m_maker": "Made with",
    "m_server": "Server",
    "m_report": "Agency's report",
    "m_open_report": "Open this agency's gap report",
    "m_open_site": "Open the website",
    "m_close": "Close",
    "m_twin": "Same website as",
    "m_reviewed": "Reviewer's word",
    "m_machine": "the program says",
    "m_lacks": "lacks",
    "m_was": "before",
    "m_items": "Items: how many meet them, and what is commonly lacking",
    "m_items_say": (
        "Of the agencies for which the item could be judged; undecided ones stand apart and do not count as missing"
    ),
    "m_meets": "Met",
    "m_meets_of": "{count} of {of} ({share}%)",
    "m_open": "Undecided",
    "m_gap": "Commonest gap",
    "m_gap_whole": "nothing found for this item at all",
    "m_gap_of": "{gap} ({count} of {of})",
    "m_by_kind": "by kind",
    "m_by_province": "by province",
    "m_see": "Show agencies that do not meet {item}",
    "m_groups_kind": "By kind of agency",
    "m_groups_province": "By province",
    "m_weakest": "Item met least often",
    "m_no_group": "(not given)",
    "m_more_groups": "{count} more groups are in the Excel file",
    "m_unchecked": "What could not be checked, by cause",
    "m_unchecked_say": "This does not mean that the information is missing",
    "m_sites": "Agencies whose whole website was not read",
    "m_open_items": "Undecided items",
    "m_todo": "Do",
    "m_such_as": "such as",
    "m_unknown_cause": "unknown cause",
    "m_shared": "Websites of one maker that lack the same thing",
    "m_shared_say": "One word to the maker may mend many agencies at once",
    "m_shared_none": "Nothing that the websites of one maker lack clearly more often than others",
    "m_lacking": "Lack it",
    "m_elsewhere": "Of the others",
    "m_hijack_say": "Gambling or hidden advertising was found: tell the agency at once",
    "m_none": "none",
    "m_since": "Changes since the scan before ({when})",
    "m_fixed": "better",
    "m_broken": "worse",
    "m_unsteady": "not opened this time",
    "m_other": "otherwise changed",
    "m_changed_say": (
        "{fixed} items better, {broken} worse, {unsteady} not opened this time, {other} otherwise changed, at "
        "{sites} agencies"
    ),
    "m_changed_none": "No item changed",
    "m_worse_first": "Agencies that got worse most",
    "m_appeared": "New in the list",
    "m_gone": "Gone from the list",
    "m_before": "Before",
    "m_after": "After",
    "m_change": "Change",
    "m_queue": "For a person to look at first",
    "m_queue_say": (
        "By how much the score may change when a person looks (doubt times the item's weight). Record a word with "
        "oit review, then make this report again"
    ),
    "m_why_undecided": "Undecided, and weighs much",
    "m_why_near": "One element short of meeting the item",
    "m_why_unsure": "The program is not very sure",
    "m_why": "Why look",
    "m_sure": "Sure",
    "m_points": "May change the score by",
    "m_evidence": "Evidence",
    "m_quote": "Words found",
    "m_more_rows": "and {count} more (all in the Excel file)",
    "m_words": "What the signs mean",
    "m_sheet_matrix": "Agencies × items",
    "m_sheet_items": "Items",
    "m_sheet_groups": "Kinds and provinces",
    "m_sheet_causes": "Not checked",
    "m_sheet_shared": "One maker",
    "m_sheet_hijacked": "May be hacked",
    "m_sheet_changes": "Changes",
    "m_sheet_list": "Changes of the list",
    "m_sheet_queue": "To look at",
    "m_sheet_nights": "All scans",
    "m_sheet_about": "About",
    "m_group": "Group",
    "m_share": "Percent met",
    "m_count_word": "Count",
    "m_title_word": "Title",
    "m_sub": "Sub-indicator",
    "m_yes": "yes",
    "m_versions": "Versions of rules / criteria",
    "m_started": "Started",
    "m_finished": "Finished",
    "m_confidence": "Confidence (0–1)",
    "m_tool": "Program",
}


@cache
def words(lang: str) -> Wording:
    """The words of ``lang`` with those of the auditor's report. Raises KeyError for an unknown language."""
    t = wording(lang)
    return replace(t, phrases={**t.phrases, **{"th": THAI, "en": ENGLISH}[lang]})


def title(t: Wording, item: ItemColumn) -> str:
    """An item's title in the language, where there is one."""
    return t.subjects.get(item.rule) or item.title


def gap_name(t: Wording, gap: Gap) -> str:
    """What is lacking, in words."""
    return t.say("m_gap_whole") if gap.element == WHOLE else element(t, gap.element, gap.wording)


def element(t: Wording, name: str, wording: str) -> str:
    """An element in few words."""
    return t.labels.get(name) or wording


def cause(t: Wording, word: str) -> tuple[str, str]:
    """Name of a cause and advice; what has no cause says so."""
    return t.cause(word) if word else (t.say("m_unknown_cause"), "")
