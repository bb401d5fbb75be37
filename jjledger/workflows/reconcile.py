"""Hold a bank account against the bank's statement at a month's end, and put on record what it comes to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from jjledger.books.ledger import Ledger
from jjledger.books.reconciliation_file import reconciliation_name, reconciliation_text
from jjledger.books.source import Source
from jjledger.books.statement_file import bank_name, read_statement_rows
from jjledger.errors import refusal
from jjledger.facts.books import Books
from jjledger.facts.entry import Assertion, Writing
from jjledger.facts.finding import Place
from jjledger.facts.reconciliation import PARTS, Part, Reconciled, ReconcilingItem, adjusted
from jjledger.facts.statement_head import StatementHead
from jjledger.facts.voucher import OPENING_KIND, OUTSTANDING, Account, Voucher
from jjledger.period import Period, day_before, month_of, parse_period
from jjledger.rules.reconciliation import Held, bank_rows, hold
from jjledger.rules.suspense import bank_refs
from jjledger.units import plain_yuan, yuan
from jjledger.workflows.import_accounts import find_bank
from jjledger.workflows.vouchers.find import find_voucher
from jjledger.workflows.vouchers.planned import Plan

_GROUND: Final = "会计基础工作规范第62条：账实相符，银行存款定期核对"


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A movement on a paper statement that no file of ours shows."""

    day: date
    amount_fen: int  # money in positive
    words: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody reads off a paper statement."""

    bank_fen: int | None = None  # the balance at the month's end
    outstanding: tuple[str, ...] = ()  # vouchers that the bank has not carried out yet
    rows: tuple[TypedRow, ...] = ()  # what the bank has and the books lack


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """An account at a month's end, on both sides."""

    account: str  # full name
    month: str
    day: date  # the month's last
    bank_fen: int
    bank_source: str  # where the bank's balance comes from, in words
    book_fen: int
    items: tuple[ReconcilingItem, ...]
    alike: tuple[tuple[ReconcilingItem, ReconcilingItem], ...]  # proposals: of the books, of the bank
    unequal: tuple[str, ...]  # vouchers with another amount than the bank's
    began: date | None  # first day of the statements; None without any
    before_fen: int  # of the difference, what there was before that day
    recorded: bool  # the balance is vouched for already, or a reconciliation that still fits is on file

    @property
    def bank_adjusted_fen(self) -> int:
        """Give the bank's balance with what only the books have."""
        return adjusted(self.bank_fen, self.items, "book")

    @property
    def book_adjusted_fen(self) -> int:
        """Give the books' balance with what only the bank has."""
        return adjusted(self.book_fen, self.items, "bank")

    @property
    def difference_fen(self) -> int:
        """Give what nothing explains; zero where the account ties."""
        return self.bank_adjusted_fen - self.book_adjusted_fen

    def part(self, part: Part) -> tuple[ReconcilingItem, ...]:
        """List the items of one of the four parts."""
        return tuple(item for item in self.items if item.part == part)

    def words(self) -> str:
        """Put it into words, line by line."""
        return "\n".join(_words(self))

    def record(self) -> dict[str, Any]:
        """Give it as programs read it; amounts in yuan, as text."""
        return {
            "account": self.account,
            "month": self.month,
            "day": self.day.isoformat(),
            "bank": plain_yuan(self.bank_fen),
            "bank_source": self.bank_source,
            "books": plain_yuan(self.book_fen),
            "items": [_item_record(item) for item in self.items],
            "proposals": [{"books": ours.key, "bank": theirs.key} for ours, theirs in self.alike],
            "unequal": list(self.unequal),
            "bank_adjusted": plain_yuan(self.bank_adjusted_fen),
            "books_adjusted": plain_yuan(self.book_adjusted_fen),
            "difference": plain_yuan(self.difference_fen),
            "difference_before_statements": plain_yuan(self.before_fen),
            "ties": self.difference_fen == 0,
            "recorded": self.recorded,
        }


def reconcile(ledger: Ledger, account: str, month: str, typed: Typed | None = None) -> Reconciliation:
    """Hold an account against its imported statements, or against what somebody reads off a paper one.

    Args:
        ledger: a loaded community.
        account: last part or whole of the bank account's name.
        month: 2025-06.
        typed: what is read off a paper statement.

    Raises:
        OptionError: there is no such account or month, or nothing says what the bank has.

    Source: 会计基础工作规范 第62条; R08.
    """
    typed = typed or Typed()
    bank = find_bank(ledger, account)
    period = _month(month)
    books, day = ledger.books, period.last_day
    heads = [head for head in books.statements if head.account == bank.name]
    exports = [read_statement_rows(Source(ledger.folder), head) for head in heads]
    bank_fen, source = _bank_balance(books, bank, day, list(zip(heads, exports, strict=True)), typed)
    began = min((head.first_day for head in heads), default=date.max)
    held = hold(books, bank, day, began, bank_rows(exports))
    marked = (*typed.outstanding, *_said_outstanding(books, bank, period.code))
    items = _with_typed(ledger, bank, held, replace(typed, outstanding=marked))
    began_or_none = began if heads else None
    made = Reconciliation(
        bank.name, period.code, day, bank_fen, source, _booked(books, bank, day), items, held.alike, held.unequal,
        began_or_none, _gap_before(books, bank, heads, items), recorded=False,
    )  # fmt: skip
    return _marked(books, made)


def plan_reconciliation(ledger: Ledger, made: Reconciliation, who: str, today: date) -> Plan:
    """Plan to put a reconciliation on record: a balance assertion where both sides are equal, else a file with the items.

    Args:
        ledger: the community it was made of.
        made: the reconciliation.
        who: made it; "" in a preview.
        today: the day on which it was made.

    Raises:
        OptionError: something is left unexplained, or the month is closed.
    """
    short = bank_name(made.account)
    if ledger.books.closings.is_closed(made.month):
        raise refusal(made.month, f"{made.month} 已经结账，核对已在结账时完成。", "不用再记。", _GROUND)
    if made.difference_fen:
        raise refusal(
            f"{short} {made.month}",
            f"调节后还差 {yuan(made.difference_fen)} 元（银行 {yuan(made.bank_adjusted_fen)}，"
            f"账面 {yuan(made.book_adjusted_fen)}），没有查明。",
            "请核对对账单是否导全、有没有漏记或记错的凭证；没有查明的差额不能结账。",
            _GROUND,
        )
    files = {}
    assertions: tuple[Assertion, ...] = ()
    if made.bank_fen == made.book_fen:
        assertions = (Assertion(made.day, made.account, made.bank_fen),)
    if made.items:
        one = Reconciled(
            made.account, made.day, made.bank_fen, made.book_fen, made.items, today, who, Place("", 0)
        )
        files[reconciliation_name(made.account, made.day)] = reconciliation_text(one).encode()
    writing = Writing(files=files, assertions=assertions, why=f"核对 {short} {made.month}")
    return Plan(writing, tuple(_words(made)), made.record())


def _month(code: str) -> Period:
    try:
        period = parse_period(code)
    except ValueError as error:
        raise refusal("--month", f"{error}。", "请写月份，例如 2025-06。") from error
    if period.code != month_of(period.first_day):
        raise refusal("--month", f"{period.title}不是一个月。", "请写月份，例如 2025-06。")
    return period


def _bank_balance(
    books: Books,
    bank: Account,
    day: date,
    statements: Sequence[tuple[StatementHead, Sequence[Any]]],
    typed: Typed,
) -> tuple[int, str]:
    """Find what the bank had at the end of a day: as typed, by a statement, or as somebody vouched for."""
    if typed.bank_fen is not None:
        return typed.bank_fen, "手工填写"
    for head, rows in statements:
        open_end = head.last_day == day and head.ends_mid_day
        if (
            head.whole
            and head.opening_fen is not None
            and head.first_day <= day <= head.last_day
            and not open_end
        ):
            fen = head.opening_fen + sum(row.amount_fen for row in rows if row.day <= day)
            return fen, f"{head.first_day} 至 {head.last_day} 的对账单"
    between = _between(statements, day)
    if between is not None:
        return between
    for assertion in books.assertions:
        if assertion.account == bank and assertion.day == day:
            return assertion.amount_fen, "账本里的余额核对"
    raise refusal(
        f"{bank_name(bank.name)} {day}", "没有包含这一天的完整对账单，不知道银行的余额。",
        "请先导入对账单： jjledger import 账本 文件；只有纸质对账单的，写  --bank-balance 余额", _GROUND,
    )  # fmt: skip


def _booked(books: Books, bank: Account, day: date) -> int:
    """Sum what the books have on an account at the end of a day."""
    return sum(
        leg.amount_fen
        for voucher in books.posted()
        if voucher.day <= day
        for leg in voucher.postings
        if leg.account == bank
    )


def _gap_before(
    books: Books, bank: Account, heads: Sequence[StatementHead], items: Sequence[ReconcilingItem]
) -> int:
    """Give what bank and books differed by when the first statement began, on top of what was on the way."""
    first = min(heads, key=lambda head: head.first_day, default=None)
    if first is None or first.opening_fen is None:
        return 0
    brought = [
        voucher for voucher in books.posted() if voucher.kind == OPENING_KIND and _moves(voucher, bank)
    ]
    if any(voucher.day >= first.first_day for voucher in brought):
        return 0  # the books begin within the statement
    on_the_way = sum(
        item.amount_fen for item in items if item.part.startswith("book") and item.day < first.first_day
    )
    return first.opening_fen + on_the_way - _booked(books, bank, day_before(first.first_day))


def _moves(voucher: Voucher, bank: Account) -> bool:
    return any(leg.account == bank for leg in voucher.postings)


def _between(statements: Sequence[tuple[StatementHead, Sequence[Any]]], day: date) -> tuple[int, str] | None:
    """Give the balance that one statement ends with and the next begins with, where the day lies between them."""
    whole = [head for head, _ in statements if head.whole]
    before = [one for one in whole if one.last_day < day or (one.last_day == day and not one.ends_mid_day)]
    after = [one for one in whole if one.first_day > day]
    if not before or not after:
        return None
    last, following = max(before, key=lambda one: one.last_day), min(after, key=lambda one: one.first_day)
    if last.closing_fen is None or last.closing_fen != following.opening_fen:
        return None
    return last.closing_fen, f"{last.last_day} 止和 {following.first_day} 起的两份对账单"


def _with_typed(ledger: Ledger, bank: Account, held: Held, typed: Typed) -> tuple[ReconcilingItem, ...]:
    """Add what somebody read off a paper statement, and the vouchers that are not on it."""
    items = [
        *held.items,
        *(
            ReconcilingItem(
                "bank_in" if row.amount_fen > 0 else "bank_out",
                row.day,
                row.words,
                row.amount_fen,
                f"手工 {place}",
            )
            for place, row in enumerate(typed.rows, 1)
        ),
    ]
    known = {item.key for item in items}
    for said in typed.outstanding:
        voucher = find_voucher(ledger, said, bank.fund)
        fen = sum(leg.amount_fen for leg in voucher.postings if leg.account == bank)
        if not fen:
            raise refusal(
                said, f"凭证 {voucher.key} 没有动过 {bank_name(bank.name)}。", "请核对凭证号。", _GROUND
            )
        if voucher.key not in known:
            part: Part = "book_in" if fen > 0 else "book_out"
            items.append(
                ReconcilingItem(part, voucher.day, f"{voucher.payee} {voucher.narration}", fen, voucher.key)
            )
    return tuple(sorted(items, key=lambda item: (list(PARTS).index(item.part), item.day, item.key)))


def _said_outstanding(books: Books, bank: Account, month: str) -> Iterator[str]:
    """List the vouchers that the bank had not carried out when they were booked, and that still name no row of it."""
    for voucher in books.posted():
        since = voucher.extra.get(OUTSTANDING, "")
        if not since or since > month or all(leg.account != bank for leg in voucher.postings):
            continue
        if not bank_refs(voucher) and not any(one.holds(voucher) for one in books.settled):
            yield voucher.key


def _marked(books: Books, made: Reconciliation) -> Reconciliation:
    asserted = any(one.account.name == made.account and one.day == made.day for one in books.assertions)
    filed = any(
        one.account == made.account and one.day == made.day and one.bank_fen == made.bank_fen
        and one.book_fen == made.book_fen and one.items == made.items
        for one in books.reconciliations
    )  # fmt: skip
    return replace(made, recorded=asserted or filed)


def _item_record(item: ReconcilingItem) -> dict[str, Any]:
    return {
        "part": item.part,
        "title": PARTS[item.part],
        "day": item.day.isoformat(),
        "amount": plain_yuan(item.amount_fen),
        "words": item.words,
        "key": item.key,
    }


def _words(made: Reconciliation) -> Iterator[str]:
    yield f"{bank_name(made.account)} {made.day} 银行存款余额调节表"
    yield f"银行对账单余额 {yuan(made.bank_fen)} 元（{made.bank_source}）"
    yield from _part_words(made, "book_in")
    yield from _part_words(made, "book_out")
    yield f"  调节后 {yuan(made.bank_adjusted_fen)} 元"
    yield f"账面余额 {yuan(made.book_fen)} 元"
    yield from _part_words(made, "bank_in")
    yield from _part_words(made, "bank_out")
    yield f"  调节后 {yuan(made.book_adjusted_fen)} 元"
    yield "调节后一致。" if not made.difference_fen else f"还差 {yuan(made.difference_fen)} 元，没有查明。"
    if made.difference_fen and made.before_fen:
        yield f"其中 {yuan(made.before_fen)} 元在对账单开始（{made.began}）以前就有，请核对期初余额。"
    for voucher in made.unequal:
        yield f"凭证 {voucher} 的金额与银行流水不同，请核对。"
    for ours, theirs in made.alike:
        yield f"凭证 {ours.key} 与 {theirs.day} 的流水「{theirs.words}」金额相同，可能是同一笔，请确认。"


def _part_words(made: Reconciliation, part: Part) -> Iterator[str]:
    for item in made.part(part):
        yield f"  {PARTS[part]}  {item.day}  {yuan(item.amount_fen)} 元  {item.words}"
