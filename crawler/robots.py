"""robots.txt: what a site asks of programs that read it."""

from __future__ import annotations

from protego import Protego

LONGEST_DELAY = 30.0  # seconds between two requests that a site may ask for and still be read


class Robots:
    """The rules of one host. An absent or unreadable file allows everything."""

    def __init__(self, body: bytes, agent: str) -> None:
        self._agent = agent
        self._rules: Protego | None = None
        text = body[:500_000].decode("utf-8", "replace")
        if "<html" not in text[:2000].lower():
            self._rules = Protego.parse(text)

    def allows(self, url: str) -> bool:
        """Whether this address may be read."""
        return self._rules is None or bool(self._rules.can_fetch(url, self._agent))

    @property
    def delay(self) -> float:
        """Seconds that the site asks to leave between requests, at most ``LONGEST_DELAY``; 0 when it asks for none."""
        asked = self._rules.crawl_delay(self._agent) if self._rules else None
        return min(max(float(asked or 0), 0.0), LONGEST_DELAY)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The addresses of sitemaps that the site names, as written."""
        return tuple(self._rules.sitemaps) if self._rules else ()
