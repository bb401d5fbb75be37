"""Numbers and bytes as the lines of notes write them: one way each, so that no text can be written twice.

What lives here: decimal numbers without leading zeros, base64 that writes back the same. What must not: which lines
a text has.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from typing import Final

from jjledger.proof.failed import demand
from jjledger.proof.tree import HASH

MOST: Final = 2**53 - 1  # what a page's numbers hold exactly
COUNT: Final = "(?:0|[1-9][0-9]{0,15})"  # a pattern; `count_of` still refuses what is more than MOST
_BASE64: Final = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")


def count_of(text: str, code: str) -> int:
    """Read a number from 0 to 2^53 - 1.

    Raises:
        ProofError: it is written otherwise, under the code given.
    """
    demand(re.fullmatch(COUNT, text) is not None, code)
    demand(int(text) <= MOST, code)
    return int(text)


def base64_of(data: bytes) -> str:
    """Write bytes in base64.

    Source: RFC 4648 section 4.
    """
    return b64encode(data).decode("ascii")


def bytes_of(text: str) -> bytes:
    """Read base64 that is written the one way there is.

    Raises:
        ProofError: other signs, a wrong length or bits left over.

    Source: RFC 4648 sections 3.5 and 4.
    """
    demand(_BASE64.fullmatch(text) is not None, "base64")
    data = b64decode(text)
    demand(base64_of(data) == text, "base64")
    return data


def hash_of(text: str) -> bytes:
    """Read a hash in base64.

    Raises:
        ProofError: it is no base64, or not of 32 bytes.
    """
    data = bytes_of(text)
    demand(len(data) == HASH, "hash")
    return data
