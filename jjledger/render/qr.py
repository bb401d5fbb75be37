"""QR codes that lead from paper to the page, as SVG inside the page or as files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from segno import QRCode

_QUIET_ZONE: Final = 4  # modules; readers need it, and it stays white on a dark page
_KINDS: Final[Mapping[str, Mapping[str, Any]]] = {"svg": {"title": "二维码"}, "png": {"scale": 10}}
_TITLE: Final = "二维码，内容是本页网址"
_OWN: Final = "二维码，内容是本户的专用链接"
_PROOF: Final = "二维码，内容是核对用的证明"
_KEY: Final = "二维码，内容是登记册公钥"
_MASK: Final = 3  # of eight, any of which is read; to try them all takes three times as long as the rest


@lru_cache(maxsize=16)  # the page of an address, its posters and its sheet have the same code
def qr_svg(address: str, error: Literal["m", "q"] = "m") -> str:
    """Draw the QR code of an address.

    Args:
        address: full address of a page, "" where it is unknown.
        error: how much of it may be lost: m 15 %, q 25 %, for what hangs in wind and rain.

    Returns:
        An svg element with white ground, quiet zone and title, the code itself black; it has no size of
        its own, so that the style sheet sets it. "" where there is no address.
    """
    if not address:
        return ""
    code = _made(address, error=error, encoding="utf-8", mask=_MASK)
    return str(code.svg_inline(border=_QUIET_ZONE, omitsize=True, light="#fff", dark="#000", title=_TITLE))


def link_svg(address: str) -> str:
    """Draw the code of a household's own link, another one on every paper.

    Args:
        address: with its secret.
    """
    code = _made(address, error="m", encoding="utf-8", mask=_MASK)
    return str(code.svg_inline(border=_QUIET_ZONE, omitsize=True, light="#fff", dark="#000", title=_OWN))


def proof_svg(text: str, error: Literal["l", "m"] = "l") -> str:
    """Draw the code of a proof, which is large and is printed for every household.

    Args:
        text: of signs that a QR code holds two in eleven bits.
        error: how much of it may be lost: l 7 %, m 15 %, for what hangs on a wall.
    """
    code = _made(text, error=error, mask=_MASK, boost_error=False)
    return str(code.svg_inline(border=_QUIET_ZONE, omitsize=True, light="#fff", dark="#000", title=_PROOF))


def key_svg(text: str) -> str:
    """Draw the code of a public key, which a witness scans from the wall.

    Args:
        text: as the log writes it.
    """
    code = _made(text, error="q", mask=_MASK)
    return str(code.svg_inline(border=_QUIET_ZONE, omitsize=True, light="#fff", dark="#000", title=_KEY))


def qr_files(address: str) -> dict[str, bytes]:
    """Draw the QR code of an address as files: svg for print at any size, png for a phone; by suffix."""
    code = _made(address, error="m", encoding="utf-8")
    drawn: dict[str, bytes] = {}
    for suffix, more in _KINDS.items():
        file = BytesIO()
        code.save(file, kind=suffix, border=_QUIET_ZONE, light="#fff", dark="#000", **more)
        drawn[suffix] = file.getvalue()
    return drawn


def _made(text: str, **kind: Any) -> QRCode:  # noqa: ANN401 - segno's own
    import segno  # noqa: PLC0415 -- slow to import, and often nothing is drawn

    return segno.make(text, micro=False, **kind)
