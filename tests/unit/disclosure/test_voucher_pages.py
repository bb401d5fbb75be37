"""On which page a voucher stands; pages that are out depend on the answer staying what it is."""

from __future__ import annotations

import pytest

from jjledger.disclosure.voucher_pages import voucher_folder, voucher_href, voucher_pages


@pytest.mark.parametrize(
    ("legs", "pages"),
    [
        ([], {}),
        ([2] * 100, {0: 100}),
        ([2] * 101, {1: 101}),
        ([2] * 121, {1: 120, 2: 1}),
        ([3] * 86, {1: 86}),
        ([1000], {1: 1}),
        ([2, 1000, 2], {1: 1, 2: 1, 3: 1}),
    ],
)
def test_what_a_page_bears(legs: list[int], pages: dict[int, int]) -> None:
    found = voucher_pages(legs)
    assert {number: found.count(number) for number in found} == pages
    assert list(found) == sorted(found)


def test_addresses() -> None:
    assert (voucher_folder(0), voucher_folder(3)) == ("", "vouchers-3")
    assert voucher_href(0, "v-2025-03-F0012") == "#v-2025-03-F0012"
    assert voucher_href(3, "v-2025-03-F0012") == "vouchers-3/index.html#v-2025-03-F0012"
