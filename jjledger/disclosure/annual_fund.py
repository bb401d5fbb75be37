"""An owners' fund in the annual report: the year's sum, interest, repairs one by one, and who owes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from jjledger.disclosure.annual_models import Figure, PlaceLink
from jjledger.disclosure.annual_words import Said, changed, say, say_with, spoken
from jjledger.disclosure.below_line import WITHHELD, below_line
from jjledger.disclosure.equation import equation
from jjledger.disclosure.models import MaintenanceFund
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.shares import FundShares

UNDISTRIBUTED: Final = "待分配累计收益"  # the account whose debits hand income out
Pages = tuple[
    MaintenanceFund, MaintenanceFund | None
]  # of the year, and of the year before where there is one


def fund_sentences(
    page: MaintenanceFund, before: MaintenanceFund | None, places: Sequence[PlaceLink]
) -> Iterator[Said]:
    """Tell what an owners' fund had, got, spent and has.

    Args:
        page: its statement of the year.
        before: of the year before, where the books cover it.
        places: the disclosures of the year's parts.
    """
    terms = equation(page)
    parts = [f"年初有 {spoken(terms[0].amount_fen)}"]
    parts += [f"{term.label} {spoken(term.amount_fen)}" for term in terms[1:-1]]
    words = f"{'，'.join(parts)}，年末有 {spoken(page.closing_fen)}。"
    figures = [Figure(term.label, amount_fen=term.amount_fen) for term in terms]
    yield say_with(say(words, figures, 0), [view.anchor for view in page.vouchers], places)
    yield from _income(page, before, places)
    words = f"年末银行存款 {spoken(page.bank.book_fen)}，{page.bank.words}。"
    figure = Figure("银行存款", amount_fen=page.bank.book_fen)
    yield say_with(say(words, (figure,), 1, page.bank.book_fen), (), places[-1:])


def _income(
    page: MaintenanceFund, before: MaintenanceFund | None, places: Sequence[PlaceLink]
) -> Iterator[Said]:
    """Tell what the fund earned, and whether it was handed out."""
    if page.income_fen:
        words, figures = (
            f"全年利息等收入 {spoken(page.income_fen)}",
            [Figure("利息等收入", amount_fen=page.income_fen)],
        )
        if before is not None:
            than, more = changed(page.income_fen, before.income_fen)
            words, figures = f"{words}，{than}" if than else words, [*figures, *more]
        lines = [line for line in page.lines if line.amount_fen > 0 and "收入" in line.label]
        anchors = [anchor for line in lines for anchor in line.vouchers]
        yield say_with(say(f"{words}。", figures, 1, page.income_fen), anchors)
    left = Figure("还没有分到各户", amount_fen=page.closing_undistributed_fen)
    if page.distributed_fen:
        rest = page.closing_undistributed_fen
        words = f"今年把 {spoken(page.distributed_fen)}收益分到了各户名下，" + (
            f"年末还有 {spoken(rest)}没有分。" if rest else "没有留下没分的。"
        )
        handed = (Figure("分到各户", amount_fen=page.distributed_fen), left)
        yield say_with(say(words, handed, 1, page.distributed_fen), _distributions(page), places)
    elif page.closing_undistributed_fen:
        words = f"今年没有把收益分到各户，年末还有 {spoken(page.closing_undistributed_fen)}没有分。"
        yield say(words, (Figure("分到各户", amount_fen=0), left), 1, page.closing_undistributed_fen)


def _distributions(page: MaintenanceFund) -> tuple[str, ...]:
    """Name the vouchers that handed income out to the households."""
    return tuple(
        view.anchor
        for view in page.vouchers
        if any(leg.debit_fen and leg.account == UNDISTRIBUTED for leg in view.legs)
    )


def repair_sentences(page: MaintenanceFund, before: MaintenanceFund | None) -> Iterator[Said]:
    """Tell what an owners' fund was spent on, repair by repair.

    Args:
        page: its statement of the year.
        before: of the year before, where the books cover it.
    """
    fund, spent = page.head.fund, page.use_fen
    if not page.projects:
        yield say(f"今年没有用{fund}修东西。", (Figure("维修支出", amount_fen=spent),), 0)
        return
    figures = [Figure("维修项目", count=len(page.projects)), Figure("维修支出", amount_fen=spent)]
    words = f"今年用{fund}的维修有 {len(page.projects)} 项，共 {spoken(spent)}"
    if before is not None:
        than, more = changed(spent, before.use_fen)
        words, figures = f"{words}，{than}" if than else words, [*figures, *more]
    yield say(f"{words}。", figures, 0)
    for project in sorted(page.projects, key=lambda one: -one.cost_fen):
        words = f"{project.decision or project.title}，用去 {spoken(project.cost_fen)}，分摊范围是{project.scope}。"
        figure = Figure(project.title, amount_fen=project.cost_fen)
        yield say_with(say(words, (figure,), 2, project.cost_fen), project.vouchers)


def owing_sentences(books: Books, fund: Fund, page: MaintenanceFund, shares: FundShares) -> Iterator[Said]:
    """Tell how many houses owe, and how many are below the line at which they pay in again.

    Args:
        books: the general book.
        fund: of a kind whose money belongs to households.
        page: its statement of the year.
        shares: what its splits came to.
    """
    owing = page.arrears_households
    words = (
        f"{page.head.fund}里，年末有 {owing} 户余额不够分摊，各欠多少只告诉本户。" if owing
        else f"{page.head.fund}里，年末没有欠分摊款的户。"
    )  # fmt: skip
    yield say(words, (Figure("欠款户数", count=owing),), 1, owing)
    counted = [
        one for one in below_line(books, fund, shares, page.head.last_day) if one.day == page.head.last_day
    ]
    for one in counted:
        if one.households is None:
            words = f"余额低于首期交存额 {one.line} 的户按规定{WITHHELD}（户数少，或能推算出个别住户）。"
            yield say(words, (), 2)
        else:
            words = f"有 {one.households} 户余额低于首期交存额的 {one.line}，应当续交。"
            yield say(words, (Figure("应当续交户数", count=one.households),), 1, one.households)
