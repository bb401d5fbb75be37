"""The front page of a community: what each fund holds, what is out, held, missing or late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.bank_tie import account_balances
from jjledger.disclosure.head import TITLES
from jjledger.disclosure.models import CommunityPage, Document, Entry, FundBalance, HeldFinding
from jjledger.disclosure.pool import last_half_year_end
from jjledger.disclosure.series import Pace, due_series
from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.facts.voucher import BANK_CODE
from jjledger.period import Interval, Period, chinese_day, day_before

_SHOWN_FINDINGS: Final = 3  # in the words of one entry; the page lists all


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one disclosure: out in an edition, held with findings, or neither."""

    document: Document
    period: Period
    closing_fen: int | None = None  # of what is out; None where the document has no balance
    held: tuple[HeldFinding, ...] = ()
    edition: int = 0  # in force; 0 where nothing is out
    issued: date | None = None  # day that edition went out
    title: str = ""  # as it is out; "" is the document's own


@dataclass(frozen=True, slots=True)
class Standing:
    """How a community stands on a day."""

    today: date
    as_of: date  # end of the latest whole month
    paces: Mapping[Pace, Interval]  # how often public revenue and the owners' funds are disclosed
    book_path: str = ""  # relative download of the public book, "" where it is held
    held: tuple[HeldFinding, ...] = ()  # what is wrong now, whatever went out before
    sound: bool = True  # no finding blocks the books, so their figures may be shown
    published: CommunityPage | None = None  # the front page that is out


def community_page(books: Books, outcomes: Iterable[Outcome], standing: Standing) -> CommunityPage:
    """Make the front page.

    Every whole period since the first voucher must be out within the community's days after
    its end; what has no outcome is missing, and late once those days are over.

    Args:
        books: the general book.
        outcomes: disclosures that are out or held, any order.
        standing: the day, and what the community owes its owners.
    """
    known = {(outcome.document, outcome.period.code): outcome for outcome in outcomes}
    for due in due_series(books, standing.paces, day_before(standing.today)):
        known.setdefault((due.document, due.period.code), Outcome(due.document, due.period))
    due_days = books.community.disclosure.due_days
    latest_first = sorted(
        known.values(),
        key=lambda item: (-item.period.last_day.toordinal(), item.period.first_day, item.document),
    )
    held: dict[str, HeldFinding] = {}
    for finding in (*standing.held, *(finding for outcome in latest_first for finding in outcome.held)):
        held.setdefault(finding.code, finding)  # what is wrong now names all its months
    balances, vouchers = _figures(books, standing)
    return CommunityPage(
        name=books.community.name,
        code=books.community.code,
        households=len({row.id for row in books.register.rows if row.in_force(standing.as_of)}),
        balances=balances,
        as_of=standing.as_of,
        entries=tuple(_entry(outcome, standing.today, due_days) for outcome in latest_first),
        held=tuple(held.values()),
        book_path=standing.book_path,
        contact=books.community.disclosure.contact,
        sample=books.community.sample,
        vouchers=vouchers,
    )


def _figures(books: Books, standing: Standing) -> tuple[tuple[FundBalance, ...], int]:
    """Say what the funds hold and how many vouchers there are; of wrong books only what is out already."""
    if standing.sound:
        balances = (_balance(books, fund, standing.as_of) for fund in books.community.funds)
        return tuple(balances), count_public_revenue_vouchers(books)
    if standing.published is not None:
        return standing.published.balances, standing.published.vouchers
    unknown = (
        FundBalance(without_code(fund.code), fund.kind, None, standing.as_of)
        for fund in books.community.funds
    )
    return tuple(unknown), 0


def count_public_revenue_vouchers(books: Books) -> int:
    """Count the posted vouchers that touch a public-revenue fund."""
    codes = {fund.code for fund in books.community.funds if fund.kind == "public_revenue"}
    return sum(not codes.isdisjoint(voucher.funds) for voucher in books.posted())


def _balance(books: Books, fund: Fund, as_of: date) -> FundBalance:
    """Say what a fund holds; an owners' fund only at the end of a half-year.

    From one month to the next its money may move by what one household paid or got back, so
    nothing is said before the first half-year's end.
    """
    day = last_half_year_end(as_of) if fund.kind in OWNERS_FUND_KINDS else as_of
    began = any(fund.code in voucher.funds for voucher in books.posted() if voucher.day <= day)
    known = began or fund.kind not in OWNERS_FUND_KINDS
    return FundBalance(
        without_code(fund.code), fund.kind, holding_fen(books, fund, day) if known else None, day
    )


def holding_fen(books: Books, fund: Fund, day: date) -> int:
    """Give what a fund holds at the end of a day, in fen.

    Of public revenue that is the money in custody, the bank balance alone; of other funds
    all assets, treasury bonds and petty cash included.
    """
    return sum(
        fen
        for account, fen in account_balances(books, fund, day).items()
        if account.root == "Assets" and (fund.kind != "public_revenue" or account.code == BANK_CODE)
    )


def _entry(outcome: Outcome, today: date, due_days: int) -> Entry:
    period = outcome.period
    due = period.last_day + timedelta(days=due_days)
    out = outcome.edition > 0
    words = "已公示"
    if out and outcome.edition > 1:
        words = f"已公示（第 {outcome.edition} 版）"
    elif not out and outcome.held:
        words = f"暂缓公示：{_reasons(outcome.held)}"
    elif not out:
        words = f"未公示，应于{chinese_day(due)}前公示"
    late = not out and today > due
    if late:
        words += f"，已逾期 {(today - due).days} 天"
    folder = f"v{outcome.edition}/" if out else ""
    return Entry(
        document=outcome.document,
        title=outcome.title or TITLES[outcome.document],
        period_code=period.code,
        period_title=period.title,
        path=f"{period.code}/{folder}{outcome.document}/",
        closing_fen=outcome.closing_fen if out else None,
        state="out" if out else "held" if outcome.held else "missing",
        words=words,
        late=late,
        edition=outcome.edition,
        issued=outcome.issued,
    )


def _reasons(held: tuple[HeldFinding, ...]) -> str:
    reasons = list(dict.fromkeys(finding.words for finding in held))
    more = f"等 {len(reasons)} 项" if len(reasons) > _SHOWN_FINDINGS else ""
    return "；".join(reasons[:_SHOWN_FINDINGS]) + more
