"""Pictures that are the page: announcements and boards of persons published as one image, worth reading by OCR."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from crawler.address import IMAGE_ENDINGS, ending
from crawler.site import Image, Link

MOST = 8  # pictures asked for
LARGEST = 12_000_000  # bytes of one
SIDE = 300  # pixels: pictures whose longer side is stated smaller are ornaments
FEW = 200  # characters of a page's own words beside a picture that is what it shows
OFTEN = 3  # pages that show a picture, from which on it belongs to the site's dress
PROMISE = 0.6  # of what leads to the picture, or names it
_UNREAD = frozenset({"svg", "ico", "heic", "avif", "gif"})


class Shown(NamedTuple):
    """A page as a frame of pictures: how deep it lies, its title, first heading, characters of its other words."""

    depth: int
    title: str
    heading: str
    words: int


def chosen(
    images: Iterable[Image],
    frame: Callable[[str], Shown],
    promise: Callable[[str], float],
    prefer: Callable[[Link], float],
) -> list[tuple[Image, float]]:
    """The pictures to read with what they promise, best first.

    ``frame``: what the page of an address is around its pictures; ``promise``: of the links to it.
    """
    found = [image for image in images if image.url.startswith(("http:", "https:"))]
    frame = cache(frame)
    often = Counter(url for url, _ in {(image.url, image.source) for image in found})
    best: dict[str, tuple[float, int, Image]] = {}
    for image in found:
        if not _may_be_a_page(image) or often[image.url] >= OFTEN:
            continue
        page = frame(image.source)
        names = [image.alt, image.near]
        score = 0.0
        if page.words <= FEW:
            names += [page.heading, page.title]
            score = promise(image.source)
        for name in dict.fromkeys(filter(None, names)):
            score = max(score, prefer(Link(image.source, 0, "", "", name[:200], (), (), "", "main", "img")))
        if score >= PROMISE and score > best.get(image.url, (0.0, 0, image))[0]:
            best[image.url] = (score, page.depth, image)
    ranked = sorted(best.values(), key=lambda one: (-one[0], one[1], one[2].source, one[2].order))
    return [(image, score) for score, _, image in ranked[:MOST]]


def _may_be_a_page(image: Image) -> bool:
    end = ending(image.url)
    stated = max(image.width, image.height)
    leads = image.link and image.link != image.url and ending(image.link) not in IMAGE_ENDINGS
    named = end in IMAGE_ENDINGS or "." not in image.url.rpartition("/")[2] or "?" in image.url
    return image.place == "main" and not leads and named and end not in _UNREAD and not 0 < stated < SIDE
