"""The rows of a statement beside what is booked: which are new, which are the same as something, and their drafts.

What lives here: the matching and the wording of drafts. What must not: reading files, or which
account a statement is of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.books.source import Source
from jjledger.books.statement_file import read_statement_rows
from jjledger.encoding import one_line
from jjledger.facts.entry import Entry, EntryPosting
from jjledger.facts.settled import Settled
from jjledger.facts.statement import Statement, StatementRow
from jjledger.facts.voucher import BANK_CODE, OPENING_KIND, Account, Voucher
from jjledger.intake.doors import Doors
from jjledger.period import day_after, month_end
from jjledger.rules.expected_receipts import Waiting, expected_receipts, waiting_under
from jjledger.rules.proposals import Expected, Proposal, knowledge, plain_name, propose
from jjledger.rules.reversal import standing
from jjledger.rules.same_payment import Movement, match
from jjledger.rules.scope import belongs
from jjledger.rules.suspense import BANK_REF, SAME_AS, WHY, bank_refs, suspense_account
from jjledger.workflows.import_doubles import KEPT, known_rows, likely_rows
from jjledger.workflows.import_matches import SeenRow, movement_of, same_payments

HAND_DAYS: Final = 3  # a hand-typed voucher bears the day of the paper, not the bank's
_BANK_NUMBER: Final = re.compile(r"^\d+")


@dataclass(frozen=True, slots=True)
class Draft:
    """One new row with the draft that is made of it."""

    row: StatementRow
    entry: Entry
    same_as: str  # voucher or bank-ref that is proposed to be the same; "" none
    known: bool  # an account is proposed, and it is not 1901


@dataclass(slots=True)
class _Seen:
    """What is known before a file is planned; grows file by file."""

    rows: list[SeenRow] = field(default_factory=list)
    keys: dict[str, set[str]] = field(default_factory=dict)  # by account
    planned: list[Entry] = field(default_factory=list)
    files: int = 0  # of this command, planned so far
    vouched: set[tuple[str, date]] = field(
        default_factory=set
    )  # accounts and days whose close will be asserted
    waiting: dict[str, tuple[Waiting, ...]] = field(default_factory=dict)  # what contracts bring, by fund


class Desk:
    """Plans the rows of one file after the other against one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        """Begin with what the ledger holds.

        Args:
            ledger: a loaded community.
        """
        self.ledger = ledger
        self.books = ledger.books
        self._source = Source(ledger.folder)
        self._seen = _Seen()
        self._read: set[str] = set()  # heads whose rows have been read
        self.closed = frozenset(path.stem for path in (ledger.folder / "closed").glob("*.toml"))
        self._doors = Doors(self.books.register.ids())
        drafts = [voucher for voucher in self.books.vouchers if voucher.draft]
        self._vouchers = (*standing(self.books.posted()), *drafts)
        self._held: dict[str, list[Settled]] = {}  # rows that a person found to be the same, by voucher
        for one in self.books.settled:
            self._held.setdefault(one.voucher, []).append(one)
        self._paired = frozenset(
            name
            for one in self._vouchers
            for name in (one.extra.get(SAME_AS, ""), *bank_refs(one)[1:])
            if name
        )

    def draft(self, account: Account, statement: Statement) -> tuple[Draft, ...]:
        """Make drafts of the rows of a statement that are new.

        Args:
            account: the bank account it is of.
            statement: as read, in words that may be kept.

        Returns:
            The drafts, in the statement's order; afterwards its rows are known.
        """
        keys = self.known_rows(account, statement)
        began = self.began(account)
        new = [
            row
            for row in statement.rows
            if row.state == "settled" and row.amount_fen and row.key not in keys and row.day >= began
        ]
        same = self._same(account, statement, new)
        proposed = self.proposals(account, [row for row in new if row.key not in same])
        nothing = Proposal("", "")
        drafts = [
            self._as_draft(account, row, proposed.get(row.key, nothing), same.get(row.key, "")) for row in new
        ]
        drafts = self._kept_still(account, [self._in_open_month(draft) for draft in drafts])
        self._seen.files += 1
        file = str(self._seen.files)  # nothing stands anywhere yet
        self._seen.rows += [SeenRow(account.name, statement.layout, row, file) for row in statement.rows]
        self._keys(account.name).update(row.key for row in statement.rows)
        self._seen.planned += [draft.entry for draft in drafts]
        return tuple(drafts)

    def proposals(self, account: Account, rows: Sequence[StatementRow]) -> Mapping[str, Proposal]:
        """Propose what rows of an account are, by their keys."""
        known = knowledge(self.books, account, self._door_of(account))
        expected = self._expected(account.fund, rows)
        return {
            row.key: self._beside_vouched(row, propose(known, row, expected.get(row.key))) for row in rows
        }

    def known_rows(self, account: Account, statement: Statement) -> Mapping[str, str]:
        """Say which rows of an account are known before a statement of it is planned, and why, by their keys."""
        if statement.rows:
            self._read_rows(account.fund, statement.rows[0].day, statement.rows[-1].day)
        by_key = dict.fromkeys(self._keys(account.name), KEPT)
        return {**known_rows(account.name, statement.rows, self._seen.rows), **by_key}

    def began(self, account: Account) -> date:
        """Give the day on which an account's balance was brought forward into the books; the first of all days without."""
        days = (
            voucher.day
            for voucher in self.books.posted()
            if voucher.kind == OPENING_KIND and any(leg.account == account for leg in voucher.postings)
        )
        return min(days, default=date.min)

    def vouch(self, account: str, days: Iterable[date]) -> None:
        """Take it that the closes of some days of an account will be asserted: later files must not upset them."""
        self._seen.vouched |= {(account, day) for day in days}

    def balance_fen(self, account: str, day: date) -> int:
        """Sum what stands on an account at the end of a day as beancount does: drafts and what is planned count."""
        booked = (
            leg.amount_fen
            for voucher in self.books.vouchers
            if voucher.day <= day
            for leg in voucher.postings
            if _at(leg.account.name, account)
        )
        planned = (
            leg.amount_fen
            for entry in self._seen.planned
            if entry.day <= day
            for leg in entry.postings
            if _at(leg.account, account)
        )
        return sum(booked) + sum(planned)

    def _keys(self, account: str) -> set[str]:
        if account not in self._seen.keys:
            of_vouchers = (
                bank_refs(voucher)
                for voucher in self.books.vouchers
                if any(leg.account.name == account for leg in voucher.postings)
            )
            self._seen.keys[account] = {ref for refs in of_vouchers for ref in refs}
        return self._seen.keys[account]

    def _read_rows(self, fund: str, first: date, last: date) -> None:
        """Read the rows of statements of a fund's accounts that were imported before, about some days."""
        near = timedelta(days=HAND_DAYS)
        for head in self.books.statements:
            of_fund = head.account.split(":")[1] == fund
            apart = head.last_day < first - near or head.first_day > last + near
            if not of_fund or apart or head.place.file in self._read:
                continue
            self._read.add(head.place.file)
            rows = read_statement_rows(self._source, head)
            self._seen.rows += [SeenRow(head.account, head.layout, row, head.place.file) for row in rows]
            self._keys(head.account).update(row.key for row in rows)

    def _same(self, account: Account, statement: Statement, new: Sequence[StatementRow]) -> Mapping[str, str]:
        """Match new rows with other exports of the account, with vouchers typed by hand, then with other accounts' payments."""
        own = {row.key for row in statement.rows}
        elsewhere = [one for one in self._seen.rows if one.row.key not in own]
        twins = likely_rows(account, statement.layout, new, elsewhere)
        found = {key: self._stands_in(twin) for key, twin in twins.items()}
        left = [row for row in new if row.key not in found]
        found.update(match([movement_of(row) for row in left], self._typed(account.name), HAND_DAYS))
        left = [row for row in left if row.key not in found]
        taken = self._paired | set(found.values())
        others = [one for one in self._seen.rows if one.row.key not in taken]
        return {**found, **same_payments(account, statement.layout, left, others)}

    def _stands_in(self, key: str) -> str:
        """Name the posted voucher that stands for a row of the bank; the row itself where none does."""
        posted = (one.key for one in self._vouchers if not one.draft and key in bank_refs(one))
        settled = (one.voucher for one in self.books.settled if one.key == key and one.voucher)
        return [*posted, *settled, key][0]

    def _expected(self, fund: str, rows: Sequence[StatementRow]) -> Mapping[str, Expected]:
        """Hold rows against what a fund's contracts still have to bring; no due is proposed twice."""
        if fund not in self._seen.waiting:
            contracts = [one for one in self.books.revenue.readable() if one.fund == fund]
            self._seen.waiting[fund] = waiting_under(contracts, self.books.vouchers)
        found, self._seen.waiting[fund] = expected_receipts(self._seen.waiting[fund], rows)
        return found

    def _typed(self, account: str) -> Iterator[Movement]:
        """List what moved an account and no row of its statements stands for yet: typed by hand, or by a transfer."""
        keys = self._keys(account)
        for voucher in self._vouchers:
            fen = sum(leg.amount_fen for leg in voucher.postings if leg.account.name == account)
            name = _name(voucher)
            held = (one.key for one in self._held.get(name, ()) if one.holds(voucher))
            stands_for = (*bank_refs(voucher), *held)
            if not fen or keys.intersection(stands_for):
                continue
            yield Movement(name, voucher.day, fen, plain_name(voucher.payee))
        for entry in self._seen.planned:
            fen = sum(leg.amount_fen for leg in entry.postings if leg.account == account)
            ref = dict(entry.meta)[BANK_REF]
            if fen and ref not in keys:
                yield Movement(ref, entry.day, fen, plain_name(entry.payee))

    def _door_of(self, account: Account) -> Callable[[str, date], str]:
        fund = self.books.community.fund(account.fund)
        assert fund is not None, "a bank account belongs to a fund of the community"

        def door_of(words: str, day: date) -> str:
            named = self._doors.named_in(unicodedata.normalize("NFKC", words))
            house = self.books.register.house(named[0], day) if len(named) == 1 else None
            fits = house is not None and house.in_force(day) and belongs(house, fund, self.books.community)
            return named[0] if fits else ""

        return door_of

    def _as_draft(self, account: Account, row: StatementRow, proposal: Proposal, same_as: str) -> Draft:
        if same_as:
            why = f"与 {same_as} 金额相同、日期相近，可能是同一笔；是同一笔就删去这张草稿，不是就另选科目确认"
            return Draft(
                row, draft_entry(account, row, account.name, Proposal("", why), same_as), same_as, known=False
            )
        other = proposal.account or suspense_account(self.books, account.fund)
        return Draft(row, draft_entry(account, row, other, proposal, ""), "", known=bool(proposal.account))

    def _beside_vouched(self, row: StatementRow, proposal: Proposal) -> Proposal:
        """Propose no other bank account whose own statement, in the same command, vouches for its balance."""
        if any(name == proposal.account and day >= row.day for name, day in self._seen.vouched):
            return Proposal("", f"{proposal.why}；那一边的对账单里没有这一笔，请核对")
        return proposal

    def _in_open_month(self, draft: Draft) -> Draft:
        """Date the draft of a row whose month is closed on the first day that is open; closed months stay as they are."""
        day = first_open_day(draft.row.day, self.closed)
        if day == draft.row.day:
            return draft
        meta = dict(draft.entry.meta)
        meta[WHY] += f"；{draft.row.day:%Y-%m} 已结账，银行 {draft.row.day} 的流水补记在 {day}"
        return replace(draft, entry=replace(draft.entry, day=day, meta=tuple(meta.items())))

    def _kept_still(self, account: Account, drafts: Sequence[Draft]) -> list[Draft]:
        """Let drafts that would upset a balance already vouched for move nothing until a person says what they are."""
        days = {one.day for one in self.books.assertions if one.account.name == account.name}
        days |= {day for name, day in self._seen.vouched if name == account.name}
        found = list(drafts)
        after = date.min
        for day in sorted(days):
            inside = [place for place, draft in enumerate(found) if after < draft.entry.day <= day]
            moved = sum(found[place].row.amount_fen for place in inside if not found[place].same_as)
            if moved:
                for place in inside:
                    found[place] = self._still(account, found[place], day)
            after = day
        return found

    def _still(self, account: Account, draft: Draft, asserted: date) -> Draft:
        if draft.same_as:
            return draft
        why = (
            f"{asserted} 的银行余额已经核对相符，记上这一行就不符了：多半已在别的凭证里，请删去这张草稿；"
            "确是漏记的，先改正那天的余额核对，再选科目确认"
        )
        entry = draft_entry(account, draft.row, account.name, Proposal("", why), "")
        return self._in_open_month(replace(draft, entry=entry, known=False))


def first_open_day(day: date, closed: Container[str]) -> date:
    """Give the day on which a row is booked: its own, or the first of the next month that is not closed.

    Examples:
        >>> first_open_day(date(2025, 3, 5), {"2025-03", "2025-04"})
        datetime.date(2025, 5, 1)
    """
    while f"{day:%Y-%m}" in closed:
        day = day_after(month_end(day.year, day.month))
    return day


def cleaned(statement: Statement) -> Statement:
    """Lay a statement's words out in single lines, as the ledger's files keep them."""
    rows = (
        replace(
            row,
            counterparty=one_line(row.counterparty),
            words=one_line(row.words),
            serial=one_line(row.serial),
        )
        for row in statement.rows
    )
    return replace(statement, rows=tuple(rows), holder=one_line(statement.holder))


def draft_entry(account: Account, row: StatementRow, other: str, proposal: Proposal, same_as: str) -> Entry:
    """Word a draft: the row itself on the bank account, and what it is proposed to be on the other side."""
    bank = account.details[-1] if account.details else account.title
    payee = row.counterparty or _BANK_NUMBER.sub("", bank) or bank
    received = row.amount_fen > 0
    narration = proposal.summary or row.words or ("收款" if received else "付款")
    meta = [(BANK_REF, row.key), *proposal.meta, (WHY, proposal.why)]
    meta += [(SAME_AS, same_as)] if same_as else []
    kind = "转" if other.split(":")[2].startswith(BANK_CODE) else "收" if received else "付"
    legs = (EntryPosting(account.name, row.amount_fen), EntryPosting(other, -row.amount_fen, proposal.split))
    return Entry(row.day, kind, payee, narration, legs, proposal.attachments, tuple(meta), draft=True)


def _name(voucher: Voucher) -> str:
    """Name a voucher by its key, a draft by the row it stands for, or else by what it says."""
    if not voucher.draft:
        return voucher.key
    return next(iter(bank_refs(voucher)), f"{voucher.day} 的草稿 {voucher.narration}")


def _at(name: str, account: str) -> bool:
    return name == account or name.startswith(f"{account}:")
