"""年度报告: what a committee reads out in ten minutes, in plain sentences built from the figures.

Every sentence carries its figures as data and leads to its vouchers, or to the disclosures that list
them. Reasons are given only where the books know them. A report that would take longer than ten
minutes leaves out sentences about the smallest things, and says how many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from jjledger.disclosure.annual_deeds import (
    audit_sentences,
    contract_sentences,
    correction_sentence,
    decision_sentences,
    plan_sentences,
)
from jjledger.disclosure.annual_fund import fund_sentences, owing_sentences, repair_sentences
from jjledger.disclosure.annual_models import AnnualReport, AnnualSection, PlaceLink, Sentence
from jjledger.disclosure.annual_revenue import revenue_sentences
from jjledger.disclosure.annual_words import (
    MOST_CHARACTERS,
    Said,
    characters_of,
    say,
    seconds_for,
    time_words,
)
from jjledger.disclosure.compared import comparable, no_year_before, year_before
from jjledger.disclosure.fund_views import Shares
from jjledger.disclosure.head import Setting, make_head
from jjledger.disclosure.maintenance_fund import maintenance_fund
from jjledger.disclosure.models import MaintenanceFund, PublicRevenue, VoucherView
from jjledger.disclosure.public_revenue import public_revenue
from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund, FundKind
from jjledger.law import Law
from jjledger.period import Period

_Draft = tuple[str, list[Said]]  # a section's title and its sentences
Parts = Mapping[FundKind, Sequence[Period]]  # the year's parts that each kind of fund is disclosed in


@dataclass(frozen=True, slots=True)
class _Year:
    """One fund's statement of the year, and of the year before where the books cover it."""

    place: int  # of the fund in the community, from 1
    fund: Fund
    page: PublicRevenue | MaintenanceFund
    before: PublicRevenue | MaintenanceFund | None

    def anchored(self, said: Said) -> Said:
        """Name the vouchers of a sentence as they stand on a page of several funds."""
        names = tuple(f"v-{self.place}-{anchor.removeprefix('v-')}" for anchor in said.sentence.vouchers)
        return replace(said, sentence=replace(said.sentence, vouchers=names))

    def views(self) -> Iterable[VoucherView]:
        """Give the year's vouchers as they stand on a page of several funds."""
        for view in self.page.vouchers:
            note = "；".join(part for part in (self.page.head.fund, view.note) if part)
            yield replace(view, anchor=f"v-{self.place}-{view.anchor.removeprefix('v-')}", note=note)


def annual_report(
    books: Books, law: Law, shares: Shares, when: tuple[Period, Parts], setting: Setting
) -> AnnualReport:
    """Put an annual report together.

    Args:
        books: the general book; drafts are passed over.
        law: of the community.
        shares: what the splits of owners' funds came to.
        when: a calendar year, and its parts in which each kind of fund is disclosed.
        setting: grounds, address and notes to print.

    Source: 台州市物业管理条例 第25条 (二); 住宅专项维修资金管理办法 第30条.
    """
    period = when[0]
    years = [_year(books, shares, fund, place, period) for place, fund in enumerate(books.community.funds, 1)]
    known = [year for year in years if year is not None]
    past, ahead = _sections(books, law, shares, known, when), _ahead(books, period)
    said = [one for _, sentences in (*past, *ahead) for one in sentences]
    kept, left_out = shortened(said)
    spoken = [one.sentence for one in said if id(one) in kept]
    characters = characters_of(spoken)
    assert characters <= MOST_CHARACTERS or all(one.rank == 0 for one in said if id(one) in kept), "it fits"
    return AnnualReport(
        head=make_head("annual", books.community, None, period, setting),
        sections=_kept(past, kept),
        ahead=_kept(ahead, kept),
        characters=characters,
        seconds=seconds_for(characters),
        time_words=time_words(seconds_for(characters)),
        left_out=left_out,
        vouchers=_views(known, spoken),
    )


def shortened(said: Sequence[Said], most: int = MOST_CHARACTERS) -> tuple[frozenset[int], int]:
    """Choose what is said, so that it can be read out in time.

    What has the highest rank goes first, and of one rank what weighs least; rank 0 stays.

    Args:
        said: all sentences.
        most: characters there is time for.

    Returns:
        `id()` of the sentences that stay, and how many were left out.
    """
    length = characters_of(one.sentence for one in said)
    kept = {id(one) for one in said}
    for one in sorted(said, key=lambda one: (-one.rank, one.weight)):
        if length <= most or not one.rank:
            break
        kept.remove(id(one))
        length -= characters_of([one.sentence])
    return frozenset(kept), len(said) - len(kept)


def _year(books: Books, shares: Shares, fund: Fund, place: int, period: Period) -> _Year | None:
    began = next((voucher.day for voucher in books.posted() if fund.code in voucher.funds), None)
    if began is None or began > period.last_day or fund.kind == "warranty":
        return None
    before = year_before(period)
    page = _statement(books, shares, fund, period)
    return _Year(
        place, fund, page, _statement(books, shares, fund, before) if comparable(before, began) else None
    )


def _statement(books: Books, shares: Shares, fund: Fund, period: Period) -> PublicRevenue | MaintenanceFund:
    if fund.kind in OWNERS_FUND_KINDS:
        return maintenance_fund(books, fund, period, shares[fund.code], Setting())
    return public_revenue(books, fund, period, Setting())


def _sections(
    books: Books, law: Law, shares: Shares, years: Sequence[_Year], when: tuple[Period, Parts]
) -> list[_Draft]:
    """Write the sentences about the year itself, section by section."""
    period, parts = when
    sections: list[_Draft] = [("", [say(_welcome(books, period, years), (), 0)])]
    repairs: list[Said] = []
    owing: list[Said] = []
    for year in years:
        places = [PlaceLink(one.title, f"{one.code}/") for one in parts.get(year.fund.kind, ())]
        if isinstance(year.page, PublicRevenue) and not isinstance(year.before, MaintenanceFund):
            found = [*revenue_sentences(books, year.fund, (year.page, year.before), places)]
            owing += contract_sentences(books, year.fund.code, period)
        elif isinstance(year.page, MaintenanceFund) and not isinstance(year.before, PublicRevenue):
            found = [*fund_sentences(year.page, year.before, places)]
            repairs += [year.anchored(one) for one in repair_sentences(year.page, year.before)]
            owing += owing_sentences(books, year.fund, year.page, shares[year.fund.code])
        sections.append((year.page.head.fund, [year.anchored(one) for one in found]))
    red = [view.anchor for year in years for view in year.views() if "冲销" in view.note]
    return [
        *sections,
        ("维修", repairs),
        ("业主决定", [*decision_sentences(books, law, period)]),
        ("欠款和应收", owing),
        ("审计和更正", [*audit_sentences(books, period), *correction_sentence(books, period, red)]),
    ]


def _ahead(books: Books, period: Period) -> list[_Draft]:
    return [("明年和以后", [*plan_sentences(books, period)]), ("", [say(_farewell(books), (), 0)])]


def _kept(drafts: Iterable[_Draft], kept: AbstractSet[int]) -> tuple[AnnualSection, ...]:
    return tuple(
        AnnualSection(title, tuple(one.sentence for one in sentences if id(one) in kept))
        for title, sentences in drafts
        if any(id(one) in kept for one in sentences)
    )


def _welcome(books: Books, period: Period, years: Sequence[_Year]) -> str:
    began = min((voucher.day for voucher in books.posted()), default=date.max)
    alone = any(year.before is None for year in years)
    first = f"各位业主，下面报告{books.community.name}{period.first_day.year}年的账，金额单位是元。"
    return first + (no_year_before(began) if alone else "")


def _farewell(books: Books) -> str:
    contact = books.community.disclosure.contact
    return (
        "报告里列了凭证或者公示的数字，在网上这一页都能点开查，各户自己的账写在各户的对账单里。"
        f"有疑问请找：{contact}。"
    )


def _views(years: Iterable[_Year], spoken: Iterable[Sentence]) -> tuple[VoucherView, ...]:
    wanted = {anchor for sentence in spoken for anchor in sentence.vouchers}
    views = [view for year in years for view in year.views() if view.anchor in wanted]
    return tuple(sorted(views, key=lambda view: view.day))
