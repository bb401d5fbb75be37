"""Import bank statements: new rows become drafts with a proposal each, and what was imported goes on record.

The same file again adds nothing; an overlapping one adds what is new. Nothing is refused for what
a statement says of itself: what is wrong with it is a finding that blocks the close.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jjledger.books.ledger import Ledger
from jjledger.books.statement_file import aside_name, head_text, rows_bytes, stem_of
from jjledger.checks.imports import check_head
from jjledger.facts.entry import Assertion, Opening, Writing
from jjledger.facts.finding import Finding, Place
from jjledger.facts.statement import Statement, StatementRow
from jjledger.facts.statement_head import StatementHead
from jjledger.facts.voucher import Account
from jjledger.intake.statements.read import read_statement
from jjledger.period import day_after, day_before, month_end
from jjledger.rules.bank_holder import is_wallet
from jjledger.workflows.import_accounts import account_for
from jjledger.workflows.import_rows import Desk, cleaned
from jjledger.workflows.import_words import Closing, Imported, import_record, import_words
from jjledger.workflows.originals import Paper, filed_together


@dataclass(frozen=True, slots=True)
class Import:
    """What an import comes to; nothing is written yet."""

    writing: Writing
    files: tuple[Imported, ...]  # in the order asked for
    findings: tuple[Finding, ...]  # about the files, which block the close

    def record(self) -> dict[str, Any]:
        """Give it as programs read it."""
        return import_record(self.files, self.findings)

    def words(self) -> str:
        """Put it into words."""
        return import_words(self.files, self.findings)


def plan_import(ledger: Ledger, name: str, data: bytes, account: str, today: date) -> Import:
    """Plan the import of one file.

    Args:
        ledger: a loaded community without blocking findings.
        name: of the file, for messages and for its ending.
        data: its content.
        account: last part or whole of the bank account's name; "" to find it.
        today: the day on which the original is filed.

    Raises:
        SheetError: it cannot be read; everything that is wrong.
        UnknownLayoutError: no known statement looks like it.
        OptionError: it is not clear whose it is.
    """
    return plan_imports(ledger, [Paper(name, data)], account, today)


def plan_imports(ledger: Ledger, papers: Sequence[Paper], account: str, today: date) -> Import:
    """Plan the import of several files together, so that a payment which two of them show is one.

    Args:
        ledger: a loaded community without blocking findings.
        papers: the files; payment apps are looked at after banks, whatever the order.
        account: of all of them; "" to find each.
        today: the day on which the originals are filed.

    Raises:
        SheetError: one cannot be read; everything that is wrong with it.
        UnknownLayoutError: no known statement looks like it.
        OptionError: it is not clear whose one is.
    """
    read = [(paper, cleaned(read_statement(paper.name, paper.data))) for paper in papers]
    desk = Desk(ledger)
    known = {(head.account, head.sha256) for head in ledger.books.statements}
    originals = filed_together(papers, today, "bank", ledger.books)
    paths = {hashlib.sha256(data).hexdigest(): path for path, data in originals.files.items()}
    paths.update({one.sha256: one.file for one in ledger.books.originals})
    done: dict[int, Imported] = {}
    for place in sorted(range(len(read)), key=lambda place: is_wallet(read[place][1].layout)):
        paper, statement = read[place]
        whose = account_for(ledger, statement, account, paper.name)
        digest = hashlib.sha256(paper.data).hexdigest()
        head = _head(whose, statement, digest, paths.get(digest, ""))
        repeated = (whose.name, digest) in known
        known.add((whose.name, digest))
        before, began = desk.known_rows(whose, statement), desk.began(whose)
        drafts = desk.draft(whose, statement)
        closings = () if repeated else tuple(_closings(desk, whose, statement, head))
        desk.vouch(whose.name, (one.day for one in closings if one.agrees))
        done[place] = Imported(
            paper.name, statement, head, drafts,
            tuple((row, before[row.key]) for row in statement.rows if row.key in before),
            sum(row.day < began and row.key not in before for row in statement.rows), repeated,
            closings,
        )  # fmt: skip
    files = tuple(done[place] for place in range(len(read)))
    findings = tuple(finding for one in files for finding in check_head(ledger.books, one.head))
    return Import(_writing(files, originals.files), files, findings)


def keep_aside(name: str, data: bytes) -> Writing:
    """Keep a file that no known statement looks like, as it came.

    Args:
        name: of the file.
        data: its content.
    """
    where = aside_name(name, hashlib.sha256(data).hexdigest())
    return Writing(files={where: data}, why=f"存放认不出版式的对账单 {name}")


def _head(account: Account, statement: Statement, digest: str, file: str) -> StatementHead:
    assert statement.first_day is not None, "a statement without days is refused"
    assert statement.last_day is not None, "a statement without days is refused"
    head = StatementHead(
        account.name,
        statement.layout,
        file,
        digest,
        statement.holder,
        statement.account_tail,
        len(statement.rows),
        statement.first_day,
        statement.last_day,
        statement.opening_fen,
        statement.closing_fen,
        statement.sum_fen,
        statement.ends_mid_day,
        statement.chain_breaks,
        statement.missing_fen,
        tuple(remark.row for remark in statement.unread),
        tuple(remark.why for remark in statement.totals_differ),
        Place("", 0),
    )
    return replace(head, place=Place(f"{stem_of(head)}.toml", 1))


def _closings(desk: Desk, account: Account, statement: Statement, head: StatementHead) -> Iterator[Closing]:
    """List the balances that a statement vouches for, and that can be asserted."""
    began = desk.began(account)
    for close, fen in vouched_closes(head, statement.rows):
        # Before the books began, what they begin with says more; a closed month is not written to.
        if close >= began and f"{close:%Y-%m}" not in desk.closed:
            yield Closing(close, fen, desk.balance_fen(account.name, close))


def vouched_closes(head: StatementHead, rows: Sequence[StatementRow]) -> Iterator[tuple[date, int]]:
    """List the balances that a statement vouches for: at the ends of months within it, and at its own end.

    None of a statement with a gap; nor that of its last day where it was printed during it.

    Args:
        head: of the statement.
        rows: of it.

    Returns:
        Days and the fen at their close.
    """
    if not head.whole or head.opening_fen is None:
        return
    for close in _closing_days(head):
        yield close, head.opening_fen + sum(row.amount_fen for row in rows if row.day <= close)


def _closing_days(head: StatementHead) -> Iterator[date]:
    """List the ends of months within a statement, and its last day where that is over."""
    last = day_before(head.last_day) if head.ends_mid_day else head.last_day
    day = month_end(head.first_day.year, head.first_day.month)
    while day < last:
        yield day
        following = day_after(day)
        day = month_end(following.year, following.month)
    if last >= head.first_day:
        yield last


def _writing(files: Sequence[Imported], originals: Mapping[str, bytes]) -> Writing:
    """Put drafts, records and balances of all files into one writing; nothing of a file known already."""
    beside: dict[str, bytes] = {}
    for one in files:
        if not one.repeated:
            stem = stem_of(one.head)
            beside[f"{stem}.csv"] = rows_bytes(one.statement.rows)
            beside[f"{stem}.toml"] = head_text(one.head).encode()
    if beside:
        beside.update(originals)
    assertions = tuple(
        Assertion(closing.day, one.head.account, closing.bank_fen)
        for one in files
        for closing in one.closings
        if closing.agrees
    )
    entries = tuple(draft.entry for one in files for draft in one.drafts)
    names = "、".join(one.name for one in files)
    why = f"导入 {names}：新增 {len(entries)} 笔待核"
    return Writing(entries, beside, _openings(files), assertions=assertions, why=why)


def _openings(files: Sequence[Imported]) -> tuple[Opening, ...]:
    """Open every account that drafts use from their first day on: the bank kept it before the chart was written."""
    first: dict[str, date] = {}
    for one in files:
        for draft in one.drafts:
            for leg in draft.entry.postings:
                first[leg.account] = min(first.get(leg.account, date.max), draft.entry.day)
        for closing in one.closings:
            first[one.head.account] = min(first.get(one.head.account, date.max), closing.day)
    return tuple(Opening(account, day) for account, day in first.items())
