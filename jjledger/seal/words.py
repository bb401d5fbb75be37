"""How the lines of sealed texts write names, days and amounts: one way each, the same in the program and on the page.

A name that could be written in two ways would be two names: a period with two disclosures in force, each for one half
of the households.

What lives here: patterns, and reading what they let pass. What must not: which lines a text has.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from jjledger.proof.failed import demand
from jjledger.proof.lines import COUNT, MOST

SOURCE: Final = r"[a-z0-9][a-z0-9._/-]{0,99}"  # of a beacon
DOCUMENT: Final = r"[a-z0-9][a-z0-9-]{0,99}"  # a document's folder in an edition
_PART: Final = r"[a-z0-9][a-z0-9._-]*"
_AT_MOST: Final = r"(?=[A-Za-z0-9._/-]{1,100}(?![A-Za-z0-9._/-]))"
COMMUNITY: Final = rf"{_AT_MOST}{_PART}(?:/{_PART})*/[a-z0-9][a-z0-9-]*"  # where it is read, and its code
# Every sign of the basic plane but blanks and what cannot be seen, written out, since every language's classes differ.
ROOM: Final = (
    r"[^\x00-\x20\x7f-\xa0\xad\u0600-\u0605\u061c\u06dd\u070f\u1680\u180e\u2000-\u200f\u2028-\u202f"
    r"\u205f-\u206f\u3000\ud800-\udfff\ufeff\ufff9-\ufffb\U00010000-\U0010ffff]{1,40}"
)
AMOUNT: Final = r"(?:0|-?[1-9][0-9]{0,15})"  # may be negative; `amount_of` still refuses what is beyond MOST
FROM_ONE: Final = r"[1-9][0-9]{0,15}"
MONTH: Final = r"[1-9][0-9]{3}-(?:0[1-9]|1[0-2])"
DAY: Final = rf"{MONTH}-(?:0[1-9]|[12][0-9]|3[01])"  # `is_day` still refuses what is in no calendar
# The same as `parse_period` reads; `is_period` still refuses a day that is in no calendar.
PERIOD: Final = rf"{_AT_MOST}(?:[1-9][0-9]{{3}}(?:-H[12]|-Q[1-4])?|{MONTH}|{DAY}\.[a-z0-9]+(?:-[a-z0-9]+)*)"
HEX: Final = r"[0-9a-f]{64}"  # a hash
COMMIT: Final = r"(?:[0-9a-f]{40}|[0-9a-f]{64})"  # of git
BEACON_VALUE: Final = r"[!-~]{1,100}"  # as it was published
FUNDS: Final = ("maintenance", "public-housing")  # in the order of a manifest
COLUMNS: Final = ("closing", "arrears")  # that have a coin line

_AMOUNT: Final = re.compile(AMOUNT)
_COUNT: Final = re.compile(COUNT)


def amount_of(text: str, code: str) -> int:
    """Read fen that may be negative, at most 2^53 - 1 either way.

    Raises:
        ProofError: it is written otherwise, under the code given.
    """
    demand(_AMOUNT.fullmatch(text) is not None, code)
    fen = int(text)
    demand(-MOST <= fen <= MOST, code)
    return fen


def written(text: str, pattern: str) -> bool:
    """Say whether a text is as a pattern writes it."""
    return re.fullmatch(pattern, text) is not None


def is_day(text: str) -> bool:
    """Say whether a text is a day of the calendar.

    Examples:
        >>> is_day("2024-02-29"), is_day("2025-02-29")
        (True, False)
    """
    if not written(text, DAY):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_period(text: str) -> bool:
    """Say whether a text is a period: a year, a half, a quarter, a month, or a day and what happened on it.

    Examples:
        >>> is_period("2026-Q3"), is_period("2026-q3"), is_period("2026-02-30.project-1")
        (True, False, False)
    """
    day, dot, _ = text.partition(".")
    return written(text, PERIOD) and (not dot or is_day(day))


def home_of(community: str) -> str:
    """Give where a community is read, without its own code."""
    return community.rpartition("/")[0]
