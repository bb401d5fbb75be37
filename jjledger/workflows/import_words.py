"""What an import came to, in words for people and as a record for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

from jjledger.facts.finding import Finding
from jjledger.facts.statement import Remark, Statement, StatementRow
from jjledger.facts.statement_head import StatementHead
from jjledger.rules.contracts import CONTRACT
from jjledger.units import plain_yuan, yuan
from jjledger.workflows.import_rows import Draft

_SHOWN: Final = 20  # proposals in the words; the record has all


@dataclass(frozen=True, slots=True)
class Closing:
    """A balance that a statement vouches for, beside the books with every draft counted."""

    day: date
    bank_fen: int
    booked_fen: int

    @property
    def agrees(self) -> bool:
        """Say whether it can be asserted: the books, drafts included, come to it."""
        return self.bank_fen == self.booked_fen


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file."""

    name: str
    statement: Statement
    head: StatementHead
    drafts: tuple[Draft, ...]
    known_rows: tuple[tuple[StatementRow, str], ...]  # rows that the ledger knew, and why
    before: int  # rows from before the books began, which their opening balance holds
    repeated: bool  # the very file was imported before, or it has no rows
    closings: tuple[Closing, ...]

    @property
    def known(self) -> int:
        """Count the rows that the ledger knew."""
        return len(self.known_rows)

    @property
    def new(self) -> int:
        """Count the rows that the ledger did not know; those that move nothing are recorded and make no draft."""
        return self.head.rows - self.known

    @property
    def unmatched(self) -> int:
        """Count the drafts of which nobody can say what they are."""
        return sum(not draft.known and not draft.same_as for draft in self.drafts)

    @property
    def same(self) -> int:
        """Count the drafts that are proposed to be the same as something."""
        return sum(bool(draft.same_as) for draft in self.drafts)


def import_record(files: Sequence[Imported], findings: Sequence[Finding]) -> dict[str, Any]:
    """Give an import as programs read it: the figures of all files together, then each."""
    return {
        "layout": "、".join(dict.fromkeys(one.head.layout for one in files)),
        "account": "、".join(dict.fromkeys(one.head.account for one in files)),
        "rows": sum(one.head.rows for one in files),
        "new": sum(one.new for one in files),
        "drafts": sum(len(one.drafts) for one in files),
        "known": sum(one.known for one in files),
        "unmatched": sum(one.unmatched for one in files),
        "same": sum(one.same for one in files),
        "chain_breaks": [row for one in files for row in one.head.chain_breaks],
        "missing": plain_yuan(sum(one.head.missing_fen for one in files)),
        "sum": plain_yuan(sum(one.head.sum_fen for one in files)),
        "findings": [
            {"code": one.code, "file": one.place.file, "what": one.what, "remedy": one.remedy}
            for one in findings
        ],
        "files": [_file_record(one) for one in files],
    }


def _file_record(one: Imported) -> dict[str, Any]:
    head = one.head
    return {
        "file": one.name,
        "layout": head.layout,
        "title": one.statement.title,
        "account": head.account,
        "holder": head.holder,
        "first_day": str(head.first_day) if head.rows else "",
        "last_day": str(head.last_day) if head.rows else "",
        "newest_first": one.statement.newest_first,
        "ends_mid_day": head.ends_mid_day,
        "rows": head.rows,
        "neutral": sum(not row.amount_fen for row in one.statement.rows),  # move nothing, and make no draft
        "new": one.new,
        "drafts": len(one.drafts),
        "known": one.known,
        "known_rows": [
            {
                "row": row.row,
                "day": str(row.day),
                "amount": plain_yuan(row.amount_fen),
                "counterparty": row.counterparty,
                "bank_ref": row.key,
                "why": why,
            }
            for row, why in one.known_rows
        ],
        "before": one.before,
        "unmatched": one.unmatched,
        "same": one.same,
        "repeated": one.repeated,
        "chain_breaks": list(head.chain_breaks),
        "missing": plain_yuan(head.missing_fen),
        "unread": [_remark(remark) for remark in one.statement.unread],
        "totals_differ": [_remark(remark) for remark in one.statement.totals_differ],
        "doubts": [_remark(remark) for remark in one.statement.doubts],
        "opening": None if head.opening_fen is None else plain_yuan(head.opening_fen),
        "closing": None if head.closing_fen is None else plain_yuan(head.closing_fen),
        "sum": plain_yuan(head.sum_fen),
        "balances": [
            {
                "day": str(closing.day),
                "bank": plain_yuan(closing.bank_fen),
                "books": plain_yuan(closing.booked_fen),
                "asserted": closing.agrees,
            }
            for closing in one.closings
        ],
        "proposals": [_draft_record(draft) for draft in one.drafts],
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {"row": remark.row, "why": remark.why}


def _draft_record(draft: Draft) -> dict[str, Any]:
    meta = dict(draft.entry.meta)
    other = draft.entry.postings[-1]
    return {
        "row": draft.row.row,
        "day": str(draft.row.day),
        "amount": plain_yuan(draft.row.amount_fen),
        "counterparty": draft.row.counterparty,
        "words": draft.row.words,
        "account": other.account,
        "split": dict(other.split),
        "contract": meta.get(CONTRACT, ""),
        "why": meta["why"],
        "same_as": draft.same_as,
        "bank_ref": draft.row.key,
    }


def import_words(files: Sequence[Imported], findings: Sequence[Finding]) -> str:
    """Put an import into words: each file in a few lines, its first proposals, what does not agree."""
    lines = [line for one in files for line in _file_words(one)]
    lines += [f"\n{finding.text()}" for finding in findings]
    return "\n".join(lines)


def _file_words(one: Imported) -> Iterator[str]:
    head = one.head
    yield f"{one.name}：{one.statement.title}，记入 {head.account}"
    if not head.rows:
        yield "  文件里没有一笔流水。"
        return
    order = "，原文件从新到旧" if one.statement.newest_first else ""
    yield f"  {head.first_day} 至 {head.last_day}，{head.rows} 行{order}，收支净额 {yuan(head.sum_fen)} 元。"
    yield f"  新增 {one.new} 行，已知 {one.known} 行；记成 {len(one.drafts)} 笔待核（{one.unmatched} 笔没有查明，{one.same} 笔可能已经入账）。"
    if not one.repeated:
        yield from _known_words(one)
    if one.before:
        yield f"  {one.before} 行早于建账日，已在期初余额里，只登记、不记账。"
    if one.repeated:
        yield "  这个文件以前导入过，没有新内容。"
    yield from _closing_words(one.closings)
    for remark in (*one.statement.unread, *one.statement.totals_differ, *one.statement.doubts)[:_SHOWN]:
        yield f"  {f'第 {remark.row} 行：' if remark.row else ''}{remark.why}。"
    if head.ends_mid_day:
        yield f"  文件在 {head.last_day} 当天打印，当天的余额不作准。"
    for draft in one.drafts[:_SHOWN]:
        yield _draft_words(draft)
    if len(one.drafts) > _SHOWN:
        yield f"  …… 还有 {len(one.drafts) - _SHOWN} 笔"


def _known_words(one: Imported) -> Iterator[str]:
    """Say which rows are known, one line a reason."""
    rows: dict[str, list[int]] = {}
    for row, why in one.known_rows:
        rows.setdefault(why, []).append(row.row)
    for why, numbers in rows.items():
        more = f" 等 {len(numbers)} 行" if len(numbers) > _SHOWN else ""
        yield f"  已知的第 {'、'.join(map(str, numbers[:_SHOWN]))} 行{more}：{why}。"


def _closing_words(closings: Sequence[Closing]) -> Iterator[str]:
    """Say of each balance whether the books come to it; those that are off by the same in a row at once."""
    for off, alike in groupby(closings, key=lambda one: one.booked_fen - one.bank_fen):
        group = list(alike)
        if not off:
            for one in group:
                yield f"  {one.day} 余额 {yuan(one.bank_fen)} 元，与账上相符，记作余额核对。"
            continue
        first, last = group[0], group[-1]
        later = f"从这天到 {last.day} 的 {len(group)} 次余额都" if len(group) > 1 else ""
        yield (
            f"  {first.day} 对账单余额 {yuan(first.bank_fen)} 元，账上（含草稿）{yuan(first.booked_fen)} 元，"
            f"{later}相差 {yuan(off)} 元，没有写入余额核对；请用余额调节表查明。"
        )


def _draft_words(draft: Draft) -> str:
    other = draft.entry.postings[-1].account.split(":", 2)[-1]
    where = f"同 {draft.same_as}" if draft.same_as else f"→ {other}"
    why = dict(draft.entry.meta)["why"]
    return f"  {draft.row.day}  {yuan(draft.row.amount_fen):>14}  {draft.entry.payee}  {where}（{why}）"
