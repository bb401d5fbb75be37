"""The record of an import: what is written is read back, and what somebody changed is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jjledger.books.source import Source
from jjledger.books.statement_file import (
    aside_name,
    head_text,
    read_heads,
    read_row_amounts,
    read_statement_rows,
    rows_bytes,
    rows_name,
    stem_of,
)
from jjledger.facts.finding import Place
from jjledger.facts.statement import StatementRow
from jjledger.facts.statement_head import StatementHead

ACCOUNT = "Assets:3公共收益:1001银行存款:3456农行"
HEAD = StatementHead(
    ACCOUNT, "corporate", "vouchers/2025/ab.csv", "ab" * 32, '某「小区」"业委会"', "3456", 2, date(2025, 3, 1),
    date(2025, 3, 31), -1_00, 2_05, 3_05, True, (4, 9), -7,  # noqa: FBT003 -- printed during its last day
    (11,), ('收入合计写的是 1.00，各行加起来是 "2.00"',), Place("", 0),
)  # fmt: skip
ROWS = (
    StatementRow(5, date(2025, 3, 2), "13:05:59", -1_05, 95, "甲,乙", "4444", '停车 "A" 区', "S1", "x:S1"),
    StatementRow(6, date(2025, 3, 3), "", 0, None, "", "", "", "", "x:#1", "neutral", 9_00, "零钱"),
)


def laid(folder: Path, head: StatementHead = HEAD, rows: bytes = rows_bytes(ROWS)) -> Source:
    stem = folder / stem_of(head)
    stem.parent.mkdir(parents=True, exist_ok=True)
    stem.with_name(f"{stem.name}.toml").write_text(head_text(head), "utf-8")
    stem.with_name(f"{stem.name}.csv").write_bytes(rows)
    return Source(folder)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    source = laid(tmp_path)
    (head,), findings = read_heads(source)
    assert findings == ()
    assert replace(head, place=HEAD.place) == HEAD
    assert head.place.file == "statements/3456农行/2025-03-01_2025-03-31-abababab.toml"
    assert read_statement_rows(source, head) == ROWS
    assert not head.whole


def test_without_balances_there_are_none(tmp_path: Path) -> None:
    bare = replace(HEAD, opening_fen=None, closing_fen=None, chain_breaks=(), unread=(), totals_differ=())
    ((head,), _) = read_heads(laid(tmp_path, bare))
    assert (head.opening_fen, head.closing_fen, head.whole) == (None, None, True)


def test_amounts_are_read_for_the_rows_asked_for(tmp_path: Path) -> None:
    source = laid(tmp_path)
    heads, _ = read_heads(source)
    assert read_row_amounts(source, heads, {"x:S1"}) == ({"x:S1": {ACCOUNT: -1_05}}, ())
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "2025-03.toml").write_text("", "utf-8")
    assert read_row_amounts(source, heads, {"x:S1"}) == ({}, ()), "closed months are not read again"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"13:05:59,-1.05", b"13:05:59,one"),
        (b",x:S1,settled", b",x:S1"),
        (b"row,day", b"row,when"),
    ],
)
def test_a_table_somebody_changed_is_told_with_its_line(tmp_path: Path, old: bytes, new: bytes) -> None:
    assert old in rows_bytes(ROWS)
    source = laid(tmp_path, rows=rows_bytes(ROWS).replace(old, new))
    heads, _ = read_heads(source)
    _, (finding,) = read_row_amounts(source, heads, {"x:S1"})
    assert (finding.code, finding.severity) == ("E66", "warn")
    assert finding.place.file == rows_name(heads[0])
    assert finding.place.line == (1 if old == b"row,day" else 2)


def test_a_table_that_is_gone_is_told(tmp_path: Path) -> None:
    source = laid(tmp_path)
    heads, _ = read_heads(source)
    (tmp_path / rows_name(heads[0])).unlink()
    _, (finding,) = read_row_amounts(source, heads, {"x:S1"})
    assert finding.code == "E66"


def test_what_is_kept_aside_is_no_record(tmp_path: Path) -> None:
    name = aside_name("../网银 明细.toml", "cd" * 32)
    assert name == "statements/aside/cdcdcdcd-网银_明细.toml"
    assert aside_name("账本.Beancount", "cd" * 32) == "statements/aside/cdcdcdcd-账本.Beancount.txt"
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text("= no TOML", "utf-8")
    assert read_heads(Source(tmp_path)) == ((), ())
