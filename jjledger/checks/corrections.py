"""B07: does each red-letter voucher undo an existing one, once and exactly, and each correction replace one?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.finding import Finding
from jjledger.facts.voucher import Voucher
from jjledger.rules.problem import Problem
from jjledger.rules.reversal import VoucherNames, find_corrected, find_reversed, is_opposite, voucher_names

_GROUND: Final = "会计基础工作规范第51条：错账以红字凭证注销，再订正"


def check_corrections(books: Books, problems: tuple[Problem, ...]) -> Iterator[Finding]:
    """Find red-letter vouchers that undo nothing, twice or inexactly, and corrections without one.

    Args:
        books: the general book.
        problems: from `rules.replay`, for reversals that give the money to others.

    Source: 会计基础工作规范 第51条 (五); R02.
    """
    posted = books.posted()
    names = voucher_names(posted)
    given_to_others = {id(problem.voucher) for problem in problems if problem.kind == "reversed_differs"}
    undone: dict[int, Voucher] = {}
    for voucher in posted:
        if voucher.reverses:
            yield from _look(voucher, _original(names, voucher), undone, given_to_others)
    for voucher in posted:
        if voucher.corrects:
            yield from _look_at_correction(voucher, names, undone)


def _original(names: VoucherNames, voucher: Voucher) -> Voucher | None:
    found = [find_reversed(names, voucher, fund) for fund in voucher.funds]
    return next((other for other in found if other is not None), None)


def _look(
    voucher: Voucher, original: Voucher | None, undone: dict[int, Voucher], given_to_others: set[int]
) -> Iterator[Finding]:
    """Look at one red-letter voucher, and note what it undoes."""
    if original is None:
        yield _wrong(
            voucher,
            f"找不到被冲销的凭证「{voucher.reverses}」。",
            '请写全月份和号，例如 reverses: "2025-03-F0012"。',
        )
        return
    other = undone.setdefault(id(original), voucher)
    if other is not voucher:
        yield _wrong(
            voucher, f"{original.key} 已经由 {other.place.file}:{other.place.line} 冲销过一次。",
            "请删去多余的一张；要冲销的是别的凭证时，改正 reverses。",
        )  # fmt: skip
    elif not is_opposite(original, voucher):
        yield _wrong(
            voucher, f"与被冲销的 {original.key} 不是科目相同、金额相反。",
            "红字凭证照抄原凭证的全部分录，只把金额变号。",
        )  # fmt: skip
    elif id(voucher) in given_to_others:
        yield _wrong(
            voucher, f"与被冲销的 {original.key} 归属不同，钱会退给别的户。",
            "红字凭证照抄原凭证的归属（household、detail、scope 等），只把金额变号。",
        )  # fmt: skip


def _look_at_correction(
    voucher: Voucher, names: VoucherNames, undone: dict[int, Voucher]
) -> Iterator[Finding]:
    found = [find_corrected(names, voucher, fund) for fund in voucher.funds]
    original = next((other for other in found if other is not None), None)
    if original is None:
        yield _wrong(
            voucher,
            f"找不到被订正的凭证「{voucher.corrects}」。",
            '请写全月份和号，例如 corrects: "2025-03-F0012"。',
        )
    elif id(original) not in undone:
        yield _wrong(
            voucher, f"被订正的 {original.key} 没有注销，这笔钱记了两次。",
            f'请先记一张红字凭证，写明  reverses: "{original.key}"',
        )  # fmt: skip


def _wrong(voucher: Voucher, what: str, remedy: str) -> Finding:
    return Finding("B07", "block", voucher.place, f"凭证 {voucher.number}：{what}", remedy, _GROUND)
