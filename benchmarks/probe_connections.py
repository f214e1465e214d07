"""Troubles of ``probe.py`` before there is a reply: names, certificates, addresses that nobody may be led to."""

from __future__ import annotations

from local_site import moved
from probe_trouble import Ran, Seen, Trouble, failed, said, start


def untouched(seen: Seen) -> tuple[str, bool]:
    assert seen.other is not None
    return f"{len(seen.other.asked)} requests to the guarded address", not seen.other.asked


def kept_out(ran: Ran) -> bool:
    return ran.ended and not ran.inside


CONNECTIONS = (
    Trouble(
        "no such name",
        lambda o: {},
        failed("/", "dns"),
        beside=said("", "resol", "name or service", "getaddrinfo", "dns"),
        url="http://www.thungna.invalid/",
        cut_off=True,
    ),
    Trouble(
        "redirect to an internal address",
        lambda o: {"/": start("/in"), "/in": moved(f"http://127.0.0.2:{o.port}/f.pdf" if o else "/")},
        untouched,
        inside=True,
        beside=kept_out,
    ),
    Trouble(
        "link to an internal address, as a number",
        lambda o: {"/": start(f"http://2130706434:{o.port}/f.pdf" if o else "/")},
        untouched,
        inside=True,
        beside=kept_out,
    ),
    Trouble(
        "expired certificate",
        lambda o: {"/": start()},
        failed("/", "tls"),
        tls="expired",
        beside=said("", "certificate", "ssl"),
    ),
    Trouble(
        "expired certificate, read on",
        lambda o: {"/": start()},
        lambda s: (
            f"page {s.page_cause('/')}, told {s.noted('หมดอายุ')}",
            s.page_cause("/") == "read" and s.noted("หมดอายุ"),
        ),
        tls="expired",
        settings={"insecure": True},
        alone="no setting of theirs was changed",
    ),
    Trouble(
        "certificate of another name",
        lambda o: {"/": start()},
        failed("/", "tls"),
        tls="name",
        beside=said("", "certificate", "ssl"),
    ),
    Trouble(
        "self-signed certificate",
        lambda o: {"/": start()},
        failed("/", "tls"),
        tls="self_signed",
        beside=said("", "certificate", "ssl"),
    ),
    Trouble(
        "nothing newer than TLS 1.1",
        lambda o: {"/": start()},
        failed("/", "tls"),
        tls="old",
        beside=said("", "tls", "ssl", "protocol"),
    ),
    Trouble(
        "nothing newer than TLS 1.1, read on",
        lambda o: {"/": start()},
        lambda s: (f"page {s.page_cause('/')}", s.page_cause("/") == "read" and bool(s.outcome.notes)),
        tls="old",
        settings={"insecure": True},
        alone="no setting of theirs was changed",
    ),
)
