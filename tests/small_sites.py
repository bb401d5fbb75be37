"""Published trees of one or two communities, as small as a server needs them.

What lives here: files on disk and a client that asks for them. What must not: expectations.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from werkzeug.test import Client

from jjledger.books.ledger import load_ledger
from jjledger.books.public_book_text import public_book_text
from jjledger.disclosure.public_book import public_book
from jjledger.serve import site

HOST: Final = "localhost"
BANK: Final = "Assets:3公共收益:1001银行存款:1234建行"

# Parking earned 1,000.00, a repair cost 300.00; January's closing carries 700.00 over.
BOOK: Final = f"""option "title" "同名小区"
option "operating_currency" "CNY"
option "tolerance_multiplier" "0"

2025-01-01 open {BANK} CNY
2025-01-01 open Equity:3公共收益:3101结余 CNY
2025-01-01 open Income:3公共收益:6001停车:01月租 CNY
2025-01-01 open Expenses:3公共收益:6502维修 CNY
2025-01-01 custom "fava-sidebar-link" "收支（结转前）" "/jump?filter=-%23closing"

2025-01-15 * "某物业公司" "一月停车"
  voucher: "收-0001"
  {BANK}  1000.00 CNY
  Income:3公共收益:6001停车:01月租  -1000.00 CNY

2025-01-20 * "某门业公司" "修单元门"
  voucher: "付-0001"
  {BANK}  -300.00 CNY
  Expenses:3公共收益:6502维修  300.00 CNY

2025-01-31 * "系统结转" #closing
  Equity:3公共收益:3101结余  -700.00 CNY
  Expenses:3公共收益:6502维修  -300.00 CNY
  Income:3公共收益:6001停车:01月租  1000.00 CNY

2025-02-01 balance {BANK}  700.00 CNY
"""

# What a reader of a book can be shown, one address a kind.
REPORTS: Final = ("", "income_statement/", "balance_sheet/", "trial_balance/", "journal/",
                  f"account/{BANK}/", "extension/DisclosurePreview/", "extension/CheckResults/",
                  "download-journal/", "api/ledger_data", "api/journal_page?page=1&order=desc",
                  "api/balance_sheet", "api/income_statement", f"api/account_report?a={BANK}",
                  "api/source?filename=", "api/options")  # fmt: skip


def write(root: Path, relpath: str, text: str) -> Path:
    """Write one file of a tree."""
    path = root / relpath
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def publish(root: Path, code: str, book: str = BOOK, checks: Sequence[dict[str, str]] = ()) -> None:
    """Write what is published about a community whose January is out and February held."""
    entries: list[dict[str, Any]] = [
        {"title": "公共收益收支公示", "period_title": "2025年2月", "path": "2025-02/public-revenue/",
         "closing_fen": None, "state": "held", "words": "暂缓公示：账上有 1 条阻断"},
        {"title": "公共收益收支公示", "period_title": "2025年1月", "path": "2025-01/public-revenue/",
         "closing_fen": 70000, "state": "out", "words": "已公示"},
    ]  # fmt: skip
    write(root, "index.html", "<!doctype html><title>小区公示</title>" + "街道" * 600)
    write(
        root, f"d/{code}/index.html", f'<!doctype html><link rel="icon" href="data:,"><title>{code}</title>'
    )
    write(root, f"d/{code}/index.json", json.dumps({"code": code, "entries": entries}))
    write(root, f"d/{code}/checks.json", json.dumps(list(checks)))
    write(root, f"d/{code}/book.beancount", book)
    write(root, f"book/{code}/index.html", "<!doctype html><title>要用 jjledger serve</title>")


def public_book_of(ledger: Path) -> str:
    """Compile the public book of a community up to the end of the sample's last year."""
    loaded = load_ledger(ledger, date(2026, 1, 31))
    assert not loaded.blocking()
    return public_book_text(public_book(loaded.books, loaded.replayed.shares, date(2025, 12, 31)))


def client(root: Path) -> Client:
    """Open a tree as a reader who comes by the name localhost."""
    return Client(site.application(root, frozenset({HOST})))
