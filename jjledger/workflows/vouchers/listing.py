"""List vouchers and drafts, and show one with everything that hangs on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from jjledger.books.ledger import Ledger
from jjledger.errors import JjledgerError
from jjledger.facts.books import Books
from jjledger.facts.original import Original
from jjledger.facts.voucher import Posting, Voucher
from jjledger.rules.retention import WORDS
from jjledger.rules.reversal import Ties, ties_of
from jjledger.rules.suspense import bank_refs
from jjledger.units import capital_amount, plain_yuan, yuan
from jjledger.workflows.vouchers.find import find_draft, find_voucher, split_meta

COLUMNS: Final = (
    "key", "day", "fund", "number", "payee", "narration", "amount", "attachments", "state", "place",
)  # fmt: skip
HEADS: Final = ("凭证", "日期", "资金", "字号", "单位", "摘要", "金额", "附单据", "状态")
_NO_NUMBER: Final = "草稿"


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which vouchers are asked for; what is left out lets everything through."""

    first_day: date | None = None
    last_day: date | None = None
    fund: str = ""
    kind: str = ""  # 收, 付, 转 or 初
    drafts: bool = False  # drafts alone
    words: str = ""  # in payee, narration, number or metadata

    def lets_through(self, voucher: Voucher) -> bool:
        """Say whether a voucher is asked for."""
        text = " ".join(
            (voucher.payee, voucher.narration, voucher.number, voucher.key, *voucher.extra.values())
        )
        return (
            (self.first_day is None or voucher.day >= self.first_day)
            and (self.last_day is None or voucher.day <= self.last_day)
            and (not self.fund or self.fund in voucher.funds)
            and (not self.kind or voucher.kind == self.kind)
            and (voucher.draft or not self.drafts)
            and self.words in text
        )


def listed(books: Books, sieve: Sieve) -> tuple[Voucher, ...]:
    """List the vouchers that are asked for, by day and number, drafts included."""
    return tuple(voucher for voucher in books.vouchers if sieve.lets_through(voucher))


def state_of(voucher: Voucher, ties: Ties) -> str:
    """Say in a word where a voucher stands: 草稿, 已冲销, 红字, 订正, or nothing special."""
    if voucher.draft:
        return _NO_NUMBER
    if ties.reversed_by is not None:
        return "已冲销"
    return "红字" if voucher.reverses else "订正" if voucher.corrects else ""


def rows_of(books: Books, vouchers: Iterable[Voucher]) -> list[dict[str, str]]:
    """Lay vouchers out, one a row, amounts in yuan without separators; see `COLUMNS`."""
    ties = ties_of(books.posted())
    return [_row(voucher, ties.get(id(voucher), Ties())) for voucher in vouchers]


def _row(voucher: Voucher, ties: Ties) -> dict[str, str]:
    refs = bank_refs(voucher)
    cells = (
        next(iter(refs), _place(voucher)) if voucher.draft else voucher.key,
        voucher.day.isoformat(),
        "、".join(voucher.funds),
        voucher.number or _NO_NUMBER,
        voucher.payee,
        voucher.narration,
        plain_yuan(_debit_fen(voucher)),
        "" if voucher.attachments is None else str(voucher.attachments),
        state_of(voucher, ties),
        _place(voucher),
    )
    return dict(zip(COLUMNS, cells, strict=True))


def found_by(ledger: Ledger, said: str, fund: str, month: str) -> Voucher:
    """Find the voucher or, where none is called so, the draft that words name.

    Raises:
        OptionError: there is none, or several; in the words about vouchers.
    """
    try:
        return find_voucher(ledger, said, fund, month)
    except JjledgerError as error:
        try:
            return find_draft(ledger, said)
        except JjledgerError:
            raise error from None


def voucher_record(books: Books, voucher: Voucher) -> dict[str, Any]:
    """Give everything about a voucher as JSON shows it, amounts in yuan."""
    ties = ties_of(books.posted()).get(id(voucher), Ties())
    return {
        **_row(voucher, ties),
        "amount_in_capitals": capital_amount(_debit_fen(voucher)),
        "prepared": voucher.prepared,
        "reviewed": voucher.reviewed,
        "decision": voucher.decision,
        "extra": dict(voucher.extra),
        "links": list(voucher.links),
        "postings": [
            {
                "account": leg.account.name,
                "amount": plain_yuan(leg.amount_fen),
                "split": dict(split_meta(leg.split)),
            }
            for leg in voucher.postings
        ],
        "documents": [_document_record(books, path) for path in voucher.documents],
        "bank_rows": [*bank_refs(voucher), *_same_rows(books, voucher)],
        "reverses": _key(ties.reverses),
        "reversed_by": _key(ties.reversed_by),
        "corrects": _key(ties.corrects),
        "corrected_by": _key(ties.corrected_by),
    }


def voucher_words(books: Books, voucher: Voucher) -> str:
    """Show a voucher as an accountant reads one: particulars, legs, capitals, originals, what it is tied to."""
    ties = ties_of(books.posted()).get(id(voucher), Ties())
    head = f"{voucher.key}  {voucher.number}" if voucher.number else "草稿，还没有编号"
    debit = _debit_fen(voucher)
    lines = [
        f"{head}  {voucher.day}  {'、'.join(voucher.funds)}  {state_of(voucher, ties)}".rstrip(),
        f"{voucher.payee}  {voucher.narration}".strip(),
        "",
        *(_leg_line(leg) for leg in voucher.postings),
        f"  合计 {yuan(debit)} 元（{capital_amount(debit)}）",
        "",
        f"附单据 {'未写' if voucher.attachments is None else voucher.attachments} 张",
        f"制单 {voucher.prepared or '—'}，审核 {voucher.reviewed or '—'}",
        *(_document_line(books, path) for path in voucher.documents),
        *_particulars(voucher),
        *_tie_lines(ties),
        *(f"银行流水 {key}" for key in (*bank_refs(voucher), *_same_rows(books, voucher))),
        f"在 {_place(voucher)}",
    ]
    return "\n".join(lines)


def _leg_line(leg: Posting) -> str:
    side = "借" if leg.amount_fen > 0 else "贷"
    name = leg.account.name.split(":", 2)[-1]
    whose = "；".join(f"{key}={value}" for key, value in split_meta(leg.split))
    return f"  {side} {name}  {yuan(abs(leg.amount_fen))}" + (f"  （{whose}）" if whose else "")


def _particulars(voucher: Voucher) -> list[str]:
    """List what else the voucher says, in the words of its own file."""
    said = [("decision", voucher.decision), *voucher.extra.items()]
    hidden = set(bank_refs(voucher))
    lines = [f"{key}: {value}" for key, value in said if value and value not in hidden]
    return [*lines, *(f"链接 ^{link}" for link in voucher.links)]


def _tie_lines(ties: Ties) -> list[str]:
    told = (
        ("它冲销的是", ties.reverses),
        ("冲销它的是", ties.reversed_by),
        ("它订正的是", ties.corrects),
        ("订正它的是", ties.corrected_by),
    )
    return [
        f"{words} {other.key}（{other.day} {other.narration}，{_place(other)}）"
        for words, other in told
        if other is not None
    ]


def _document_line(books: Books, path: str) -> str:
    original = _original(books, path)
    if original is None:
        return f"  {path}" + ("" if path in books.files else "（不在文件夹里）")
    until = f"保管到 {original.kept_until}" if original.kept_until else "永久保管"
    state = {"sound": "", "altered": "，内容已被改动", "missing": "，文件不见了"}[original.state]
    return f"  {path}  {original.name}  {WORDS[original.retention]}，{until}{state}\n    sha256 {original.sha256}"


def _document_record(books: Books, path: str) -> dict[str, Any]:
    original = _original(books, path)
    if original is None:
        return {"file": path, "sha256": None, "state": "sound" if path in books.files else "missing"}
    until = original.kept_until
    return {
        "file": path,
        "name": original.name,
        "sha256": original.sha256,
        "class": original.retention,
        "kept_until": until.isoformat() if until else None,
        "state": original.state,
    }


def _original(books: Books, path: str) -> Original | None:
    return next((one for one in books.originals if one.file == path), None)


def _same_rows(books: Books, voucher: Voucher) -> list[str]:
    return [row.key for row in books.settled if row.holds(voucher)]


def _debit_fen(voucher: Voucher) -> int:
    """Sum the debits; a red-letter voucher's are those of its original with the sign turned."""
    if voucher.reverses:
        return sum(min(leg.amount_fen, 0) for leg in voucher.postings)
    return sum(max(leg.amount_fen, 0) for leg in voucher.postings)


def _place(voucher: Voucher) -> str:
    return f"{voucher.place.file}:{voucher.place.line}"


def _key(voucher: Voucher | None) -> str | None:
    return None if voucher is None else voucher.key
