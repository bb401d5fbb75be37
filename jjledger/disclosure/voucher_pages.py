"""On which page of a disclosure a voucher stands, where there are more than one page bears.

The rule is part of the addresses: pages that are out are never written again, and other pages link
to the vouchers on them. So it depends on nothing but the vouchers' order and their legs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

# A voucher weighs four and one a leg. What a page bears keeps it below 150 kB and 3,500 elements.
_OF_ITSELF: Final = 4
_FIRST_BEARS: Final = 600  # a hundred vouchers of two legs, beside the statement
_OTHERS_BEAR: Final = 840


def voucher_pages(legs: Iterable[int]) -> tuple[int, ...]:
    """Say on which page each voucher stands, the first being the disclosure's own.

    Args:
        legs: how many legs each voucher has, in their order.

    Returns:
        A page number a voucher, from 1.

    Examples:
        >>> voucher_pages([2] * 101)[-2:]
        (1, 2)
    """
    numbers = []
    number, borne = 1, 0
    for count in legs:
        weight = _OF_ITSELF + count
        if borne and borne + weight > (_FIRST_BEARS if number == 1 else _OTHERS_BEAR):
            number, borne = number + 1, 0
        borne += weight
        numbers.append(number)
    return tuple(numbers)


def voucher_href(number: int, anchor: str) -> str:
    """Lead from a disclosure's own page to a voucher.

    Args:
        number: the page it stands on.
        anchor: its anchor there.
    """
    return f"#{anchor}" if number == 1 else f"vouchers-{number}/index.html#{anchor}"
