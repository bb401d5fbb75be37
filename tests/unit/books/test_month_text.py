"""What of a file is held to, and how it is hashed: computed here by hand from the words of the entry."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from jjledger.books.month_text import entries_of, hash_of, rows_of

TEXT: Final = """; 备注
2025-06-16 *  "本小区; 业主大会"   "补充" ^2025-06-F0001 ; 尾注
  voucher:   "付-0001"

  Expenses:3公共收益:6501补充维修资金      200.00 CNY
    scope: "all"
* 标题
2025-07-01 balance Assets:3公共收益:1001银行存款:3456农行      1400.00 CNY
2025-06-01 open Assets:3公共收益:1901待查款项 CNY
  rate: "1"
2025-06-17 note Assets:3公共收益:1001银行存款:3456农行 "两
行"
"""
VOUCHER: Final = (
    '2025-06-16 * "本小区; 业主大会" "补充" ^2025-06-F0001\n'
    'voucher: "付-0001"\n'
    "Expenses:3公共收益:6501补充维修资金 200.00 CNY\n"
    'scope: "all"'
)


def test_an_entry_is_its_words_line_by_line_without_comments() -> None:
    voucher, balance, note = entries_of("a.beancount", TEXT)
    assert voucher.mark.sha256 == sha256(VOUCHER.encode()).hexdigest()
    assert (voucher.month, voucher.mark.line, voucher.mark.name) == ("2025-06", 2, "3公共收益 付-0001")
    asserted = "2025-07-01 balance Assets:3公共收益:1001银行存款:3456农行 1400.00 CNY"
    assert balance.mark.sha256 == sha256(asserted.encode()).hexdigest()
    assert (balance.month, balance.mark.line) == ("2025-06", 8), "it vouches for the end of June"
    assert (note.month, note.mark.line, note.mark.words.endswith('"两 行"')) == ("2025-06", 11, True)


def test_line_ends_change_nothing() -> None:
    as_windows = TEXT.replace("\n", "\r\n")
    assert entries_of("a.beancount", as_windows) == entries_of("a.beancount", TEXT)
    assert hash_of(as_windows) == hash_of(TEXT) == sha256(TEXT.encode()).hexdigest()


def test_a_detail_file_is_its_rows_heading_included() -> None:
    rows = rows_of("details/a.csv", "household,amount\n\n01-1-101 , 5.00\n")
    assert [(row.line, row.words) for row in rows] == [(1, "household,amount"), (3, "01-1-101,5.00")]
    assert rows[1].sha256 == sha256(b"01-1-101,5.00").hexdigest()
