"""What is wrong with a host's certificate, found out once a host by a handshake of our own."""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from crawler.guard import IP

# Every problem in Thai. A browser lays over a missing intermediate certificate by itself, so that one is only told.
PROBLEMS = {
    "expired": "ใบรับรองหมดอายุ",
    "early": "ใบรับรองยังไม่ถึงวันเริ่มใช้",
    "name": "ใบรับรองเป็นของชื่ออื่น ไม่ตรงกับชื่อเว็บไซต์",
    "self_signed": "ใบรับรองออกเอง ไม่มีผู้รับรอง",
    "untrusted": "ผู้ออกใบรับรองไม่เป็นที่เชื่อถือ",
    "chain": "ติดตั้งใบรับรองไม่ครบ (ขาดใบรับรองกลาง)",
    "old": "ใช้การเข้ารหัสรุ่นเก่าที่เบราว์เซอร์ไม่รับแล้ว",
    "broken": "เริ่มการเชื่อมต่อแบบเข้ารหัสไม่ได้",
}
REMEDY = "ให้ต่ออายุหรือติดตั้งใบรับรองให้ตรงกับชื่อเว็บไซต์"
REMEDIES = {
    "old": "ให้ผู้ดูแลเครื่องแม่ข่ายเปิด TLS 1.2 หรือ 1.3 และปิดรุ่นเก่า",
    "broken": "ให้ผู้ดูแลเครื่องแม่ข่ายตรวจการตั้งค่า HTTPS",
    "chain": "ให้ติดตั้งใบรับรองกลางที่ผู้ออกใบรับรองให้มา",
    "untrusted": "ให้ติดตั้งใบรับรองจากผู้ออกที่เบราว์เซอร์รู้จัก",
    "self_signed": "ให้ติดตั้งใบรับรองจากผู้ออกที่เบราว์เซอร์รู้จัก",
}
TOLD = frozenset({"chain"})  # problems that are told and read past
_CODES = {  # X509_V_ERR_...
    9: "early",
    10: "expired",
    18: "self_signed",
    19: "untrusted",
    20: "chain",
    21: "chain",
    62: "name",
    64: "name",
}
_OLD = (
    "UNSUPPORTED_PROTOCOL",
    "PROTOCOL_VERSION",
    "HANDSHAKE_FAILURE",
    "LEGACY",
    "DH_KEY",
    "KEY_TOO_SMALL",
    "NO_SHARED",
)


@dataclass(frozen=True, slots=True)
class Certificate:
    """``problem`` is a word of ``PROBLEMS``, "" when there is none or the host did not answer at all."""

    problem: str = ""
    detail: str = ""
    expires: datetime | None = None

    @property
    def stops(self) -> bool:
        """Whether a careful visitor would not go on."""
        return bool(self.problem) and self.problem not in TOLD


def examine(host: str, port: int, addresses: Sequence[IP], timeout: float) -> Certificate:
    """Shake hands with the first of the addresses that answers. Blocks for at most ``timeout`` seconds an address."""
    context = ssl.create_default_context()
    for address in addresses:
        try:
            plain = socket.create_connection((str(address), port), timeout)
        except OSError:
            continue
        try:
            with contextlib.closing(context.wrap_socket(plain, server_hostname=host.strip("[]"))) as secured:
                return Certificate(expires=_expiry(secured.getpeercert()))
        except ssl.SSLCertVerificationError as error:
            return Certificate(_CODES.get(error.verify_code, "untrusted"), error.verify_message)
        except ssl.SSLError as error:
            reason = error.reason or str(error)
            return Certificate("old" if any(word in reason.upper() for word in _OLD) else "broken", reason)
        except OSError:
            continue
        finally:
            plain.close()
    return Certificate()


def allow_old() -> None:
    """Let this process's Scrapy talk to servers of old protocols and weak keys: for users who read on all the same.

    Scrapy's own settings lower the protocol, not the level of security below which OpenSSL refuses it.
    """
    from scrapy.core.downloader import contextfactory

    class Forgiving(contextfactory._ScrapyCertificateOptions):
        def _makeContext(self, *given: Any) -> Any:
            context = super()._makeContext(*given)
            context.set_cipher_list(b"ALL:@SECLEVEL=0")
            return context

    contextfactory._ScrapyCertificateOptions = Forgiving  # type: ignore[misc]


def _expiry(found: object) -> datetime | None:
    if not isinstance(found, dict) or "notAfter" not in found:
        return None
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(found["notAfter"])), UTC)
