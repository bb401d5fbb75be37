"""Draw up everything a community's books allow to be shown on a day, or say why it is held.

What lives here: which page is made, and which is held for what. What must not: how a page
looks, and what becomes of it on disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.books.source import Source
from jjledger.disclosure.book_lint import lint_book
from jjledger.disclosure.community import Outcome, Standing, community_page
from jjledger.disclosure.corrected_words import with_corrected_words
from jjledger.disclosure.head import DOCUMENTS, Setting
from jjledger.disclosure.held import PRIVATE_WORDS, ROSTER_MISSING, UNCLOSED, held_findings
from jjledger.disclosure.lint import lint
from jjledger.disclosure.maintenance_fund import maintenance_fund
from jjledger.disclosure.models import CommunityPage, MaintenanceFund, PublicRevenue
from jjledger.disclosure.page_texts import Places, voucher_words
from jjledger.disclosure.public_book import PublicBook, public_book
from jjledger.disclosure.public_revenue import public_revenue
from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS, FundKind
from jjledger.facts.finding import Finding, Place
from jjledger.law import Law
from jjledger.period import Interval, Period, day_before, month_end, parse_period
from jjledger.rules.closed_periods import closing_words, reopenings_of, unclosed_months
from jjledger.workflows.plan import Planned, entered_until, planned
from jjledger.workflows.rulings import Frequency, frequency, grounds, law_of

Page = PublicRevenue | MaintenanceFund

BOOK: Final = "book.beancount"
_ROSTER: Final = Finding(
    ROSTER_MISSING, "block", Place("private/owners.csv", 0),
    "没有业主名册，不能核对公示中是否写有业主姓名。",
    "请建立 private/owners.csv，第一行写 household,name,phone；它不会公开，也不进版本库。",
    "个人信息保护法第25条；台州市物业管理条例第21条",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for."""

    today: date
    only: Period | None = None  # one period; None: every whole period
    site: str = ""  # address the site is served at, "" where unknown


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page that may go out."""

    path: str  # folder below the community's, 2025-Q3/public-revenue
    page: Page
    reopened: tuple[str, ...] = ()  # months of its period that were opened again, 2025年6月


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What a community may show."""

    community: CommunityPage
    pages: tuple[Drawn, ...]  # oldest first
    book: PublicBook | None  # None where it is held
    findings: tuple[Finding, ...]  # of the checks and of the lint

    def blocking(self) -> tuple[Finding, ...]:
        """List what holds something back."""
        return tuple(finding for finding in self.findings if finding.severity == "block")


def disclose(
    ledger: Ledger,
    names: AbstractSet[str] | None,
    request: Request,
    published: CommunityPage | None = None,
) -> Disclosed:
    """Draw up a community's pages.

    Args:
        ledger: the loaded community.
        names: its owners' names; None where there is no roster to compare with.
        request: the day, the periods and the site's address.
        published: its front page that is out; what is out stays out where it is not made anew,
            unless it names somebody.
    """
    private = {*(names or ()), *(row.id for row in ledger.books.register.rows)}
    ledger = replace(ledger, books=with_corrected_words(ledger.books, private))
    books = ledger.books
    law = law_of(books.community)
    roster = () if names is not None or books.community.sample else (_ROSTER,)
    blocking = (*ledger.blocking(), *roster)
    places = _places(books)
    known = {(outcome.document, outcome.period.code): outcome for outcome in _out(published)}
    pages: list[Drawn] = []
    lints: list[Finding] = []
    for plan in planned(books, law, request.today, request.only):
        unclosed = tuple(_not_closed(books, plan))
        page = None if blocking or unclosed else _draw(ledger, law, plan, request.site)
        wrong = lint(page, private, places[plan.fund.code]) if page is not None else ()
        lints += (*wrong, *unclosed)
        held = held_findings(wrong or (*blocking, *unclosed))
        key = plan.document, plan.period.code
        if page is not None and not held:
            reopened = tuple(parse_period(one.month).title for one in reopenings_of(books, plan.period))
            pages.append(Drawn(plan.path, page, reopened))
            known[key] = Outcome(plan.document, plan.period, page.closing_fen)
        elif key not in known or any(finding.code == PRIVATE_WORDS for finding in wrong):
            # A page that names somebody is taken away even where it is out; nothing else is.
            known[key] = Outcome(plan.document, plan.period, None, held)
    as_of = _whole_month(books, request.today)
    book = None if blocking else public_book(books, ledger.replayed.shares, as_of)
    leaks = lint_book(book, private, places) if book is not None else ()
    standing = Standing(
        today=request.today,
        as_of=as_of,
        intervals=_intervals(books, law, as_of),
        book_path="" if blocking or leaks else BOOK,
        held=held_findings((*blocking, *lints, *leaks)),
        sound=not blocking,
        published=published,
    )
    return Disclosed(
        community_page(books, known.values(), standing),
        tuple(pages),
        None if leaks else book,
        (*ledger.findings, *roster, *_once(ledger, (*lints, *leaks))),
    )


def _not_closed(books: Books, plan: Planned) -> Iterator[Finding]:
    """Hold back a period with an open month where the community wants them closed first."""
    unclosed = unclosed_months(books, plan.period)
    if books.community.disclosure.require_closed and unclosed:
        yield Finding(
            UNCLOSED, "block", Place(plan.path, 0), f"{plan.period.title}里有月份还没有结账：{unclosed[0].title}起。",
            "请先结账： jjledger close 账本 月份 --closed-by 姓名 --write", "会计基础工作规范第63条",
        )  # fmt: skip


def _places(books: Books) -> Mapping[str, Places]:
    """Find for every fund where each of its vouchers stands, by the words that pages name it with."""
    return {
        fund.code: {
            voucher_words(voucher): voucher.place for voucher in books.posted() if fund.code in voucher.funds
        }
        for fund in books.community.funds
    }


def _once(ledger: Ledger, lints: Iterable[Finding]) -> Iterator[Finding]:
    """Tell what is wrong with a voucher once for all pages that show it, with the user's own line."""
    source = Source(ledger.folder)
    told = set()
    for finding in lints:
        place = finding.place
        if place.line and (finding.code, place) in told:
            continue
        told.add((finding.code, place))
        yield replace(finding, excerpt=source.excerpt(place.file, place.line)) if place.line else finding


def _out(published: CommunityPage | None) -> Iterator[Outcome]:
    """List what is out."""
    for entry in published.entries if published else ():
        for document in DOCUMENTS.values():
            if entry.state == "out" and entry.document == document:
                yield Outcome(document, parse_period(entry.period_code), entry.closing_fen)


def _draw(ledger: Ledger, law: Law, plan: Planned, site: str) -> Page:
    books = ledger.books
    code = books.community.code
    setting = Setting(
        grounds(law, plan.fund.kind, plan.period),
        f"{site.rstrip('/')}/d/{code}/{plan.path}/" if site else "",
        (
            _frequency(books, law, plan.fund.kind, plan.period.last_day).words,
            *closing_words(books, plan.period),
        ),
    )
    if plan.fund.kind in OWNERS_FUND_KINDS:
        shares = ledger.replayed.shares[plan.fund.code]
        return maintenance_fund(books, plan.fund, plan.period, shares, setting)
    return public_revenue(books, plan.fund, plan.period, setting)


def _frequency(books: Books, law: Law, kind: FundKind, day: date) -> Frequency:
    name = "public_revenue" if kind == "public_revenue" else "maintenance_fund"
    return frequency(books.community, law, name, day)


def _intervals(books: Books, law: Law, day: date) -> Mapping[FundKind, Interval]:
    return {kind: _frequency(books, law, kind, day).interval for kind in DOCUMENTS}


def _whole_month(books: Books, today: date) -> date:
    """Give the end of the latest month that is over and entered; of the last one over in empty books."""
    last = day_before(today)
    if books.posted():
        last = min(entered_until(books), last)
    return last if last == month_end(last.year, last.month) else day_before(last.replace(day=1))
