"""Whether a disclosure's vouchers stand on its own page or, being too many, on pages of their own.

The rule is part of the addresses: pages that are out are never written again, and other pages link
to the vouchers on them. So it depends on nothing but the vouchers' order and their legs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

OWN_PAGE: Final = 0
# A voucher weighs four and one a leg; what a page bears keeps it below 150 kB and 3,500 elements.
_OF_ITSELF: Final = 4
_BESIDE_A_STATEMENT: Final = 600  # a hundred vouchers of two legs
_ALONE: Final = 720


def voucher_pages(legs: Iterable[int]) -> tuple[int, ...]:
    """Say on which page each voucher stands.

    Args:
        legs: how many legs each voucher has, in their order.

    Returns:
        A number a voucher: all 0, the disclosure's own page, or pages of vouchers from 1.

    Examples:
        >>> voucher_pages([2] * 100)[-1], voucher_pages([2] * 121)[-2:]
        (0, (1, 2))
    """
    weights = [_OF_ITSELF + count for count in legs]
    if sum(weights) <= _BESIDE_A_STATEMENT:
        return (OWN_PAGE,) * len(weights)
    numbers = []
    number, borne = 1, 0
    for weight in weights:
        if borne and borne + weight > _ALONE:
            number, borne = number + 1, 0
        borne += weight
        numbers.append(number)
    return tuple(numbers)


def voucher_folder(number: int) -> str:
    """Name the folder of a page of vouchers below its disclosure; its own page is ""."""
    return f"vouchers-{number}" if number else ""


def voucher_href(number: int, anchor: str) -> str:
    """Lead from a disclosure's own page to a voucher.

    Args:
        number: the page it stands on.
        anchor: its anchor there.
    """
    return f"{voucher_folder(number)}/index.html#{anchor}" if number else f"#{anchor}"
