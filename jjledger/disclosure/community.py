"""The front page of a community: what each fund holds, what is out, held, missing or late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.bank_tie import account_balances
from jjledger.disclosure.calendar import Situation, calendar
from jjledger.disclosure.calendar_events import AHEAD
from jjledger.disclosure.calendar_models import Duty
from jjledger.disclosure.events import events
from jjledger.disclosure.head import TITLES
from jjledger.disclosure.hung_words import Asked
from jjledger.disclosure.models import CommunityPage, Document, Entry, FundBalance, HeldFinding
from jjledger.disclosure.pool import last_half_year_end
from jjledger.disclosure.series import Due, Pace, due_series
from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.facts.voucher import BANK_CODE
from jjledger.facts.working_calendar import WorkingCalendar
from jjledger.law import for_community
from jjledger.period import Interval, Period, day_before

_SHOWN_FINDINGS: Final = 3  # in the words of one entry; the page lists all

_RANK: Final[Mapping[Document, int]] = {document: rank for rank, document in enumerate(TITLES)}


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
    first_issued: date | None = None  # day of the first edition that had it
    since: int = 1  # the earliest edition that says what the one in force says


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
    working: WorkingCalendar = field(default_factory=WorkingCalendar)  # for places that count working days


def community_page(books: Books, outcomes: Iterable[Outcome], standing: Standing) -> CommunityPage:
    """Make the front page.

    Every whole period since the first voucher must be out by the day that the law or the community
    sets; what has no outcome is missing, and late once that day is over.

    Args:
        books: the general book.
        outcomes: disclosures that are out or held, any order.
        standing: the day, and what the community owes its owners.
    """
    known = {(outcome.document, outcome.period.code): outcome for outcome in outcomes}
    for due in _dues(books, standing):
        if due.period.last_day < standing.today:
            known.setdefault((due.document, due.period.code), Outcome(due.document, due.period))
    duties = community_duties(books, known.values(), standing)
    by_key = {(duty.kind, duty.period_code): duty for duty in duties}
    latest_first = sorted(
        known.values(),
        key=lambda item: (-item.period.last_day.toordinal(), item.period.first_day, _RANK[item.document]),
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
        entries=tuple(
            _entry(outcome, by_key[outcome.document, outcome.period.code]) for outcome in latest_first
        ),
        held=tuple(held.values()),
        book_path=standing.book_path,
        contact=books.community.disclosure.contact,
        sample=books.community.sample,
        vouchers=vouchers,
        duties=tuple(duty for duty in duties if duty.state != "complete"),
        told_on=standing.today,
        owner_links=books.community.owner_links.enabled,
    )


def _dues(books: Books, standing: Standing) -> Iterator[Due]:
    """List what is due or will be soon: of every period and of every event."""
    if standing.paces:
        yield from due_series(books, standing.paces, standing.today + AHEAD)
    for event in events(books, day_before(standing.today)):
        yield Due(event.document, event.period, None, event.subject)


def community_duties(books: Books, outcomes: Iterable[Outcome], standing: Standing) -> tuple[Duty, ...]:
    """List everything a community owes its owners as of a day, also what is complete; late first.

    Args:
        books: the general book.
        outcomes: disclosures that are out or held, any order.
        standing: the day, and how often funds are disclosed.
    """
    dues = {(due.document, due.period.code): due for due in _dues(books, standing)}
    situations: dict[tuple[str, str], Situation] = {}
    for outcome in outcomes:
        key = outcome.document, outcome.period.code
        dues.setdefault(key, Due(outcome.document, outcome.period, None))
        issued = outcome.issued if outcome.edition else None
        first = (outcome.first_issued or issued) if issued else None
        situations[key] = Situation(issued, outcome.edition, _reasons(outcome.held), first, outcome.since)
    community = books.community
    law = for_community(community.region, community.disclosure.preset, community.own_law)
    return calendar(books, dues.values(), situations, Asked(law, standing.today, standing.working))


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


def _entry(outcome: Outcome, duty: Duty) -> Entry:
    period = outcome.period
    out = outcome.edition > 0
    folder = f"v{outcome.edition}/" if out else ""
    return Entry(
        document=outcome.document,
        title=outcome.title or TITLES[outcome.document],
        period_code=period.code,
        period_title=period.title,
        path=f"{period.code}/{folder}{outcome.document}/",
        closing_fen=outcome.closing_fen if out else None,
        state="out" if out else "held" if outcome.held else "missing",
        words=duty.words,
        late=duty.state == "late",
        edition=outcome.edition,
        issued=outcome.issued,
        first_issued=outcome.first_issued or outcome.issued,
        since=outcome.since if out else 0,
        due=duty.due,
        posted=duty.posted,
        hung=duty.state == "complete",
    )


def _reasons(held: tuple[HeldFinding, ...]) -> str:
    reasons = list(dict.fromkeys(finding.words for finding in held))
    more = f"等 {len(reasons)} 项" if len(reasons) > _SHOWN_FINDINGS else ""
    return "；".join(reasons[:_SHOWN_FINDINGS]) + more
