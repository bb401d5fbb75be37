"""Propose anew what drafts of earlier imports are: rules and habits that came later reach them too.

What lives here: which drafts nobody has touched. What must not: what is proposed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from jjledger.books.ledger import Ledger
from jjledger.books.source import Source
from jjledger.books.statement_file import read_statement_rows
from jjledger.facts.entry import Entry, Writing
from jjledger.facts.statement import StatementRow
from jjledger.facts.voucher import BANK_CODE, SUSPENSE_CODE, Account, Voucher
from jjledger.rules.proposals import Proposal
from jjledger.rules.suspense import SAME_AS, WHY, bank_refs, moves_nothing
from jjledger.units import plain_yuan, yuan
from jjledger.workflows.import_rows import Desk, draft_entry
from jjledger.workflows.vouchers.planned import Plan

_BY_RULE: Final = "按 community.toml"  # how a proposal by a rule begins


def plan_again(ledger: Ledger) -> Plan:
    """Plan to propose anew what the drafts of imports are, where nobody has changed them since.

    A draft stays as it is where a person has given it another account, where it may be the same as
    another payment, and where nothing better is known now.

    Args:
        ledger: a loaded community without blocking findings.

    Raises:
        RegisterError: the table of an import is not as it was written.
    """
    rows = _rows(ledger)
    waiting: dict[str, list[tuple[Voucher, StatementRow]]] = {}
    for draft in ledger.books.vouchers:
        bank = next((leg.account for leg in draft.postings if leg.account.code == BANK_CODE), None)
        row = rows.get((bank.name, *bank_refs(draft))) if bank and draft.draft else None
        if bank and row and not draft.extra.get(SAME_AS) and not moves_nothing(draft):
            waiting.setdefault(bank.name, []).append((draft, row))
    changed = [one for name, drafts in waiting.items() for one in _anew(ledger, name, drafts)]
    told = [_line(draft, entry) for draft, entry in changed]
    left = sum(map(len, waiting.values())) - len(changed)
    told.append(f"重新提出 {len(changed)} 张草稿的建议；{left} 张照旧。")
    writing = Writing(
        tuple(entry for _, entry in changed), why=f"按现在的规则重新提出 {len(changed)} 张草稿的建议"
    )
    return Plan(
        writing, tuple(told), {"changed": [_shown(draft, entry) for draft, entry in changed], "left": left}
    )


def _rows(ledger: Ledger) -> Mapping[tuple[str, ...], StatementRow]:
    """Read the rows of all imports of accounts on which drafts wait, by account and key."""
    names = {leg.account.name for one in ledger.books.vouchers if one.draft for leg in one.postings}
    source = Source(ledger.folder)
    return {
        (head.account, row.key): row
        for head in ledger.books.statements
        if head.account in names
        for row in read_statement_rows(source, head)
    }


def _anew(
    ledger: Ledger, name: str, drafts: list[tuple[Voucher, StatementRow]]
) -> Iterator[tuple[Voucher, Entry]]:
    """Word the drafts of one account anew."""
    account = ledger.books.accounts[name]
    wanted = [row for draft, row in drafts if _other(draft, row)]
    now = Desk(ledger).proposals(account, wanted)
    ruleless = replace(ledger.books, community=replace(ledger.books.community, rules=()))
    before = Desk(replace(ledger, books=ruleless)).proposals(account, wanted)
    summaries = {before[row.key].summary for row in wanted} | {
        one.summary for one in ledger.books.community.rules
    }
    for draft, row in drafts:
        other = _other(draft, row)
        if other is None or not now[row.key].account:
            continue
        if _untouched(ledger, draft, other, before[row.key]):
            entry = _worded(account, draft, row, now[row.key], summaries)
            if (entry.postings[1].account, entry.narration) != (other.name, draft.narration):
                yield draft, entry


def _other(draft: Voucher, row: StatementRow) -> Account | None:
    """Give the account a draft proposes; None where it is not laid out as an import does."""
    legs = [leg for leg in draft.postings if leg.account.code != BANK_CODE]
    plain = len(draft.postings) == 2 and len(legs) == 1 and legs[0].amount_fen == -row.amount_fen  # noqa: PLR2004 -- the bank and one other
    return legs[0].account if plain else None


def _untouched(ledger: Ledger, draft: Voucher, other: Account, without_rules: Proposal) -> bool:
    """Say whether a draft's account is one that an import gave it, and nothing has been added since."""
    if draft.documents or draft.decision:
        return False
    if other.code == SUSPENSE_CODE or other.name == without_rules.account:
        return True
    ruled = draft.extra.get(WHY, "").startswith(_BY_RULE)
    accounts = {one.account for one in ledger.books.community.rules}
    return ruled and not accounts.isdisjoint({other.name, other.name.split(":", 2)[-1]})


def _worded(
    account: Account, draft: Voucher, row: StatementRow, proposal: Proposal, summaries: Collection[str]
) -> Entry:
    """Word a draft anew; what it says besides stays, and so do words that are a person's."""
    entry = draft_entry(account, row, proposal.account, proposal, "")
    said = dict(draft.extra)
    plain = draft_entry(account, row, proposal.account, Proposal("", ""), "").narration
    by_import = draft.narration in {plain, *summaries}
    narration = entry.narration if by_import else draft.narration
    return replace(
        entry,
        day=draft.day,
        payee=draft.payee,
        narration=narration,
        attachments=draft.attachments or proposal.attachments,
        meta=tuple({**said, **dict(entry.meta)}.items()),
        links=draft.links,
        instead_of=draft.place,
    )


def _line(draft: Voucher, entry: Entry) -> str:
    old = next(leg.account for leg in draft.postings if leg.account.code != BANK_CODE)
    fen = entry.postings[0].amount_fen
    new = entry.postings[1].account.split(":", 2)[-1]
    return f"  {draft.day}  {yuan(fen):>14}  {draft.payee}  {old.name.split(':', 2)[-1]} → {new}（{dict(entry.meta)[WHY]}）"


def _shown(draft: Voucher, entry: Entry) -> dict[str, Any]:
    return {
        "bank_ref": next(iter(bank_refs(draft))),
        "day": str(draft.day),
        "amount": plain_yuan(entry.postings[0].amount_fen),
        "counterparty": draft.payee,
        "account": entry.postings[1].account,
        "split": dict(entry.postings[1].split),
        "why": dict(entry.meta)[WHY],
    }
