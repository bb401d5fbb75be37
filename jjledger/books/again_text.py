"""A book for other people's programs: its journal, and a script that adds every posting up again and compares.

What lives here: text. What must not: running a program. The script adds postings and nothing else: whose money a
posting moved and what interest comes to it takes as booked, and says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from jjledger.books.text import amount
from jjledger.disclosure.public_book import CLOSING_TAG, PublicBook
from jjledger.facts.books import Books
from jjledger.period import chinese_day
from jjledger.rules.journal import BookEntry, fund_journal

SCRIPT: Final = "again.sh"
NOTE: Final = "again.txt"
JOURNAL: Final = "book.journal"
BOOK: Final = "book.beancount"
_TEMPORARY: Final = ("Income:", "Expenses:")
_CLOSED: Final = (
    "Closed:"  # where a computed closing puts income and expense, so that they can be compared whole
)
# Signs by which a journal's description would end or begin something else.
_COMMENT_SIGNS: Final = str.maketrans({";": "；", "|": "｜", "#": "＃", "*": "＊", "!": "！", "\n": " "})
# Transactions of beancount's text as hledger and ledger read them: everything else in the book adds nothing.
_CONVERTED: Final = r"""awk '
/^[0-9][0-9-]* \* / { closing = /" #closing/; gsub(/;/, "；"); gsub(/\|/, "｜"); print; inside = 1; next }
inside && closing && /^  (Income|Expenses):/ { print "    Closed:" substr($0, 3); next }
inside && /^  (Assets|Liabilities|Equity|Income|Expenses):/ { print "  " $0; next }
/^$/ { inside = 0; print }
' book.beancount > "$work/book.journal"
"""
_PLAIN: Final = 'cp book.journal "$work/book.journal"\n'
_SCRIPT_TEXT: Final = r"""#!/bin/sh
# __TITLE__：用别的记账程序把每一笔分录重新加一遍，与公布的__DAY__余额逐个科目比较。
# 用法：  sh again.sh            有 hledger 用 hledger，有 ledger 用 ledger，都没有就用 awk
#         sh again.sh awk        指定用哪一个
# 只把分录重新相加；利息怎样算、费用分给哪几户，不在这里重算。
# 收入和支出比较从建账起的累计数，所以每月的结转记在 Closed 下面，不参加比较。
# 退出码：0 全部相同，1 有不同。
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8

__JOURNAL__
engine=${1:-}
if [ -z "$engine" ]; then
  for one in hledger ledger awk; do
    if command -v $one > /dev/null 2>&1; then engine=$one; break; fi
  done
fi

case $engine in
  hledger)
    hledger -f "$work/book.journal" balance --flat -N -O csv | sed 1d | sed 's/^"\(.*\)","\(.*\)"$/\1 \2/' > "$work/sums" ;;
  ledger)
    ledger -f "$work/book.journal" balance --flat --no-total \
      --balance-format '%(account) %(quantity(scrub(amount)))\n' > "$work/sums" ;;
  awk)
    awk '
    function fen(text, sign, part) {
      sign = sub(/^-/, "", text) ? -1 : 1
      split(text, part, ".")
      return sign * (part[1] * 100 + part[2])
    }
    /^ / && NF >= 2 { sum[$1] += fen($2) }
    END {
      for (name in sum) if (sum[name]) {
        left = sum[name] < 0 ? -sum[name] : sum[name]
        printf "%s %s%d.%02d\n", name, sum[name] < 0 ? "-" : "", int(left / 100), left % 100
      }
    }' "$work/book.journal" > "$work/sums" ;;
  *) echo "没有 $engine 这种程序；可以写 hledger、ledger 或 awk。" >&2; exit 2 ;;
esac

# 金额写成同一个样子：两位小数，不写币种和千位分隔。
awk '{
  sub(/ CNY$/, ""); number = $NF; gsub(/,/, "", number)
  point = index(number, ".")
  if (!point) number = number ".00"
  else while (length(number) - point < 2) number = number "0"
  if (number !~ /^-?0\.00$/ && $1 !~ /^Closed:/) print $1 " " number
}' "$work/sums" | LC_ALL=C sort > "$work/found"

LC_ALL=C sort > "$work/told" << '期末余额'
__CLOSINGS__期末余额

count=$(grep -c . "$work/told" || true)
if diff "$work/told" "$work/found" > "$work/differs"; then
  echo "$engine 重新相加：__DAY__ $count 个科目的余额全部相同。"
  echo "只核对了分录的加总；利息的计算和各户的分摊不在其中。"
else
  echo "$engine 重新相加的结果与公布的不同（< 公布的，> 重新相加的）："
  cat "$work/differs"
  exit 1
fi
"""
_NOTE_TEXT: Final = """__TITLE__：怎样自己把账重新加一遍

1. 把 again.sh 和 __SOURCE__ 下载到同一个文件夹。
2. 在 Linux、macOS 或 Windows 的 WSL 里打开终端，进入这个文件夹，运行：
       sh again.sh
   装有 hledger 或 ledger（两种与本程序无关的开源记账程序）的，用它们相加；都没有的，用系统自带的 awk。
3. 它把账簿里每一笔分录从头加一遍，与__DAY__的余额逐个科目比较，相同就说「全部相同」，不同就列出不同的科目。
   脚本只有几十行，可以用记事本打开，看它做了什么。

它核对什么：公布的期末余额是不是账簿里这些分录加出来的。
它不核对什么：利息算得对不对、费用分到各户对不对、发票是不是真的、银行里是不是真有这笔钱。
              前两样由「审计问题」里的独立重算核对，后两样看银行对账单和原始凭证。
"""


def public_again_files(book: PublicBook, until: date) -> dict[str, bytes]:
    """Give the script and the words by which anybody adds a public book up again, by the names of their files.

    Args:
        book: what anybody may see; it lies beside the script as `book.beancount`.
        until: the last day it shows.
    """
    sums: Counter[str] = Counter()
    for item in book.transactions:
        for account, fen in item.postings:
            sums[account] += fen if CLOSING_TAG not in item.tags or not account.startswith(_TEMPORARY) else 0
    return _again(book.title, until, sums, BOOK, _CONVERTED)


def again_files(books: Books, last_day: date, closings: Mapping[str, int]) -> dict[str, bytes]:
    """Give a community's journal from its beginning, with the script that compares, by the names of their files.

    Args:
        books: the general book.
        last_day: the last of a month.
        closings: what each account has at its end, in fen, worked out elsewhere; of income and expense all that was
            ever booked.
    """
    journal = "\n".join(_journal(books, last_day)).encode()
    return {JOURNAL: journal, **_again(books.community.name, last_day, closings, JOURNAL, _PLAIN)}


def _again(title: str, day: date, closings: Mapping[str, int], source: str, how: str) -> dict[str, bytes]:
    rows = "".join(
        f"{name} {amount(fen).removesuffix(' CNY')}\n" for name, fen in sorted(closings.items()) if fen
    )
    words = {
        "__TITLE__": title.translate(_COMMENT_SIGNS), "__DAY__": chinese_day(day), "__SOURCE__": source,
        "__JOURNAL__": how, "__CLOSINGS__": rows,
    }  # fmt: skip
    return {
        name: _filled(text, words).encode() for name, text in ((SCRIPT, _SCRIPT_TEXT), (NOTE, _NOTE_TEXT))
    }


def _filled(text: str, words: Mapping[str, str]) -> str:
    for mark, value in words.items():
        text = text.replace(mark, value)
    return text


def _journal(books: Books, last_day: date) -> Iterator[str]:
    yield "commodity CNY"
    yield ""
    for fund in books.community.funds:
        yield from _entries(fund_journal(books, fund, last_day, last_day))


def _entries(entries: Iterable[BookEntry]) -> Iterator[str]:
    for entry in entries:
        voucher = entry.voucher
        words = f"{voucher.number} {voucher.payee} {voucher.narration}".translate(_COMMENT_SIGNS)
        yield f"{voucher.day} * {words}"
        for leg in entry.legs:
            name = leg.account.name
            closed = _CLOSED if entry.computed and name.startswith(_TEMPORARY) else ""
            yield f"    {closed}{name}  {amount(leg.amount_fen)}"
        yield ""
