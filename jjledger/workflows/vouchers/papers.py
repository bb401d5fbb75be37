"""What is on file, whether it is what it was, and what may be destroyed when its term is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from jjledger.books.ledger import Ledger
from jjledger.books.originals_file import destroyed_bytes, originals_bytes
from jjledger.errors import OptionError, refusal
from jjledger.facts.books import Books
from jjledger.facts.entry import Writing
from jjledger.facts.original import DESTROYED_LIST, ORIGINALS_LIST, Destroyed, Original
from jjledger.rules.retention import GROUND, WORDS
from jjledger.workflows.vouchers.drafts import Said
from jjledger.workflows.vouchers.planned import Plan

COLUMNS: Final = ("file", "name", "class", "filed", "kept_until", "state", "vouchers", "sha256")
HEADS: Final = ("文件", "名称", "类别", "归档", "保管到", "状态", "凭证")
STATES: Final = {"sound": "完好", "altered": "被改动", "missing": "不见了"}
_FOR_EVER: Final = "永久"


def original_rows(books: Books) -> list[dict[str, str]]:
    """List what is on file, with the vouchers it belongs to; see `COLUMNS`."""
    carried: dict[str, list[str]] = {}
    for voucher in books.vouchers:
        for path in voucher.documents:
            carried.setdefault(path, []).append(voucher.key if voucher.number else "草稿")
    return [
        {
            "file": one.file,
            "name": one.name,
            "class": WORDS[one.retention],
            "filed": one.filed.isoformat(),
            "kept_until": one.kept_until.isoformat() if one.kept_until else _FOR_EVER,
            "state": STATES[one.state],
            "vouchers": "、".join(carried.get(one.file, ())),
            "sha256": one.sha256,
        }
        for one in books.originals
    ]


def originals_summary(books: Books) -> str:
    """Say how many are on file, by class, and whether all are sound."""
    classes = Counter(one.retention for one in books.originals)
    by_class = "、".join(f"{WORDS[name]} {count} 份" for name, count in classes.items())
    wrong = Counter(one.state for one in books.originals if one.state != "sound")
    state = "；".join(f"{STATES[name]} {count} 份" for name, count in wrong.items()) or "都与归档时相同"
    return f"共 {len(books.originals)} 份" + (f"：{by_class}。{state}。" if books.originals else "。")


def plan_destroy(ledger: Ledger, files: Sequence[str], by: Said) -> Plan:
    """Plan to destroy originals whose term is over; they go onto the list of what was destroyed.

    Args:
        ledger: a loaded community without blocking findings.
        files: as the list names them.
        by: who says so, when and why; the reason must be given.

    Raises:
        OptionError: one is not on file, its term is not over, or there is no reason.

    Source: 会计档案管理办法 第14条, 第18条: 销毁清册; R54.
    """
    known = {one.file: one for one in ledger.books.originals}
    going: list[Original] = []
    for file in files:
        if file not in known:
            raise refusal(file, "清册里没有这份原始凭证。", "请照 jjledger originals list 里的写法。")
        going.append(_over(known[file], by.day))
    if not by.why.strip():
        raise refusal("--why", "没有写明依据。", "请写  --why 鉴定意见和销毁清册的编号", GROUND)
    kept = [one for one in ledger.books.originals if one not in going]
    destroyed = [Destroyed(one.file, one.sha256, one.name, by.day, by.who, by.why) for one in going]
    names = tuple(one.file for one in going)
    writing = Writing(
        files={
            ORIGINALS_LIST: originals_bytes(kept),
            DESTROYED_LIST: destroyed_bytes((*ledger.books.destroyed, *destroyed)),
        },
        removed=tuple(one.file for one in going if one.state != "missing"),
        why=f"销毁保管期满的原始凭证 {len(going)} 份：{by.why}",
    )
    told = [f"销毁 {one.file}（{one.name}，保管到 {one.kept_until}），记入销毁清册。" for one in going]
    record: dict[str, Any] = {"destroyed": list(names), "why": by.why}
    return Plan(writing, tuple(told), record)


def _over(one: Original, day: date) -> Original:
    """Give an original whose term is over.

    Raises:
        OptionError: it is not.
    """
    if one.kept_until is None or day <= one.kept_until:
        raise _within_term(one)
    return one


def _within_term(one: Original) -> OptionError:
    until = f"要保管到 {one.kept_until}" if one.kept_until else "要永久保管"
    return refusal(
        one.file, f"{one.name} 是{WORDS[one.retention]}，{until}，不能销毁。",
        "附错了的，另附正确的文件并在凭证上说明；这一份照样保管。", GROUND,
    )  # fmt: skip
