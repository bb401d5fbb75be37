"""Plan a new voucher: accounts found, kind told by the bank, balanced in each fund, papers filed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from jjledger.books.entry_text import document_path
from jjledger.books.ledger import Ledger
from jjledger.books.source import Source
from jjledger.errors import EntryRefusedError, OptionError, Trouble, refusal
from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS
from jjledger.facts.entry import Entry, EntryPosting, Meta, Writing
from jjledger.facts.voucher import BANK_CODE, VOUCHER_KINDS, Account
from jjledger.rules.closing import owners_money_codes
from jjledger.rules.reversal import standing
from jjledger.units import plain_yuan, yuan
from jjledger.workflows.originals import Papers, filed_together
from jjledger.workflows.vouchers.invoices import on_invoices
from jjledger.workflows.vouchers.months import demand_open
from jjledger.workflows.vouchers.outstanding import marked_outstanding, outstanding_told, taken_back
from jjledger.workflows.vouchers.planned import Plan
from jjledger.workflows.vouchers.private_words import private_words_told
from jjledger.workflows.vouchers.said_account import find_accounts
from jjledger.workflows.vouchers.wanted import Leg, Wanted

_ENTRY: Final = "会计基础工作规范第51条"
_FUNDS: Final = "台州市物业管理条例第45条：各项资金分别立账，不混用"
_TRANSFER: Final = "transfer"

Placed = tuple[Account, int, Meta]  # account, fen with debit positive, whose money


def plan_voucher(ledger: Ledger, wanted: Wanted, today: date) -> Plan:
    """Plan a voucher; one that moves money between funds becomes one a fund, linked to each other.

    Args:
        ledger: a loaded community without blocking findings.
        wanted: what it is to say.
        today: the day of filing its papers.

    Raises:
        OptionError: the month is closed, an account, a kind or a split does not fit, or the legs do
            not balance.
        EntryRefusedError: the legs of a fund do not balance, or a paper is unfit.

    Source: 会计基础工作规范 第51条; R01, R03, R04, R06.
    """
    books = ledger.books
    _refuse_wordless(wanted)
    demand_open(books, wanted.day)
    on = on_invoices(wanted.meta, wanted.payee.strip(), wanted.invoices, wanted.papers, wanted.day)
    wanted = replace(wanted, payee=on.payee, meta=on.meta)
    legs = placed_legs(books, wanted)
    papers = filed_together(wanted.papers, today, "voucher", books)
    funds = list(dict.fromkeys(account.fund for account, _, _ in legs))
    links = wanted.links
    if len(funds) > 1:
        demand_pair(legs, funds)
        links = (*links, _pair_link(books, wanted.day))
    entries = []
    for fund in funds:
        of_fund = tuple(leg for leg in legs if leg[0].fund == fund)
        entries.append(entry_of(ledger, replace(wanted, links=links), of_fund, papers))
    if wanted.outstanding:
        entries = [marked_outstanding(entry) for entry in entries]
    back = taken_back(books, entries) if wanted.outstanding else ()
    told = [*_told(books, entries, legs), *on.told, *papers_told(books, papers), *outstanding_told(back)]
    told += private_words_told(ledger, entries)
    if len(funds) > 1:
        told.append(f"涉及 {'、'.join(funds)}，各记一张凭证，用 ^{links[-1]} 互相链接。")
    record = {
        "kind": [entry.kind for entry in entries],
        "funds": funds,
        "amount": plain_yuan(_debit_fen(legs)),
        "documents": list(papers.paths),
    }
    dropped = tuple(one.place for one in back)
    return Plan(Writing(tuple(entries), files=papers.files, dropped=dropped), tuple(told), record)


def placed_legs(books: Books, wanted: Wanted) -> tuple[Placed, ...]:
    """Find the accounts of the legs, the amount that was left out, and whose money each moves.

    Raises:
        OptionError: an account or a split does not fit, or the legs do not balance.
    """
    accounts = find_accounts(books, [leg.account for leg in wanted.legs], wanted.fund)
    amounts = _amounts(wanted.legs)
    placed = zip(accounts, amounts, (leg.split for leg in wanted.legs), strict=True)
    return _with_splits(books, tuple(placed), wanted)


def entry_of(ledger: Ledger, wanted: Wanted, legs: Sequence[Placed], papers: Papers) -> Entry:
    """Write out the entry of one fund's legs.

    Raises:
        OptionError: the kind does not fit.
    """
    source = Source(ledger.folder)
    paths = [document_path(source, wanted.day, path) for path in papers.paths]
    documents = tuple(zip(document_keys(len(paths)), paths, strict=True))
    return Entry(
        wanted.day,
        kind_of(legs, wanted.kind),
        wanted.payee.strip(),
        wanted.narration.strip(),
        tuple(
            EntryPosting(account.name, fen, split)
            for account, fen, split in sorted(legs, key=lambda leg: leg[1] < 0)  # debits stand first
        ),
        len(papers.paths) if wanted.attachments is None else wanted.attachments,
        (*wanted.meta, *documents),
        wanted.links,
    )


def document_keys(count: int) -> list[str]:
    """Name the metadata of some documents: document, document-2 …."""
    return [f"document-{number}" if number > 1 else "document" for number in range(1, count + 1)]


def kind_of(legs: Iterable[Placed], said: str = "") -> str:
    """Tell the kind: 收 where the bank is debited, 付 where it is credited, 转 where neither.

    Args:
        legs: of one fund.
        said: the kind a person asks for; "" none.

    Raises:
        OptionError: there is no such kind, or money comes and a person says it goes.
    """
    if said and said not in VOUCHER_KINDS:
        raise refusal(f"--kind {said}", f"没有「{said}」字凭证。", "请写 收、付、转 或 初。", _ENTRY)
    at_bank = sum(fen for account, fen, _ in legs if account.code == BANK_CODE)
    told = "收" if at_bank > 0 else "付" if at_bank < 0 else "转"
    if said in {"收", "付"} and said != told:
        moved = "没有动银行存款" if told == "转" else f"是{told}款"
        raise refusal(
            f"--kind {said}", f"这张凭证{moved}，不是{said}字。", f"请去掉 --kind，记{told}字。", _ENTRY
        )
    return said or told


def demand_pair(legs: Iterable[Placed], funds: Sequence[str]) -> None:
    """Refuse legs of several funds that do not balance within each: money crosses by the banks alone.

    Raises:
        EntryRefusedError: a fund's legs do not balance; each such fund.

    Source: R06.
    """
    troubles = []
    for fund in funds:
        over = sum(fen for account, fen, _ in legs if account.fund == fund)
        if over:
            side = "借方多" if over > 0 else "贷方多"
            troubles.append(
                Trouble(
                    fund, f"{fund} 的分录{side} {yuan(abs(over))} 元：一张凭证不能动用几项资金。",
                    "请在每一项资金里都写出银行存款，例如公共收益补充维修资金：\n"
                    "  --leg 3公共收益:6501=1000 --leg 3公共收益:1001=-1000 "
                    "--leg 1维修资金:1001=1000 --leg 1维修资金:4201=-1000\n程序会记成两张互相链接的凭证。",
                    _FUNDS,
                )
            )  # fmt: skip
    if troubles:
        raise EntryRefusedError(tuple(troubles))


def papers_told(books: Books, papers: Papers) -> list[str]:
    """Say where papers are filed, and which vouchers have the same paper already."""
    told = [f"原始凭证 {path}" for path in papers.paths]
    for path in papers.known:
        others = [f"{one.key}（{one.funds[0]}）" for one in standing(books.posted()) if path in one.documents]
        if others:
            told.append(
                f"注意：{path} 已经附在 {'、'.join(others)}，请核对是不是重复入账（财会〔2020〕6号）。"
            )
    return told


def _refuse_wordless(wanted: Wanted) -> None:
    """Refuse a voucher without legs or words before anything else is looked at."""
    if not wanted.narration.strip():
        raise refusal("--narration", "没有写摘要。", "请写  --narration 摘要", _ENTRY)
    if not wanted.legs:
        raise refusal(
            "--leg", "没有写分录。", "请写  --leg 6002广告=-3000 --leg 1001银行存款:1234建行=3000", _ENTRY
        )


def _amounts(legs: Sequence[Leg]) -> tuple[int, ...]:
    """Fill in the one amount that may be left out.

    Raises:
        OptionError: several are left out, or the legs do not balance.
    """
    open_legs = [leg for leg in legs if leg.amount_fen is None]
    total = sum(leg.amount_fen or 0 for leg in legs)
    if len(open_legs) > 1:
        words = "、".join(leg.account for leg in open_legs)
        raise refusal(words, "几行都没有写金额。", "至多一行可以不写金额，由程序补平。")
    if not open_legs and total:
        debit = sum(max(leg.amount_fen or 0, 0) for leg in legs)
        raise refusal(
            "分录", f"借贷不平：借方 {yuan(debit)} 元，贷方 {yuan(debit - total)} 元，相差 {yuan(abs(total))} 元。",
            "请核对各行金额：借方合计要等于贷方合计。", _ENTRY,
        )  # fmt: skip
    amounts = tuple(-total if leg.amount_fen is None else leg.amount_fen for leg in legs)
    for leg, amount in zip(legs, amounts, strict=True):
        if not amount:
            raise refusal(leg.account, "这一行的金额是零。", "请写出金额，或删去这一行。", _ENTRY)
    return amounts


def _with_splits(books: Books, legs: tuple[Placed, ...], wanted: Wanted) -> tuple[Placed, ...]:
    """Give the legs of owners' money, in turn, whose money they move.

    Raises:
        OptionError: there are more or fewer splits than such legs.
    """
    lacking = [
        index for index, leg in enumerate(legs) if needs_split(books, leg[0], wanted.day) and not leg[2]
    ]
    splits = wanted.splits
    if len(splits) == 1:
        splits = splits * max(len(lacking), 1)
    if len(splits) != len(lacking):
        raise _split_refusal([legs[index][0] for index in lacking], len(splits))
    given = dict(zip(lacking, splits, strict=True))
    return tuple((leg[0], leg[1], given.get(index, leg[2])) for index, leg in enumerate(legs))


def needs_split(books: Books, account: Account, day: date) -> bool:
    """Say whether a posting to an account must say whose money it moves."""
    fund = books.community.fund(account.fund)
    return (
        fund is not None and fund.kind in OWNERS_FUND_KINDS and account.code in owners_money_codes(fund, day)
    )


def _split_refusal(accounts: Sequence[Account], given: int) -> OptionError:
    if not accounts:
        return refusal(
            "--split", "没有一行动用业主的钱，不用写归属。",
            "请去掉 --split；要写在某一行上的，写作  --leg '科目=金额;household=01-1-101'",
        )  # fmt: skip
    names = "、".join(f"{account.code}{account.title}" for account in accounts)
    what = f"{names} 动用业主的钱，要写明归属；应写 {len(accounts)} 个，写了 {given} 个。"
    return refusal(
        "--split", what, "请写  --split scope=01-1（按幢、单元分摊）或  --split household=01-1-101（一户）",
        "住宅专项维修资金管理办法第10条",
    )  # fmt: skip


def _pair_link(books: Books, day: date) -> str:
    """Name the link of a transfer between funds: by its day and how many there were before on it."""
    head = f"{_TRANSFER}-{day}-"
    numbers = {link for one in books.vouchers for link in one.links if link.startswith(head)}
    return f"{head}{len(numbers) + 1}"


def _debit_fen(legs: Iterable[Placed]) -> int:
    return sum(max(fen, 0) for _, fen, _ in legs)


def _told(books: Books, entries: Iterable[Entry], legs: Iterable[Placed]) -> list[str]:
    """Say what is booked, and which accounts are new."""
    told = [
        f"{entry.kind}字凭证，{entry.postings[0].account.split(':')[1]}，"
        f"{yuan(sum(max(leg.amount_fen, 0) for leg in entry.postings))} 元，附单据 {entry.attachments} 张。"
        for entry in entries
    ]
    new = dict.fromkeys(account.name for account, _, _ in legs if account.name not in books.accounts)
    return [*told, *(f"新开科目 {name}" for name in new)]
