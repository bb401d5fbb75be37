"""Read and write the part of audits/<day>-<slug>.toml that the program fills in: what was asked, and what was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from jjledger.books.text import quoted
from jjledger.books.toml_table import Table
from jjledger.facts.audit_finding import LEVEL_WORDS, Level
from jjledger.facts.audit_tested import (
    SAMPLE_WORDS,
    ConfirmedBalance,
    Examined,
    ExaminedFinding,
    ExaminedQuestion,
    ExaminedSample,
    ExaminedThreshold,
    RecomputedSum,
    SampleKind,
    SecondEngine,
)
from jjledger.period import parse_period, parse_span
from jjledger.seal.beacons import is_canonical
from jjledger.units import fen_from_text, plain_yuan

_LEVELS: Final[Mapping[str, Level]] = {level: level for level in LEVEL_WORDS}
_KINDS: Final[Mapping[str, SampleKind]] = {kind: kind for kind in SAMPLE_WORDS}
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_WRITTEN: Final = "这一段由 jjledger audit --write 写成，请不要改动；怎样处理写在 answer 里。"


def read_tested(top: Table) -> Examined | None:
    """Read what was asked; None where the record is of a report that somebody brought.

    Raises:
        CommunityFileError: unknown or missing keys, or values that make no sense.
    """
    table = top.table("tested")
    if table is None:
        return None
    period = table.words("period", _WRITTEN)
    try:
        parse_span(period)
    except ValueError as error:
        raise table.refuse("period", f"{error}。", _WRITTEN) from error
    tested = Examined(
        period,
        table.get("today", date),
        table.words("ledger", _WRITTEN),
        tuple(_question(one) for one in table.tables("question")),
        tuple(_finding(one) for one in table.tables("finding")),
        tuple(_recomputed(one) for one in table.tables("recomputed")),
        tuple(_balance(one) for one in table.tables("balance")),
        tuple(_threshold(one) for one in table.tables("threshold")),
        tuple(_sample(one) for one in table.tables("sample")),
        tuple(_engine(one) for one in table.tables("engine")),
    )
    table.close()
    return tested


def _question(table: Table) -> ExaminedQuestion:
    read = ExaminedQuestion(
        table.words("code", _WRITTEN),
        table.words("question", _WRITTEN),
        _count(table, "items"),
        _count(table, "found"),
        table.get("unable", str, ""),
        table.get("left_out", str, ""),
    )
    table.close()
    return read


def _finding(table: Table) -> ExaminedFinding:
    vouchers = table.get("vouchers", list, [])
    if not all(isinstance(one, str) for one in vouchers):
        raise table.refuse("vouchers", "vouchers 不是凭证的列表。", _WRITTEN)
    read = ExaminedFinding(
        table.words("code", _WRITTEN),
        table.choice("level", _LEVELS),
        table.words("words", _WRITTEN),
        _count(table, "rows"),
        _fen(table, "amount") if "amount" in table.values else None,
        tuple(vouchers),
        table.get("answer", str, "").strip(),
    )
    table.close()
    return read


def _recomputed(table: Table) -> RecomputedSum:
    read = RecomputedSum(
        table.words("what", _WRITTEN),
        _count(table, "items"),
        _fen(table, "booked"),
        _fen(table, "again"),
        _count(table, "differ"),
    )
    table.close()
    return read


def _balance(table: Table) -> ConfirmedBalance:
    said = "said" in table.values
    read = ConfirmedBalance(
        table.words("fund", _WRITTEN),
        table.words("account", _WRITTEN),
        _fen(table, "book"),
        table.get("said", date) if said else None,
        _fen(table, "bank") if said else None,
        _fen(table, "book_then") if said else None,
        table.get("explained", bool, False),
    )
    table.close()
    return read


def _engine(table: Table) -> SecondEngine:
    read = SecondEngine(
        table.words("engine", _WRITTEN),
        table.words("version", _WRITTEN),
        _count(table, "accounts"),
        table.get("same", bool),
    )
    table.close()
    return read


def _threshold(table: Table) -> ExaminedThreshold:
    read = ExaminedThreshold(
        table.words("words", _WRITTEN), table.words("value", _WRITTEN), table.words("source", _WRITTEN)
    )
    table.close()
    return read


def _sample(table: Table) -> ExaminedSample:
    root = table.words("root", _WRITTEN)
    if not _HASH.fullmatch(root):
        raise table.refuse(
            "root", "root 不是 64 位的十六进制数。", "请照清单里的写，见 jjledger audit sample。"
        )
    source = table.words("source", "请写随机数的来源，例如 sse-close。")
    value = table.words("value", "请照公布的写，例如 3021.77。")
    if not is_canonical(source, value):
        raise table.refuse("value", "value 不是公布的写法。", "请照公布的写，例如 3021.77。")
    count = _count(table, "count")
    unopened, differing = (_draws(table, key, count) for key in ("unopened", "differing"))
    if set(unopened) & set(differing):
        raise table.refuse("differing", "同一次抽样写成没有打开，又写成不符。", "请照实只写在一处。")
    read = ExaminedSample(
        table.choice("kind", _KINDS),
        table.words("fund", _WRITTEN),
        _count(table, "disclosure"),
        root,
        _size(table),
        source,
        table.get("day", date),
        value,
        count,
        unopened,
        differing,
        _sampled_period(table),
    )
    table.close()
    return read


def _sampled_period(table: Table) -> str:
    period = table.get("period", str, "")
    try:
        return parse_period(period).code if period else ""
    except ValueError as error:
        raise table.refuse("period", f"{error}。", _WRITTEN) from error


def _draws(table: Table, key: str, count: int) -> tuple[int, ...]:
    draws = table.get(key, list, [])
    if not all(type(one) is int and 0 <= one < count for one in draws) or len(set(draws)) < len(draws):
        raise table.refuse(
            key, f"{key} 不是抽样次序的列表。", f"请写 0 到 {count - 1} 的次序，例如 {key} = [3, 17]。"
        )
    return tuple(sorted(draws))


def _size(table: Table) -> int:
    size = _count(table, "size")
    if not size:
        raise table.refuse("size", "size 是零，没有可抽的。", "请照清单里的写，见 jjledger audit sample。")
    return size


def _count(table: Table, key: str) -> int:
    count = table.get(key, int)
    if count < 0:
        raise table.refuse(key, f"{key} 小于零。", _WRITTEN)
    return count


def _fen(table: Table, key: str) -> int:
    try:
        return fen_from_text(table.get(key, str))
    except ValueError as error:
        raise table.refuse(key, f"{key} 读不成金额。", _WRITTEN) from error


def tested_lines(tested: Examined) -> Iterator[str]:
    """Write what was asked, as `read_tested` reads it."""
    yield "# 以下由 jjledger audit --write 写成，请不要改动；每个问题怎样处理，写在它的 answer 里。"
    yield from _table("[tested]", (
        ("period", quoted(tested.period_code)), ("today", str(tested.today)), ("ledger", quoted(tested.ledger)),
    ))  # fmt: skip
    for question in tested.questions:
        yield from _table("[[tested.question]]", (
            ("code", quoted(question.code)), ("question", quoted(question.question)), ("items", str(question.items)),
            ("found", str(question.found)), ("unable", quoted(question.unable) if question.unable else ""),
            ("left_out", quoted(question.left_out) if question.left_out else ""),
        ))  # fmt: skip
    for one in tested.findings:
        yield from _table("[[tested.finding]]", (
            ("code", quoted(one.code)), ("level", quoted(one.level)), ("words", quoted(one.words)),
            ("rows", str(one.rows)), ("amount", "" if one.amount_fen is None else _yuan(one.amount_fen)),
            ("vouchers", f"[{', '.join(map(quoted, one.vouchers))}]"), ("answer", quoted(one.answer)),
        ))  # fmt: skip
    for again in tested.recomputed:
        yield from _table("[[tested.recomputed]]", (
            ("what", quoted(again.what)), ("items", str(again.items)), ("booked", _yuan(again.booked_fen)),
            ("again", _yuan(again.again_fen)), ("differ", str(again.differ)),
        ))  # fmt: skip
    for balance in tested.balances:
        yield from _table("[[tested.balance]]", _balance_pairs(balance))
    for engine in tested.engines:
        yield from _table("[[tested.engine]]", (
            ("engine", quoted(engine.engine)), ("version", quoted(engine.version)),
            ("accounts", str(engine.accounts)), ("same", str(engine.same).lower()),
        ))  # fmt: skip
    for threshold in tested.thresholds:
        yield from _table("[[tested.threshold]]", (
            ("words", quoted(threshold.words)), ("value", quoted(threshold.value)), ("source", quoted(threshold.source)),
        ))  # fmt: skip
    for sample in tested.samples:
        yield from sample_lines(sample)


def sample_lines(sample: ExaminedSample) -> Iterator[str]:
    """Write what was drawn."""
    yield from _table("[[tested.sample]]", (
        ("kind", quoted(sample.kind)), ("fund", quoted(sample.fund)), ("disclosure", str(sample.disclosure)),
        ("period", quoted(sample.period) if sample.period else ""), ("root", quoted(sample.root)), ("size", f"{sample.size:_}"), ("source", quoted(sample.source)),
        ("day", str(sample.day)), ("value", quoted(sample.value)), ("count", str(sample.count)),
        ("unopened", str(list(sample.unopened))), ("differing", str(list(sample.differing))),
    ))  # fmt: skip


def _balance_pairs(one: ConfirmedBalance) -> Iterator[tuple[str, str]]:
    yield "fund", quoted(one.fund)
    yield "account", quoted(one.account)
    yield "book", _yuan(one.book_fen)
    if one.said_day is not None and one.bank_fen is not None and one.said_book_fen is not None:
        yield "said", str(one.said_day)
        yield "bank", _yuan(one.bank_fen)
        yield "book_then", _yuan(one.said_book_fen)
        yield "explained", str(one.explained).lower()


def _table(heading: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield ""
    yield heading
    yield from (f"{key} = {value}" for key, value in pairs if value)


def _yuan(fen: int) -> str:
    return quoted(plain_yuan(fen))
