"""Hold a bank account against the bank's statement: what either side lacks of the other.

A row and a voucher belong together where one names the other by key; never because they look
alike. What looks alike is proposed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.reconciliation import Part, ReconcilingItem
from jjledger.facts.settled import Settled
from jjledger.facts.statement import StatementRow
from jjledger.facts.voucher import OPENING_KIND, Account, Voucher
from jjledger.rules.reversal import Ties, standing, ties_of
from jjledger.rules.suspense import bank_refs

_NEAR: Final = timedelta(days=10)  # days apart at most for what is proposed as one


@dataclass(frozen=True, slots=True)
class BankRow:
    """One movement by the bank, whichever exports show it."""

    day: date
    amount_fen: int
    words: str
    keys: frozenset[str]  # of the export's rows; the first export's stands for it
    key: str


@dataclass(frozen=True, slots=True)
class Held:
    """An account held against its statements."""

    items: tuple[ReconcilingItem, ...]  # by part, then day
    alike: tuple[tuple[ReconcilingItem, ReconcilingItem], ...]  # of the books, of the bank: perhaps the same
    unequal: tuple[str, ...]  # vouchers with another amount than the rows they stand for


def bank_rows(exports: Iterable[Sequence[StatementRow]]) -> tuple[BankRow, ...]:
    """Bring the rows of all exports of an account together; two exports of the same days show one row twice.

    Day, amount and the balance after it are one row; where no balance is printed, the key is.

    Args:
        exports: the rows of each, in its order.
    """
    found: dict[object, BankRow] = {}
    for rows in exports:
        times: Counter[tuple[date, int, int]] = Counter()
        for row in rows:
            if row.state != "settled" or not row.amount_fen:
                continue
            same: object = row.key
            if row.balance_fen is not None:
                seen = row.day, row.amount_fen, row.balance_fen
                times[seen] += 1
                same = (*seen, times[seen])
            known = found.get(same)
            keys = known.keys | {row.key} if known else frozenset({row.key})
            words = " ".join(part for part in (row.counterparty, row.words) if part)
            found[same] = BankRow(
                row.day,
                row.amount_fen,
                known.words if known else words,
                keys,
                known.key if known else row.key,
            )
    return tuple(sorted(found.values(), key=lambda row: row.day))


def hold(books: Books, account: Account, day: date, began: date, rows: Sequence[BankRow]) -> Held:
    """Compare what the books and the bank have by the end of a day.

    Args:
        books: the general book.
        account: the bank account.
        day: a month's last.
        began: first day the statements show; earlier vouchers have passed through the bank.
        rows: of all statements of the account, later ones too.

    Source: 会计基础工作规范 第62条; the classical four parts of a 余额调节表.
    """
    posted = [one for one in books.posted() if one.day <= day]
    vouchers = [(voucher, fen) for voucher in standing(posted) for fen in [_moved(voucher, account)] if fen]
    ties = ties_of(posted)
    opened = [voucher.day for voucher, _ in vouchers if voucher.kind == OPENING_KIND]
    by_key = {key: row for row in rows for key in row.keys}
    settled = _settled(books)
    items: list[ReconcilingItem] = []
    unequal = []
    booked: set[str] = set()  # keys of rows that vouchers stand for
    for voucher, fen in vouchers:
        if voucher.kind == OPENING_KIND:
            continue
        stood_for = (voucher, *_replaced(voucher, account, ties))
        keys = [key for one in stood_for for key in (*bank_refs(one), *_held_by(settled, one))]
        own = {by_key[key].key: by_key[key] for key in keys if key in by_key and by_key[key].day <= day}
        if own:
            booked |= own.keys()
            if sum(row.amount_fen for row in own.values()) != fen:
                unequal.append(f"{voucher.key} {voucher.payee} {voucher.narration}")
        elif voucher.day >= began or any(key in by_key for key in keys):
            items.append(_of_books(voucher, fen))
    first = max([began, *opened])
    items += _of_bank(books, [row for row in rows if first <= row.day <= day and row.key not in booked])
    items.sort(key=lambda item: (list(_PARTS).index(item.part), item.day, item.key))
    return Held(tuple(items), tuple(_alike(items)), tuple(unequal))


_PARTS: Final[tuple[Part, ...]] = ("bank_in", "bank_out", "book_in", "book_out")


def _moved(voucher: Voucher, account: Account) -> int:
    return sum(leg.amount_fen for leg in voucher.postings if leg.account == account)


def _replaced(voucher: Voucher, account: Account, ties: Mapping[int, Ties]) -> Iterator[Voucher]:
    """List the undone vouchers in whose place a correcting voucher stands: the bank's row is now its own."""
    one = voucher
    for _ in ties:  # who corrects in a circle is found elsewhere
        wrong = ties.get(id(one), Ties()).corrects
        if wrong is None or not ties[id(wrong)].reversed_by:
            return
        if _moved(wrong, account) != _moved(voucher, account):
            return
        yield (one := wrong)


def _settled(books: Books) -> Mapping[str, Sequence[Settled]]:
    """List what somebody found to be the payment of a voucher, by its key."""
    found: dict[str, list[Settled]] = {}
    for one in books.settled:
        found.setdefault(one.voucher, []).append(one)
    return found


def _held_by(settled: Mapping[str, Sequence[Settled]], voucher: Voucher) -> Iterator[str]:
    """List the rows that a voucher holds, and no other fund's voucher of the same key."""
    return (one.key for one in settled.get(voucher.key, ()) if one.holds(voucher))


def _of_books(voucher: Voucher, fen: int) -> ReconcilingItem:
    words = " ".join(part for part in (voucher.payee, voucher.narration) if part)
    return ReconcilingItem("book_in" if fen > 0 else "book_out", voucher.day, words, fen, voucher.key)


def _of_bank(books: Books, rows: Iterable[BankRow]) -> Iterator[ReconcilingItem]:
    drafts = {ref for voucher in books.vouchers if voucher.draft for ref in bank_refs(voucher)}
    dropped = {one.key: one.why for one in books.settled if not one.voucher}
    for row in rows:
        why = next((dropped[key] for key in row.keys if key in dropped), None)
        more = f"（不入账：{why}）" if why is not None else "（草稿待核）" if row.keys & drafts else ""
        part: Part = "bank_in" if row.amount_fen > 0 else "bank_out"
        yield ReconcilingItem(part, row.day, row.words + more, row.amount_fen, row.key)


def _alike(items: Sequence[ReconcilingItem]) -> Iterator[tuple[ReconcilingItem, ReconcilingItem]]:
    """Pair items of both sides that are the only ones of their amount and lie a few days apart."""
    for item in items:
        if not item.part.startswith("book"):
            continue
        same = [one for one in items if one.amount_fen == item.amount_fen]
        others = [one for one in same if one.part.startswith("bank")]
        if len(same) == 2 and len(others) == 1 and abs(others[0].day - item.day) <= _NEAR:  # noqa: PLR2004 -- one of each side
            yield item, others[0]
