"""Every way known to us of writing or reaching an address that no crawl of a public site has any business with."""

from __future__ import annotations

import ipaddress

LOOPBACK, INSIDE, METADATA = "127.0.0.1", "10.0.0.7", "169.254.169.254"
TARGETS = (LOOPBACK, INSIDE, METADATA, "192.168.1.1", "172.16.5.4", "100.100.100.200", "0.0.0.0")
OPEN = "203.0.114.9"  # stands for the open internet in tests, as do the names that point to it

# Names and what a resolver answers for them, one list for each time it is asked; the last stays.
NAMES: dict[str, tuple[tuple[str, ...], ...]] = {
    "localhost": ((LOOPBACK, "::1"),),
    "app.localhost": ((LOOPBACK,),),
    "ip6-localhost": (("::1",),),
    "metadata.google.internal": ((METADATA,),),
    "instance-data.ec2.internal": ((METADATA,),),
    "kubernetes.default.svc": (("10.96.0.1",),),
    "127.0.0.1.nip.example.com": ((LOOPBACK,),),
    "7f000001.rbndr.example.com": ((LOOPBACK,),),
    "inside.thungna.go.th": ((INSIDE,),),
    "router.thungna.go.th": (("192.168.1.1",),),
    "six.thungna.go.th": (("::1",),),
    "mapped.thungna.go.th": ((f"::ffff:{INSIDE}",),),
    "nat64.thungna.go.th": (("64:ff9b::a00:7",),),
    "unique.thungna.go.th": (("fd12:3456::1",),),
    "zero.thungna.go.th": (("0.0.0.0", "::"),),
    "shared.thungna.go.th": (("100.64.0.1",),),
    "many.thungna.go.th": ((INSIDE, LOOPBACK, "fe80::1"),),
    "mixed.thungna.go.th": ((INSIDE, OPEN),),  # the open one may be asked, the other never
    "turning.thungna.go.th": ((OPEN,), (LOOPBACK,)),  # another answer the second time
    "turned.thungna.go.th": ((OPEN, LOOPBACK), (INSIDE,)),
}
_OTHER_DIGITS = {
    "full-width": str.maketrans("0123456789", "０１２３４５６７８９"),
    "bold": str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"),
    "circled": str.maketrans("123456789", "①②③④⑤⑥⑦⑧⑨"),
    "Thai": str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"),
}


def _writings(target: str) -> dict[str, str]:
    """The ways to write one IPv4 address as a host, by their names."""
    number = int(ipaddress.IPv4Address(target))
    a, b, c, d = (int(part) for part in target.split("."))
    high, low = f"{number >> 16:x}", f"{number & 0xFFFF:x}"
    hidden = f"{number >> 16 ^ 0xFFFF:x}:{number & 0xFFFF ^ 0xFFFF:x}"
    return {
        "dotted": target,
        "dot at the end": f"{target}.",
        "decimal": str(number),
        "decimal, a dot at the end": f"{number}.",
        "decimal, turned over": str(number + (1 << 32)),
        "hexadecimal": f"0x{number:08x}",
        "hexadecimal, capitals": f"0X{number:08X}",
        "octal": f"0{number:o}",
        "parts in hexadecimal": ".".join(f"0x{part:x}" for part in (a, b, c, d)),
        "parts in octal": ".".join(f"0{part:o}" for part in (a, b, c, d)),
        "parts in long octal": ".".join(f"{part:04o}" for part in (a, b, c, d)),
        "three parts": f"{a}.{b}.{c * 256 + d}",
        "two parts": f"{a}.{number & 0xFFFFFF}",
        "two parts, mixed": f"0x{a:x}.{number & 0xFFFFFF}",
        "three parts, mixed": f"0{a:o}.{b}.0x{c * 256 + d:x}",
        "percent signs": "".join(f"%{ord(char):02x}" for char in target),
        **{name: target.translate(digits) for name, digits in _OTHER_DIGITS.items()},
        "ideographic dots": target.replace(".", "。"),
        "full-width dots": target.replace(".", "．"),
        "half-width dots": target.replace(".", "｡"),
        "soft hyphen": target.replace(".", ".\u00ad", 1),
        "no width": target.replace(".", ".\u200b", 1),
        "mapped": f"[::ffff:{target}]",
        "mapped, in hexadecimal": f"[::ffff:{high}:{low}]",
        "mapped, in full": f"[0:0:0:0:0:ffff:{high}:{low}]",
        "compatible": f"[::{target}]",
        "translated": f"[::ffff:0:{high}:{low}]",
        "NAT64": f"[64:ff9b::{target}]",
        "NAT64 of a network's own": f"[64:ff9b:1::{high}:{low}]",
        "6to4": f"[2002:{high}:{low}::1]",
        "Teredo": f"[2001:0:4136:e378:8000:63bf:{hidden}]",
        "ISATAP": f"[2a00:1450:4001::5efe:{high}:{low}]",
        "user": f"user:word@{target}",
        "a name as the user": f"www.thungna.go.th@{target}",
        "a name and a backslash": f"{target}\\@www.thungna.go.th",
        "port 8080": f"{target}:8080",
        "port 22": f"{target}:22",
        "port 6379": f"{target}:06379",
    }


_SIX = (
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::1]:8080", "[fe80::1]", "[fe80::1%25eth0]", "[fe80::1%eth0]", "[::1%25lo]",
    "[fc00::1]", "[fd00:ec2::254]", "[fec0::1]", "[ff02::1]", "[100::1]", "[2001:db8::1]", "[3fff::1]", "[5f00::1]",
)  # fmt: skip
_SCHEMES = (
    "file:///etc/passwd", "file://127.0.0.1/etc/passwd", "FILE:/etc/hosts", "ftp://10.0.0.7/a.pdf",
    "ftps://10.0.0.7/a.pdf", "gopher://127.0.0.1:6379/_INFO", "dict://127.0.0.1:11211/stat", "ldap://10.0.0.7/dc=x",
    "sftp://10.0.0.7/a.pdf", "tftp://10.0.0.7/a.pdf", "smb://10.0.0.7/share", "jar:http://127.0.0.1!/a.pdf",
    "view-source:http://127.0.0.1/", "ws://127.0.0.1/", "wss://10.0.0.7/", "data:text/html,<a href=http://127.0.0.1/>a</a>",
    "javascript:fetch('http://127.0.0.1/')", "about:blank", "blob:http://127.0.0.1/x", "filesystem:http://127.0.0.1/x",
    "\\\\10.0.0.7\\share\\a.pdf", "//127.0.0.1/a.pdf", "http:/\\127.0.0.1/", "http:127.0.0.1", "https://10.0.0.7/",
    "https://2130706433/", "http://[::ffff:127.0.0.1", "http://127.0.0.1#@www.thungna.go.th/",
    "http://127.0.0.1?@www.thungna.go.th/", "http://www.thungna.go.th:80@127.0.0.1/",
)  # fmt: skip


def forms() -> list[str]:
    """All of them as addresses, each once."""
    hosts = [host for target in TARGETS for host in _writings(target).values()]
    hosts += [*_SIX, *NAMES, "LOCALHOST", "localhost.", "metadata.google.internal.", "inside.thungna.go.th.:8080"]
    return list(dict.fromkeys([*(f"http://{host}/" for host in hosts), *_SCHEMES]))
