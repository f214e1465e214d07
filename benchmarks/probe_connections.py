"""Troubles of ``probe.py`` before there is a reply: names, certificates, addresses that nobody may be led to."""

from __future__ import annotations

from collections.abc import Callable

from local_site import moved
from probe_trouble import Ran, Seen, Trouble, failed, said, start


def untouched(seen: Seen) -> tuple[str, bool]:
    assert seen.other is not None
    return f"{len(seen.other.asked)} requests to the guarded address", not seen.other.asked


def kept_out(ran: Ran) -> bool:
    return ran.ended and not ran.inside


def _read_and(word: str) -> Callable[[Seen], tuple[str, bool]]:
    def judge(seen: Seen) -> tuple[str, bool]:
        read, told = seen.page_cause("/"), seen.noted(word)
        return f"page {read}, told {told}", read == "read" and told

    return judge


def _spoilt(name: str, tls: str) -> Trouble:
    """What is wrong with the certificate, or the protocol, is told and nothing read."""
    told = said("", "certificate", "ssl", "tls", "protocol")
    return Trouble(name, lambda o: {"/": start()}, failed("/", "tls"), tls=tls, beside=told)


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
    _spoilt("expired certificate", "expired"),
    Trouble(
        "expired certificate, read on",
        lambda o: {"/": start()},
        _read_and("หมดอายุ"),
        tls="expired",
        settings={"insecure": True},
        alone="no setting of theirs was changed",
    ),
    _spoilt("certificate of another name", "name"),
    _spoilt("self-signed certificate", "self_signed"),
    _spoilt("nothing newer than TLS 1.1", "old"),
    Trouble(
        "nothing newer than TLS 1.1, read on",
        lambda o: {"/": start()},
        _read_and("TLS 1.2"),
        tls="old",
        settings={"insecure": True},
        alone="no setting of theirs was changed",
    ),
)
