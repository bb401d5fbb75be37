"""What a community says of its bank accounts, and by which rules the rows of their statements are booked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jjledger.facts.entry import Meta

Direction = Literal["in", "out", ""]


@dataclass(frozen=True, slots=True)
class BankFacts:
    """One `[[bank]]` of community.toml."""

    account: str  # last part of the account's name, 1234建行
    holder: str = ""  # in whose name the bank keeps it; "" the community's
    tail: str = ""  # last four digits of another number it has, a card's; "" none


@dataclass(frozen=True, slots=True)
class ImportRule:
    """One `[[rule]]` of community.toml; what it does not name fits every row."""

    account: str  # full name, or what follows the fund: 6401成本:电梯维保
    line: int  # in community.toml, for the reason given with each proposal
    counterparty: tuple[str, ...] = ()  # one of these stands in the counterparty's name
    words: tuple[str, ...] = ()  # one of these stands in the bank's words
    least_fen: int | None = None  # of the amount without its sign, inclusive
    most_fen: int | None = None
    direction: Direction = ""
    bank: str = ""  # last part of the bank account's name
    split: Meta = ()  # whose money, as on a posting
    summary: str = ""  # narration instead of the bank's words
    attachments: int = 0
