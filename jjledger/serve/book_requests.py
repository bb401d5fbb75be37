"""Which requests to a public book reach Fava, and what they become on the way.

Fava answers more than a stranger may ask: it runs queries, sends files by name, and takes
search patterns that can keep it busy for hours. Listed here is what its pages need.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from fava.util.date import parse_date

from jjledger.disclosure.public_book import CLOSING_TAG

BOOK_NAME: Final = "book.beancount"  # what Fava's pages may call the file, wherever its copy lies

_REPORT: Final = re.compile(
    r"(income_statement|balance_sheet|trial_balance|journal|events|documents|commodities|holdings"
    r"|statistics|options|errors|editor|account/[^/]+|holdings/by_(account|currency|cost_currency)"
    r"|extension/(DisclosurePreview|CheckResults))/|help/[a-z_]*|download-journal/|"
)
_API: Final = re.compile(
    r"api/(changed|errors|ledger_data|context|source|source_slice|journal|journal_page|events|documents"
    r"|options|help|commodities|income_statement|balance_sheet|trial_balance|account_report|statistics)"
)

_RECKONING: Final = ("api/", "download-journal/")  # a page by itself only asks these

# A repeated group can take exponential time on ordinary text, a second repetition cubic time:
# nine seconds on the note that lists forty buildings.
_REPEATED_GROUP: Final = re.compile(r"\)[*+{]")
_REPETITION: Final = re.compile(r"[*+?{]")
_ESCAPED: Final = re.compile(r"\\.", re.DOTALL)
_MOST_REPETITIONS: Final = 1
_LONGEST_PATTERN: Final = 200
_LONGEST_TIME: Final = timedelta(days=50 * 366)  # 600 months; a book itself holds fewer

# Balances of each day of ten years take 22 seconds.
_FINE: Final = frozenset({"day", "week"})
_LONGEST_FINE_TIME: Final = timedelta(days=366)

_TEMPORARY: Final = re.compile(r"(Income|Expenses)(:|$)")


def reaches_fava(path: str, args: Mapping[str, str]) -> bool:
    """Tell whether an address is one that the pages of a public book need.

    Args:
        path: the part after the community's code, without a leading slash.
        args: the parameters of the request; no file but the book is there to be named.
    """
    named = args.get("filename", "")
    return named in {"", BOOK_NAME} and bool(_REPORT.fullmatch(path) or _API.fullmatch(path))


def why_costly(path: str, args: Mapping[str, str]) -> str:
    """Say why answering could keep the server from everybody else; "" where it could not.

    Args:
        path: the part after the community's code, without a leading slash.
        args: the parameters of the request.
    """
    if not path.startswith(_RECKONING):
        return ""
    if any(_slow(args.get(name, "")) for name in ("filter", "account")):
        return "筛选条件太复杂，请写得简单些。"
    span = _span(args.get("time", ""))
    if span is None:
        return "“时间”写得不对或太长，例如 2025、2025-03、2024 to 2025。"
    if args.get("interval", "").lower() in _FINE and not timedelta(0) < span <= _LONGEST_FINE_TIME:
        return "按日、按周只能看一年以内，请先在“时间”里写一年，例如 2025。"
    return ""


def filter_for(path: str, args: Mapping[str, str]) -> str:
    """Give the filter with which Fava is to answer.

    A public book closes income and expense at every month's end, so that the balance sheet
    shows owners what is theirs; what income and expense came to is seen without the closings.

    Args:
        path: the part after the community's code, without a leading slash.
        args: the parameters of the request.
    """
    asked = args.get("filter", "").strip()
    account = args.get("a", "") if path == "api/account_report" else ""
    if path != "api/income_statement" and not _TEMPORARY.match(account):
        return asked
    return f"({asked}) -#{CLOSING_TAG}" if asked else f"-#{CLOSING_TAG}"


def _slow(pattern: str) -> bool:
    """Tell whether a search pattern may take more than a moment."""
    plain = _ESCAPED.sub("", pattern)
    return (
        len(pattern) > _LONGEST_PATTERN
        or _REPEATED_GROUP.search(plain) is not None
        or len(_REPETITION.findall(plain)) > _MOST_REPETITIONS
    )


def _span(time: str) -> timedelta | None:
    """Measure a span of time: zero where none is asked for, None where it is none or too long."""
    if len(time) > _LONGEST_PATTERN:
        return None
    try:
        first, end = parse_date(time)
    except (ValueError, OverflowError):
        return None
    if not first or not end:
        return None if time.strip() else timedelta(0)
    return end - first if timedelta(0) < end - first <= _LONGEST_TIME else None
