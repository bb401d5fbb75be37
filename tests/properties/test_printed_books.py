"""Whatever happened in a fund, its printed books come to what its vouchers come to, page by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import groupby, pairwise
from random import Random
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from jjledger.disclosure.account_books import (
    HEIGHT,
    Asked,
    bank_journal,
    general_ledger,
    subsidiary_ledger,
)
from jjledger.disclosure.book_models import BookHead, BookRow, LedgerBook
from jjledger.disclosure.book_paging import broken, page_breaks, row_height
from jjledger.disclosure.trial_balance import trial_balance
from jjledger.disclosure.voucher_book import LINES, voucher_book
from jjledger.facts.books import Books
from jjledger.facts.voucher import Voucher
from jjledger.period import Period, parse_period
from jjledger.rules.closing import closed_balances
from jjledger.rules.journal import fund_journal
from tests.properties.histories import history, register
from tests.small_books import books, leg, owners_fund, voucher

PERIODS: Final = tuple(map(parse_period, ("2024", "2024-02", "2024-03", "2024-06")))
HISTORIES: Final = 60
_INCOME: Final = ("4101", "4901", "4001")
_CODES: Final = (*_INCOME, "5001", "5901", "2001", "1101", "3001")


def _invented(seed: int) -> Books:
    """Write many vouchers of a year with many legs, long words, openings and red letters."""
    dice = Random(seed)  # noqa: S311 -- an invention, not a secret
    made: list[Voucher] = [
        voucher("2024-01-01", "初-0001", leg("1001", "900.00"), leg("3001", "-900.00")),
    ]
    days = sorted(date(2024, 1, 2).toordinal() + dice.randrange(364) for _ in range(dice.randrange(40, 160)))
    for number, day in enumerate(map(date.fromordinal, days), 1):
        if dice.random() < 0.15 and not made[-1].reverses and made[-1].kind != "初":
            old = made[-1]
            legs = tuple(leg(one.account.code, _yuan(-one.amount_fen)) for one in old.postings)
            made.append(voucher(f"{day}", f"转-{number:04}", *legs, reverses=old.key))
            continue
        amounts = [
            dice.randrange(1, 99_999_999) * dice.choice((1, -1)) for _ in range(dice.choice((1, 2, 23)))
        ]
        legs = tuple(leg(dice.choice(_CODES), _yuan(fen)) for fen in amounts)
        rest = -sum(amounts)
        made.append(
            voucher(f"{day}", f"收-{number:04}", *legs, *((leg("1001", _yuan(rest)),) if rest else ()))
        )
    return books(made, register(), [owners_fund()])


def _yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"


def _all() -> Iterator[tuple[str, Books]]:
    for number in range(HISTORIES):
        told = history(f"printed {number}")
        yield told.seed, books(told.vouchers, register(), [told.fund])
    for seed in range(HISTORIES // 3):
        yield f"invented {seed}", _invented(seed)


ALL: Final = tuple(_all())


def _asked(period: Period) -> Asked:
    head = BookHead(
        "subsidiary", "明细账", "示范小区", "shifan", "维修资金", period.code, period.title, period.first_day,
        period.last_day, "账本状态", 0, sample=False,
    )  # fmt: skip
    return Asked(head, whole=True)


def _sums(made: Books, period: Period) -> tuple[dict[str, int], dict[str, list[int]]]:
    """Sum by account code, from the vouchers alone: what stood before, what moved on each side."""
    before: dict[str, int] = defaultdict(int)
    moved: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in made.vouchers:
        for posting in one.postings:
            if one.day > period.last_day:
                continue
            if one.day < period.first_day or one.kind == "初":
                before[posting.account.code] += posting.amount_fen
            else:
                debit = (posting.amount_fen > 0) != bool(one.reverses)
                moved[posting.account.code][0 if debit else 1] += abs(posting.amount_fen) * (
                    -1 if one.reverses else 1
                )
    return before, moved


def _entered(book: LedgerBook) -> dict[str, list[int]]:
    """Sum a subsidiary ledger's booked entries by code."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for code, row in _rows(book):
        if row.kind == "entry" and not row.voucher.startswith("结"):
            sums[code][0] += row.debit_fen or 0
            sums[code][1] += row.credit_fen or 0
    return sums


def _rows(book: LedgerBook) -> Iterator[tuple[str, BookRow]]:
    for page in book.pages:
        for one in page.sections:
            yield from ((one.code, row) for row in one.rows)


def test_entries_and_balances_come_to_the_vouchers() -> None:
    for seed, made in ALL:
        fund = made.community.funds[0]
        for period in PERIODS:
            entries = fund_journal(made, fund, period.last_day, period.last_day)
            before, moved = _sums(made, period)
            assert _entered(subsidiary_ledger(entries, _asked(period))) == moved, seed
            balance = trial_balance(entries, _asked(period))
            assert balance.words.startswith("试算平衡"), seed
            rows = {row.code: row for page in balance.pages for row in page.rows if row.kind == "account"}
            closed = closed_balances(made.posted(), fund, period.last_day)
            ends = {code: row.closing_debit_fen - row.closing_credit_fen for code, row in rows.items()}
            for code in {*before, *moved}:
                if code < "3":
                    assert ends.get(code, 0) == before[code] + sum(moved[code]) - 2 * moved[code][1], seed
                elif code >= "4":
                    assert ends.get(code, 0) == 0, seed
            assert -ends.get("3001", 0) - ends.get("3002", 0) == closed.owners_fen, seed
            assert -ends.get("3101", 0) == closed.undistributed_fen, seed


def test_all_books_of_a_period_come_to_each_other() -> None:
    for seed, made in ALL:
        for period in PERIODS:
            entries = fund_journal(made, made.community.funds[0], period.last_day, period.last_day)
            asked = _asked(period)
            sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
            for code, row in _rows(subsidiary_ledger(entries, asked)):
                if row.kind == "entry":
                    sums[code][0] += row.debit_fen or 0
                    sums[code][1] += row.credit_fen or 0
            months: dict[str, list[int]] = defaultdict(lambda: [0, 0])
            for code, row in _rows(general_ledger(entries, asked)):
                if row.kind == "month":
                    months[code][0] += row.debit_fen or 0
                    months[code][1] += row.credit_fen or 0
            assert months == sums, seed
            total = trial_balance(entries, asked).pages[-1].rows[-1]
            assert total.debit_fen == total.credit_fen == sum(pair[0] for pair in sums.values()), seed
            bank = [row for _, row in _rows(bank_journal(entries, asked, ())) if row.kind == "entry"]
            assert [
                sum(row.debit_fen or 0 for row in bank),
                sum(row.credit_fen or 0 for row in bank),
            ] == sums["1001"]


def test_pages_are_never_too_long_and_carry_what_they_ended_with() -> None:
    for seed, made in ALL:
        entries = fund_journal(made, made.community.funds[0], date(2024, 12, 31), date(2024, 12, 31))
        for book in (
            subsidiary_ledger(entries, _asked(PERIODS[0])), bank_journal(entries, _asked(PERIODS[0]), ())
        ):  # fmt: skip
            sections = [one for page in book.pages for one in page.sections]
            for one in sections:
                assert (
                    sum(row_height(max(len(row.summary), len(row.contra))) for row in one.rows) <= HEIGHT
                ), seed
            for _, pages in groupby(sections, key=lambda one: (one.code, one.account)):
                for above, below in pairwise(list(pages)):
                    last, first = above.rows[-1], below.rows[0]
                    assert (last.kind, first.kind, below.continued) == ("carried", "brought", True), seed
                    assert (last.debit_fen, last.credit_fen, last.side, last.balance_fen) == (
                        first.debit_fen, first.credit_fen, first.side, first.balance_fen,
                    ), seed  # fmt: skip
                    standing = next(row for row in reversed(above.rows[:-1]) if row.balance_fen is not None)
                    assert (last.side, last.balance_fen) == (standing.side, standing.balance_fen), seed


def test_every_voucher_is_printed_whole() -> None:
    for seed, made in ALL:
        entries = fund_journal(made, made.community.funds[0], date(2024, 12, 31), date(2024, 12, 31))
        pieces = [
            piece for page in voucher_book(entries, _asked(PERIODS[0]).head).pages for piece in page.pieces
        ]
        assert all(len(piece.lines) + piece.blank == LINES for piece in pieces), seed
        last = {(piece.day, piece.number): piece for piece in pieces if piece.last}
        assert len(last) == len(entries), seed
        for entry in entries:
            piece = last[entry.voucher.day, entry.voucher.number]
            assert piece.debit_fen == piece.credit_fen, seed
            down = [posting.amount_fen for posting in entry.voucher.postings if posting.amount_fen > 0]
            if not entry.computed:
                assert piece.debit_fen == (-sum(down) if entry.voucher.reverses else sum(down)), seed


@given(st.text(max_size=200), st.integers(2, 30))
@settings(max_examples=300)
def test_no_words_are_lost_where_lines_break(text: str, characters: int) -> None:
    assert "".join(broken(text, characters)) == " ".join(text.split())


@given(st.lists(st.integers(1, 36), max_size=200))
def test_rows_stand_on_pages_in_their_order_each_once(heights: list[int]) -> None:
    pages = page_breaks(heights, 38, 1, 1)
    assert [place for page in pages for place in page] == list(range(len(heights)))
    for number, page in enumerate(pages):
        edges = (number > 0) + (number < len(pages) - 1)
        assert sum(heights[place] for place in page) + edges <= 38
