"""Who is related to whom: the committee's and the property firm's people, and what is known of payees.

Only keyed hashes are kept; nothing here can be printed back into a name, a phone or an account.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

Particular = Literal["name", "phone", "address", "account"]
PARTICULAR_WORDS: Final[Mapping[Particular, str]] = {
    "name": "姓名或法定代表人", "phone": "电话", "address": "地址", "account": "银行账号",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RelatedParties:
    """Two private lists held against each other by their hashes."""

    people: Mapping[tuple[Particular, bytes], str] = field(default_factory=dict)  # → role, 业委会委员
    payees: Mapping[str, tuple[tuple[Particular, bytes], ...]] = field(default_factory=dict)  # by payee's key
    unable: str = ""  # why there is no list, in Chinese; "" there is
