"""On which account a row of a statement is proposed to be booked, and why.

The community's own rules come first, then its own accounts, what contracts make due, what every
bank books, and what the same counterparty was booked to before. Nothing is guessed at: what is
left goes to 1901. What lives here: the choice. What must not: matching rows with what is booked
already, or drafts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.facts.entry import Meta
from jjledger.facts.import_rule import ImportRule
from jjledger.facts.statement import StatementRow
from jjledger.facts.voucher import BANK_CODE, SUSPENSE_CODE, USE_CODE, Account, Voucher
from jjledger.rules.closing import owners_money_codes
from jjledger.rules.reversal import standing

UNKNOWN: Final = "没有规则，也没有以前的记账可以参照"
_INTEREST: Final = re.compile(r"结息|利息|计息")
_FEE: Final = re.compile(r"手续费|工本费|汇划费|汇款费|账户管理费|短信费|账户年费|网银年费|回单费|询证费")
# Owners' funds have prescribed accounts for interest and fees; other funds name them in their own words.
_OWNERS_INTEREST: Final = "Income:{}:4101存款利息收入"
_OWNERS_FEE: Final = "Expenses:{}:5901其他支出"
_WORDS_OF_INTEREST: Final = ("利息", "结息")
_WORDS_OF_FEES: Final = ("手续费", "银行费用", "其他")
_NUMBERED: Final = re.compile(r"\d{4}(?!.*-D\d{4}$).*", re.ASCII)  # a bank account's own name, no deposit's
_BLANKS: Final = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for a row."""

    account: str  # full name; "" nothing is known
    why: str
    split: Meta = ()
    summary: str = ""  # "" the bank's own words
    attachments: int = 0
    meta: Meta = ()  # of the draft: contract, covers


@dataclass(frozen=True, slots=True)
class Expected:
    """What contracts say of a row that comes from a party to one."""

    proposal: Proposal | None  # None: nothing that is due fits
    remark: str = ""  # said beside what is proposed otherwise


@dataclass(frozen=True, slots=True)
class Habit:
    """What a counterparty's rows were booked to before, on one account."""

    account: Account
    times: int
    last: Voucher


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What proposals for one bank account rest on."""

    books: Books
    bank: Account
    fund: Fund
    accounts: tuple[Account, ...]  # of the fund, those of one code the least deep first
    own_banks: Mapping[
        str, Account
    ]  # the fund's other bank accounts by the last four digits of their numbers
    habits: Mapping[
        tuple[str, bool], tuple[Habit, ...]
    ]  # by counterparty and whether money came in, best first
    door_of: Callable[[str, date], str]  # the one household that words name, "" none or several


def knowledge(books: Books, bank: Account, door_of: Callable[[str, date], str]) -> Knowledge:
    """Gather what proposals for one bank account rest on.

    Args:
        books: the general book.
        bank: the account the statement is of.
        door_of: gives the one household of the fund that some words name on a day, or "".
    """
    fund = books.community.fund(bank.fund)
    assert fund is not None, "a bank account belongs to a fund of the community"
    accounts = sorted(
        (one for one in books.accounts.values() if one.fund == bank.fund), key=lambda one: len(one.details)
    )
    own = {
        one.details[-1][:4]: one
        for one in accounts
        if one.code == BANK_CODE and one is not bank and one.details and _NUMBERED.fullmatch(one.details[-1])
    }
    return Knowledge(books, bank, fund, tuple(accounts), own, _habits(books, bank.fund), door_of)


def propose(known: Knowledge, row: StatementRow, expected: Expected | None = None) -> Proposal:
    """Propose an account for a row.

    Args:
        known: what is known of the bank account and its fund.
        row: a settled row.
        expected: what contracts say of it; None where it comes from no party to one.

    Returns:
        The proposal; an account of owners' money comes with whose money it is, or not at all.
    """
    under = expected.proposal if expected else None
    found = (
        _under_contract_too(_by_rule(known, row), under)
        or _own_account(known, row)
        or under
        or _by_bank_words(known, row)
        or _by_habit(known, row)
        or Proposal("", UNKNOWN)
    )
    if expected and expected.remark:
        found = replace(found, why=f"{found.why}；{expected.remark}")
    return _with_holder(known, row, found)


def _under_contract_too(by_rule: Proposal | None, under: Proposal | None) -> Proposal | None:
    """Add the contract to what a rule proposes, where both mean the same account."""
    if by_rule is None or under is None or by_rule.account != under.account:
        return by_rule
    return replace(by_rule, why=f"{by_rule.why}；{under.why}", meta=under.meta)


def plain_name(text: str) -> str:
    """Give a counterparty's name as names are compared: of one width and without blanks.

    Examples:
        >>> plain_name("华安电梯（台州） 有限公司")
        '华安电梯(台州)有限公司'
    """
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


def _habits(books: Books, fund: str) -> Mapping[tuple[str, bool], tuple[Habit, ...]]:
    """Count what each counterparty's vouchers of a fund were booked to against its banks."""
    counts: dict[tuple[str, bool], dict[Account, Habit]] = {}
    for voucher in standing(books.posted()):
        legs = [leg for leg in voucher.postings if leg.account.fund == fund]
        at_bank = sum(leg.amount_fen for leg in legs if leg.account.code == BANK_CODE)
        others = {leg.account.name: leg.account for leg in legs if leg.account.code != BANK_CODE}
        if not at_bank or not voucher.payee or len(others) != 1:
            continue
        account = next(iter(others.values()))
        if account.code == SUSPENSE_CODE:
            continue
        of_payee = counts.setdefault((plain_name(voucher.payee), at_bank > 0), {})
        before = of_payee.get(account)
        of_payee[account] = Habit(account, before.times + 1 if before else 1, voucher)
    return {
        key: tuple(sorted(habits.values(), key=lambda one: (one.times, one.last.day), reverse=True))
        for key, habits in counts.items()
    }


def _by_rule(known: Knowledge, row: StatementRow) -> Proposal | None:
    """Take the first rule that fits; one that names an account nobody has opened says so."""
    for rule in known.books.community.rules:
        if not _fits(rule, known, row):
            continue
        where = f"community.toml 第 {rule.line} 行的规则"
        account = next((one for one in known.accounts if rule.account in _names(one)), None)
        if account is None:
            if ":" in rule.account and rule.account.split(":")[1] in _other_funds(known):
                continue  # the rule is about another fund's rows
            return Proposal("", f"{where}写的科目 {rule.account} 没有开设")
        return Proposal(account.name, f"按 {where}", rule.split, rule.summary, rule.attachments)
    return None


def _other_funds(known: Knowledge) -> frozenset[str]:
    return frozenset(fund.code for fund in known.books.community.funds if fund is not known.fund)


def _names(account: Account) -> tuple[str, str]:
    """Give the two ways to write an account: in full, and what follows the fund."""
    return account.name, account.name.split(":", 2)[-1]


def _fits(rule: ImportRule, known: Knowledge, row: StatementRow) -> bool:
    size = abs(row.amount_fen)
    return (
        rule.bank in {"", known.bank.name.rpartition(":")[2]}
        and (not rule.direction or (rule.direction == "in") == (row.amount_fen > 0))
        and (rule.least_fen is None or size >= rule.least_fen)
        and (rule.most_fen is None or size <= rule.most_fen)
        and _any_in(rule.counterparty, row.counterparty)
        and _any_in(rule.words, row.words)
    )


def _any_in(wanted: Iterable[str], text: str) -> bool:
    words = tuple(wanted)
    return not words or any(word in text for word in words)


def _own_account(known: Knowledge, row: StatementRow) -> Proposal | None:
    """Propose the fund's other bank account where the row names its number, unless its own statement shows it."""
    other = known.own_banks.get(row.counter_account)
    if other is None:
        return None
    covered = any(
        head.account == other.name and head.first_day <= row.day <= head.last_day
        for head in known.books.statements
    ) or any(one.account.name == other.name and one.day >= row.day for one in known.books.assertions)
    if covered:
        return Proposal("", f"对方是本资金的 {other.details[-1]}，那一边的账已经记过，请核对后合成一张凭证")
    return Proposal(other.name, f"对方账号末四位 {row.counter_account} 是本资金的 {other.details[-1]}")


def _by_bank_words(known: Knowledge, row: StatementRow) -> Proposal | None:
    """Know interest and fees, which every bank books by itself."""
    if row.amount_fen > 0 and _INTEREST.search(row.words):
        account = _interest_account(known)
        return Proposal(account, "摘要写明是存款利息", summary=row.words) if account else None
    if row.amount_fen < 0 and _FEE.search(row.words) and not row.counter_account:
        account = _fee_account(known)
        return Proposal(account, "摘要写明是银行收费", summary=row.words) if account else None
    return None


def _interest_account(known: Knowledge) -> str:
    if known.fund.kind in OWNERS_FUND_KINDS:
        return _prescribed(known, _OWNERS_INTEREST)
    root = "Liabilities" if known.fund.kind == "warranty" else "Income"
    return _of_words(known, root, _WORDS_OF_INTEREST)


def _fee_account(known: Knowledge) -> str:
    if known.fund.kind in OWNERS_FUND_KINDS:
        return _prescribed(known, _OWNERS_FEE)
    return _of_words(known, "Expenses", _WORDS_OF_FEES)


def _prescribed(known: Knowledge, name: str) -> str:
    """Name a prescribed account: as the chart opens it, or as it will be opened."""
    code = _code_of(name)
    return next((one.name for one in known.accounts if one.code == code), name.format(known.fund.code))


def _code_of(account: str) -> str:
    return account.split(":")[2][:4]


def _of_words(known: Knowledge, root: str, words: Iterable[str]) -> str:
    """Name the fund's account whose last part holds one of some words, the first word first."""
    for word in words:
        for one in known.accounts:
            if one.root == root and word in (one.details[-1] if one.details else one.title):
                return one.name
    return ""


def _by_habit(known: Knowledge, row: StatementRow) -> Proposal | None:
    habits = known.habits.get((plain_name(row.counterparty), row.amount_fen > 0), ())
    if not habits:
        return None
    best = habits[0]
    last = best.last
    why = (
        f"同一对方以前 {best.times} 次记在 {best.account.code}{best.account.title}，"
        f"最近一次 {last.day:%Y-%m} {last.number}"
    )
    if len(habits) > 1:
        why += f"；也有 {sum(one.times for one in habits[1:])} 次记在别处"
    return Proposal(best.account.name, why)


def _with_holder(known: Knowledge, row: StatementRow, found: Proposal) -> Proposal:
    """Say whose the money is where the account asks for it; without that nothing is proposed."""
    if not found.account or found.split or known.fund.kind not in OWNERS_FUND_KINDS:
        return found
    code, title = _code_of(found.account), found.account.split(":")[2][4:]
    if code not in owners_money_codes(known.fund, row.day):
        return found
    household = "" if code == USE_CODE else known.door_of(f"{row.words} {row.counterparty}", row.day)
    if household:
        return replace(found, why=f"{found.why}；摘要写明是 {household}", split=(("household", household),))
    need = "要写明决定和分摊范围" if code == USE_CODE else "要写明是哪一户的"
    return Proposal("", f"{found.why}；记在 {code}{title} {need}，请确认时写明")
