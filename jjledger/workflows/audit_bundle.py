"""审计资料包: the period under audit for an outside firm, in one file that opens without this program."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.archive_models import ArchivedFile, ArchiveSection
from jjledger.disclosure.audit_bundle_models import AuditBundle
from jjledger.disclosure.audit_checklist import (
    AGAIN,
    BALANCES,
    BANK,
    BOOKS,
    CHECKLISTS,
    FINDINGS,
    HOUSEHOLDS,
    INTERFACE,
    LEDGER,
    LOG,
    STATEMENTS,
    VOUCHERS,
    rules_of,
)
from jjledger.facts.audit_finding import LEVEL_WORDS
from jjledger.period import Period, chinese_day
from jjledger.render import html
from jjledger.render.archive import SUMS, packed, sums_bytes
from jjledger.render.audit_bundle_tables import (
    FINDING_COLUMNS,
    QUESTION_COLUMNS,
    VOUCHER_COLUMNS,
    bundle_table,
)
from jjledger.render.data import csv_bytes, xlsx_bytes
from jjledger.render.document import alone
from jjledger.render.tables import Row, Table
from jjledger.store.encryption import encrypt_to
from jjledger.store.files import PRIVATE
from jjledger.store.system import System
from jjledger.workflows.audit_bundle_parts import (
    balance_files,
    bank_files,
    ledger_files,
    log_files,
    originals_within,
    paper_files,
)
from jjledger.workflows.audit_records import report_files
from jjledger.workflows.auditing import Audited, state_of
from jjledger.workflows.rulings import law_of
from jjledger.workflows.second_engine import add_up_again

FIRST: Final = "说明.html"
READ_ME: Final = "说明.txt"
_LEDGER_WITHOUT: Final = "会计写下的账本原文、登记册、表决、合同、项目、公示和异议的记录。原始凭证不在本包里，向保管人调阅，哈希见凭证清单。"
_LEDGER_WITH: Final = "会计写下的账本原文、登记册、表决、合同、项目、公示和异议的记录；vouchers 里是原始凭证，文件名是内容的哈希。"
_SECTIONS: Final[tuple[tuple[str, str, str], ...]] = (
    (FINDINGS, "审计发现", "逐项审计问题的回答：检查了几项、发现什么、什么未能检查，连同每一条证据。"),
    (BALANCES, "期末余额", "审计期间每个科目的期初余额、发生额和期末余额，每户的期初、交存、利息、支出和期末；借方为正，贷方为负。"),
    (BANK, "银行对账", "每个账户每次与银行核对的余额；导入过的对账单清单，流水的表和银行原件在账本文件夹里。"),
    (VOUCHERS, "凭证清单", "全部凭证一张一行，连同原件的文件名和哈希。"),
    (BOOKS, "记账凭证和账簿", "记账凭证、明细账、总账、科目余额表、银行存款日记账：PDF 供翻看，CSV 供筛选。"),
    (STATEMENTS, "会计报表", "会住维01、02、03表；不满一年的，按月各一份。"),
    (HOUSEHOLDS, "分户账", "每户的本金、利息和欠款，按整年一本，只有房号；用 bean-check 或 Fava 打开，也是纯文本。"),
    (INTERFACE, "电子数据", "科目、发生额、凭证和分户余额，CSV、XML 和 XLSX，参照 GB/T 24589.1 编排，未经认证；凭证.journal 可用 hledger、ledger 打开。"),
    (AGAIN, "用别的程序重算", "在这个文件夹里运行  sh again.sh ，不用本程序，把每一笔分录重新加一遍。"),
    (LOG, "公示登记册", "本期各次公示的清单原文 manifest.txt、它在公示登记册里的证明 disclosure.tlog-proof、登记册的签章 checkpoint；登记.csv 逐条说明。"),
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
        audited: the answers to every question.
        system: the machine.
        originals: whether the originals go with it.
    """
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
    period, today = audited.period, audited.asked.today
    yield from _tables(bundle)
    yield from balance_files(ledger, period)
    yield from bank_files(ledger, period)
    again = add_up_again(ledger, audited.period.last_day, system)
    for form in ("pdf", "html"):
        for name, data in report_files(ledger, audited, form, system, again.engines).items():
            yield f"{FINDINGS}/{name}", data
    for name, data in again.files.items():
        yield f"{AGAIN}/{name}", data
    yield from paper_files(ledger, period, today)
    yield from log_files(ledger, period, system)
    yield from ledger_files(ledger, period, originals=bundle.originals)


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
    whole = {**files, FIRST: alone(html.audit_bundle(page)).encode(), READ_ME: _read_me(page).encode()}
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


def _read_me(page: AuditBundle) -> str:
    """Say in plain text what is in a bundle, how it is opened, and how it is verified without this program."""
    lines = [
        f"{page.community} {page.period_title}审计资料包",
        "",
        f"范围：{chinese_day(page.first_day)}至{chinese_day(page.last_day)}；{chinese_day(page.made_on)}制作；账本的版本 {page.ledger}。",
        page.summary,
        "",
        "打开 说明.html 看目录和资料清单；不需要网络，也不需要记账程序。CSV 是带 BOM 的 UTF-8，可以直接用 Excel 打开；",
        "PDF 用阅读器；.beancount、.journal、.toml、.txt 都是纯文本，用记事本打开。金额单位：元。",
        "",
        *(f"{one.title}（{len(one.files)} 个文件）：{one.words}" for one in page.sections),
        "",
        "核对：",
        "一、文件有没有改动： sha256sum -c SHA256SUMS",
        "二、凭证的原件：凭证清单.csv 的“原件”一栏是它在本包里的位置（没有随包的，向保管人调阅），“原件 SHA-256”是它的哈希；",
        "    sha256sum 那个文件，两个数应当相同。",
        "三、分录重新相加：在 重算 文件夹里运行 sh again.sh，用 hledger、ledger 或 awk。",
        "四、各户之和：期末余额/分户余额.csv 的期末合计减欠款合计，应当等于 科目余额.csv 里 3001、3002 两个科目的期末余额",
        "    （贷方为负）中业主的部分；有售房单位的，它的部分另在账簿里。",
        "五、公示过的数：公示登记册 里每次公示的 manifest.txt 是当时登记的原文，SHA-256 和总数写在里面；",
        "    disclosure.tlog-proof 按 C2SP tlog-proof 的格式，用登记册的公钥（genesis.txt 里）能验证它在签章的登记册里。",
        "",
        "业主姓名、电话（private 文件夹）不在本包里。每一项发现都是要有人说明的事，不等于有人做错；程序不发表审计意见。",
        "",
    ]
    return "\n".join(lines)


def _tables(bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    period = bundle.audited.period
    tables = {
        f"{FINDINGS}/审计问题": _questions(bundle.audited),
        f"{FINDINGS}/发现和证据": _findings(bundle.audited),
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


def _vouchers(ledger: Ledger, period: Period) -> Table:
    books = ledger.books
    hashes = {one.file: one.sha256 for one in books.originals}
    filed = originals_within(ledger, period)
    folder = f"{LEDGER}/{books.community.code}"
    rows: list[Row] = []
    for voucher in books.posted_between(period.first_day, period.last_day):
        papers = [name for name in voucher.documents if name in filed]
        amount = sum(leg.amount_fen for leg in voucher.postings if leg.amount_fen > 0)
        rows.append(
            (
                voucher.day, "、".join(map(without_code, voucher.funds)), voucher.number, voucher.narration, voucher.payee,
                amount, voucher.attachments, voucher.prepared, voucher.reviewed, voucher.decision,
                voucher.extra.get("contract", ""), "；".join(f"{folder}/{name}" for name in papers), "；".join(hashes.get(name, "") for name in papers),
            )
        )  # fmt: skip
    return bundle_table("凭证清单", VOUCHER_COLUMNS, rows)
