"""What a service's answer comes to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.encoding import decode
from crawler.reply import Reply

LARGEST = 400_000  # bytes of a service's page that are looked at


@dataclass(frozen=True, slots=True)
class Shown:
    """``cause``: a word of ``crawler.causes`` for what stands there instead of a file; ``onward``: the address to ask
    instead. Both "" when the page is none that is known."""

    cause: str = ""
    onward: str = ""


def words_of(reply: Reply) -> tuple[str, str]:
    """The markup of a service's page, and its visible words as far as they matter: title and text, without tags."""
    html, _ = decode(reply.body[:LARGEST], reply.content_type)
    bare = re.sub(r"<(script|style)\b.*?</\1\s*>", " ", html, flags=re.I | re.S)
    return html, " ".join(re.sub(r"<[^>]*>", " ", bare).split())[:6000]
