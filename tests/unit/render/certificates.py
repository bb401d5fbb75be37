"""Certificates made for a test: a root that nobody knows, and one that it vouches for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

PASSPHRASE = "口令 1"  # noqa: S105 - of a key that is made anew for each run
HOUR = datetime.now(UTC)  # pyHanko writes the hour of the machine into a signature


@dataclass(frozen=True)
class Made:
    pfx: bytes  # key and certificate of 测试业委会, behind PASSPHRASE
    root: bytes  # the certificate of 测试发证机构


@cache
def made(days: int = 30) -> Made:
    """Make both, good from yesterday for some days; fewer than none for one that is over."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate(("测试发证机构", root_key), ("测试发证机构", root_key), days)
    own = _certificate(("测试业委会", key), ("测试发证机构", root_key), days)
    pfx = pkcs12.serialize_key_and_certificates(
        None, key, own, [root], BestAvailableEncryption(PASSPHRASE.encode())
    )
    return Made(pfx, root.public_bytes(Encoding.DER))


def _certificate(
    of: tuple[str, ec.EllipticCurvePrivateKey], by: tuple[str, ec.EllipticCurvePrivateKey], days: int
) -> x509.Certificate:
    is_root = of[0] == by[0]
    usage = dict.fromkeys(
        (
            "key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only",
        ),
        False,
    )  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(_name(of[0]))
        .issuer_name(_name(by[0]))
        .public_key(of[1].public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(HOUR - timedelta(days=60))
        .not_valid_after(HOUR + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                key_cert_sign=is_root,
                crl_sign=is_root,
                **usage,
            ),
            critical=True,
        )
        .sign(by[1], hashes.SHA256())
    )


def _name(word: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, word)])
