"""Pages as HTML: one template a document, for the screen and for paper.

What lives here: which template a page takes, what it is given, and how figures and days are
printed. What must not: sums, and where pages are kept.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Final, Literal

import jinja2

from jjledger.disclosure.annual_models import AnnualReport
from jjledger.disclosure.archive_models import ArchiveIndex
from jjledger.disclosure.audit_bundle_models import AuditBundle
from jjledger.disclosure.audit_report_models import AuditPage
from jjledger.disclosure.book_models import Book, LedgerBook, TrialBalance, VoucherBook
from jjledger.disclosure.calendar import grouped
from jjledger.disclosure.card_models import CardRow, LedgerCard
from jjledger.disclosure.community_list import community_list
from jjledger.disclosure.decision_models import DecisionsCarriedOut, VoteResult
from jjledger.disclosure.entry_groups import years_of
from jjledger.disclosure.equation import balance_of, equation
from jjledger.disclosure.handover_models import HandoverList
from jjledger.disclosure.head import HOLDERS
from jjledger.disclosure.log_models import LogPage
from jjledger.disclosure.models import (
    CommunityPage,
    Disclosure,
    DistrictIndex,
    HouseholdStatement,
    MaintenanceFund,
    PublicRevenue,
    VoucherView,
)
from jjledger.disclosure.money_models import MoneyList, ThreeFunds
from jjledger.disclosure.notice_models import ShareNotice, TopUpNotice
from jjledger.disclosure.period_models import PeriodPage
from jjledger.disclosure.pile_models import PileList, PileVolume
from jjledger.disclosure.poster import hangs
from jjledger.disclosure.project_models import ProjectPage
from jjledger.disclosure.reconciliation_models import ReconciliationSheet
from jjledger.disclosure.register_terms import Register, register_terms
from jjledger.disclosure.revenue_models import AssetList, CommitteeSpending, ContractList
from jjledger.disclosure.site_models import ComparePage, FindPage
from jjledger.disclosure.statement_models import FinancialStatements, RowKind
from jjledger.period import chinese_day, parse_period
from jjledger.render.drawings import drawings
from jjledger.render.qr import link_svg, proof_svg
from jjledger.render.resources import templates
from jjledger.render.tables import card_groups
from jjledger.render.voucher_lists import Elsewhere, voucher_links, voucher_parts
from jjledger.units import yuan

Medium = Literal["screen", "paper"]

_TEMPLATES: Final[dict[type, str]] = {
    PublicRevenue: "public_revenue.html.j2",
    MaintenanceFund: "maintenance_fund.html.j2",
    HouseholdStatement: "household.html.j2",
    MoneyList: "money.html.j2",
    ThreeFunds: "three_funds.html.j2",
    AssetList: "assets.html.j2",
    ContractList: "contracts.html.j2",
    CommitteeSpending: "committee.html.j2",
    ProjectPage: "project.html.j2",
    VoteResult: "vote_result.html.j2",
    DecisionsCarriedOut: "carried_out.html.j2",
    AuditPage: "audit.html.j2",
    AnnualReport: "annual.html.j2",
}
_BOOKS: Final[dict[type, str]] = {
    LedgerBook: "printed_ledger.html.j2",
    TrialBalance: "trial_balance.html.j2",
    VoucherBook: "printed_vouchers.html.j2",
}
# What a statement's rows are called in the styles.
_ROW_CLASSES: Final[dict[RowKind, str]] = {
    "group": "group", "line": "line", "part": "line level-2", "sum": "subtotal", "total": "total",
}  # fmt: skip
_INDENT: Final = re.compile(r"\n\s+")
_ROWLESS: Final = re.compile(r"<tbody>\s*</tbody>\n?")
_MINUS: Final = re.compile(r"(?<![\w)-])-(?=¥?\d)")  # before a number only; not in 2025-03, 01-1-101


def disclosure(page: Disclosure, medium: Medium, qr_svg: str = "") -> str:
    """Write a disclosure.

    Args:
        page: the view model.
        medium: `screen` links to its community, its files and the site's styles and stands at
            d/<code>/<period>/v<edition>/<document>/index.html; `paper` stands alone and links within itself.
        qr_svg: an svg element that leads to the page, "" for none; printed on paper.
    """
    given: dict[str, object] = {"page": page, "head": page.head, "qr_svg": qr_svg}
    if isinstance(page, PublicRevenue | MaintenanceFund | HouseholdStatement):
        given["terms"] = equation(page)
    if isinstance(page, Register):
        given["terms"] = register_terms(page)
    if isinstance(page, HouseholdStatement):
        given["balance_fen"] = balance_of(page)
        given["proof_svg"] = proof_svg(page.proof.code) if page.proof else ""
        given["link_svg"] = link_svg(page.proof.link.address) if page.proof and page.proof.link else ""
    if isinstance(page, PublicRevenue | MaintenanceFund):
        given |= drawings(page, paper=medium == "paper")
        given["holders"] = HOLDERS.get(page.head.document, "")
        given["hangs"] = hangs(page.head.last_day, page.head.issued)
    vouchers: Sequence[VoucherView] = getattr(page, "vouchers", ())
    given["voucher_at"] = voucher_links(vouchers, together=medium == "paper")
    if medium == "screen" and voucher_parts(vouchers):
        given["page"] = replace(page, vouchers=Elsewhere(voucher_parts(vouchers)))
    return _write(_TEMPLATES[type(page)], medium, "../../../../../", given)


def voucher_pages(page: Disclosure) -> dict[str, str]:
    """Write the pages of a disclosure's vouchers by their paths below it; none where they fit its own page."""
    parts = voucher_parts(getattr(page, "vouchers", ()))
    count = sum(len(part.vouchers) for part in parts)
    return {
        f"{part.folder}/index.html": _write(
            "voucher_page.html.j2", "screen", "../../../../../../",
            {"head": page.head, "part": part, "parts": parts, "count": count},
        )
        for part in parts
    }  # fmt: skip


def community(page: CommunityPage) -> str:
    """Write the front page of a community, which stands at d/<code>/index.html."""
    parts = {
        "page": page,
        "years": years_of(page),
        "late": grouped(page.duties, "late"),
        "soon": grouped(page.duties, "held", "missing", "open", "coming"),
        "unposted": grouped(page.duties, "unposted"),
    }
    return _write("community.html.j2", "screen", "../../", parts)


def find(page: FindPage) -> str:
    """Write a page of lines to be found, which stands at d/<code>/find/ or in a folder of its own below."""
    up = "../../" if page.part.folder else "../"
    return _write("find.html.j2", "screen", f"{up}../../", {"page": page, "up": up})


def compare(page: ComparePage) -> str:
    """Write the periods of a community side by side, which stands at d/<code>/compare/index.html."""
    return _write("compare.html.j2", "screen", "../../../", {"page": page})


def period(page: PeriodPage) -> str:
    """Write the page of a period, which stands at d/<code>/<period>/index.html."""
    hung = hangs(parse_period(page.period_code).last_day, page.in_force.issued)
    return _write("period.html.j2", "screen", "../../../", {"page": page, "hangs": hung})


def district(index: DistrictIndex) -> str:
    """Write the front page of the district, which stands at index.html."""
    return _write("district.html.j2", "screen", "", {"index": index, "list": community_list(index)})


def communities(index: DistrictIndex) -> dict[str, str]:
    """Write the pages of the list of communities by their paths; none where all stand on the front page."""
    found = community_list(index)
    folders = ["", *(part.folder for part in found.parts), ""]
    return {
        f"{part.folder}/index.html": _write(
            "community_list.html.j2", "screen", "../../",
            {"index": index, "list": found, "part": part, "before": folders[place], "after": folders[place + 2]},
        )
        for place, part in enumerate(found.parts)
        if found.paged
    }  # fmt: skip


def book_note(code: str, name: str) -> str:
    """Write what stands at book/<code>/index.html where nobody serves the online book.

    Args:
        code: the community's code.
        name: its name.
    """
    return _write("book.html.j2", "screen", "../../", {"code": code, "name": name})


def notices(papers: Sequence[ShareNotice | TopUpNotice], medium: Medium) -> str:
    """Write notices to households one after the other, on paper one a page.

    Args:
        papers: at least one, all of the same kind.
        medium: neither links anywhere; `screen` has the site's styles.
    """
    return _write("notices.html.j2", medium, "", {"notices": papers})


def pile(volume: PileVolume, articles: Sequence[str], medium: Medium) -> str:
    """Write a volume of papers of households: its cover, then the papers.

    Args:
        volume: the cover.
        articles: `article` elements of finished papers, without ids.
        medium: it links nowhere.
    """
    return _write("pile.html.j2", medium, "", {"volume": volume, "articles": articles})


def pile_list(page: PileList, medium: Medium) -> str:
    """Write the list of a pile of papers; it links nowhere."""
    return _write("pile_list.html.j2", medium, "", {"page": page})


def statements(page: FinancialStatements, medium: Medium) -> str:
    """Write the prescribed statements one after the other, on paper a sheet each; they link nowhere."""
    labels = {
        one.name: ("", *(f"{group.title} {column}" for group in one.groups for column in group.columns))
        for one in page.statements
    }
    given = {"page": page, "labels": labels, "kinds": _ROW_CLASSES}
    return _write("statements.html.j2", medium, "", given)


def ledger_card(card: LedgerCard, medium: Medium) -> str:
    """Write a household's ledger card; it links nowhere."""
    groups = card_groups(card)

    def cells(row: CardRow) -> list[tuple[str, int]]:
        return [(f"{group}{head}", getattr(row, name)) for group, heads in groups for head, name in heads]

    heads = [(group, [head for head, _ in columns]) for group, columns in groups]
    return _write("ledger_card.html.j2", medium, "", {"card": card, "groups": heads, "cells": cells})


def log(page: LogPage) -> str:
    """Write a page of the public log."""
    return _write("log.html.j2", "screen", "../" if page.place == 1 else "../../../", {"page": page})


def archive(index: ArchiveIndex) -> str:
    """Write the index of a year's archive; its links are the archive's own files."""
    return _write("archive.html.j2", "screen", "", {"index": index})


def audit_bundle(page: AuditBundle) -> str:
    """Write the first page of what auditors are handed; its links are the bundle's own files."""
    return _write("audit_bundle.html.j2", "screen", "", {"page": page})


def handover(page: HandoverList, medium: Medium) -> str:
    """Write a hand-over list; it links nowhere."""
    return _write("handover.html.j2", medium, "", {"page": page})


def reconciliation(page: ReconciliationSheet, medium: Medium) -> str:
    """Write a 余额调节表; it links nowhere."""
    return _write("reconciliation.html.j2", medium, "", {"page": page})


def printed_book(book: Book, medium: Medium) -> str:
    """Write a printed book, on paper a sheet a page; it links nowhere."""
    return _write(_BOOKS[type(book)], medium, "", {"book": book})


def _write(template: str, medium: Medium, root: str, given: dict[str, object]) -> str:
    """Fill in a template; `root` leads from the page to the top of the site."""
    text = environment().get_template(template).render(medium=medium, root=root, **given)
    # Indentation is a third of a long page, and a table's part without rows is a fault to a screen reader.
    return _ROWLESS.sub("", _INDENT.sub("\n", text))


@contextmanager
def signed_for_demonstration(demo: bool) -> Iterator[None]:  # noqa: FBT001 - a fact of the whole site
    """Say on every page that is written meanwhile whether its site is signed for demonstration only."""
    before = environment().globals["demo_keys"]
    environment().globals["demo_keys"] = demo
    try:
        yield
    finally:
        environment().globals["demo_keys"] = before


@cache
def environment() -> jinja2.Environment:
    """Prepare jinja2, once in a process."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates()),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals["demo_keys"] = False
    environment.filters |= {
        "yuan": _yuan,
        "rmb": _rmb,
        "signed": _signed,
        "prose": _prose,
        "day": chinese_day,
        "base64": _base64,
    }
    return environment


def _base64(text: str) -> str:
    """Write a text as a link carries it."""
    return b64encode(text.encode()).decode()


def _prose(text: str) -> str:
    """Print words with the minus sign that figures have on a page."""
    return _MINUS.sub("−", text)


def _yuan(fen: int) -> str:
    """Print an amount."""
    return _prose(yuan(fen))


def _rmb(fen: int) -> str:
    """Print an amount with ¥ directly before its digits.

    Source: 会计基础工作规范 第52条.
    """
    return f"−¥{_yuan(-fen)}" if fen < 0 else f"¥{_yuan(fen)}"


def _signed(fen: int) -> str:
    """Print an amount that moves a balance, with its sign."""
    return f"+{_yuan(fen)}" if fen > 0 else _yuan(fen)
