"""Public revenue in the annual report: the year's sum, what came in and went out by kind, and why it changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from jjledger.disclosure.account_words import item_words, without_code
from jjledger.disclosure.annual_models import Figure, PlaceLink
from jjledger.disclosure.annual_reasons import KnownReasons, joined, known_reasons
from jjledger.disclosure.annual_words import Said, changed, say, say_with, spoken
from jjledger.disclosure.models import PublicRevenue
from jjledger.disclosure.revenue_sides import ADJUSTED
from jjledger.disclosure.voucher_views import anchor_of
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.voucher import OPENING_KIND, Account, Voucher
from jjledger.period import Period

UNDISTRIBUTED_CODE: Final = "3101"
_REPAIRS: Final = "6502"
_SIDES: Final = (("Income", -1, "收入"), ("Expenses", 1, "支出"))


@dataclass(slots=True)
class _Item:
    """What one account brought or took."""

    account: Account
    now_fen: int = 0
    before_fen: int = 0
    vouchers: list[Voucher] = field(default_factory=list)  # of the year


def revenue_sentences(
    books: Books, fund: Fund, pages: tuple[PublicRevenue, PublicRevenue | None], places: Sequence[PlaceLink]
) -> Iterator[Said]:
    """Tell a year of public revenue.

    Args:
        books: the general book.
        fund: of kind `public_revenue`.
        pages: its statement of the year, and of the year before where the books cover it.
        places: the disclosures of the year's parts.
    """
    page, before = pages
    year = Period(page.head.first_day, page.head.last_day, page.head.period_code, page.head.period_title)
    everything = [view.anchor for view in page.vouchers]
    yield from _sums(page, before, everything, places)
    reasons = known_reasons(books, fund.code, year)
    for root, sign, word in _SIDES:
        items = _items(books, fund, year, (root, sign))
        for item in sorted(items.values(), key=lambda one: (-one.now_fen, one.account.name)):
            said = _item(item, word, reasons if root == "Income" else None, known=before is not None)
            if said is not None:
                yield say_with(said, _anchors(page, item), places)
    for item in _items(books, fund, year, ("Equity", -1)).values():
        if item.now_fen:
            yield say_with(_straight(item), _anchors(page, item), places)


def _sums(
    page: PublicRevenue, before: PublicRevenue | None, everything: Sequence[str], places: Sequence[PlaceLink]
) -> Iterator[Said]:
    income, income_figures = _compared("收入", page.income_fen, before.income_fen if before else None)
    expense, expense_figures = _compared("支出", page.expense_fen, before.expense_fen if before else None)
    words = (
        f"年初结余 {spoken(page.opening_fen)}，全年{income}；{expense}；年末结余 {spoken(page.closing_fen)}。"
    )
    figures = (
        Figure("年初结余", amount_fen=page.opening_fen), *income_figures, *expense_figures,
        Figure("年末结余", amount_fen=page.closing_fen),
    )  # fmt: skip
    yield say_with(say(words, figures, 0), everything, places)
    if page.cost_fen:
        words = (
            f"收入减去经营成本和税费 {spoken(page.cost_fen)}，净收入 {spoken(page.net_income_fen)}，"
            "这是可以用来分配和补充维修资金的钱。"
        )
        figures = (
            Figure("成本和税费", amount_fen=page.cost_fen), Figure("净收入", amount_fen=page.net_income_fen),
        )  # fmt: skip
        yield say(words, figures, 1, page.net_income_fen)
    if page.later_fen:
        words = f"收入里有 {spoken(page.later_fen)}是预收的，属于以后年度。"
        yield say(words, (Figure("属于以后年度", amount_fen=page.later_fen),), 1, page.later_fen)
    words = f"年末银行存款 {spoken(page.bank.book_fen)}，{page.bank.words}。"
    figure = Figure("银行存款", amount_fen=page.bank.book_fen)
    yield say_with(say(words, (figure,), 1, page.bank.book_fen), (), places[-1:])


def _compared(word: str, now: int, before: int | None) -> tuple[str, tuple[Figure, ...]]:
    """Say an amount and how it compares with last year's."""
    figure = Figure(word, amount_fen=now)
    if before is None:
        return f"{word} {spoken(now)}", (figure,)
    words, figures = changed(now, before)
    return f"{word} {spoken(now)}" + (f"，{words}" if words else ""), (figure, *figures)


def _items(books: Books, fund: Fund, year: Period, side: tuple[str, int]) -> Mapping[str, _Item]:
    """Sum the postings of income or expense by account, of the year and of the one before."""
    root, sign = side
    items: dict[str, _Item] = {}
    for voucher in books.posted():
        this = year.contains(voucher.day)
        if voucher.kind == OPENING_KIND or not (this or voucher.day.year == year.first_day.year - 1):
            continue
        for posting in voucher.postings:
            if posting.account.fund != fund.code or posting.account.root != root:
                continue
            item = items.setdefault(posting.account.name, _Item(posting.account))
            if this:
                item.now_fen += sign * posting.amount_fen
                if voucher not in item.vouchers[-1:]:
                    item.vouchers.append(voucher)
            else:
                item.before_fen += sign * posting.amount_fen
    return items


def _item(item: _Item, word: str, reasons: KnownReasons | None, *, known: bool) -> Said | None:
    """Say what one account brought or took; None where it moved in neither year."""
    label = f"{item_label(item.account)}{word}"
    if item.account.code == _REPAIRS:  # beside those of the maintenance fund it would read as the same
        label = f"用{without_code(item.account.fund)}付的{label}"
    if known and not item.now_fen and item.before_fen:
        words, figures = f"今年没有{label}，去年有 {spoken(item.before_fen)}", [
            Figure(label, amount_fen=0), Figure("去年", amount_fen=item.before_fen),
        ]  # fmt: skip
    elif item.now_fen:
        words, found = _compared(label, item.now_fen, item.before_fen if known else None)
        words, figures = f"今年{words}", list(found)
    else:
        return None
    if known and reasons is not None and item.now_fen != item.before_fen:
        why, more = joined(reasons.reasons(item.account.name, item.now_fen - item.before_fen))
        words, figures = words + why, [*figures, *more]
    return say(f"{words}。", figures, 3, abs(item.now_fen) or item.before_fen)


def item_label(account: Account) -> str:
    """Name an account as people say it: 停车月租, but 电梯轿厢广告; a detail that says it all stands alone.

    Examples:
        >>> item_label(Account("", "Income", "3公共收益", "6002", "广告", ("01电梯轿厢",)))
        '电梯轿厢广告'
        >>> item_label(Account("", "Income", "3公共收益", "6001", "停车", ("01月租",)))
        '停车月租'
    """
    return item_words(account.title, "".join(without_code(part) for part in account.details))


def _anchors(page: PublicRevenue, item: _Item) -> list[str]:
    """Give the anchors of an item's vouchers on the year's statement; none where some stand there pooled."""
    shown = {view.anchor for view in page.vouchers}
    anchors = [anchor_of(voucher) for voucher in item.vouchers]
    return anchors if shown.issuperset(anchors) else []


def _straight(item: _Item) -> Said:
    """Tell what was booked on the balance itself: dividends, errors of earlier years."""
    label = ADJUSTED if item.account.code == UNDISTRIBUTED_CODE else item.account.title
    deed = "增加" if item.now_fen > 0 else "减少"
    words = f"另外，{label}使结余{deed} {spoken(abs(item.now_fen))}，不算收入或支出。"
    return say(words, (Figure(label, amount_fen=item.now_fen),), 2, abs(item.now_fen))
