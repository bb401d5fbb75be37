"""A false alarm of the look for private words, let through by somebody's name: planned as a line of releases.csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.books.release_file import COLUMNS
from jjledger.books.source import Source
from jjledger.disclosure.corrected_words import with_corrected_words
from jjledger.disclosure.masking import mask_payee
from jjledger.disclosure.watched import Watched, release_code, watch_of
from jjledger.encoding import one_line
from jjledger.errors import refusal
from jjledger.facts.entry import Writing
from jjledger.facts.release import RELEASES
from jjledger.workflows.vouchers.planned import Plan
from jjledger.workflows.vouchers.private_words import names_of

_GROUND: Final = "个人信息保护法第25条：未经同意不公开"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be let through, by whom and why."""

    voucher: str  # 2025-03-F0012; "" where the words are given
    words: str  # the exact words of a page; "" where a voucher is named
    by: str
    reason: str


def plan_release(ledger: Ledger, asked: Asked, today: date) -> Plan:
    """Plan to let exact words out that look private and are not.

    Args:
        ledger: a loaded community without blocking findings.
        asked: what, by whom and why.
        today: the day it is signed on, from which it counts.

    Raises:
        OptionError: there is no such voucher, nothing in the words looks private, or no reason is given.

    Source: 个人信息保护法 第25条; R43.
    """
    reason = one_line(asked.reason).strip()
    if not reason:
        raise refusal("--reason", "没有写理由。", "请写  --reason 为什么这不是个人信息", _GROUND)
    if bool(asked.voucher) == bool(asked.words):
        raise refusal(
            "凭证", "请写一张凭证，或者用 --words 写页面上的原话，两样写一样。", "例如 2025-03-F0012"
        )
    watch = watch_of(ledger.books, names_of(ledger), today)
    where = asked.voucher.removeprefix("^") or "页面文字"
    found = list(dict.fromkeys(_hits(ledger, asked, watch)))
    if not found:
        raise refusal(where, "这里没有像个人信息的文字，不用放行。", "jjledger check 会写出是哪张凭证。")
    lines = [(today.isoformat(), asked.by, where, kind, release_code(text), reason) for kind, text in found]
    words = [f"放行 {where}：「{text}」里的{kind}。" for kind, text in found]
    words.append("这些原话会照样公示；改一个字就要重新放行。每次检查都会列出放行的记录。")
    why = f"放行误报 {where}：{reason}"
    return Plan(
        Writing(files={RELEASES: _with(Source(ledger.folder), lines)}, why=why),
        tuple(words),
        {"where": where, "released": [{"kind": kind, "code": release_code(text)} for kind, text in found]},
    )


def _hits(ledger: Ledger, asked: Asked, watch: Watched) -> Iterator[tuple[str, str]]:
    """Give kind and exact words of everything that looks private."""
    if asked.words:
        yield from ((hit.kind, asked.words) for hit in watch.hits(asked.words))
        return
    books = with_corrected_words(ledger.books, watch)
    chosen = [one for one in books.posted() if one.key == asked.voucher.removeprefix("^")]
    if not chosen:
        raise refusal(asked.voucher, f"没有凭证「{asked.voucher}」。", "请写月份和编号，例如 2025-03-F0012。")
    for voucher in chosen:
        payee = mask_payee(voucher.payee)
        yield from ((hit.kind, payee) for hit in watch.hits(payee, named=True))
        yield from ((hit.kind, voucher.narration) for hit in watch.hits(voucher.narration))


def _with(source: Source, lines: Iterable[Sequence[str]]) -> bytes:
    """Give the file with some lines more."""
    standing = source.text(RELEASES) if source.exists(RELEASES) else ""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if not standing:
        writer.writerow(COLUMNS)
    elif not standing.endswith("\n"):
        text.write("\n")
    writer.writerows(lines)
    return source.mark(RELEASES) + standing.encode() + text.getvalue().encode()
