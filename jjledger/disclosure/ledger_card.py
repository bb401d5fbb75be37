"""分户账: one household's entries in the eleven columns of a sub-ledger. For its owner only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.card_models import CardRow, LedgerCard
from jjledger.disclosure.house_words import area_words, house_words
from jjledger.disclosure.page_texts import voucher_words
from jjledger.disclosure.share_words import OwnRow, note, rows_of
from jjledger.facts.books import Books
from jjledger.facts.shares import FundShares
from jjledger.rules.shares import SELLING_UNIT

_BROUGHT, _TOTAL = "期初余额", "本期合计和期末余额"


def ledger_card(books: Books, shares: FundShares, holder: str, first_day: date, last_day: date) -> LedgerCard:
    """Draw up a holder's sub-ledger of some days, both inclusive.

    Args:
        books: the general book.
        shares: what the fund's splits came to.
        holder: household id, or `selling_unit:` and its number.
        first_day: first day; what opened the books is an entry of its own day.
        last_day: last day.

    Raises:
        ValueError: the holder has no account in this fund.

    Source: 住宅专项维修资金管理办法 第10条; R30; columns after `domain.md` F5.
    """
    fund = books.community.fund(shares.fund)
    if fund is None or holder not in shares.holders:
        msg = f"{holder} 在「{shares.fund}」没有分户账"
        raise ValueError(msg)
    own = [item for item in rows_of(shares.rows, shares.holders.index(holder)) if item.row.day <= last_day]
    before = [item for item in own if item.row.day < first_day]
    opening = _brought_forward(before)
    rows = tuple(_entries(own[len(before) :], opening))
    card = LedgerCard(
        community=books.community.name,
        community_code=books.community.code,
        fund=without_code(fund.code),
        household=holder.removeprefix(SELLING_UNIT),
        house=house_words(holder),
        area=area_words(books.register.house(holder, last_day)),
        first_day=first_day,
        last_day=last_day,
        opening=opening,
        rows=rows,
        total=_total(rows, rows[-1] if rows else opening),
        owes=any(row.arrears_fen for row in (opening, *rows)),
        contact=books.community.disclosure.contact,
        sample=books.community.sample,
    )
    assert opening.balance_fen + card.total.added_fen - card.total.taken_fen == card.total.balance_fen
    return card


def _brought_forward(items: Iterable[OwnRow]) -> CardRow:
    sums = [0, 0, 0]
    for item in items:
        for place, fen in enumerate((item.principal, item.interest, item.arrears)):
            sums[place] += fen
    return _row((None, "", _BROUGHT), (0, 0, 0, 0), (sums[0], sums[1], sums[2]))


def _entries(items: Iterable[OwnRow], opening: CardRow) -> Iterable[CardRow]:
    """Give the entries one after the other with what is left after each."""
    left = (opening.principal_fen, opening.interest_fen, opening.arrears_fen)
    for item in items:
        left = (left[0] + item.principal, left[1] + item.interest, left[2] + item.arrears)
        voucher = item.row.voucher
        words = item.row.day, voucher_words(voucher), voucher.narration
        yield _row(words, _sides(item), left, note(item))


def _sides(item: OwnRow) -> tuple[int, int, int, int]:
    """Put a change into the columns of what is added or taken; a red-letter entry into the other with its sign.

    Source: 会计基础工作规范 第51条 (五): what was booked wrongly is taken back in red in its own column.
    """
    red = bool(item.row.voucher.reverses)
    added = [fen if (fen > 0) != red else 0 for fen in (item.principal, item.interest)]
    taken = [-fen if (fen < 0) != red else 0 for fen in (item.principal, item.interest)]
    return added[0], added[1], taken[0], taken[1]


def _total(rows: Sequence[CardRow], last: CardRow) -> CardRow:
    sums = [
        sum(figures)
        for figures in zip(
            *(
                (
                    row.added_principal_fen,
                    row.added_interest_fen,
                    row.taken_principal_fen,
                    row.taken_interest_fen,
                )
                for row in rows
            ),
            strict=True,
        )
    ] or [0, 0, 0, 0]
    left = last.principal_fen, last.interest_fen, last.arrears_fen
    return _row((None, "", _TOTAL), (sums[0], sums[1], sums[2], sums[3]), left)


def _row(
    words: tuple[date | None, str, str],
    moved: tuple[int, int, int, int],
    left: tuple[int, int, int],
    note: str = "",
) -> CardRow:
    """Fill in the sums of a row from what was added and taken and what is left: principal, interest, arrears."""
    return CardRow(
        *words, moved[0], moved[1], moved[0] + moved[1], moved[2], moved[3], moved[2] + moved[3],
        left[0], left[1], left[0] + left[1], left[2], note,
    )  # fmt: skip
