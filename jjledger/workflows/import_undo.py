"""Take a whole import back: its drafts, the balances it vouched for, and its record; the original stays on file.

What lives here: what goes with it, and when it cannot go. What must not: undoing vouchers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.books.settled_file import unsettled_files
from jjledger.books.source import Source
from jjledger.books.statement_file import ASIDE, read_statement_rows, rows_name
from jjledger.errors import OptionError, Trouble, refusal
from jjledger.facts.books import BalanceAssertion
from jjledger.facts.entry import Writing
from jjledger.facts.statement import StatementRow
from jjledger.facts.statement_head import StatementHead
from jjledger.facts.voucher import Voucher
from jjledger.rules.reversal import standing
from jjledger.rules.suspense import bank_refs
from jjledger.workflows.import_doubles import known_rows
from jjledger.workflows.import_matches import SeenRow
from jjledger.workflows.importing import vouched_closes
from jjledger.workflows.vouchers.planned import Plan

_NAMED: Final = 5  # vouchers named in a refusal


@dataclass(frozen=True, slots=True)
class _Import:
    """An import with its rows, and what other imports of the account show."""

    head: StatementHead
    rows: tuple[StatementRow, ...]
    others: tuple[SeenRow, ...]

    @property
    def own(self) -> frozenset[str]:
        """Give the keys of the rows that no other import shows."""
        return frozenset(row.key for row in self.rows) - {one.row.key for one in self.others}


def plan_undo(ledger: Ledger, said: str) -> Plan:
    """Plan to take one import back, or to put away a file that was kept aside.

    Args:
        ledger: a loaded community without blocking findings.
        said: the record, statements/…/….toml; the original's name, or what it was called; a file in statements/aside.

    Raises:
        OptionError: there is no such import or several, or one of its rows has become a voucher.
        RegisterError: its table is not as it was written.
    """
    aside = f"{ASIDE}/{said.rpartition('/')[2]}"
    if Source(ledger.folder).exists(aside):
        writing = Writing(removed=(aside,), why=f"移走认不出版式的对账单 {aside}")
        return Plan(writing, (f"移走 {aside}。",), {"undone": aside, "dropped": 0})
    taken = _import(ledger, _head(ledger, said))
    drafts = _drafts(ledger, taken)
    _refuse_relied_on(taken, {key for draft in drafts for key in bank_refs(draft)})
    balances = tuple(_balances(ledger, taken))
    head = taken.head
    funds = {"", head.account.split(":")[1]}  # rows of another fund's account may bear the same keys
    settled = {one.key for one in ledger.books.settled if one.key in taken.own and one.fund in funds}
    told = [
        f"撤回 {head.account.rpartition(':')[2]} {head.first_day} 至 {head.last_day} 的对账单（{_called(ledger, head)}）。",
        f"  删去 {len(drafts)} 张草稿，撤下 {len(balances)} 处余额核对；原文件照样存档。",
    ]
    if settled:
        told.append(f"  原来说明是同一笔或不入账的 {len(settled)} 行也一并撤回，再导入时重新提出。")
    writing = Writing(
        files=unsettled_files(ledger.books.settled, settled),
        dropped=(*(one.place for one in drafts), *(one.place for one in balances)),
        removed=(head.place.file, rows_name(head)),
        why=f"撤回导入 {head.place.file}：删去 {len(drafts)} 张草稿",
    )
    return Plan(writing, tuple(told), {"undone": head.place.file, "dropped": len(drafts)})


def _head(ledger: Ledger, said: str) -> StatementHead:
    """Find the import that is meant."""
    heads = ledger.books.statements
    plain = said.removesuffix(".toml").removesuffix(".csv")
    by_name = [one for one in heads if one.place.file.removesuffix(".toml").endswith(plain)]
    found = by_name or [one for one in heads if said in {one.file, _called(ledger, one)}]
    if len(found) == 1:
        return found[0]
    what = f"有几份导入的对账单叫「{said}」。" if found else f"没有导入过对账单「{said}」。"
    shown: Sequence[StatementHead] = found or heads
    known = "\n".join(f"  {one.place.file}（{_called(ledger, one)}）" for one in shown)
    raise refusal(
        f"--undo {said}", what, f"请写下面的一份：\n{known}" if known else "账本里还没有导入过对账单。"
    )


def _called(ledger: Ledger, head: StatementHead) -> str:
    """Give the name under which a person brought the original."""
    return next((one.name for one in ledger.books.originals if one.file == head.file), head.file)


def _import(ledger: Ledger, head: StatementHead) -> _Import:
    source = Source(ledger.folder)
    others = [
        one
        for one in ledger.books.statements
        if one is not head
        and one.account == head.account
        and one.first_day <= head.last_day
        and one.last_day >= head.first_day
    ]
    seen = (
        SeenRow(one.account, one.layout, row, one.place.file)
        for one in others
        for row in read_statement_rows(source, one)
    )
    return _Import(head, read_statement_rows(source, head), tuple(seen))


def _refuse_relied_on(taken: _Import, drafted: Collection[str]) -> None:
    """Refuse where rows of another import have no draft because those that go stand for them."""
    by_file: dict[str, list[SeenRow]] = {}
    for one in taken.others:
        by_file.setdefault(one.file, []).append(one)
    own = [SeenRow(taken.head.account, taken.head.layout, row) for row in taken.rows if row.key in drafted]
    for file, rows in by_file.items():
        if known_rows(taken.head.account, [one.row for one in rows], own):
            raise refusal(
                taken.head.place.file, f"{file} 有几行与它是同一笔，靠它的草稿记账。",
                f"请先撤回那一份： jjledger import 账本 --undo {file}",
            )  # fmt: skip


def _drafts(ledger: Ledger, taken: _Import) -> tuple[Voucher, ...]:
    """List the drafts that go.

    Raises:
        OptionError: a voucher or a draft that stands for other rows too has taken a row over.
    """
    posted = frozenset(one.place for one in standing(ledger.books.posted()))
    drafts: list[Voucher] = []
    kept: list[Voucher] = []
    for voucher in ledger.books.vouchers:
        refs = taken.own.intersection(bank_refs(voucher))
        if not refs or not any(leg.account.name == taken.head.account for leg in voucher.postings):
            continue
        if voucher.draft and len(refs) == len(bank_refs(voucher)):
            drafts.append(voucher)
        elif voucher.draft or voucher.place in posted:
            kept.append(voucher)
    if kept:
        raise _confirmed(taken.head, kept)
    return tuple(drafts)


def _confirmed(head: StatementHead, kept: Collection[Voucher]) -> OptionError:
    names = [one.key if not one.draft else f"{one.place.file}:{one.place.line}" for one in kept]
    more = f" 等 {len(names)} 张" if len(names) > _NAMED else ""
    return OptionError(
        Trouble(
            head.place.file,
            f"这份对账单的流水已经记进凭证 {'、'.join(names[:_NAMED])}{more}，不能整份撤回。",
            "记错的凭证请先用 jjledger voucher reverse 冲销，再撤回。",
        )
    )


def _balances(ledger: Ledger, taken: _Import) -> Iterator[BalanceAssertion]:
    """List the balances that only this import vouches for."""
    own = set(vouched_closes(taken.head, taken.rows))
    others: dict[str, list[StatementRow]] = {}
    for one in taken.others:
        others.setdefault(one.file, []).append(one.row)
    heads = {one.place.file: one for one in ledger.books.statements}
    for file, rows in others.items():
        own -= set(vouched_closes(heads[file], rows))
    for asserted in ledger.books.assertions:
        of_account = asserted.account.name == taken.head.account
        closed = ledger.books.closings.is_closed(f"{asserted.day:%Y-%m}")
        if of_account and (asserted.day, asserted.amount_fen) in own and not closed:
            yield asserted
