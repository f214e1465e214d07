"""The pictures of a report as it shows them: each once, as data in the page, within a bound."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from reports.model import Picture
from reports.wording import Wording

MOST = 6_000_000  # characters of pictures in one page


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture at its place. ``source`` is "" where the page shows it already, at ``anchor``."""

    picture: Picture
    anchor: str
    source: Markup
    caption: str


class Album:
    """Hands out the pictures of one page in the order in which they are shown."""

    def __init__(self, pictures: Mapping[str, bytes], t: Wording) -> None:
        self._pictures = pictures
        self._t = t
        self._anchors: dict[str, str] = {}
        self.size = 0  # characters

    def show(self, picture: Picture | None) -> Shown | None:
        """A picture as it is to be shown; None when there is none, or no room for it."""
        data = self._pictures.get(picture.sha256) if picture else None
        if picture is None or data is None:
            return None
        caption = self._t.picture(picture)
        if picture.sha256 in self._anchors:
            return Shown(picture, self._anchors[picture.sha256], Markup(), caption)
        source = Markup("data:image/webp;base64,") + Markup(b64encode(data).decode("ascii"))
        if self.size + len(source) > MOST:
            return None
        self.size += len(source)
        anchor = self._anchors[picture.sha256] = f"picture-{len(self._anchors) + 1}"
        return Shown(picture, anchor, source, caption)
