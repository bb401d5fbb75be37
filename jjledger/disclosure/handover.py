"""Draw up a hand-over list from the books: counted, numbered and with balances, so that it can be held against the things.

What lives here: which rows there are and their words. What must not: days of the law, or how it is printed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.handover_models import HandoverRow, HandoverSection
from jjledger.facts.books import Books
from jjledger.facts.finding import LABELS, Finding
from jjledger.facts.shares import FundShares
from jjledger.facts.voucher import BANK_CODE, Voucher
from jjledger.rules.retention import WORDS as RETENTION_WORDS
from jjledger.rules.retention import term_words
from jjledger.rules.suspense import open_items
from jjledger.units import yuan

# What no ledger knows of; the list leaves room to count it.
_BY_HAND: Final = (
    ("业主委员会公章、财务专用章、名章", "枚"),
    ("银行开户许可、印鉴卡、支票、结算卡", "份"),
    ("网银 U 盾和密码（当面更换，密码不写在清册上）", "个"),
    ("票据：已用存根和未用空白", "本"),
    ("账本所在的电脑、备份和备份口令（当面更换）", "份"),
    ("业主名册（private/owners.csv，属个人信息，单独签收）", "份"),
    ("柜、箱、房间的钥匙", "把"),
)  # fmt: skip
_NUMERALS: Final = "一二三四五六七八九十"


def handover_sections(
    books: Books, shares: Mapping[str, FundShares], findings: Iterable[Finding], day: date
) -> tuple[HandoverSection, ...]:
    """List what is handed over.

    Args:
        books: the general book.
        shares: of `rules.replay`, by fund code.
        findings: what the checks say, as matters still open.
        day: the books are told to the end of this day.

    Source: 会计基础工作规范 第25条至第32条; R47.
    """
    posted = [voucher for voucher in books.posted() if voucher.day <= day]
    parts = (
        ("记账凭证", tuple(_vouchers(posted)), "编号连续；有断号的写明。"),
        ("账簿和报表", tuple(_books(books, posted, shares)), ""),
        ("银行账户和余额", tuple(_banks(books, posted, day)), "余额以移交日终了为准，双方与银行核对。"),
        ("银行对账单", tuple(_statements(books, day)), "没有导入的对账单请补写。"),
        ("原始凭证", tuple(_originals(books, posted, day)), "按哈希存在 vouchers 文件夹；纸质的另点。"),
        ("业主决定、维修项目和合同", tuple(_records(books, day)), ""),
        ("公共资产", tuple(_assets(books, day)), "逐项到现场点清；没有登记的请补写。"),
        ("印章、票据、钥匙和其他实物", tuple(HandoverRow(item, f"＿＿ {unit}", "") for item, unit in _BY_HAND), "当面点清，填写数量。"),
        ("未了事项", tuple(_open(books, shares, findings, day)), ""),
    )  # fmt: skip
    return tuple(
        HandoverSection(f"{_NUMERALS[place]}、{title}", rows, words if rows else f"无。{words}")
        for place, (title, rows, words) in enumerate(parts)
    )


def _vouchers(posted: Iterable[Voucher]) -> Iterator[HandoverRow]:
    series: dict[tuple[str, int, str], list[Voucher]] = defaultdict(list)
    for voucher in posted:
        for fund in voucher.funds:
            series[fund, voucher.day.year, voucher.kind].append(voucher)
    for (fund, year, kind), vouchers in sorted(series.items()):
        months = Counter(voucher.day.month for voucher in vouchers)
        detail = "，".join(f"{month} 月 {count} 张" for month, count in sorted(months.items()))
        yield HandoverRow(f"{without_code(fund)} {year} 年“{kind}”字", f"{len(vouchers)} 张", detail)


def _books(books: Books, posted: list[Voucher], shares: Mapping[str, FundShares]) -> Iterator[HandoverRow]:
    years = sorted({voucher.day.year for voucher in posted})
    span = f"{years[0]} 年至 {years[-1]} 年" if years else ""
    for fund in books.community.funds:
        if any(fund.code in voucher.funds for voucher in posted):
            yield HandoverRow(f"{without_code(fund.code)} 总账、明细账、日记账", f"{len(years)} 年", span)
    for fund_code, of_fund in shares.items():
        yield HandoverRow(f"{without_code(fund_code)} 分户账", f"{len(of_fund.holders)} 户", span)


def _banks(books: Books, posted: Iterable[Voucher], day: date) -> Iterator[HandoverRow]:
    balances: dict[str, int] = defaultdict(int)
    for voucher in posted:
        for posting in voucher.postings:
            if posting.account.code == BANK_CODE:
                balances[posting.account.name] += posting.amount_fen
    for name, fen in sorted(balances.items()):
        account = books.accounts[name]
        told = [note for note in books.assertions if note.account.name == name and note.day <= day]
        if told:
            last = max(told, key=lambda note: note.day)
            words = f"最近一次与银行核对：{last.day}，{yuan(last.amount_fen)} 元"
        else:
            words = "还没有与银行核对过"
        title = " ".join((without_code(account.fund), account.title, *account.details))
        yield HandoverRow(title, f"{yuan(fen)} 元", words)


def _statements(books: Books, day: date) -> Iterator[HandoverRow]:
    spans: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for head in books.statements:
        if head.first_day <= day:
            spans[head.account].append((head.first_day, head.last_day))
    for name, days in sorted(spans.items()):
        account = books.accounts[name]
        first, last = min(days)[0], max(end for _, end in days)
        yield HandoverRow(
            " ".join((without_code(account.fund), *account.details)), f"{len(days)} 份", f"{first} 至 {last}"
        )


def _originals(books: Books, posted: Iterable[Voucher], day: date) -> Iterator[HandoverRow]:
    paper = sum(voucher.attachments or 0 for voucher in posted)
    yield HandoverRow("记账凭证所附单据", f"{paper} 张", "各凭证写明的附单据数相加")
    classes = Counter(one.retention for one in books.originals if one.filed <= day)
    for retention, count in classes.items():
        yield HandoverRow(f"电子{RETENTION_WORDS[retention]}", f"{count} 份", f"保管 {term_words(retention)}")


def _records(books: Books, day: date) -> Iterator[HandoverRow]:
    decisions = [one for one in books.decisions.values() if one is not None and one.day <= day]
    for decision in decisions:
        yield HandoverRow(f"决定 {decision.id}", "1 份", f"{decision.title}，{decision.day}")
    for identity, project in books.projects.items():
        if project is not None:
            with_contract = f"，合同 {project.contract.number}" if project.contract else ""
            yield HandoverRow(f"维修项目 {identity}", "1 份", f"{project.title}{with_contract}")
    yield from _contracts(books, day)


def _contracts(books: Books, day: date) -> Iterator[HandoverRow]:
    for number, contract in sorted(books.revenue.contracts.items()):
        if contract is None:
            yield HandoverRow(f"经营合同 {number}", "1 份", "记录读不出来，请补写")
        elif contract.first_day <= day:
            term = f"{contract.first_day} 至 {contract.last_day}"
            ended = "，已到期" if contract.last_day < day else ""
            yield HandoverRow(
                f"经营合同 {number}", "1 份", f"{contract.title}，{contract.party}，{term}{ended}"
            )


def _assets(books: Books, day: date) -> Iterator[HandoverRow]:
    for asset in books.revenue.assets:
        if asset.since <= day and (asset.until is None or asset.until >= day):
            detail = "，".join(part for part in (asset.name, asset.place) if part)
            yield HandoverRow(f"{asset.asset_class} {asset.id}", f"数量 {asset.quantity}", detail)


def _open(
    books: Books, shares: Mapping[str, FundShares], findings: Iterable[Finding], day: date
) -> Iterator[HandoverRow]:
    drafts = [voucher for voucher in books.vouchers if voucher.draft and voucher.day <= day]
    if drafts:
        yield HandoverRow("待核的草稿", f"{len(drafts)} 张", f"最早 {min(one.day for one in drafts)}")
    waiting = [item for item in open_items(books) if item.day <= day]
    if waiting:
        worth = sum(abs(item.amount_fen) for item in waiting)
        yield HandoverRow(
            "待查款项",
            f"{len(waiting)} 笔",
            f"合计 {yuan(worth)} 元，最久 {max(item.age(day) for item in waiting)} 天",
        )
    for fund, of_fund in shares.items():
        owed = int(of_fund.balances_at(day).arrears.sum())
        if owed:
            yield HandoverRow(f"{without_code(fund)} 各户欠款", "", f"合计 {yuan(owed)} 元")
    for code, of_code in sorted(_by_code(findings).items()):
        first = of_code[0]
        yield HandoverRow(f"检查{LABELS[first.severity]} {code}", f"{len(of_code)} 条", first.what)


def _by_code(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.code].append(finding)
    return found
