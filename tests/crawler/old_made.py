"""Word and PowerPoint files of the years before 2007, made byte by byte."""

from __future__ import annotations

import struct


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE file with these streams, each of 4096 bytes or more, so that no small-stream sectors are needed."""
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    bodies = {name: body.ljust(4096, b"\0") for name, body in streams.items()}
    sectors: list[bytes] = []
    chain: list[int] = []
    starts = {}
    for name, body in bodies.items():
        starts[name] = len(sectors)
        parts = [body[at : at + 512].ljust(512, b"\0") for at in range(0, len(body), 512)]
        chain += [*range(len(sectors) + 1, len(sectors) + len(parts)), end]
        sectors += parts
    names = sorted(bodies, key=lambda name: (len(name), name.upper()))

    def entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
        raw = (name + "\0").encode("utf-16-le")
        return struct.pack("<64sHBBIII16sIQQIQ", raw, len(raw), kind, 1, free, right, child, b"", 0, 0, 0, start, size)

    entries = [entry("Root Entry", 5, free, 1, end, 0)]
    for number, name in enumerate(names, 1):
        right = number + 1 if number < len(names) else free
        entries.append(entry(name, 2, right, free, starts[name], len(bodies[name])))
    directory = b"".join(entries).ljust(512 * -(-len(entries) // 4), b"\0")
    first = len(sectors)
    parts = [directory[at : at + 512] for at in range(0, len(directory), 512)]
    chain += [*range(first + 1, first + len(parts)), end]
    sectors += parts
    fat_sector = len(sectors)
    tables = -(-(len(chain) + 1) // 127)
    chain += [fat_mark] * tables
    fat = struct.pack(f"<{128 * tables}I", *chain, *[free] * (128 * tables - len(chain)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, tables, first, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", *range(fat_sector, fat_sector + tables), *[free] * (109 - tables))
    return head + b"".join(sectors) + fat


def word(pieces: list[tuple[str, bool]], version: int = 0xC1, flags: int = 0x0200, data: bytes = b"") -> bytes:
    """A Word 97 file of pieces of text; True for one byte a letter. ``data``: the stream of its pictures."""
    body = bytearray(2048)
    bounds, places = [0], []
    for text, narrow in pieces:
        at = len(body)
        body += text.encode("cp1252" if narrow else "utf-16-le")
        places.append(struct.pack("<HIH", 0, (at * 2 | 0x40000000) if narrow else at, 0))
        bounds.append(bounds[-1] + len(text))
    plan = struct.pack(f"<{len(bounds)}I", *bounds) + b"".join(places)
    clx = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<I", len(plan)) + plan
    struct.pack_into("<HH", body, 0, 0xA5EC, version)
    struct.pack_into("<H", body, 10, flags)
    struct.pack_into("<i", body, 0x4C, bounds[-1])
    struct.pack_into("<II", body, 0x1A2, 0, len(clx))
    streams = {"WordDocument": bytes(body), "1Table" if flags & 0x0200 else "0Table": clx}
    return compound({**streams, "Data": data} if data else streams)


def record(kind: int, body: bytes, version: int = 0) -> bytes:
    return struct.pack("<HHI", version, kind, len(body)) + body
