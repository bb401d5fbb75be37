"""科目余额表: what every account had, what moved, and what it has; debit and credit tie in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from jjledger.disclosure.account_books import Asked, Item, before, by_account, rank
from jjledger.disclosure.book_models import BalancePage, BalanceRow, TrialBalance
from jjledger.disclosure.book_paging import ROW, broken, page_breaks, row_height
from jjledger.rules.journal import BookEntry
from jjledger.units import yuan

HEIGHT: Final = 23 * ROW  # of the rows of a page across
_NAME: Final = 17  # characters of a line
_HIGHEST: Final = 8  # lines of a name; no more of it are printed
_PAIRS: Final = ("期初余额", "本期发生额", "期末余额")

Figures = tuple[int, int, int, int, int, int]


def trial_balance(entries: Iterable[BookEntry], asked: Asked) -> TrialBalance:
    """Draw up the trial balance of a fund.

    Args:
        entries: the fund's journal from its beginning to the last day, computed closings among them.
        asked: which days.

    Returns:
        A row for each general account, those of its details below where it has any, and the total.
    """
    by_code: dict[str, list[list[Item]]] = {}
    for items in sorted(by_account(entries).values(), key=lambda items: rank(items[0][1].account)):
        by_code.setdefault(items[0][1].account.code, []).append(items)
    rows = [row for details in by_code.values() for row in _account_rows(details, asked)]
    total = _summed(rows, "total", "合计")
    heights = [row_height(len(row.name)) for row in (*rows, total)]
    pages = tuple(
        BalancePage(number, tuple(_page([*rows, total], page)))
        for number, page in enumerate(page_breaks(heights, HEIGHT, ROW, ROW), 1)
    )
    return TrialBalance(asked.head, pages, _tie_words(_figures_of(total)))


def _account_rows(details: Sequence[Sequence[Item]], asked: Asked) -> Iterator[BalanceRow]:
    """Give a general account's row and, where it has details, a row for each of them that moved or stands."""
    account = details[0][0][1].account
    all_items = [item for items in details for item in items]
    figures = _reckon(all_items, asked)
    if not any(figures) and not any(any(_reckon(items, asked)) for items in details):
        return
    yield BalanceRow("account", account.code, _name(account.title), *figures)
    for items in details:
        own = items[0][1].account
        figures = _reckon(items, asked)
        if own.details and any(figures):
            yield BalanceRow("detail", own.code, _name(" — ".join(own.details)), *figures)


def _name(words: str) -> tuple[str, ...]:
    return broken(words, _NAME)[:_HIGHEST]


def _reckon(items: Iterable[Item], asked: Asked) -> Figures:
    """Sum an account's legs: opening, moved, closing, each in debit and credit, in fen."""
    opening = debit = credit = 0
    for item in items:
        if before(item, asked.head.first_day):
            opening += item[1].amount_fen
        else:
            debit += item[1].debit_fen
            credit += item[1].credit_fen
    closing = opening + debit - credit
    return (max(opening, 0), max(-opening, 0), debit, credit, max(closing, 0), max(-closing, 0))


def _figures_of(row: BalanceRow) -> Figures:
    return (
        row.opening_debit_fen, row.opening_credit_fen, row.debit_fen, row.credit_fen,
        row.closing_debit_fen, row.closing_credit_fen,
    )  # fmt: skip


def _summed(rows: Iterable[BalanceRow], kind: str, words: str) -> BalanceRow:
    """Sum the rows of general accounts."""
    sums = [0] * 6
    for row in rows:
        if row.kind == "account":
            sums = [one + fen for one, fen in zip(sums, _figures_of(row), strict=True)]
    assert kind in {"total", "brought", "carried"}
    return BalanceRow(kind, "", (words,), *sums)  # type: ignore[arg-type] # one of the three, as asserted


def _page(rows: Sequence[BalanceRow], page: range) -> Iterator[BalanceRow]:
    if page.start:
        yield _summed(rows[: page.start], "brought", "承前页")
    yield from rows[page.start : page.stop]
    if page.stop < len(rows):
        yield _summed(rows[: page.stop], "carried", "过次页")


def _tie_words(figures: Figures) -> str:
    """Say whether the total's debits and credits are equal."""
    differences = [
        f"{name}相差 {yuan(debit - credit)}"
        for name, debit, credit in zip(_PAIRS, figures[::2], figures[1::2], strict=True)
        if debit != credit
    ]
    return (
        f"试算不平衡：{'，'.join(differences)}。" if differences else "试算平衡：三栏借方合计都等于贷方合计。"
    )
