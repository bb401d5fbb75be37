"""docs/statements.md, made from the table of layouts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.intake.statements.layouts import GENERAL, LAYOUTS, Field, Layout, Sign

_INTRODUCTION: Final = """# Statements

What `jjledger import` reads: statements of banks and payment apps, each recognised by the words of its heading
and never by its name or by the position of a column. Text with commas, tabs or semicolons in UTF-8 or GB18030,
.xlsx, .xls, and the web pages, XML spreadsheets and tab-separated text that banks name .xls. Columns may stand
in any order and others may stand among them. A heading in which one of the columns below is missing is refused:
the message names the nearest layout and the column, and nothing is guessed at.

This file is made from `jjledger/intake/statements/layouts.py`; a test keeps it fresh.

| code | statement | in or out by | columns that must be there |
|---|---|---|---|"""
_BY: Final[dict[Sign, str]] = {
    "columns": "two columns",
    "signed": "the sign",
    "flag": "a column beside the amount",
    "owed": "the sign of what is owed",
    "kind": "the first word of the text",
}
_READING: Final = """
## How a row is read

* Amounts are exact: at most two decimals, commas at every third digit, `¥`, `CNY` and `元` around them. Of a number
  that a spreadsheet keeps in binary the 15 digits count that it shows. Anything else leaves the row out, and the
  statement says which rows and why; a statement of which more rows are left out than read is refused.
* Money in is positive. A bank writes from its own side: its 贷方 is money in.
* `-`, `--` and `/` are empty. Rows may be shorter than the heading; a row with more cells is left out, for a comma
  without quotes has moved its cells.
* Totals are no rows; they, and the counts and sums in the lines above the heading, are held against the rows. So is
  the balance that is brought forward.
* Files run oldest or newest first. Days and times decide which; where balances are printed, of the orders that agree
  with the days the one in which most balances follow is taken. A balance that does not follow is a break, named by
  its row, with what is missing.
* A file ends within the day when it was made on the day of its last row; that day's close is then not known.
* Of a row four digits of the other side's account number are kept, and numbers of 12 to 21 digits in the words are
  cut to four. The bank's file itself is filed whole, as the law asks of an original; see below.

## The name of a row

`layout:day:serial:amount`, for some banks number anew each day and a payment and its fee share a number; where two
rows of a file have that name, or there is no number but noughts, `layout:day:#hash-ordinal` of what the row says. Order,
length and encoding of the export do not change it. A payment app's amount is taken without sign, for a payment
that is closed later loses it.

## Payment apps

| | counts as |
|---|---|
| 收入, 支出 in a state of success | money in, money out |
| 不计收支, 中性交易, `/` (充值, 提现, 转入零钱通 …) | nothing: between one's own pockets |
| 支付失败, 已撤销, 交易关闭 without means of payment | nothing: never paid |
| WeChat 已全额退款, 已退款(…) | as the row says; the refund is a row of its own |
| Alipay 退款成功 with the payment 交易关闭 in the same file | nothing, both |
| Alipay 退款成功 otherwise | money in |
| Alipay 支出 交易关闭, paid, without its refund in the file | money out, and to be looked at |
| another currency | nothing, and to be looked at |

## What is kept, and where

| where | what | account numbers | names and rooms |
|---|---|---|---|
| `vouchers/` | the bank's file, unchanged: it is an original | whole, both sides' | as the bank wrote them |
| `statements/aside/` | a file of a layout nobody knows, unchanged | whole | as the bank wrote them |
| `statements/<bank>/` | head and rows of each import | four digits | other side and words, as the bank wrote them |
| drafts and vouchers | what was proposed and confirmed | none | what the accountant leaves in payee and words |
| pages, PDF and the public book | what the law wants published | four digits of the community's own | none |

All but the pages lie in the ledger's folder and in its git history, from which nothing goes away by deleting a file.
The folder is the accountant's books, as confidential as paper ones: it belongs on the office's own machine and in its
own backups, and on no server that others read. `jjledger doctor LEDGER` warns of a repository with a remote, and of one
that is not told to leave `private/` alone. An archive bundle (`jjledger archive`) holds the originals too.
"""
_NAMES: Final[dict[Field, str]] = {
    "day": "day", "time": "time", "in": "in", "out": "out", "amount": "amount", "flag": "flag", "balance": "balance",
    "counterparty": "other side", "counter_account": "its account", "payer": "payer", "payer_account": "payer's account",
    "payee": "payee", "payee_account": "payee's account", "words": "words, joined", "serial": "serial",
    "currency": "currency", "holder": "holder", "account": "account",
}  # fmt: skip


def statements_markdown() -> str:
    """Write docs/statements.md."""
    return "\n".join([_INTRODUCTION, *map(_row, LAYOUTS), *_synonyms()]) + "\n" + _READING


def _row(layout: Layout) -> str:
    marks = "、".join(mark.split("|")[0] for mark in layout.marks.split())
    return f"| `{layout.code}` | {layout.title} | {_BY[layout.sign]} | {marks} |"


def _synonyms() -> Iterator[str]:
    """List the words that head the columns of corporate statements."""
    yield from ("", f"The words that head the columns of `{GENERAL}`:", "", "| column | words |", "|---|---|")
    columns: dict[Field, str] = {}
    for layout in LAYOUTS:
        columns |= layout.columns if layout.code == GENERAL else {}
    for field, name in _NAMES.items():
        if field in columns:
            yield f"| {name} | {columns[field].replace(' ', '|').replace('|', '、')} |"
