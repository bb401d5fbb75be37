"""What becomes of a draft: a numbered voucher, nothing, or the same payment as another one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from jjledger.books.entry_text import document_path
from jjledger.books.ledger import Ledger
from jjledger.books.settled_file import settled_files
from jjledger.books.source import Source
from jjledger.errors import OptionError, refusal
from jjledger.facts.books import Books
from jjledger.facts.entry import Entry, Meta, Writing
from jjledger.facts.finding import Place
from jjledger.facts.invoice import Invoice
from jjledger.facts.settled import Settled
from jjledger.facts.voucher import BANK_CODE, SUSPENSE_CODE, USE_CODE, Voucher
from jjledger.rules.booked_already import booked_already, way_to_tell
from jjledger.rules.contracts import CONTRACT
from jjledger.rules.covers import COVERS
from jjledger.rules.suspense import BANK_REF, SAME_AS, WHY, bank_refs, moves_nothing
from jjledger.units import plain_yuan, yuan
from jjledger.workflows.originals import Paper, Papers, filed_together
from jjledger.workflows.vouchers.find import (
    find_draft,
    find_voucher,
    key_of,
    same_legs,
    split_meta,
)
from jjledger.workflows.vouchers.invoices import on_invoices
from jjledger.workflows.vouchers.months import demand_open, is_closed
from jjledger.workflows.vouchers.new import (
    demand_pair,
    document_keys,
    entry_of,
    needs_split,
    papers_told,
    placed_legs,
)
from jjledger.workflows.vouchers.planned import Plan
from jjledger.workflows.vouchers.private_words import private_words_told
from jjledger.workflows.vouchers.wanted import Leg, Wanted

# What a draft says of itself and a voucher does not.
_ONLY_DRAFTS: Final = frozenset({WHY, SAME_AS})
_ENTRY: Final = "会计基础工作规范第51条"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a person says of a draft; what is left out stays as the draft proposes it."""

    account: str = ""  # in place of the proposed one
    legs: tuple[Leg, ...] = ()  # in place of everything but the bank
    splits: tuple[Meta, ...] = ()
    payee: str = ""
    narration: str = ""
    day: date | None = None
    kind: str = ""
    meta: Meta = ()  # decision, contract, invoice …
    papers: tuple[Paper, ...] = ()
    attachments: int | None = None
    invoices: tuple[Invoice, ...] = ()  # beside one that `meta` names


@dataclass(frozen=True, slots=True)
class Said:
    """Who says so, when and why."""

    who: str
    day: date
    why: str


def plan_confirm(ledger: Ledger, said: str, confirmation: Confirmation, today: date) -> Plan:
    """Plan the voucher a draft becomes; it keeps the references to the bank's rows.

    Args:
        ledger: a loaded community without blocking findings.
        said: the draft's bank reference, or file:line.
        confirmation: what the person says of it.
        today: the day of filing its papers.

    Raises:
        OptionError: there is no such draft, nobody has said yet what the money is, or an account or
            a split does not fit.
        EntryRefusedError: a paper is unfit.

    Source: 会计基础工作规范 第51条; R04.
    """
    draft = find_draft(ledger, said)
    payee, day = confirmation.payee or draft.payee, confirmation.day or draft.day
    on = on_invoices(confirmation.meta, payee, confirmation.invoices, confirmation.papers, day)
    confirmation = replace(confirmation, payee=on.payee, meta=on.meta)
    papers = filed_together(confirmation.papers, today, "voucher", ledger.books)
    entry = _confirmed(ledger, draft, confirmation, papers)
    told = [_line(draft, entry), *on.told, *papers_told(ledger.books, papers)]
    told += private_words_told(ledger, [entry])
    ref = next(iter(bank_refs(draft)), "")
    same = booked_already(ledger.books).get(ref, "")
    if same:
        told.append(f"注意：{way_to_tell(same, ref)} ；确认后是另外一笔。")
    record = {"confirmed": [_shown(draft)], "documents": list(papers.paths)}
    return Plan(Writing((entry,), files=papers.files), tuple(told), record)


def plan_confirm_all(ledger: Ledger) -> Plan:
    """Plan the vouchers of every draft whose proposal leaves nothing open, in the order of their days.

    Left are those in suspense, those that may be the same as another payment, and those that lack
    an original, whose money it is or the owners' decision.

    Args:
        ledger: a loaded community without blocking findings.

    Raises:
        OptionError: there is none.
    """
    drafts = [voucher for voucher in ledger.books.vouchers if voucher.draft]
    certain = [draft for draft in drafts if is_certain(ledger, draft)]
    if not certain:
        what = f"{len(drafts)} 张草稿都还有没定的地方。" if drafts else "没有草稿。"
        raise refusal("--all", what, "请逐张确认：jjledger voucher confirm 账本 流水键 --account 科目")
    entries = tuple(_confirmed(ledger, draft, Confirmation(), Papers((), {}, ())) for draft in certain)
    told = [_line(draft, entry) for draft, entry in zip(certain, entries, strict=True)]
    told += private_words_told(ledger, entries)
    left = len(drafts) - len(certain)
    if left:
        told.append(f"还有 {left} 张要逐张确认。")
    record = {"confirmed": [_shown(draft) for draft in certain], "left": left}
    return Plan(Writing(entries), tuple(told), record)


def is_certain(ledger: Ledger, draft: Voucher) -> bool:
    """Say whether a draft can become a voucher as it stands, without another word of a person."""
    legs = draft.postings
    return (
        bool(legs)
        and not is_closed(ledger.books, draft.day)
        and bool(bank_refs(draft) or draft.attachments or draft.documents)
        and not draft.extra.get(SAME_AS)
        and not moves_nothing(draft)
        and len(draft.funds) == 1
        and all(leg.account.code != SUSPENSE_CODE for leg in legs)
        and all(leg.split or not needs_split(ledger.books, leg.account, draft.day) for leg in legs)
        and not (any(leg.account.code == USE_CODE for leg in legs) and not draft.decision)
    )


def plan_drop(ledger: Ledger, said: str, by: Said) -> Plan:
    """Plan to take a draft away; its bank rows are noted, so that no import brings them back.

    Args:
        ledger: a loaded community without blocking findings.
        said: the draft's bank reference, or file:line.
        by: who says so, when and why; the reason must be given.

    Raises:
        OptionError: there is no such draft, or no reason.
    """
    draft = find_draft(ledger, said)
    if not by.why.strip():
        raise refusal("--why", "没有写明为什么不入账。", "请写  --why 原因，例如 与上月重复导出", _ENTRY)
    fund = draft.funds[0] if draft.funds else ""
    rows = [Settled(key, "", by.who, by.day, by.why, fund=fund) for key in bank_refs(draft)]
    writing = Writing(
        files=settled_files(ledger.books.settled, rows),
        dropped=(draft.place,),
        why=f"不入账 {draft.day} {draft.payee} {draft.narration}：{by.why}",
    )
    told = (f"不入账：{_in_words(draft)}。原因：{by.why}",)
    return Plan(writing, told, {"dropped": _shown(draft), "why": by.why})


def plan_same(ledger: Ledger, said: str, other: str, fund: str, by: Said) -> Plan:
    """Plan to say that a draft is the same payment as a posted voucher, or as another draft.

    A posted voucher is never edited: the bank's row is noted with its key. Of two drafts the other
    one stays, and takes over the references.

    Args:
        ledger: a loaded community without blocking findings.
        said: the draft's bank reference, or file:line.
        other: the voucher, 2025-03-F0012, or the other draft.
        fund: the voucher's fund; "" the draft's own, or the only one that has such a voucher.
        by: who says so and when; a reason may be given.

    Raises:
        OptionError: there is no such draft or voucher, or they are one and the same.
    """
    draft = find_draft(ledger, said)
    keys = bank_refs(draft)
    if _names_draft(ledger, other):
        return _merged(ledger, draft, find_draft(ledger, other))
    own = [one for one in ledger.books.posted() if one.key == key_of(other, f"{draft.day:%Y-%m}")]
    in_fund = fund or (draft.funds[0] if any(draft.funds[0] in one.funds for one in own) else "")
    voucher = find_voucher(ledger, other, in_fund, f"{draft.day:%Y-%m}")
    why = by.why or "同一笔款"
    rows = [Settled(key, voucher.key, by.who, by.day, why, fund=voucher.funds[0]) for key in keys]
    writing = Writing(
        files=settled_files(ledger.books.settled, rows),
        dropped=(draft.place,),
        why=f"{draft.day} {draft.payee} 与 {voucher.key} 是同一笔",
    )
    told = [f"{_in_words(draft)}与 {voucher.key}（{voucher.payee} {voucher.narration}）是同一笔，不另记账。"]
    if _at_bank(draft) != _at_bank(voucher):
        told.append(
            f"注意：流水 {yuan(_at_bank(draft))} 元，凭证上银行是 {yuan(_at_bank(voucher))} 元，请核对。"
        )
    return Plan(writing, tuple(told), {"same": list(keys), "voucher": voucher.key})


def _confirmed(ledger: Ledger, draft: Voucher, said: Confirmation, papers: Papers) -> Entry:
    """Write the voucher a draft becomes."""
    demand_open(ledger.books, said.day or draft.day)
    fund = draft.funds[0] if draft.funds else ""
    wanted = Wanted(
        said.day or draft.day,
        said.payee or draft.payee,
        said.narration or draft.narration,
        _legs(ledger.books, draft, said),
        said.splits,
        said.kind,
        fund,
        _meta(draft, said.meta),
        links=draft.links,
    )
    legs = placed_legs(ledger.books, wanted)
    wanted = _without_contract(wanted, draft, {leg[0].name for leg in legs}, dict(said.meta))
    demand_pair(legs, [fund, *(leg[0].fund for leg in legs)])
    on_file = Papers((*draft.documents, *papers.paths), papers.files, papers.known)
    entry = entry_of(ledger, wanted, legs, on_file)
    return replace(entry, attachments=_originals(draft, said, on_file, entry), instead_of=draft.place)


def _without_contract(
    wanted: Wanted, draft: Voucher, accounts: Collection[str], said: Mapping[str, str]
) -> Wanted:
    """Leave out the contract a draft proposes where a person books to another income than the contract's."""
    income = {leg.account.name for leg in draft.postings if leg.account.root == "Income"}
    if not income or income.intersection(accounts):
        return wanted
    gone = {CONTRACT, COVERS} - said.keys()
    return replace(wanted, meta=tuple((key, value) for key, value in wanted.meta if key not in gone))


def _originals(draft: Voucher, said: Confirmation, papers: Papers, entry: Entry) -> int:
    """Count the originals: as said, as the draft says, as filed; the bank's own row is one of a payment."""
    if said.attachments is not None:
        return said.attachments
    by_bank = 1 if bank_refs(draft) and entry.kind in {"收", "付"} else 0
    return max(draft.attachments or 0, len(papers.paths), by_bank)


def _legs(books: Books, draft: Voucher, said: Confirmation) -> tuple[Leg, ...]:
    """Put what a person says in the place of what was proposed; the bank's legs stand."""
    bank = [leg for leg in draft.postings if leg.account.code == BANK_CODE]
    rest = [leg for leg in draft.postings if leg.account.code != BANK_CODE]
    if moves_nothing(draft):
        bank, rest = bank[:1], bank[1:]
    kept = tuple(Leg(leg.account.name, leg.amount_fen, split_meta(leg.split)) for leg in bank)
    if said.legs:
        return (*kept, *said.legs)
    if said.account:
        open_legs = [leg for leg in rest if leg.account.code == SUSPENSE_CODE] or rest
        if len(open_legs) != 1:
            raise refusal(
                "--account", f"草稿有 {len(rest)} 行对方科目。", "请用 --leg 科目=金额 把它们都写出来。"
            )
        return (
            *kept,
            *(
                Leg(said.account, leg.amount_fen) if leg is open_legs[0]
                else Leg(leg.account.name, leg.amount_fen, split_meta(leg.split))
                for leg in rest
            ),
        )  # fmt: skip
    if moves_nothing(draft) or any(leg.account.code == SUSPENSE_CODE for leg in rest):
        raise _unsaid(books, draft)
    return (*kept, *(Leg(leg.account.name, leg.amount_fen, split_meta(leg.split)) for leg in rest))


def _unsaid(books: Books, draft: Voucher) -> OptionError:
    ref = next(iter(bank_refs(draft)), "")
    same = booked_already(books).get(ref, "")
    return refusal(
        f"{draft.place.file}:{draft.place.line}", f"{_in_words(draft)}没有写明是什么钱。",
        "请写  --account 科目（例如 --account 6002广告），或 --leg 科目=金额 写几行；"
        f"查不清又要先入账的，写  --account 1901待查款项\n{way_to_tell(same, ref or _place(draft.place))}",
    )  # fmt: skip


def _meta(draft: Voucher, more: Meta) -> Meta:
    """Keep what a draft says and a voucher says too; what a person says now comes in its place."""
    own: list[tuple[str, str]] = [
        (key, value)
        for key, value in (
            ("decision", draft.decision),
            ("reverses", draft.reverses),
            ("corrects", draft.corrects),
        )
        if value
    ]
    own += [(key, value) for key, value in draft.extra.items() if key not in _ONLY_DRAFTS]
    said = dict(more)
    return (*((key, value) for key, value in own if key not in said), *more)


def _merged(ledger: Ledger, draft: Voucher, other: Voucher) -> Plan:
    """Let one draft take over the bank rows of another."""
    if other is draft:
        raise refusal(
            f"{draft.place.file}:{draft.place.line}", "这是同一张草稿。", "请写另一张草稿的流水键。"
        )
    meta = [(key, value) for key, value in _draft_meta(other) if key != SAME_AS]
    taken = [value for value in bank_refs(draft) if value not in bank_refs(other)]
    count = len(bank_refs(other))
    for number, value in enumerate(taken, count + 1):
        meta.append((BANK_REF if number == 1 else f"{BANK_REF}-{number}", value))
    source = Source(ledger.folder)
    paths = [
        document_path(source, other.day, path) for path in dict.fromkeys(other.documents + draft.documents)
    ]
    meta += zip(document_keys(len(paths)), paths, strict=True)
    entry = Entry(
        other.day, "", other.payee, other.narration, same_legs(other), 0, tuple(meta), other.links,
        draft=True, instead_of=other.place,
    )  # fmt: skip
    writing = Writing(
        (entry,), dropped=(draft.place,), why=f"{draft.day} {draft.payee} 的两条流水是同一笔，合成一张草稿"
    )
    told = (f"{_in_words(draft)}与 {_place(other.place)} 的草稿是同一笔，合成一张。",)
    return Plan(writing, told, {"same": taken, "draft": _shown(other)})


def _draft_meta(draft: Voucher) -> Meta:
    """List a draft's own metadata, its documents too, as they stand in its file."""
    own = (("decision", draft.decision), ("reverses", draft.reverses), ("corrects", draft.corrects))
    return (*((key, value) for key, value in own if value), *draft.extra.items())


def _names_draft(ledger: Ledger, said: str) -> bool:
    return any(
        voucher.draft and (said in bank_refs(voucher) or said == _place(voucher.place))
        for voucher in ledger.books.vouchers
    )


def _at_bank(voucher: Voucher) -> int:
    legs = voucher.postings[:1] if moves_nothing(voucher) else voucher.postings
    return sum(leg.amount_fen for leg in legs if leg.account.code == BANK_CODE)


def _line(draft: Voucher, entry: Entry) -> str:
    others: Sequence[str] = [
        leg.account.split(":", 2)[-1] for leg in entry.postings if f":{BANK_CODE}" not in leg.account
    ]
    return f"{_in_words(draft)} → {entry.kind}字 {'、'.join(dict.fromkeys(others)) or '银行存款之间'}"


def _in_words(draft: Voucher) -> str:
    amount = _at_bank(draft) or sum(max(leg.amount_fen, 0) for leg in draft.postings)
    return f"{draft.day} {draft.payee} {draft.narration} {yuan(amount)} 元"


def _place(place: Place) -> str:
    return f"{place.file}:{place.line}"


def _shown(draft: Voucher) -> dict[str, str]:
    refs: Iterable[str] = bank_refs(draft)
    return {
        "ref": next(iter(refs), ""),
        "place": _place(draft.place),
        "day": draft.day.isoformat(),
        "amount": plain_yuan(_at_bank(draft)),
    }
