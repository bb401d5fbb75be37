"""Draw up everything a community's books allow to be shown on a day, or say why it is held.

What lives here: which page is made, and which is held for what. What must not: how a page
looks, and what becomes of it on disk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from jjledger.books.ledger import Ledger
from jjledger.books.source import Source
from jjledger.books.working_days import working_calendar
from jjledger.disclosure.book_lint import lint_book
from jjledger.disclosure.community import Outcome, Standing, community_page
from jjledger.disclosure.corrected_words import with_corrected_words
from jjledger.disclosure.head import TITLES
from jjledger.disclosure.held import NO_HOUSES, PRIVATE_WORDS, ROSTER_MISSING, UNCLOSED, held_findings
from jjledger.disclosure.household_figures import household_figures
from jjledger.disclosure.hung_words import Asked
from jjledger.disclosure.lint import lint
from jjledger.disclosure.models import Change, CommunityPage, Disclosure, Document
from jjledger.disclosure.page_texts import Places, names_somebody, voucher_words
from jjledger.disclosure.period_models import PeriodPage, unchanged_since
from jjledger.disclosure.private_vouchers import watch_over
from jjledger.disclosure.public_book import PublicBook, public_book
from jjledger.disclosure.public_contact import contact_wrong, with_public_contact
from jjledger.disclosure.watched import Watched
from jjledger.facts.books import Books
from jjledger.facts.finding import Finding, Place
from jjledger.facts.working_calendar import WorkingCalendar
from jjledger.period import Period, day_before, month_end, parse_period
from jjledger.rules.closed_periods import reopenings_of, unclosed_months
from jjledger.workflows.draw import draw
from jjledger.workflows.editions import Drawn, Edited, Issue, issue
from jjledger.workflows.moved_households import moved_households
from jjledger.workflows.plan import Planned, entered_until, paces, planned
from jjledger.workflows.rulings import law_of
from jjledger.workflows.sealing import Sealing

BOOK: Final = "book.beancount"
# What a vote came to and what an auditor said are no figures of the books, so no month has to be closed first.
_NOT_OF_BOOKS: Final[frozenset[Document]] = frozenset({"decision", "audit"})
_OF_HOUSES: Final[frozenset[Document]] = frozenset({"maintenance-fund", "public-housing"})
_ROSTER: Final = Finding(
    ROSTER_MISSING, "block", Place("private/owners.csv", 0),
    "没有业主名册，不能核对公示中是否写有业主姓名。",
    "请建立 private/owners.csv，第一行写 household,name,phone；它不会公开，也不进版本库。"
    "不该有名册的机器，放 jjledger owners hashes 写出的散列表。",
    "个人信息保护法第25条；台州市物业管理条例第21条",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for."""

    today: date
    only: Period | None = None  # one period; None: every whole period
    site: str = ""  # address the site is served at, "" where unknown
    sealing: Sealing | None = None  # what it is sealed with; None where nothing goes out
    passed_over: frozenset[str] = frozenset()  # periods whose logged edition is not what is printed now
    unsigned: Mapping[str, Finding] = field(default_factory=dict)  # why an edition waits, by period


@dataclass(frozen=True, slots=True)
class Published:
    """What of a community is out."""

    page: CommunityPage
    periods: Mapping[str, PeriodPage]  # by code
    read: Callable[[str], Mapping[str, Any]]  # data.json of a folder below the community's


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What a community may show."""

    community: CommunityPage
    issues: Mapping[str, Issue]  # by the code of every period of which something is out or drawn up
    book: PublicBook | None  # None where it is held
    findings: tuple[Finding, ...]  # of the checks and of the lint

    @property
    def pages(self) -> tuple[Disclosure, ...]:
        """List the documents drawn up, each in its place in the edition in force."""
        return tuple(page for issue in self.issues.values() for page in issue.pages)

    def blocking(self) -> tuple[Finding, ...]:
        """List what holds something back."""
        return tuple(finding for finding in self.findings if finding.severity == "block")


@dataclass(slots=True)
class _Desk:
    """What is drawn up, and what is in its way, while a community is gone through."""

    drawn: dict[str, list[Drawn]] = field(default_factory=dict)  # by period
    outcomes: dict[tuple[Document, str], Outcome] = field(default_factory=dict)
    # what is out and names somebody, by period: number of the edition and document
    named: dict[str, frozenset[tuple[int, Document]]] = field(default_factory=dict)
    lints: list[Finding] = field(default_factory=list)
    # households whose sealed figures changed, by period
    moved: Mapping[str, Mapping[Document, Change]] = field(default_factory=dict)


def disclose(
    ledger: Ledger,
    names: AbstractSet[str] | None,
    request: Request,
    published: Published | None = None,
) -> Disclosed:
    """Draw up a community's documents, and decide which edition of each period they are.

    Args:
        ledger: the loaded community.
        names: its owners' names; None where there is no roster to compare with.
        request: the day, the periods and the site's address.
        published: what is out; it stays out where it is not made anew, unless it names somebody.
    """
    private = watch_over(ledger.books, names, request.today)
    ledger = replace(ledger, books=with_corrected_words(ledger.books, private))
    books = ledger.books
    law = law_of(books.community)
    roster = () if names is not None or books.community.sample else (_ROSTER,)
    blocking = (*ledger.blocking(), *roster)
    places = _places(books)
    desk = _Desk()
    if published is not None and not blocking:
        desk.moved = moved_households(ledger, published.periods)
    desk.named |= dict(_named_out(published, private)) if published else {}
    desk.lints += [_withdrawn(code, *one) for code, named in desk.named.items() for one in sorted(named)]
    out = [
        (code, one.document)
        for code, page in (published.periods.items() if published else ())
        for one in page.in_force.documents
    ]
    for plan in planned(books, law, request.today, request.only, out):
        early = (*_not_closed(books, plan), *_without_houses(ledger, plan))
        page = None if blocking or early else draw(ledger, law, plan)
        wrong = lint(page, private, places.get(plan.fund.code if plan.fund else "")) if page else ()
        _lay(desk, books, plan, (page, wrong, (*blocking, *early)))
    issues = _issues(books, desk, (request, private), published)
    desk.lints += [issue.finding for issue in issues.values() if issue.finding]
    as_of = _whole_month(books, request.today)
    book = None if blocking else public_book(books, ledger.replayed.shares, as_of)
    leaks = lint_book(book, private, places) if book is not None else ()
    standing = Standing(
        today=request.today,
        as_of=as_of,
        paces=paces(books.community, law, as_of),
        book_path="" if blocking or leaks else BOOK,
        held=held_findings((*blocking, *desk.lints, *leaks)),
        sound=not blocking,
        published=published.page if published else None,
        working=asked_of(books, request.today).working,
    )
    return Disclosed(
        community_page(with_public_contact(books, private), _outcomes(desk, issues), standing),
        issues,
        None if leaks else book,
        (*ledger.findings, *roster, *contact_wrong(books, private), *_once(ledger, (*desk.lints, *leaks))),
    )


def asked_of(books: Books, today: date) -> Asked:
    """Say by whose law and as of which day it is asked what hung.

    The working calendar is slow to read, so it is empty where the place's law counts no working days.

    Args:
        books: the general book.
        today: the day.
    """
    law = law_of(books.community)
    working = working_calendar() if law.find("days_posted_working", today) else WorkingCalendar()
    return Asked(law, today, working)


def _lay(
    desk: _Desk,
    books: Books,
    plan: Planned,
    found: tuple[Disclosure | None, Sequence[Finding], Sequence[Finding]],
) -> None:
    """Lay a document down, or what is in its way."""
    page, wrong, before = found
    desk.lints += [*wrong, *(finding for finding in before if finding.code in {UNCLOSED, NO_HOUSES})]
    if page is not None and not wrong:
        reopened = tuple(parse_period(one.month).title for one in reopenings_of(books, plan.period))
        desk.drawn.setdefault(plan.period.code, []).append(Drawn(page, reopened))
        return
    held = held_findings(wrong or before)
    desk.outcomes[plan.document, plan.period.code] = Outcome(plan.document, plan.period, None, held)


def _named_out(published: Published, watch: Watched) -> Iterator[tuple[str, frozenset[tuple[int, Document]]]]:
    """Find what is out, in whatever edition, and names somebody: it is taken away, whatever the books say now."""
    for code, page in published.periods.items():
        found = {
            (edition.number, one.document)
            for edition in page.editions
            for one in edition.documents
            if not one.withdrawn
            and names_somebody(published.read(f"{code}/{edition.path}{one.document}"), watch)
        }
        if found:
            yield code, frozenset(found)


def _withdrawn(code: str, edition: int, document: Document) -> Finding:
    return Finding(
        PRIVATE_WORDS, "warn", Place(f"{code}/v{edition}/{document}", 0),
        f"第 {edition} 版{TITLES[document]}的文字里有个人信息，已从网上撤下；副本存在 private/withdrawn。",
        "请改正凭证的文字，再公示；数字没有变的，不用批准。名册写错了的，请改名册。",
        "个人信息保护法第25条；台州市物业管理条例第21条",
    )  # fmt: skip


def _issues(
    books: Books, desk: _Desk, asked: tuple[Request, Watched], published: Published | None
) -> Mapping[str, Issue]:
    """Decide the edition of every period of which something is out or drawn up."""
    request, watch = asked
    out = published.periods if published else {}
    site = request.site.rstrip("/")
    code = books.community.code
    found = {}
    for period in sorted({*out, *desk.drawn}, key=parse_period):
        edited = Edited(
            period,
            desk.drawn.get(period, ()),
            out.get(period),
            published.read if published else _nothing,
            desk.named.get(period, frozenset()),
            frozenset(document for document, held in desk.outcomes if held == period),
            asked=request.only is None or request.only.code == period,
            watch=watch,
            logged=_logged(request.sealing, period),
            passed_over=period in request.passed_over,
            unsigned=request.unsigned.get(period),
            moved=desk.moved.get(period, {}),
        )
        found[period] = issue(
            edited, books.amendments.get(period) or (), request.today,
            lambda folder: f"{site}/d/{code}/{folder}" if site else "",
        )  # fmt: skip
    return found


def _logged(sealing: Sealing | None, period: str) -> tuple[int, date] | None:
    """Say which edition of a period is in the log or is being signed, and of which day."""
    found = sealing.awaited(period) if sealing else None
    return (found.edition, date.fromisoformat(found.issued)) if found else None


def _nothing(folder: str) -> Mapping[str, Any]:
    msg = f"nothing is out at {folder}"
    raise AssertionError(msg)


def _outcomes(desk: _Desk, issues: Mapping[str, Issue]) -> Iterator[Outcome]:
    """List what is out, and what is held and not out."""
    out = set()
    for period, one in issues.items():
        for item in one.editions[0].documents if one.editions else ():
            if not item.withdrawn:
                out.add((item.document, period))
                first_issued, since = unchanged_since(one.editions, item.document)
                yield Outcome(
                    item.document,
                    parse_period(period),
                    item.closing_fen,
                    edition=one.editions[0].number,
                    issued=one.editions[0].issued,
                    title=item.title,
                    first_issued=first_issued,
                    since=since,
                )
    yield from (outcome for key, outcome in desk.outcomes.items() if key not in out)


def _not_closed(books: Books, plan: Planned) -> Iterator[Finding]:
    """Hold back a period with an open month where the community wants them closed first."""
    if plan.subject and plan.document in _NOT_OF_BOOKS:
        return
    unclosed = unclosed_months(books, plan.period)
    if books.community.disclosure.require_closed and unclosed:
        yield Finding(
            UNCLOSED, "block", Place(plan.path, 0), f"{plan.period.title}里有月份还没有结账：{unclosed[0].title}起。",
            "请先结账： jjledger close 账本 月份 --closed-by 姓名 --write", "会计基础工作规范第63条",
        )  # fmt: skip


def _without_houses(ledger: Ledger, plan: Planned) -> Iterator[Finding]:
    """Hold back an owners' fund that is nobody's yet: there is no statement to seal, and no total of any."""
    if plan.document not in _OF_HOUSES or plan.fund is None:
        return
    if not household_figures(ledger.books, ledger.replayed.shares[plan.fund.code], plan.period):
        yield Finding(
            NO_HOUSES, "block", Place("register.csv", 0),
            f"{plan.period.title}末，{plan.fund.code}在房屋登记册里还没有一户。",
            "请先在 register.csv 登记各户再公示；这笔资金不用的，请从 community.toml 里删去。",
            "住宅专项维修资金管理办法第10条：按房屋户门号设分户账",
        )  # fmt: skip


def _places(books: Books) -> Mapping[str, Places]:
    """Find for every fund where each of its vouchers stands, by the words that pages name it with.

    Under "" are those of pages about several funds, where no two funds have a voucher of the same number.
    """
    found: dict[str, Places] = {
        fund.code: {
            voucher_words(voucher): voucher.place for voucher in books.posted() if fund.code in voucher.funds
        }
        for fund in books.community.funds
    }
    known = Counter(words for places in found.values() for words in places)
    found[""] = {
        words: place for places in found.values() for words, place in places.items() if known[words] == 1
    }
    return found


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


def _whole_month(books: Books, today: date) -> date:
    """Give the end of the latest month that is over and entered; of the last one over in empty books."""
    last = day_before(today)
    if books.posted():
        last = min(entered_until(books), last)
    return last if last == month_end(last.year, last.month) else day_before(last.replace(day=1))
