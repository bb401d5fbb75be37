"""审计资料包: a year for an outside firm in one file that opens without this program."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.disclosure.account_words import leg_words, without_code
from jjledger.disclosure.archive_models import ArchivedFile, ArchiveSection
from jjledger.disclosure.audit_bundle_models import AuditBundle
from jjledger.disclosure.audit_checklist import (
    AGAIN,
    BANK,
    BOOKS,
    CHECKLISTS,
    FINDINGS,
    HOUSEHOLDS,
    INTERFACE,
    LEDGER,
    STATEMENTS,
    VOUCHERS,
    rules_of,
)
from jjledger.errors import refusal
from jjledger.facts.audit_finding import LEVEL_WORDS
from jjledger.facts.books import Books
from jjledger.facts.voucher import Account
from jjledger.period import Period
from jjledger.render import html
from jjledger.render.archive import SUMS, packed, sums_bytes
from jjledger.render.audit_bundle_tables import (
    BANK_COLUMNS,
    FINDING_COLUMNS,
    QUESTION_COLUMNS,
    VOUCHER_COLUMNS,
    bundle_table,
)
from jjledger.render.data import csv_bytes, xlsx_bytes
from jjledger.render.document import alone
from jjledger.render.tables import Row, Table
from jjledger.rules.bank_confirmation import is_bank, last_word
from jjledger.store.encryption import encrypt_to
from jjledger.store.files import PRIVATE
from jjledger.store.system import System
from jjledger.workflows.archive import ledger_files, originals_of, paper_files
from jjledger.workflows.audit_records import report_files
from jjledger.workflows.auditing import Audited, state_of
from jjledger.workflows.rulings import law_of
from jjledger.workflows.second_engine import add_up_again

FIRST: Final = "说明.html"
_FORMS: Final = ("csv", "xml", "xlsx", "journal")
_YEAR: Final = 4
_LEDGER_WITHOUT: Final = "会计写下的账本原文、登记册、表决、合同、项目、公示和异议的记录。原始凭证不在本包里，向保管人调阅，哈希见凭证清单。"
_LEDGER_WITH: Final = "会计写下的账本原文、登记册、表决、合同、项目、公示和异议的记录；vouchers 里是原始凭证，文件名是内容的哈希。"
_SECTIONS: Final[tuple[tuple[str, str, str], ...]] = (
    (FINDINGS, "审计发现", "逐项审计问题的回答：检查了几项、发现什么、什么未能检查，连同每一条证据。"),
    (BANK, "银行对账", "每个账户每次与银行核对的余额。"),
    (VOUCHERS, "凭证清单", "全部凭证一张一行，连同原件的文件名和哈希。"),
    (BOOKS, "记账凭证和账簿", "记账凭证、明细账、总账、科目余额表、银行存款日记账：PDF 供翻看，CSV 供筛选。"),
    (STATEMENTS, "会计报表", "会住维01、02、03表。"),
    (HOUSEHOLDS, "分户账", "每户的本金、利息和欠款，只有房号；用 bean-check 或 Fava 打开，也是纯文本。"),
    (INTERFACE, "电子数据", "科目、发生额、凭证和分户余额，CSV、XML 和 XLSX，参照 GB/T 24589.1 编排，未经认证；凭证.journal 可用 hledger、ledger 打开。"),
    (AGAIN, "用别的程序重算", "在这个文件夹里运行  sh again.sh ，不用本程序，把每一笔分录重新加一遍。"),
    (LEDGER, "账本原文", ""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is bound, before it is."""

    ledger: Ledger
    audited: Audited
    originals: bool
    state: str  # of the books


def plan_bundle(ledger: Ledger, audited: Audited, system: System, *, originals: bool) -> Bundle:
    """Plan a bundle.

    Args:
        ledger: a loaded community without blocking findings.
        audited: the answers to every question, about a calendar year.
        system: the machine.
        originals: whether the originals go with it.

    Raises:
        OptionError: it is no calendar year.
    """
    period = audited.period
    if len(period.code) != _YEAR:
        raise refusal(
            period.code, "审计资料包按年度做。", "请写年度，例如 2025；跨年的换届审计，每年做一份。"
        )
    return Bundle(ledger, audited, originals, state_of(ledger, system))


def bundle_files(bundle: Bundle, system: System) -> Iterator[tuple[str, bytes]]:
    """Make a bundle's files, one after the other: printing takes its time.

    Yields:
        Path within the bundle, and content.

    Raises:
        RenderError: a page could not be printed.
        StoreError: the disk refused.
    """
    ledger, audited = bundle.ledger, bundle.audited
    year, today = audited.period.first_day.year, audited.asked.today
    yield from _tables(bundle)
    again = add_up_again(ledger, audited.period.last_day, system)
    for form in ("pdf", "html"):
        for name, data in report_files(ledger, audited, form, system, again.engines).items():
            yield f"{FINDINGS}/{name}", data
    for name, data in again.files.items():
        yield f"{AGAIN}/{name}", data
    yield from paper_files(ledger, year, today, _FORMS)
    yield from ledger_files(ledger, year, originals=bundle.originals)


def bound_bundle(bundle: Bundle, files: Mapping[str, bytes], recipients: Sequence[str]) -> bytes:
    """Bind a bundle with its first page and hashes.

    Args:
        bundle: what is bound.
        files: what `bundle_files` made.
        recipients: for whom it is encrypted; () for whoever gets it.

    Returns:
        The zip, the same bytes for the same books; encrypted where somebody is named.

    Raises:
        OptionError: a recipient is no key.
    """
    assert not any(PRIVATE in path.split("/") for path in files), "what is private is not handed out"
    page = _page(bundle, files)
    whole = {**files, FIRST: alone(html.audit_bundle(page)).encode()}
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in whole.items()}
    data = packed({**whole, SUMS: sums_bytes(hashes)})
    return encrypt_to(data, recipients) if recipients else data


def bundle_place(ledger: Ledger, period: Period) -> Path:
    """Say where a bundle goes where nobody says otherwise."""
    return ledger.folder / PRIVATE / "audit" / f"{ledger.books.community.code}-{period.code}-审计资料包.zip"


def _page(bundle: Bundle, files: Mapping[str, bytes]) -> AuditBundle:
    community, period = bundle.ledger.books.community, bundle.audited.period
    levels = [one.level for one in bundle.audited.findings]
    found = "、".join(f"{words} {levels.count(level)}" for level, words in LEVEL_WORDS.items())
    unable = sum(1 for one in bundle.audited.answers if one.unable)
    asked = len(bundle.audited.answers)
    return AuditBundle(
        community=community.name,
        period_title=period.title,
        first_day=period.first_day,
        last_day=period.last_day,
        made_on=bundle.audited.asked.today,
        ledger=bundle.state,
        sample=community.sample,
        originals=bundle.originals,
        summary=f"逐项检查了 {asked} 个问题：发现 {found} 项；{unable} 个未能检查或只检查了一部分，不算通过。",
        rules=rules_of(law_of(community), community.region, period.last_day),
        checklists=CHECKLISTS,
        sections=tuple(one for one in _sections(bundle, files) if one.files),
    )


def _sections(bundle: Bundle, files: Mapping[str, bytes]) -> Iterator[ArchiveSection]:
    own = _LEDGER_WITH if bundle.originals else _LEDGER_WITHOUT
    for folder, title, words in _SECTIONS:
        listed = tuple(
            ArchivedFile(path, len(files[path]), hashlib.sha256(files[path]).hexdigest(), "", "")
            for path in sorted(files)
            if path.startswith(f"{folder}/")
        )
        yield ArchiveSection(title, words or own, listed)


def _tables(bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    books, period = bundle.ledger.books, bundle.audited.period
    tables = {
        f"{FINDINGS}/审计问题": _questions(bundle.audited),
        f"{FINDINGS}/发现和证据": _findings(bundle.audited),
        f"{BANK}/与银行核对的余额": _bank(books, period),
        f"{VOUCHERS}/凭证清单": _vouchers(bundle.ledger, period),
    }
    for name, table in tables.items():
        yield f"{name}.csv", csv_bytes(table)
        yield f"{name}.xlsx", xlsx_bytes(table)


def _questions(audited: Audited) -> Table:
    rows: list[Row] = [
        (
            rule.code, rule.question, answer.items, len(answer.findings),
            "；".join(filter(None, (answer.unable, answer.left_out))),
        )
        for rule, answer in zip(audited.rules, audited.answers, strict=True)
    ]  # fmt: skip
    return bundle_table("审计问题", QUESTION_COLUMNS, rows)


def _findings(audited: Audited) -> Table:
    rows: list[Row] = [
        (
            one.code, LEVEL_WORDS[one.level], one.what, row.day, row.voucher, row.amount_fen, row.words,
            f"{row.place.file}:{row.place.line}", one.ground, one.remedy,
        )
        for one in audited.findings
        for row in one.evidence
    ]  # fmt: skip
    return bundle_table("发现和证据", FINDING_COLUMNS, rows)


def _bank(books: Books, period: Period) -> Table:
    """List every day of the period on which the bank said something of an account."""
    said: set[tuple[str, date]] = {(one.account.name, one.day) for one in books.assertions}
    said |= {(one.account, one.day) for one in books.reconciliations}
    accounts: dict[str, Account] = {name: one for name, one in books.accounts.items() if is_bank(one)}
    rows: list[Row] = []
    for name, day in sorted(said):
        word = last_word(books, accounts[name], day) if name in accounts and period.contains(day) else None
        if word is None or word.day != day:
            continue
        account = accounts[name]
        between = word.book_fen - word.bank_fen
        why = "一致" if not between else "未达账项已逐笔查明" if word.explained else "没有查明"
        rows.append(
            (without_code(account.fund), leg_words(account), day, word.bank_fen, word.book_fen, between, why)
        )
    return bundle_table("与银行核对的余额", BANK_COLUMNS, rows)


def _vouchers(ledger: Ledger, period: Period) -> Table:
    books = ledger.books
    hashes = {one.file: one.sha256 for one in books.originals}
    filed = originals_of(ledger, period.first_day.year)
    rows: list[Row] = []
    for voucher in books.posted_between(period.first_day, period.last_day):
        papers = [name for name in voucher.documents if name in filed]
        amount = sum(leg.amount_fen for leg in voucher.postings if leg.amount_fen > 0)
        rows.append(
            (
                voucher.day, "、".join(map(without_code, voucher.funds)), voucher.number, voucher.narration, voucher.payee,
                amount, voucher.attachments, voucher.prepared, voucher.reviewed, voucher.decision,
                voucher.extra.get("contract", ""), "；".join(papers), "；".join(hashes.get(name, "") for name in papers),
            )
        )  # fmt: skip
    return bundle_table("凭证清单", VOUCHER_COLUMNS, rows)
