"""Which requests to a public book reach Fava.

Fava answers more than a stranger may ask: it runs queries, sends files by name, and takes
search patterns that can keep it busy for hours. Listed here is what its pages need.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from fava.util.date import parse_date
from werkzeug import Request

_REPORT: Final = re.compile(
    r"(income_statement|balance_sheet|trial_balance|journal|events|documents|commodities|holdings"
    r"|statistics|options|errors|editor|account/[^/]+|holdings/by_(account|currency|cost_currency)"
    r"|extension/(DisclosurePreview|CheckResults))/|help/[a-z_]*|download-journal/|"
)
_API: Final = re.compile(
    r"api/(changed|errors|ledger_data|context|source|source_slice|journal|journal_page|events|documents"
    r"|options|help|commodities|income_statement|balance_sheet|trial_balance|account_report|statistics)"
)

# A repeated group, or a third repetition, can take exponential time on ordinary text.
_REPEATED_GROUP: Final = re.compile(r"\)[*+{]")
_REPETITION: Final = re.compile(r"[*+?{]")
_ESCAPED: Final = re.compile(r"\\.", re.DOTALL)
_MOST_REPETITIONS: Final = 2
_LONGEST_PATTERN: Final = 200
_LONGEST_TIME: Final = timedelta(days=12 * 366)


def reaches_fava(path: str) -> bool:
    """Tell whether an address is one that the pages of a public book need.

    Args:
        path: the part after the community's code, without a leading slash.
    """
    return bool(_REPORT.fullmatch(path) or _API.fullmatch(path))


def too_costly(request: Request) -> bool:
    """Tell whether answering could keep the server from everybody else."""
    patterns = (request.args.get("filter", ""), request.args.get("account", ""))
    return any(_slow(pattern) for pattern in patterns) or _too_long(request.args.get("time", ""))


def _slow(pattern: str) -> bool:
    """Tell whether a search pattern may take more than a moment."""
    plain = _ESCAPED.sub("", pattern)
    return (
        len(pattern) > _LONGEST_PATTERN
        or _REPEATED_GROUP.search(plain) is not None
        or len(_REPETITION.findall(plain)) > _MOST_REPETITIONS
    )


def _too_long(time: str) -> bool:
    """Tell whether a span of time would be cut into too many days."""
    if len(time) > _LONGEST_PATTERN:
        return True
    try:
        first, end = parse_date(time)
    except (ValueError, OverflowError):
        return True
    return bool(first and end and end - first > _LONGEST_TIME)
