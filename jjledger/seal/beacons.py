"""How the chance of a sample is written: one way for each source, or the same number would draw several samples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jjledger.seal.words import BEACON_VALUE, written

# The Shanghai index at its close is published with two digits behind the point.
_FORMS: Final[Mapping[str, str]] = {"sse-close": r"[1-9][0-9]*\.[0-9]{2}"}


def is_canonical(source: str, value: str) -> bool:
    """Say whether a value is written as its source publishes it.

    Examples:
        >>> [is_canonical("sse-close", value) for value in ("3021.77", "3021.770", "+3021.77", "03021.77")]
        [True, False, False, False]
    """
    return written(value, _FORMS.get(source, BEACON_VALUE))
