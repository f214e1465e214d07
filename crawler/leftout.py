"""What a crawl says at its end of all that it left out or met on its way, in Thai."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from crawler.certificate import PROBLEMS, REMEDIES, REMEDY
from crawler.frontier import Frontier
from crawler.links import Links
from crawler.sight import Sight
from crawler.twins import Twins


def told(
    frontier: Frontier,
    links: Links,
    sight: Sight,
    twins: Twins,
    *,
    spoilt: Sequence[str],
    certificates: Mapping[str, str],
    max_depth: int,
    elsewhere: int,
    trusted: int,
) -> Iterator[str]:
    """One sentence for each kind. ``spoilt``: pages with hidden links; ``certificates``: host and its problem;
    ``elsewhere``: files outside the site not asked for; ``trusted``: addresses not asked for again because of their
    date."""
    if trusted:
        yield f"ไม่ได้ถามซ้ำ {trusted} หน้าหรือไฟล์ที่ลิงก์ไม่ได้เอ่ยถึงข้อใดและเว็บไซต์บอกว่าไม่ได้แก้มานาน ใช้ที่อ่านไว้ครั้งก่อน ครั้งหน้าจะถามทั้งหมด"
    if frontier.held:
        yield f"ที่อยู่แบบเดียวกันมีมากเกินไป เหลือไม่ได้อ่าน {frontier.held} หน้า"
    for name, count in sorted(frontier.calendars.items()):
        yield f"ปฏิทินหรือหน้าที่ไม่มีที่สิ้นสุด อ่านเพียงบางส่วน ({name} ข้าม {count} หน้า)"
    if sight.unrendered:
        yield f"หน้าที่ต้องใช้เบราว์เซอร์ {sight.unrendered} หน้าไม่ได้แสดง" + (
            " เพราะเครื่องนี้ไม่มีเบราว์เซอร์ (ติดตั้ง Chromium แล้วตรวจใหม่)" if sight.blind else ""
        )
    if sight.unopened:
        yield f"ส่วนที่สคริปต์แสดงหรือต้องกดเปิดหรือเลือกปี {sight.unopened} หน้าไม่ได้เปิดดู" + (
            " เพราะเครื่องนี้ไม่มีเบราว์เซอร์ (ติดตั้ง Chromium แล้วตรวจใหม่)" if sight.blind else ""
        )
    if links.deep:
        yield f"ลึกเกิน {max_depth} ชั้น ไม่ได้อ่าน {links.deep} ลิงก์"
    if twins.found:
        left = sum(twins.left.values())
        yield f"หน้าที่มีเนื้อหาเดียวกับหน้าอื่น {twins.found} หน้า" + (f" ไม่ได้เปิดที่อยู่แบบเดียวกันอีก {left} ที่อยู่" if left else "")
    if elsewhere:
        yield f"ไฟล์ที่เก็บไว้นอกเว็บไซต์มีมาก ไม่ได้เปิดอีก {elsewhere} ลิงก์"
    if frontier.copies:
        yield f"โฟลเดอร์ที่เป็นสำเนาของโฟลเดอร์อื่น ไม่ได้เปิดซ้ำ {len(frontier.copies)} ที่อยู่"
    if links.variants:
        yield f"ไม่ได้เปิด {links.variants} ที่อยู่ ที่เพียงจัดเรียงหรือพิมพ์หน้าที่อ่านแล้ว"
    if spoilt:
        yield (f"พบลิงก์พนันหรือยาที่ซ่อนไว้ใน {len(spoilt)} หน้า เช่น {spoilt[0]} เว็บไซต์อาจถูกแฮ็ก แจ้งผู้ดูแลเว็บไซต์โดยด่วน")
    for host, problem in sorted(certificates.items()):
        yield f"{host}: {PROBLEMS[problem]} {REMEDIES.get(problem, REMEDY)}"
    if frontier.full:
        yield f"จำนวนที่อยู่มากเกินกว่าจะจดไว้ได้ ข้าม {frontier.full} ลิงก์"
