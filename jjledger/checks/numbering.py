"""B15: do voucher numbers run on without gaps or doubles?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.finding import Finding
from jjledger.facts.voucher import VOUCHER_KINDS, Voucher

_GROUND: Final = "会计基础工作规范第51条：记账凭证应当连续编号"


def check_numbering(books: Books) -> Iterator[Finding]:
    """Find gaps and doubles in the numbers of each fund, month and kind.

    Args:
        books: the general book; drafts need no number and do not count.

    Source: 会计基础工作规范 第51条; R03.
    """
    series: dict[tuple[str, int, int, str], dict[int, Voucher]] = {}
    for voucher in books.posted():
        digits = voucher.number[2:]
        if voucher.kind not in VOUCHER_KINDS or not (digits.isascii() and digits.isdigit() and int(digits)):
            continue
        for fund in voucher.funds:
            numbers = series.setdefault((fund, voucher.day.year, voucher.day.month, voucher.kind), {})
            other = numbers.setdefault(int(digits), voucher)
            if other is not voucher:
                yield _finding(
                    voucher,
                    f"{fund} {voucher.day:%Y-%m} 的 {voucher.number} 用了两次，"
                    f"另一张在 {other.place.file}:{other.place.line}。",
                    "请给其中一张改用下一个号。",
                )
    for (fund, year, month, kind), numbers in series.items():
        expected = 1
        for number in sorted(numbers):
            if number != expected:
                missing = f"{kind}-{expected:04d}"
                if number - expected > 1:
                    missing += f" 至 {kind}-{number - 1:04d}"
                yield _finding(
                    numbers[number],
                    f"{fund} {year:04d}-{month:02d} 的凭证断号：{numbers[number].number} 前面缺 {missing}。",
                    "请补录缺号的凭证，或把号改成连续。",
                )
            expected = number + 1


def _finding(voucher: Voucher, what: str, remedy: str) -> Finding:
    return Finding("B15", "block", voucher.place, what, remedy, _GROUND)
