"""Certificates made on the spot, good ones and spoilt ones, for servers on loopback."""

from __future__ import annotations

import ipaddress
import ssl
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Authority:
    """Signs certificates; whoever trusts the file ``trusted`` trusts them."""

    def __init__(self, folder: Path, name: str = "Thungna Test Authority") -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _named(name)
        self._certificate = _build(self._name, self._name, self._key.public_key(), self._key, authority=True)
        self.trusted = folder / f"{name}.pem"
        self.trusted.write_bytes(self._certificate.public_bytes(serialization.Encoding.PEM))

    def context(
        self,
        *,
        days: int = 30,
        address: str = "127.0.0.1",
        self_signed: bool = False,
        names: tuple[str, ...] = (),
        old: bool = False,
    ) -> ssl.SSLContext:
        """A server's side of TLS, its certificate for ``address`` and ``names``; ``days`` until it expires, negative
        when it has. ``old``: a server that was never renewed and speaks nothing newer than TLS 1.1."""
        key = ec.generate_private_key(ec.SECP256R1())
        name, signer = _named(address), self._key
        issuer = self._name
        if self_signed:
            issuer, signer = name, key
        made = _build(name, issuer, key.public_key(), signer, days=days, address=address, names=names)
        path = self._folder / f"{address}-{days}-{self_signed}.pem"
        path.write_bytes(
            made.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if old:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
            context.set_ciphers("ALL:@SECLEVEL=0")
        context.load_cert_chain(path)
        return context


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _build(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    signer: ec.EllipticCurvePrivateKey,
    *,
    days: int = 30,
    address: str = "",
    authority: bool = False,
    names: tuple[str, ...] = (),
) -> x509.Certificate:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
    if address:
        known = [x509.IPAddress(ipaddress.ip_address(address)), *(x509.DNSName(name) for name in names)]
        builder = builder.add_extension(x509.SubjectAlternativeName(known), critical=False)
    return builder.sign(signer, hashes.SHA256())
