"""Where the vouchers of a disclosure stand, for the templates.

What lives here: links to vouchers, and the pages that many vouchers are spread over. What must not:
how many a page bears, which is `disclosure.voucher_pages`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from jjledger.disclosure.models import VoucherView
from jjledger.disclosure.voucher_pages import voucher_folder, voucher_href, voucher_pages


@dataclass(frozen=True, slots=True)
class VoucherLink:
    """How a line of a statement names a voucher and leads to it."""

    day: date
    number: str
    href: str


@dataclass(frozen=True, slots=True)
class VoucherPart:
    """The vouchers of one page."""

    folder: str  # vouchers-1
    vouchers: tuple[VoucherView, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Takes the place of a model's vouchers while its own page is written and they stand on others."""

    parts: tuple[VoucherPart, ...]

    @property
    def count(self) -> int:
        """Count the vouchers."""
        return sum(len(part.vouchers) for part in self.parts)


def voucher_links(vouchers: Sequence[VoucherView], *, together: bool) -> dict[str, VoucherLink]:
    """Give the links to a page's vouchers by their anchors.

    Args:
        vouchers: all of the disclosure.
        together: they all stand on its own page, however many; so on paper.
    """
    numbers = [0] * len(vouchers) if together else _numbers(vouchers)
    return {
        voucher.anchor: VoucherLink(voucher.day, voucher.number, voucher_href(number, voucher.anchor))
        for voucher, number in zip(vouchers, numbers, strict=True)
    }


def voucher_parts(vouchers: Sequence[VoucherView]) -> tuple[VoucherPart, ...]:
    """Spread vouchers over pages of their own; none where they fit their disclosure's page."""
    return tuple(_parts(vouchers))


def _parts(vouchers: Sequence[VoucherView]) -> Iterator[VoucherPart]:
    for number, shared in groupby(zip(_numbers(vouchers), vouchers, strict=True), lambda pair: pair[0]):
        if number:
            yield VoucherPart(voucher_folder(number), tuple(voucher for _, voucher in shared))


def _numbers(vouchers: Sequence[VoucherView]) -> Sequence[int]:
    return voucher_pages(len(voucher.legs) for voucher in vouchers)
